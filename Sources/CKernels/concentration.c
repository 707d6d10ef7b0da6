#include "CKernels.h"
#include "lanes.h"

#include <string.h>

// What a search for the subset of smallest determinant does again and again.

#define BODY "concentration.inc"
#include "widths.h"

size_t kernel_concentration_scratch(size_t columns) {
    const size_t padded = (columns + 2) / 3 * 3;
    return padded * 128 + TILE * (padded + padded * padded) + 4 * TILE * columns + 16;
}

void kernel_whitened_squares(
    const double *values, size_t rows, size_t first, size_t last, size_t columns, const double *center, const double *factor, double *scratch,
    double *squares) {
    DISPATCH(whitened_squares, values, rows, first, last, columns, center, factor, scratch, squares);
}

void kernel_member_moments(
    const double *values, size_t rows, size_t first, size_t last, size_t columns, const double *center, const uint8_t *members, double *scratch,
    double *sums, double *cross) {
    DISPATCH(member_moments, values, rows, first, last, columns, center, members, scratch, sums, cross);
}

void kernel_tangents(const double *x, size_t count, double *out) { DISPATCH(tangents, x, count, out); }

KERNEL_CLONES
void kernel_exchange_moments(
    const double *observations, size_t columns, const uint32_t *indices, size_t count, double sign, double *sums, double *cross) {
    for (size_t i = 0; i < count; ++i) {
        const double *x = observations + indices[i] * columns;
        for (size_t v = 0; v < columns; ++v) {
            const double scaled = sign * x[v];
            sums[v] += scaled;
            for (size_t w = 0; w <= v; ++w) cross[v * columns + w] += scaled * x[w];
        }
    }
}

/// Brings the value that sorting would put at `k` there, smaller ones before it.
static double select_in_place(double *values, size_t count, size_t k) {
    ptrdiff_t low = 0, high = (ptrdiff_t)count - 1;
    while (low < high) {
        const ptrdiff_t middle = low + (high - low) / 2;
        double a = values[low], b = values[middle], c = values[high];
        const double pivot = a < b ? (b < c ? b : a < c ? c : a) : (a < c ? a : b < c ? c : b);
        ptrdiff_t i = low, j = high;
        while (i <= j) {
            while (values[i] < pivot) ++i;
            while (values[j] > pivot) --j;
            if (i > j) break;
            const double t = values[i];
            values[i++] = values[j];
            values[j--] = t;
        }
        if ((ptrdiff_t)k <= j) high = j;
        else if ((ptrdiff_t)k >= i) low = i;
        else break;
    }
    return values[k];
}

/// The value that sorting would put at `k`. Two order statistics of a sample enclose it; what lies between them is few.
static double order_statistic(const double *values, size_t count, size_t k, double *scratch) {
    enum { SAMPLE = 1024 };
    if (count >= 8 * SAMPLE) {
        const size_t step = count / SAMPLE;
        for (size_t i = 0; i < SAMPLE; ++i) scratch[i] = values[i * step];
        const ptrdiff_t at = (ptrdiff_t)((double)k / (double)count * SAMPLE);
        const ptrdiff_t from = at - 64 > 0 ? at - 64 : 0, to = at + 64 < SAMPLE ? at + 64 : SAMPLE - 1;
        const double low = select_in_place(scratch, SAMPLE, (size_t)from), high = select_in_place(scratch, SAMPLE, (size_t)to);
        size_t below = 0, between = 0;
        for (size_t i = 0; i < count; ++i) {
            scratch[between] = values[i];
            below += values[i] < low;
            between += (values[i] >= low) & (values[i] <= high);
        }
        if (k >= below && k < below + between) return select_in_place(scratch, between, k - below);
    }
    memcpy(scratch, values, sizeof(double) * count);
    return select_in_place(scratch, count, k);
}

void kernel_smallest_members(
    const double *values, size_t count, size_t chosen, double *scratch, uint8_t *members, uint32_t *entered, size_t *entered_count, uint32_t *left,
    size_t *left_count) {
    const double cut = order_statistic(values, count, chosen - 1, scratch);
    size_t below = 0, in = 0, out = 0;
    for (size_t i = 0; i < count; ++i) below += values[i] < cut;
    size_t equal = chosen - below;
    for (size_t i = 0; i < count; ++i) {
        uint8_t member = values[i] < cut;
        if (__builtin_expect(values[i] == cut && equal > 0, 0)) {
            member = 1;
            --equal;
        }
        entered[in] = (uint32_t)i;
        left[out] = (uint32_t)i;
        in += member & ~members[i] & 1;
        out += members[i] & ~member & 1;
        members[i] = member;
    }
    *entered_count = in;
    *left_count = out;
}

int kernel_average_ranks(const double *values, size_t count, uint64_t *scratch, double *ranks) {
    enum { DIGIT = 11, BUCKETS = 1 << DIGIT };
    uint64_t *keys = scratch, *other = scratch + count;
    uint32_t buckets[3][BUCKETS] = {{0}};
    for (size_t i = 0; i < count; ++i) {
        // The upper half of a double's bits, turned so that they ascend with it; both zeros alike.
        const double value = values[i] + 0.0;
        uint64_t bits;
        memcpy(&bits, &value, 8);
        bits ^= (uint64_t)((int64_t)bits >> 63) | 0x8000000000000000u;
        const uint32_t upper = (uint32_t)(bits >> 32);
        keys[i] = (uint64_t)upper << 32 | i;
        buckets[0][upper & (BUCKETS - 1)] += 1;
        buckets[1][upper >> DIGIT & (BUCKETS - 1)] += 1;
        buckets[2][upper >> (2 * DIGIT)] += 1;
    }
    for (int pass = 0; pass < 3; ++pass) {
        uint32_t place = 0;
        for (size_t b = 0; b < BUCKETS; ++b) {
            const uint32_t here = buckets[pass][b];
            buckets[pass][b] = place;
            place += here;
        }
        const int shift = 32 + pass * DIGIT;
        for (size_t i = 0; i < count; ++i) other[buckets[pass][keys[i] >> shift & (BUCKETS - 1)]++] = keys[i];
        uint64_t *swap = keys;
        keys = other;
        other = swap;
    }
    for (size_t i = 0; i < count;) {
        size_t end = i + 1;
        while (end < count && keys[end] >> 32 == keys[i] >> 32) ++end;
        size_t moves = 0;
        for (size_t k = i + 1; k < end; ++k) {
            const uint64_t key = keys[k];
            const double value = values[(uint32_t)key];
            size_t j = k;
            while (j > i && values[(uint32_t)keys[j - 1]] > value) {
                keys[j] = keys[j - 1];
                --j;
            }
            keys[j] = key;
            moves += k - j;
            if (moves > 1000000) return 0;
        }
        for (size_t k = i; k < end;) {
            size_t tied = k + 1;
            while (tied < end && values[(uint32_t)keys[tied]] == values[(uint32_t)keys[k]]) ++tied;
            for (size_t l = k; l < tied; ++l) ranks[(uint32_t)keys[l]] = (double)(k + tied + 1) / 2;
            k = tied;
        }
        i = end;
    }
    return 1;
}
