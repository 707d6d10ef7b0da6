// Student's t and normal deviations by the polar method, many at a time.
#include "CKernels.h"
#include "lanes.h"

#include <string.h>

// Fused operations would round otherwise on machines that have them.
#pragma STDC FP_CONTRACT OFF

enum { BLOCKS = 64, VALUES = 2 * BLOCKS };

INLINE float float_of_bits(uint32_t bits) {
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

INLINE uint32_t bits_of_float(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/// Two halves of the words of consecutive counters.
INLINE void fill_words(uint64_t seed, uint64_t stream, uint64_t position, uint32_t *first, uint32_t *second) {
    for (int i = 0; i < BLOCKS; i++) {
        const uint64_t counter = position + (uint64_t)i;
        uint32_t x0 = (uint32_t)counter, x1 = (uint32_t)(counter >> 32), y0 = (uint32_t)stream, y1 = (uint32_t)(stream >> 32);
        uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
        for (int round = 0; round < 10; round++) {
            const uint64_t one = (uint64_t)0xD2511F53u * x0, two = (uint64_t)0xCD9E8D57u * y0;
            const uint32_t a = (uint32_t)(two >> 32) ^ x1 ^ k0, b = (uint32_t)two, c = (uint32_t)(one >> 32) ^ y1 ^ k1, d = (uint32_t)one;
            x0 = a;
            x1 = b;
            y0 = c;
            y1 = d;
            k0 += 0x9E3779B9u;
            k1 += 0xBB67AE85u;
        }
        first[i] = x0;
        second[i] = x1;
        first[BLOCKS + i] = y0;
        second[BLOCKS + i] = y1;
    }
}

/// -log of a number in (0, 1].
INLINE float minus_log(float u) {
    const uint32_t bits = bits_of_float(u);
    // The mantissa between the roots of a half and of 2.
    const uint32_t above = bits - 0x3F3504F3u;
    const float exponent = (float)((int32_t)above >> 23);
    const float m = float_of_bits((above & 0x007FFFFFu) + 0x3F3504F3u) - 1.0f;
    const float s = m / (2.0f + m), z = s * s;
    const float series = 2.0f * s * (1.0f + z * (0.33333333f + z * (0.2f + z * (0.14285714f + z * 0.11111111f))));
    return -(exponent * 0.69314718f + series);
}

/// e^x - 1 for x in [0, 80].
INLINE float exp_minus_one(float x) {
    const float k = (float)(int32_t)(x * 1.44269504f + 0.5f);
    const float r = (x - k * 0.693145752f) - k * 1.42860677e-6f;
    const float rest =
        r * (1.0f + r * (0.5f + r * (0.16666667f + r * (0.041666667f + r * (0.0083333333f + r * (0.0013888889f + r * 0.0001984127f))))));
    const float power = float_of_bits((uint32_t)((int32_t)k + 127) << 23);
    return (power - 1.0f) + power * rest;
}

KERNEL_CLONES
void kernel_student_deviations(uint64_t seed, uint64_t stream, size_t count, const float *twice_over_degrees, const float *scale, float *out) {
    uint32_t first[VALUES], second[VALUES];
    for (size_t start = 0; start < count; start += VALUES) {
        fill_words(seed, stream, start / 2, first, second);
        const size_t size = count - start < VALUES ? count - start : VALUES;
        for (size_t i = 0; i < size; i++) {
            const float u = ((float)(int32_t)(first[i] >> 1) + 0.5f) * 0x1p-31f;
            const float squared = 2.0f * minus_log(u > 1.0f ? 1.0f : u);
            const float a = twice_over_degrees[start + i];
            // R² = (2/a)(e^(aL) - 1), which goes to 2L as a goes to 0.
            const float exponent = 0.5f * a * squared, bounded = exponent > 80.0f ? 80.0f : exponent;
            const float student = (2.0f / (a > 0 ? a : 1.0f)) * exp_minus_one(bounded);
            const float radius = a > 0 ? student : squared;
            // cos of an angle is the sine of a quarter turn less it.
            const float turn = (float)(int32_t)second[i] * 0x1p-32f;
            const float t = 6.2831853f * (0.25f - (turn < 0 ? -turn : turn)), q = t * t;
            const float cosine = t * (1.0f - q * (0.16666667f - q * (0.0083333333f - q * (0.0001984127f - q * 2.7557319e-6f))));
            out[start + i] = scale[start + i] * __builtin_sqrtf(radius > 0 ? radius : 0.0f) * cosine;
        }
    }
}
