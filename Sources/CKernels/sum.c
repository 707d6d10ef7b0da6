#include "CKernels.h"

KERNEL_CLONES
double kernel_sum(const double *values, size_t count) {
    double lanes[16] = {0};
    size_t i = 0;
    for (; i + 16 <= count; i += 16)
        for (size_t lane = 0; lane < 16; ++lane) lanes[lane] += values[i + lane];
    double total = 0;
    for (size_t lane = 0; lane < 16; ++lane) total += lanes[lane];
    for (; i < count; ++i) total += values[i];
    return total;
}
