#include "CKernels.h"
#include "lanes.h"

// Results are those of the plain arithmetic, bit for bit: products and sums are not fused behind our back.
#pragma STDC FP_CONTRACT OFF

#define BODY "ranktrend.inc"
#include "widths.h"

void kernel_rank_trend(
    const double *values, const uint8_t *validity, size_t first_tile, size_t last_tile, const struct rank_trend_design *design, double *scratch,
    const struct rank_trend_columns *out) {
    DISPATCH(rank_trend, values, validity, first_tile, last_tile, design, scratch, out);
}
