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

/// Sum of `count` doubles, in an order that vector units like.
double kernel_sum(const double *values, size_t count);

#endif
