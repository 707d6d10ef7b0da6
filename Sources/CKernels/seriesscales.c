#include "CKernels.h"
#include "lanes.h"

// Results are those of the plain arithmetic, bit for bit: products and sums are not fused behind our back.
#pragma STDC FP_CONTRACT OFF

#define BODY "seriesscales.inc"
#include "widths.h"

void kernel_series_scales(
    const double *values, const uint8_t *validity, size_t first_tile, size_t last_tile, size_t periods, enum robust_scale scale,
    const double *factors, double *scratch, int32_t *observations, double *center, double *spread) {
    DISPATCH(series_scales, values, validity, first_tile, last_tile, periods, scale, factors, scratch, observations, center, spread);
}
