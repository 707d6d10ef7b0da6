#include "CKernels.h"
#include "lanes.h"

#define BODY "trend.inc"
#include "widths.h"

void kernel_trend(
    const double *values, const uint8_t *validity, size_t first_tile, size_t last_tile, size_t periods, const double *abscissae,
    double origin, const struct trend_tail_table *table, const struct trend_columns *out) {
    DISPATCH(trend, values, validity, first_tile, last_tile, periods, abscissae, origin, table, out);
}
