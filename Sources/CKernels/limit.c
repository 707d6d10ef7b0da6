// What any program must at least do with the tiles: read them once, write some columns. The benchmarks measure how far the kernels are from it.
#include "CKernels.h"
#include "lanes.h"

KERNEL_CLONES
void kernel_stream_limit(
    const double *values, const uint8_t *validity, size_t first_tile, size_t last_tile, size_t periods, double *output, size_t columns) {
    // The first address of the output that vectors may be streamed to.
    double *aligned = (double *)(((uintptr_t)output + 63) & ~(uintptr_t)63);
    for (size_t tile = first_tile; tile < last_tile; ++tile) {
        const double *y = values + tile * periods * TILE;
        v8 sum = (double)validity[tile * periods];
        for (size_t t = 0; t < periods; ++t) sum += load8(y + t * TILE);
        for (size_t column = 0; column < columns; ++column) stream(aligned + (tile * columns + column) * TILE, sum);
    }
}
