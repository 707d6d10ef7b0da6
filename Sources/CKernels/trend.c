#include "CKernels.h"
#include "lanes.h"

#define BODY "trend.inc"
#include "widths.h"

void kernel_trend(
    const double *values, const uint8_t *validity, size_t first_tile, size_t last_tile, const struct trend_design *design,
    const struct trend_columns *out) {
    DISPATCH(trend, values, validity, first_tile, last_tile, design, out);
}
