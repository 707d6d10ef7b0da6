#include "CKernels.h"
#include "lanes.h"

// Results are those of the plain arithmetic, bit for bit: products and sums are not fused behind our back.
#pragma STDC FP_CONTRACT OFF

/// Up to so many values the rank of each is counted.
#define SMALL 64
/// Rows of the largest sample, two lanes each.
#define SAMPLE_ROWS 512

#if HAS_WIDE_LANES
/// For each set of lanes of four doubles, the order of their halves that brings them to the front.
static const int32_t front_order[16][8] __attribute__((aligned(32))) = {
    {0, 1, 2, 3, 4, 5, 6, 7}, {0, 1, 2, 3, 4, 5, 6, 7}, {2, 3, 0, 1, 4, 5, 6, 7}, {0, 1, 2, 3, 4, 5, 6, 7},
    {4, 5, 0, 1, 2, 3, 6, 7}, {0, 1, 4, 5, 2, 3, 6, 7}, {2, 3, 4, 5, 0, 1, 6, 7}, {0, 1, 2, 3, 4, 5, 6, 7},
    {6, 7, 0, 1, 2, 3, 4, 5}, {0, 1, 6, 7, 2, 3, 4, 5}, {2, 3, 6, 7, 0, 1, 4, 5}, {0, 1, 2, 3, 6, 7, 4, 5},
    {4, 5, 6, 7, 0, 1, 2, 3}, {0, 1, 4, 5, 6, 7, 2, 3}, {2, 3, 4, 5, 6, 7, 0, 1}, {0, 1, 2, 3, 4, 5, 6, 7}};
#endif

#define BODY "select.inc"
#include "widths.h"

void kernel_median_spread(const double *x, size_t n, double *scratch, double *median, double *deviation) {
    DISPATCH(median_spread, x, n, scratch, median, deviation);
}

double kernel_median(const double *x, size_t n, int magnitudes, double *scratch) {
    double result = __builtin_nan("");
    if (n) DISPATCH(median_alone, x, n, magnitudes, scratch, &result);
    return result;
}

void kernel_gather_periods(
    const double *values, const uint8_t *validity, size_t tiles, size_t periods, size_t first_period, size_t period_count, double *to,
    size_t stride, size_t *counts) {
    DISPATCH(gather, values, validity, tiles, periods, first_period, period_count, to, stride, counts);
}
