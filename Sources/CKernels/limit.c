// What any program must at least do with its data. The benchmarks measure how far the kernels are from it.
#include "CKernels.h"
#include "lanes.h"

#define BODY "limit.inc"
#include "widths.h"

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

KERNEL_CLONES
double kernel_sum_limit(const double *values, size_t count) {
    v8 sum[4] = {0, 0, 0, 0};
    size_t i = 0;
    for (; i + 4 * TILE <= count; i += 4 * TILE)
        for (size_t k = 0; k < 4; ++k) sum[k] += load8(values + i + k * TILE);
    double rest = __builtin_reduce_max(sum[0] + sum[1] + sum[2] + sum[3]);
    for (; i < count; ++i) rest += values[i];
    return rest;
}

void kernel_network_limit(
    const double *values, size_t first_tile, size_t last_tile, size_t periods, const double *inverse_steps, double *scratch, double *output,
    size_t columns) {
    DISPATCH(network_limit, values, first_tile, last_tile, periods, inverse_steps, scratch, output, columns);
}

KERNEL_CLONES
void kernel_distribution_limit(const double *values, size_t count, double *scratch) {
    enum { BUCKETS = 2048 };
    uint32_t starts[BUCKETS + 1] = {0};
    for (size_t i = 0; i < count; ++i) ++starts[(uint32_t)(values[i] * BUCKETS) % BUCKETS + 1];
    for (size_t b = 0; b < BUCKETS; ++b) starts[b + 1] += starts[b];
    for (size_t i = 0; i < count; ++i) scratch[starts[(uint32_t)(values[i] * BUCKETS) % BUCKETS]++] = values[i];
}
