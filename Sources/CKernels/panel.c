#include "CKernels.h"

#include <string.h>

// Eight units run side by side, one a lane; the loops over lanes become vector instructions of the width at hand.
enum { LANES = 8 };

/// Marks the cells of a tile where every column has a value; returns whether all have.
static inline __attribute__((always_inline)) int tile_masks(const struct panel_columns *in, size_t tile, double *mask, double *inverse) {
    const size_t periods = in->periods;
    double n[LANES] = {0};
    int full = 1;
    for (size_t t = 0; t < periods; t++) {
        uint8_t bits = 0xFF;
        for (size_t v = 0; v < in->count; v++) bits &= in->validity[v][tile * periods + t];
        full &= bits == 0xFF;
        for (int l = 0; l < LANES; l++) {
            mask[t * LANES + l] = (double)((bits >> l) & 1);
            n[l] += mask[t * LANES + l];
        }
    }
    for (int l = 0; l < LANES; l++) inverse[l] = n[l] > 0 ? 1 / n[l] : 0;
    return full;
}

KERNEL_CLONES
void kernel_panel_moments(
    const struct panel_columns *in, size_t first_tile, size_t last_tile, const double *shifts, double *scratch, struct panel_moments *out) {
    const size_t periods = in->periods, count = in->count;
    double *mask = scratch, *centered = mask + periods * LANES;
    double *sums = centered + count * periods * LANES;   // count × periods
    double *cross = sums + count * periods * LANES;      // count × count
    double *schur = cross + count * count * LANES;       // periods × periods
    double *present = schur + periods * periods * LANES; // periods
    memset(sums, 0, sizeof(double) * LANES * (count * periods + count * count + periods * periods + periods));
    double full_tiles = 0;
    for (size_t tile = first_tile; tile < last_tile; tile++) {
        double inverse[LANES];
        const int full = tile_masks(in, tile, mask, inverse);
        for (size_t v = 0; v < count; v++) {
            const double *x = in->values[v] + tile * periods * LANES;
            double *c = centered + v * periods * LANES, *s = sums + v * periods * LANES;
            const double *shift = shifts + v * periods;
            double mean[LANES] = {0};
            for (size_t t = 0; t < periods; t++)
                for (int l = 0; l < LANES; l++) mean[l] += mask[t * LANES + l] != 0 ? x[t * LANES + l] - shift[t] : 0;
            for (int l = 0; l < LANES; l++) mean[l] *= inverse[l];
            for (size_t t = 0; t < periods; t++)
                for (int l = 0; l < LANES; l++) {
                    const double d = mask[t * LANES + l] != 0 ? x[t * LANES + l] - shift[t] - mean[l] : 0;
                    c[t * LANES + l] = d;
                    s[t * LANES + l] += d;
                }
        }
        for (size_t v = 0; v < count; v++)
            for (size_t w = 0; w <= v; w++) {
                const double *a = centered + v * periods * LANES, *b = centered + w * periods * LANES;
                double sum[LANES] = {0};
                for (size_t t = 0; t < periods; t++)
                    for (int l = 0; l < LANES; l++) sum[l] += a[t * LANES + l] * b[t * LANES + l];
                for (int l = 0; l < LANES; l++) cross[(v * count + w) * LANES + l] += sum[l];
            }
        if (full) {
            full_tiles += 1;
            continue;
        }
        for (size_t t = 0; t < periods; t++) {
            double share[LANES];
            for (int l = 0; l < LANES; l++) {
                share[l] = mask[t * LANES + l] * inverse[l];
                present[t * LANES + l] += mask[t * LANES + l];
            }
            for (size_t s = 0; s <= t; s++)
                for (int l = 0; l < LANES; l++) schur[(t * periods + s) * LANES + l] += share[l] * mask[s * LANES + l];
        }
    }
    for (size_t i = 0; i < count * periods; i++) {
        out->sums[i] = 0;
        for (int l = 0; l < LANES; l++) out->sums[i] += sums[i * LANES + l];
    }
    for (size_t i = 0; i < count * count; i++) {
        out->cross[i] = 0;
        for (int l = 0; l < LANES; l++) out->cross[i] += cross[i * LANES + l];
    }
    for (size_t t = 0; t < periods; t++) {
        out->present[t] = full_tiles * LANES;
        for (int l = 0; l < LANES; l++) out->present[t] += present[t * LANES + l];
        for (size_t s = 0; s <= t; s++) {
            double sum = full_tiles * LANES / (double)periods;
            for (int l = 0; l < LANES; l++) sum += schur[(t * periods + s) * LANES + l];
            out->shared[t * periods + s] = sum;
        }
    }
}

