// One kernel, compiled for every width of the machine's registers: a body file is included once for each width, with WIDTH lanes of double in
// the language's own vector types and WIDE(name) to tell the functions apart. The choice is made when the program runs.
#ifndef CKERNELS_LANES_H
#define CKERNELS_LANES_H

#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/// Series in a tile of the column store.
#define TILE 8
#define INLINE static inline __attribute__((always_inline))
#define JOIN_(a, b) a##_##b
#define JOIN(a, b) JOIN_(a, b)
#define WIDE(name) JOIN(name, WIDTH)

#if defined(__x86_64__)
#define HAS_WIDE_LANES 1
/// Calls the version of a kernel for the widest registers of this machine.
#define DISPATCH(name, ...)                                                          \
    do {                                                                             \
        if (__builtin_cpu_supports("x86-64-v4")) { JOIN(name, 8)(__VA_ARGS__); }      \
        else if (__builtin_cpu_supports("x86-64-v3")) { JOIN(name, 4)(__VA_ARGS__); } \
        else { JOIN(name, 2)(__VA_ARGS__); }                                         \
    } while (0)
#else
#define HAS_WIDE_LANES 0
#define DISPATCH(name, ...) JOIN(name, 2)(__VA_ARGS__)
#endif

// A whole tile as one value: the compiler splits it where registers are narrower. Macros, because such a value cannot be passed between functions.
typedef double v8 __attribute__((ext_vector_type(8)));
typedef double v8_unaligned __attribute__((ext_vector_type(8), aligned(8)));
typedef int64_t m8 __attribute__((ext_vector_type(8)));
typedef int32_t i8x32 __attribute__((ext_vector_type(8)));
#define load8(from) (*(const v8_unaligned *)(from))
#define lanes_of(bits) ((((m8)(int64_t)(bits)) & (const m8){1, 2, 4, 8, 16, 32, 64, 128}) != 0)
#define choose8(m, a, b) ((m) ? (v8)(a) : (v8)(b))
/// Writes eight values past the caches; `to` is aligned to 64 bytes.
#define stream(to, values) __builtin_nontemporal_store((v8)(values), (v8 *)(to))

#endif
