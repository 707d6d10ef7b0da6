// Includes BODY for two lanes everywhere, and for four and eight where the machine may have them.
#define WIDTH 2
#include "vectors.h"
#include BODY
#undef WIDTH
#if HAS_WIDE_LANES
#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#define WIDTH 4
#include "vectors.h"
#include BODY
#undef WIDTH
#pragma clang attribute pop
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"))), apply_to = function)
#define WIDTH 8
#include "vectors.h"
#include BODY
#undef WIDTH
#pragma clang attribute pop
#endif
