#include "CKernels.h"
#include "lanes.h"

#define BODY "seriesranks.inc"
#include "widths.h"

void kernel_series_ranks(
    const double *values, const uint8_t *validity, size_t first_tile, size_t last_tile, size_t periods, enum rank_ties ties, int descending,
    double *scratch, double *ranks, uint8_t *rank_validity) {
    DISPATCH(series_ranks, values, validity, first_tile, last_tile, periods, ties, descending, scratch, ranks, rank_validity);
}

void kernel_pettitt(
    const double *values, const uint8_t *validity, size_t first_tile, size_t last_tile, size_t periods, double *scratch,
    const struct pettitt_columns *out) {
    DISPATCH(pettitt, values, validity, first_tile, last_tile, periods, scratch, out);
}
