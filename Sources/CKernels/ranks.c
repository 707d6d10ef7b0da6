#include "CKernels.h"

#include <string.h>

// Ranks by a radix sort of keys that hold 22 bits of the value and the index; values that agree in all of them are compared as they are.
enum { DIGIT = 11, BUCKETS = 1 << DIGIT, INDEX_BITS = 16, INDEX_MASK = (1 << INDEX_BITS) - 1 };

/// Puts the keys `first ..< last`, which agree in their value's bits, in descending order of the values; equal values share the first place.
static void rank_run(const double *values, uint64_t *keys, size_t first, size_t last, uint16_t *ranks) {
    for (size_t i = first + 1; i < last; ++i) {
        const uint64_t key = keys[i];
        const double value = values[key & INDEX_MASK];
        size_t j = i;
        while (j > first && values[keys[j - 1] & INDEX_MASK] < value) {
            keys[j] = keys[j - 1];
            --j;
        }
        keys[j] = key;
    }
    size_t rank = first + 1;
    for (size_t i = first; i < last; ++i) {
        if (i > first && values[keys[i] & INDEX_MASK] != values[keys[i - 1] & INDEX_MASK]) rank = i + 1;
        ranks[keys[i] & INDEX_MASK] = (uint16_t)rank;
    }
}

KERNEL_CLONES
int kernel_descending_ranks(const double *values, size_t count, uint64_t *scratch, uint16_t *ranks) {
    double low = values[0], high = values[0];
    for (size_t i = 1; i < count; ++i) {
        low = values[i] < low ? values[i] : low;
        high = values[i] > high ? values[i] : high;
    }
    if (!(high > low)) {
        for (size_t i = 0; i < count; ++i) ranks[i] = 1;
        return 1;
    }
    // Subtraction and multiplication round without changing the order: unequal keys are in the order of their values.
    const double scale = (BUCKETS * BUCKETS - 1) / (high - low);
    if (!(scale > 0 && scale <= 1e300)) return 0;
    uint64_t *keys = scratch, *other = scratch + count;
    uint32_t lower[BUCKETS] = {0}, upper[BUCKETS] = {0};
    for (size_t i = 0; i < count; ++i) {
        // The mask only keeps what is no number, and has no rank, inside the tables.
        const uint32_t bits = (uint32_t)(int32_t)((high - values[i]) * scale) & (BUCKETS * BUCKETS - 1);
        keys[i] = (uint64_t)bits << INDEX_BITS | i;
        lower[bits & (BUCKETS - 1)] += 1;
        upper[bits >> DIGIT] += 1;
    }
    uint32_t below = 0, above = 0;
    for (size_t b = 0; b < BUCKETS; ++b) {
        const uint32_t l = lower[b], u = upper[b];
        lower[b] = below;
        upper[b] = above;
        below += l;
        above += u;
    }
    for (size_t i = 0; i < count; ++i) other[lower[keys[i] >> INDEX_BITS & (BUCKETS - 1)]++] = keys[i];
    for (size_t i = 0; i < count; ++i) keys[upper[other[i] >> (INDEX_BITS + DIGIT)]++] = other[i];
    uint64_t former = UINT64_MAX;
    for (size_t i = 0; i < count; ++i) {
        const uint64_t bits = keys[i] >> INDEX_BITS;
        if (__builtin_expect(bits == former, 0)) {
            size_t last = i + 1;
            while (last < count && keys[last] >> INDEX_BITS == bits) ++last;
            // Insertion is quadratic: a few values far from the many would make it slow.
            if (last - i > 256) return 0;
            rank_run(values, keys, i - 1, last, ranks);
            i = last - 1;
            continue;
        }
        ranks[keys[i] & INDEX_MASK] = (uint16_t)(i + 1);
        former = bits;
    }
    return 1;
}

KERNEL_CLONES
void kernel_rank_turn(const uint16_t *ranks, size_t draws, size_t bodies, size_t stride, uint16_t *out) {
    typedef uint16_t eight __attribute__((ext_vector_type(8), aligned(2)));
    size_t body = 0;
    for (; body + 8 <= bodies; body += 8) {
        size_t draw = 0;
        for (; draw + 8 <= draws; draw += 8) {
            eight r[8], s[8];
            for (int k = 0; k < 8; ++k) r[k] = *(const eight *)(ranks + (draw + k) * bodies + body);
            for (int k = 0; k < 4; ++k) {
                s[2 * k] = __builtin_shufflevector(r[k], r[k + 4], 0, 8, 1, 9, 2, 10, 3, 11);
                s[2 * k + 1] = __builtin_shufflevector(r[k], r[k + 4], 4, 12, 5, 13, 6, 14, 7, 15);
            }
            for (int k = 0; k < 4; ++k) {
                r[2 * k] = __builtin_shufflevector(s[k], s[k + 4], 0, 8, 1, 9, 2, 10, 3, 11);
                r[2 * k + 1] = __builtin_shufflevector(s[k], s[k + 4], 4, 12, 5, 13, 6, 14, 7, 15);
            }
            for (int k = 0; k < 4; ++k) {
                *(eight *)(out + (body + 2 * k) * stride + draw) = __builtin_shufflevector(r[k], r[k + 4], 0, 8, 1, 9, 2, 10, 3, 11);
                *(eight *)(out + (body + 2 * k + 1) * stride + draw) = __builtin_shufflevector(r[k], r[k + 4], 4, 12, 5, 13, 6, 14, 7, 15);
            }
        }
        for (; draw < draws; ++draw)
            for (int k = 0; k < 8; ++k) out[(body + k) * stride + draw] = ranks[draw * bodies + body + k];
    }
    for (; body < bodies; ++body)
        for (size_t draw = 0; draw < draws; ++draw) out[body * stride + draw] = ranks[draw * bodies + body];
}

void kernel_rank_band(
    const uint16_t *ranks, size_t draws, size_t bodies, size_t tail, uint32_t *scratch, double *mean, int64_t *lower, int64_t *upper) {
    // Two counters a rank, in turn: a rank drawn twice in a row does not wait for itself.
    uint32_t *even = scratch, *odd = scratch + bodies + 1;
    memset(scratch, 0, 2 * (bodies + 1) * sizeof(uint32_t));
    size_t draw = 0;
    for (; draw + 1 < draws; draw += 2) {
        even[ranks[draw]] += 1;
        odd[ranks[draw + 1]] += 1;
    }
    if (draw < draws) even[ranks[draw]] += 1;
    size_t seen = 0, sum = 0;
    *lower = 0;
    *upper = 0;
    for (size_t rank = 1; rank <= bodies; ++rank) {
        const size_t here = even[rank] + odd[rank];
        seen += here;
        sum += here * rank;
        if (*lower == 0 && seen > tail) *lower = (int64_t)rank;
        if (*upper == 0 && seen >= draws - tail) *upper = (int64_t)rank;
    }
    *mean = (double)sum / (double)draws;
}
