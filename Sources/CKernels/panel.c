#include "CKernels.h"
#include "lanes.h"

#include <string.h>

enum {
    /// Up to so many periods the Schur complement is counted from the holes, in whole numbers; beyond, there would be too many counters.
    COUNTED_PERIODS = 32,
    MAXIMUM_PERIODS_ON_STACK = 256,
};

/// Columns in blocks of three, so that nine products share six values in registers.
INLINE size_t panel_padded(size_t count) { return (count + 2) / 3 * 3; }

/// For each number of cells that a unit can have: units, their holes in each period, and their pairs of holes.
INLINE size_t panel_hole_counters(size_t periods) { return periods <= COUNTED_PERIODS ? (periods + 1) * (1 + periods + periods * periods) : 0; }

size_t kernel_panel_scratch(size_t count, size_t periods) {
    const size_t padded = panel_padded(count);
    const size_t vectors = 2 * padded * periods + padded * padded + periods + (periods <= COUNTED_PERIODS ? 0 : periods * periods) + count * count + 4 * count;
    return TILE * vectors + panel_hole_counters(periods) / 2 + periods + 16;
}

/// Where every column of a tile has a value, a byte a period, and how often, a lane a unit.
INLINE void panel_bits(const struct panel_columns *in, size_t tile, uint8_t *bits, int *n) {
    const size_t periods = in->periods, start = tile * periods;
    memcpy(bits, in->validity[0] + start, periods);
    for (size_t v = 1; v < in->count; ++v) {
        const uint8_t *other = in->validity[v] + start;
        for (size_t t = 0; t < periods; ++t) bits[t] &= other[t];
    }
    // Eight counters of a byte each: bit l of a byte to the lowest bit of byte l.
    for (int l = 0; l < TILE; ++l) n[l] = 0;
    for (size_t t = 0; t < periods;) {
        uint64_t counters = 0;
        const size_t end = periods - t < 255 ? periods : t + 255;
        for (; t < end; ++t) {
            const uint64_t spread = (bits[t] * 0x0101010101010101u) & 0x8040201008040201u;
            counters += ((spread + 0x00406070787c7e7fu) >> 7) & 0x0101010101010101u;
        }
        for (int l = 0; l < TILE; ++l) n[l] += (int)(counters >> (8 * l)) & 255;
    }
}

/// Counts the holes of a tile's units. Most units have few, and what their cells share follows from what all cells would, less the holes.
static void panel_count_holes(const uint8_t *bits, const int *n, size_t periods, uint32_t *counters) {
    const size_t stride = 1 + periods + periods * periods;
    unsigned active = 0;
    for (int l = 0; l < TILE; ++l) {
        if (n[l] == 0) continue;
        active |= 1u << l;
        counters[n[l] * stride] += 1;
    }
    size_t found[COUNTED_PERIODS], number = 0;
    for (size_t t = 0; t < periods; ++t) {
        const unsigned holes = ~bits[t] & active;
        if (holes == 0) continue;
        for (unsigned left = holes; left != 0; left &= left - 1) counters[n[__builtin_ctz(left)] * stride + 1 + t] += 1;
        for (size_t i = 0; i < number; ++i)
            for (unsigned left = holes & ~bits[found[i]]; left != 0; left &= left - 1)
                counters[n[__builtin_ctz(left)] * stride + 1 + periods + t * periods + found[i]] += 1;
        found[number++] = t;
    }
}

/// Cells a period and, for two periods, the sum over units with both of one over their number of cells: differences of whole numbers are exact.
static void panel_shares(const uint32_t *counters, size_t periods, struct panel_moments *out) {
    const size_t stride = 1 + periods + periods * periods;
    for (size_t i = 0; i < periods * periods; ++i) out->shared[i] = 0;
    for (size_t n = 1; n <= periods; ++n) {
        const uint32_t *units = counters + n * stride, *holes = units + 1, *pairs = holes + periods;
        if (*units == 0) continue;
        for (size_t t = 0; t < periods; ++t) {
            const uint32_t there = *units - holes[t];
            out->present[t] += there;
            out->shared[t * periods + t] += (double)there / (double)n;
            for (size_t s = 0; s < t; ++s) out->shared[t * periods + s] += (double)(there - holes[s] + pairs[t * periods + s]) / (double)n;
        }
    }
}

#define BODY "panel.inc"
#include "widths.h"

void kernel_panel_moments(
    const struct panel_columns *in, size_t first_tile, size_t last_tile, const double *shifts, double *scratch, struct panel_moments *out) {
    DISPATCH(panel_moments, in, first_tile, last_tile, shifts, scratch, out);
}

void kernel_panel_scores(
    const struct panel_columns *in, size_t first_tile, size_t last_tile, const double *coefficients, const double *period_effects,
    const double *period_parts, double *scratch, struct panel_scores *out) {
    DISPATCH(panel_scores, in, first_tile, last_tile, coefficients, period_effects, period_parts, scratch, out);
}
