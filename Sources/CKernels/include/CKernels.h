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

/// What the series of a batch of lines share.
struct trend_design {
    size_t periods;
    const double *abscissae;  // of the caller less `origin`
    double origin;
    double offset;            // what is subtracted from the whole numbers of `packed` to have `abscissae`; 0 without
    const int64_t *packed;    // 1 | k << 8 | k² << 32 where the abscissae are whole numbers k ≥ 0 less `offset` and all sums fit; else null
    const double *table;      // for n = 0 … periods values a row: 1/n, √(n − 2), coefficients of the tail of t with n − 2 degrees of freedom
    size_t stride;            // entries of a row, a multiple of 4
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

/// Least-squares lines through the series of tiles `first_tile ..< last_tile`.
///
/// What has no value (slope below two observations, p below three) is NaN.
void kernel_trend(
    const double *values, const uint8_t *validity, size_t first_tile, size_t last_tile, const struct trend_design *design,
    const struct trend_columns *out);

/// The upper tails of the normal law: P(|Z| ≥ z) = e^{−z²/2} · Σ cₖ uᵏ / (z + center), u = (z − center) / (z + center).
struct normal_tail_polynomial {
    const double *coefficients;
    size_t degree;
    double center;
};

/// What the series of a batch of Theil–Sen slopes and Mann–Kendall scores share.
struct rank_trend_design {
    size_t periods;
    const double *abscissae;
    const double *steps;          // xⱼ − xᵢ for j = 1, 2, … and i = 0 … j − 1; null for scores alone
    const double *inverse_steps;  // 1 / steps
    double quantile;              // of the normal law, for the interval
    struct normal_tail_polynomial tail;
};

/// Where the results of `kernel_rank_trend` go: one value a series, aligned to 64 bytes, whole tiles of eight; `doubtful` has a byte a tile.
struct rank_trend_columns {
    int32_t *observations;
    double *slope;
    double *intercept;
    double *lower;
    double *upper;
    double *score;
    double *variance;
    double *tau;
    double *statistic;
    double *p_value;
    uint8_t *doubtful;
};

/// Doubles of scratch that `kernel_rank_trend` needs, aligned to 64 bytes.
#define RANK_TREND_SCRATCH(periods) (8 * (2 * (periods) + (periods) * ((periods) - 1) / 2))

/// Medians of the slopes between all pairs with their interval, Kendall's S, its variance with ties, τ_b and the normal p-value, for the series of tiles
/// `first_tile ..< last_tile`. What has no value is NaN; series with values that are not finite or near the ends of the range are marked doubtful.
void kernel_rank_trend(
    const double *values, const uint8_t *validity, size_t first_tile, size_t last_tile, const struct rank_trend_design *design, double *scratch,
    const struct rank_trend_columns *out);

/// What equal values get; see kernel_series_ranks.
enum rank_ties { RANK_AVERAGE, RANK_MINIMUM, RANK_MAXIMUM, RANK_DENSE, RANK_FIRST };

/// Ranks from 1 of the values within their series, in the tiles of the values; 0 and not valid where missing and in a series with NaN.
/// Scratch: 16 doubles a period, aligned to 64 bytes.
void kernel_series_ranks(
    const double *values, const uint8_t *validity, size_t first_tile, size_t last_tile, size_t periods, enum rank_ties ties, int descending,
    double *scratch, double *ranks, uint8_t *rank_validity);

/// Where the results of `kernel_pettitt` go: one value a series, aligned to 64 bytes, whole tiles of eight.
struct pettitt_columns {
    int32_t *observations;
    double *statistic;
    double *position;
    double *p_value;
};

/// Pettitt's test of every series; NaN below two observations and with values that are not finite. Scratch: 8 doubles a period, aligned to 64 bytes.
void kernel_pettitt(
    const double *values, const uint8_t *validity, size_t first_tile, size_t last_tile, size_t periods, double *scratch,
    const struct pettitt_columns *out);

/// Robust scales; see kernel_series_scales.
enum robust_scale { SCALE_MAD, SCALE_QN, SCALE_SN };

/// Doubles of scratch that `kernel_series_scales` needs, aligned to 64 bytes.
#define SERIES_SCALE_SCRATCH(periods) (8 * (3 * (periods) + (periods) * ((periods) - 1) / 2))

/// The median and a robust scale of every series: `factors[n]` times the raw scale of n values. NaN where they do not exist or a value is not finite.
void kernel_series_scales(
    const double *values, const uint8_t *validity, size_t first_tile, size_t last_tile, size_t periods, enum robust_scale scale,
    const double *factors, double *scratch, int32_t *observations, double *center, double *spread);

/// Doubles of scratch that `kernel_median_spread` needs.
#define MEDIAN_SCRATCH(n) (2 * ((n) + 8))

/// The median of `n` values and the median of their distances from it; NaN without values or when one is not finite.
void kernel_median_spread(const double *x, size_t n, double *scratch, double *median, double *deviation);

/// The median of `n` values or, with `magnitudes`, of their magnitudes; NaN without values or when a value is not finite. Scratch as above.
double kernel_median(const double *x, size_t n, int magnitudes, double *scratch);

/// Writes the valid values of some periods one after the other, those of a period from `to + period * stride`, and their numbers; a period needs room
/// for eight values more than it has.
void kernel_gather_periods(
    const double *values, const uint8_t *validity, size_t tiles, size_t periods, size_t first_period, size_t period_count, double *to,
    size_t stride, size_t *counts);

/// Reads every value once and writes `columns` doubles a series (a cache line a tile and column) from the first 64-byte address of `output`.
void kernel_stream_limit(
    const double *values, const uint8_t *validity, size_t first_tile, size_t last_tile, size_t periods, double *output, size_t columns);

/// Reads every value once.
double kernel_sum_limit(const double *values, size_t count);

/// Forms the slopes between all pairs of periods, sorts them and writes `columns` doubles a series. Scratch: `RANK_TREND_SCRATCH(periods)` doubles, aligned to
/// 64 bytes.
void kernel_network_limit(
    const double *values, size_t first_tile, size_t last_tile, size_t periods, const double *inverse_steps, double *scratch, double *output,
    size_t columns);

/// Brings values of [0, 1) into 2,048 ordered buckets: the one pass over the keys that no sort can do without.
void kernel_distribution_limit(const double *values, size_t count, double *scratch);

/// Columns of a panel in tiles of eight units: the response first, then the regressors, each with its validity bytes.
struct panel_columns {
    const double *const *values;
    const uint8_t *const *validity;
    size_t count;
    size_t periods;
};

/// Sums over units of what unit means leave; lower triangles of `cross` (count × count) and `shared` (periods × periods).
struct panel_moments {
    double *sums;     // count × periods: Σ of values less their unit's mean
    double *cross;    // Σ products of two columns less their unit's means
    double *present;  // periods: cells used
    double *shared;   // Σ over units with both periods of 1 / number of its cells
};

/// Sums over units of the scores of a fitted panel; lower triangle of `meat`.
struct panel_scores {
    double *meat;          // regressors × regressors: Σ of products of a unit's scores
    double *gradient;      // regressors: Σ of scores
    double residual_squares;
    double units;          // with at least one cell
    double *unit_effects;  // one a unit of the whole panel, NaN without cells
};

/// Doubles of scratch, aligned to 64 bytes, that the panel kernels need.
size_t kernel_panel_scratch(size_t count, size_t periods);

/// Moments of the tiles `first_tile ..< last_tile`, of values less `shifts` (count × periods).
void kernel_panel_moments(
    const struct panel_columns *in, size_t first_tile, size_t last_tile, const double *shifts, double *scratch, struct panel_moments *out);

/// Scores at given coefficients and period effects; `period_parts` (regressors × periods) are the period effects of the regressors.
void kernel_panel_scores(
    const struct panel_columns *in, size_t first_tile, size_t last_tile, const double *coefficients, const double *period_effects,
    const double *period_parts, double *scratch, struct panel_scores *out);

/// Writes the rank of each value, 1 for the largest, equal values sharing the better one; at most 65,535 finite values, scratch for twice as many.
/// Returns 0 without an answer where the values are so unevenly spread, or so far apart, that another method is wanted.
int kernel_descending_ranks(const double *values, size_t count, uint64_t *scratch, uint16_t *ranks);

/// Turns ranks given draw by draw (draws × bodies) into `out[body * stride + draw]`.
void kernel_rank_turn(const uint16_t *ranks, size_t draws, size_t bodies, size_t stride, uint16_t *out);

/// Mean of a body's ranks, the first rank with more than `tail` draws at or before it and the first with all but `tail`; scratch for 2(bodies + 1).
void kernel_rank_band(
    const uint16_t *ranks, size_t draws, size_t bodies, size_t tail, uint32_t *scratch, double *mean, int64_t *lower, int64_t *upper);

/// Doubles of scratch, aligned to 64 bytes, that `kernel_whitened_squares` and `kernel_member_moments` need.
size_t kernel_concentration_scratch(size_t columns);

/// ‖F(xᵢ − center)‖² of the rows `first ..< last` of a matrix in columns; F is lower triangular, row by row, with zeros above its diagonal.
void kernel_whitened_squares(
    const double *values, size_t rows, size_t first, size_t last, size_t columns, const double *center, const double *factor, double *scratch,
    double *squares);

/// Sums and products (lower triangle) of the rows `first ..< last` whose member byte is set, less a center.
void kernel_member_moments(
    const double *values, size_t rows, size_t first, size_t last, size_t columns, const double *center, const uint8_t *members, double *scratch,
    double *sums, double *cross);

/// Adds the rows at some indices, `sign` times, to sums and products (lower triangle); here an observation is contiguous.
void kernel_exchange_moments(
    const double *observations, size_t columns, const uint32_t *indices, size_t count, double sign, double *sums, double *cross);

/// Sets the member bytes of the `chosen` smallest values, equal ones by index, and lists whom that brings in and throws out; scratch and lists have room
/// for `count` and one more.
void kernel_smallest_members(
    const double *values, size_t count, size_t chosen, double *scratch, uint8_t *members, uint32_t *entered, size_t *entered_count, uint32_t *left,
    size_t *left_count);

/// Ranks from 1 for the smallest, ties at their mean; finite values, scratch for twice as many. Returns 0 without an answer where too many values agree in
/// 32 bits without being equal.
int kernel_average_ranks(const double *values, size_t count, uint64_t *scratch, double *ranks);

/// The larger of `largest` and the largest (zⱼ − zₖ)²/(vⱼ + vₖ) over the pairs of some rows and columns whose byte in `open`, a matrix of `stride` columns, is
/// set.
float kernel_pair_maximum(
    const float *z, const float *variance, const uint8_t *open, size_t stride, size_t first_row, size_t last_row, size_t first_column,
    size_t last_column, float largest);

/// In how many of `order_count` orders, each `count` positions of `residuals`, the `added` columns of some place explain at least `share` of what the `added` columns of `base` leave of
/// the square `size`. Scratch for 16 times `count` values. The same answer on every machine.
size_t kernel_breaks_exceeding(
    const double *base, const double *columns, size_t places, size_t added, const double *residuals, size_t count, const int32_t *orders,
    size_t order_count, double share, double size, double *scratch);

/// Independent deviations out of one stream of Philox4x32-10: `scale[i]` times a Student's t with 2 / `twice_over_degrees[i]` degrees of freedom, normal where that is 0 (Bailey 1994). Single
/// precision, relative errors of some 1e-6; none is beyond what 32 bits of chance allow, 6.7 scales of the normal law. The same bytes on every machine.
void kernel_student_deviations(uint64_t seed, uint64_t stream, size_t count, const float *twice_over_degrees, const float *scale, float *out);

/// Hyperbolic tangents, within some units of the last digit of 1.
void kernel_tangents(const double *x, size_t count, double *out);

#endif