KERNEL_CLONES
void kernel_panel_scores(
    const struct panel_columns *in, size_t first_tile, size_t last_tile, const double *coefficients, const double *period_effects,
    const double *period_parts, double *scratch, struct panel_scores *out) {
    const size_t periods = in->periods, count = in->count, regressors = count - 1;
    double *mask = scratch, *residual = mask + periods * LANES;
    double *score = residual + periods * LANES;       // regressors
    double *meat = score + regressors * LANES;        // regressors × regressors
    double *gradient = meat + regressors * regressors * LANES;
    double squares[LANES] = {0}, units[LANES] = {0};
    memset(meat, 0, sizeof(double) * LANES * (regressors * regressors + regressors));
    for (size_t tile = first_tile; tile < last_tile; tile++) {
        double inverse[LANES], mean[LANES] = {0};
        tile_masks(in, tile, mask, inverse);
        const double *y = in->values[0] + tile * periods * LANES;
        for (size_t t = 0; t < periods; t++)
            for (int l = 0; l < LANES; l++) residual[t * LANES + l] = y[t * LANES + l] - period_effects[t];
        for (size_t k = 0; k < regressors; k++) {
            const double *x = in->values[k + 1] + tile * periods * LANES;
            const double b = coefficients[k];
            for (size_t i = 0; i < periods * LANES; i++) residual[i] -= b * x[i];
        }
        for (size_t t = 0; t < periods; t++)
            for (int l = 0; l < LANES; l++) mean[l] += mask[t * LANES + l] != 0 ? residual[t * LANES + l] : 0;
        for (int l = 0; l < LANES; l++) {
            mean[l] *= inverse[l];
            units[l] += inverse[l] > 0 ? 1 : 0;
            out->unit_effects[tile * LANES + l] = inverse[l] > 0 ? mean[l] : __builtin_nan("");
        }
        for (size_t t = 0; t < periods; t++)
            for (int l = 0; l < LANES; l++) {
                const double e = mask[t * LANES + l] != 0 ? residual[t * LANES + l] - mean[l] : 0;
                residual[t * LANES + l] = e;
                squares[l] += e * e;
            }
        for (size_t k = 0; k < regressors; k++) {
            const double *x = in->values[k + 1] + tile * periods * LANES;
            const double *part = period_parts + k * periods;
            double center[LANES] = {0}, sum[LANES] = {0};
            for (size_t t = 0; t < periods; t++)
                for (int l = 0; l < LANES; l++) center[l] += mask[t * LANES + l] != 0 ? x[t * LANES + l] - part[t] : 0;
            for (int l = 0; l < LANES; l++) center[l] *= inverse[l];
            for (size_t t = 0; t < periods; t++)
                for (int l = 0; l < LANES; l++)
                    sum[l] += mask[t * LANES + l] != 0 ? (x[t * LANES + l] - part[t] - center[l]) * residual[t * LANES + l] : 0;
            for (int l = 0; l < LANES; l++) {
                score[k * LANES + l] = sum[l];
                gradient[k * LANES + l] += sum[l];
            }
        }
        for (size_t k = 0; k < regressors; k++)
            for (size_t j = 0; j <= k; j++)
                for (int l = 0; l < LANES; l++) meat[(k * regressors + j) * LANES + l] += score[k * LANES + l] * score[j * LANES + l];
    }
    out->residual_squares = 0;
    out->units = 0;
    for (int l = 0; l < LANES; l++) {
        out->residual_squares += squares[l];
        out->units += units[l];
    }
    for (size_t k = 0; k < regressors; k++) {
        out->gradient[k] = 0;
        for (int l = 0; l < LANES; l++) out->gradient[k] += gradient[k * LANES + l];
        for (size_t j = 0; j <= k; j++) {
            double sum = 0;
            for (int l = 0; l < LANES; l++) sum += meat[(k * regressors + j) * LANES + l];
            out->meat[k * regressors + j] = sum;
        }
    }
}
