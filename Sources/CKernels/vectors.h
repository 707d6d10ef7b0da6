// The vector types and operations of WIDTH lanes; included once for each width.
#undef vec
#undef mask
#undef bits_to_mask
#undef choose
#undef keep
#undef load
#undef magnitude
#undef any_lane
#undef choose_mask
#undef lane_bits
#undef lesser
#undef greater

typedef double WIDE(vec) __attribute__((ext_vector_type(WIDTH)));
typedef double WIDE(vec_unaligned) __attribute__((ext_vector_type(WIDTH), aligned(8)));
typedef int64_t WIDE(mask) __attribute__((ext_vector_type(WIDTH)));
#define vec WIDE(vec)
#define mask WIDE(mask)

/// All ones in the lanes whose bit is set, lanes from the lowest bit. With few lanes a table is quicker than arithmetic.
#if WIDTH == 8
#define bits_to_mask(bits) ((((mask)(int64_t)(bits)) & (const mask){1, 2, 4, 8, 16, 32, 64, 128}) != 0)
#elif WIDTH == 4
static const mask masks_4[16] = {
    {0, 0, 0, 0},  {-1, 0, 0, 0},  {0, -1, 0, 0},  {-1, -1, 0, 0},  {0, 0, -1, 0},  {-1, 0, -1, 0},  {0, -1, -1, 0},  {-1, -1, -1, 0},
    {0, 0, 0, -1}, {-1, 0, 0, -1}, {0, -1, 0, -1}, {-1, -1, 0, -1}, {0, 0, -1, -1}, {-1, 0, -1, -1}, {0, -1, -1, -1}, {-1, -1, -1, -1}};
#define bits_to_mask(bits) masks_4[(bits) & 15]
#else
static const mask masks_2[4] = {{0, 0}, {-1, 0}, {0, -1}, {-1, -1}};
#define bits_to_mask(bits) masks_2[(bits) & 3]
#endif

/// `a` where the mask is set, `b` elsewhere.
#define choose(m, a, b) ((m) ? (vec)(a) : (vec)(b))
/// `a` where the mask is set, 0 elsewhere.
#define keep(m, a) ((vec)((mask)(vec)(a) & (m)))
/// Values from any address.
#define load(from) (*(const WIDE(vec_unaligned) *)(from))
/// `a` where the mask is set, `b` elsewhere, for whole numbers.
#define choose_mask(m, a, b) ((m) ? (mask)(a) : (mask)(b))
/// The smaller and the larger of two values, written as the machine has them.
#define lesser(a, b) (((a) < (b)) ? (a) : (b))
#define greater(a, b) (((a) > (b)) ? (a) : (b))
/// |a|.
#define magnitude(a) ((vec)((mask)(vec)(a) & (mask)INT64_MAX))

/// The sign bits of the lanes, the first lane's lowest.
#if WIDTH == 8
#define lane_bits(m) ((unsigned)_mm512_movepi64_mask((__m512i)(m)))
#elif WIDTH == 4
#define lane_bits(m) ((unsigned)_mm256_movemask_pd((__m256d)(m)))
#else
#define lane_bits(m) (((unsigned)((m)[0] & 1)) | (unsigned)((m)[1] & 2))
#endif
/// Whether the mask is set in some lane.
#define any_lane(m) (lane_bits(m) != 0)

/// Whole numbers below 2^51 as doubles and back, halves to even: adding 3·2^51 rounds, and needs no instruction that only some machines have.
#define MAGIC 0x1.8p52
INLINE vec WIDE(as_double)(mask whole) {
    const vec magic = MAGIC;
    return (vec)(whole + (mask)magic) - magic;
}
INLINE mask WIDE(as_whole)(vec value) {
    const vec magic = MAGIC;
    return (mask)(value + magic) - (mask)magic;
}
INLINE vec WIDE(nearest)(vec value) { return (value + MAGIC) - MAGIC; }
#undef MAGIC

/// e^x for x ≤ 0, to the last bits; 0 below −708.
INLINE vec WIDE(exp_negative)(vec x) {
    const vec bounded = greater(x, (vec)-708.0);
    const vec k = WIDE(nearest)(bounded * 0x1.71547652b82fep+0);
    const vec r = (bounded - k * 0x1.62e42fefa38p-1) - k * 0x1.ef35793c7673p-45;
    vec sum = 1.0 / 479001600.0;
    static const double terms[] = {1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5, 1, 1};
    for (size_t i = 0; i < sizeof terms / sizeof *terms; ++i) sum = sum * r + terms[i];
    const mask exponent = (WIDE(as_whole)(k) + 1023) << 52;
    return choose(x >= -708.0, sum * (vec)exponent, (vec)0);
}
