// Small hot loops that want run-time dispatch over vector widths. Each has a plain Swift twin that is the oracle of its test.
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__) && defined(__linux__)
#define KERNEL_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define KERNEL_CLONES
#endif

/// Polynomials of the t distribution's tail: `coefficients[df * (degree + 1) + k]` is the coefficient of degree k for df = 0 … rows (0 is unused).
struct trend_tail_table {
    const double *coefficients;
    size_t degree;
    size_t rows;
};

/// Where the results of `kernel_trend` go: one value a series, aligned to 64 bytes, whole tiles of eight; `doubtful` has a byte a tile.
struct trend_columns {
    int32_t *observations;
    double *slope;
    double *intercept;
    double *standard_error;
    double *statistic;
    double *p_value;
    double *r_squared;
    uint8_t *doubtful;
};

/// Least-squares lines through the series of tiles `first_tile ..< last_tile`; the tail table reaches `periods - 2` degrees of freedom.
///
/// The abscissae are those of the caller less `origin`. What has no value (slope below two observations, p below three) is NaN.
void kernel_trend(
    const double *values, const uint8_t *validity, size_t first_tile, size_t last_tile, size_t periods, const double *abscissae,
    double origin, const struct trend_tail_table *table, const struct trend_columns *out);

/// Reads every value once and writes `columns` doubles a series (a cache line a tile and column) from the first 64-byte address of `output`.
void kernel_stream_limit(
    const double *values, const uint8_t *validity, size_t first_tile, size_t last_tile, size_t periods, double *output, size_t columns);

#endif
