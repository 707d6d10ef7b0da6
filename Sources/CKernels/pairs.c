// The largest standardized difference of pairs of bodies, for simultaneous comparisons.
#include "CKernels.h"

KERNEL_CLONES
float kernel_pair_maximum(
    const float *z, const float *variance, const uint8_t *open, size_t stride, size_t first_row, size_t last_row, size_t first_column,
    size_t last_column, float largest) {
    for (size_t j = first_row; j < last_row; j++) {
        const uint8_t *mask = open + j * stride;
        const float zj = z[j], vj = variance[j];
        float best = 0;
        for (size_t k = first_column; k < last_column; k++) {
            const float difference = zj - z[k];
            const float square = difference * difference / (vj + variance[k]);
            const float counted = mask[k] ? square : 0.0f;
            best = counted > best ? counted : best;
        }
        if (best > largest) largest = best;
    }
    return largest;
}
