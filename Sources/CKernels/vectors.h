// The vector types and operations of WIDTH lanes; included once for each width.
#undef vec
#undef mask
#undef bits_to_mask
#undef choose
#undef keep
#undef load

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
