// In how many random orders of a series some break explains a share as large: many orders at a time.
#include "CKernels.h"
#include "lanes.h"

// Fused operations would round otherwise on machines that have them.
#pragma STDC FP_CONTRACT OFF

enum { ORDERS = 16 };

/// The products of a column with the values of every order.
INLINE void multiply(const double *column, const double *values, size_t count, double *products) {
    double sums[ORDERS] = {0};
    for (size_t i = 0; i < count; i++) {
        for (int lane = 0; lane < ORDERS; lane++) sums[lane] += column[i] * values[i * ORDERS + (size_t)lane];
    }
    for (int lane = 0; lane < ORDERS; lane++) products[lane] = sums[lane];
}

KERNEL_CLONES
size_t kernel_breaks_exceeding(
    const double *base, const double *columns, size_t places, size_t added, const double *residuals, size_t count, const int32_t *orders,
    size_t order_count, double share, double size, double *scratch) {
    size_t exceeding = 0;
    for (size_t start = 0; start < order_count; start += ORDERS) {
        const size_t lanes = order_count - start < ORDERS ? order_count - start : ORDERS;
        for (size_t lane = 0; lane < ORDERS; lane++) {
            // Lanes without an order of their own repeat the last one.
            const int32_t *order = orders + (start + (lane < lanes ? lane : lanes - 1)) * count;
            for (size_t i = 0; i < count; i++) scratch[i * ORDERS + lane] = residuals[order[i]];
        }
        double limit[ORDERS], products[ORDERS], squares[ORDERS];
        int found[ORDERS] = {0};
        for (int lane = 0; lane < ORDERS; lane++) limit[lane] = size;
        for (size_t part = 0; part < added; part++) {
            multiply(base + part * count, scratch, count, products);
            for (int lane = 0; lane < ORDERS; lane++) limit[lane] -= products[lane] * products[lane];
        }
        for (int lane = 0; lane < ORDERS; lane++) limit[lane] = share * (limit[lane] > 0 ? limit[lane] : 0);
        for (size_t place = 0; place < places; place++) {
            for (int lane = 0; lane < ORDERS; lane++) squares[lane] = 0;
            for (size_t part = 0; part < added; part++) {
                multiply(columns + (place * added + part) * count, scratch, count, products);
                for (int lane = 0; lane < ORDERS; lane++) squares[lane] += products[lane] * products[lane];
            }
            int open = 0;
            for (int lane = 0; lane < ORDERS; lane++) {
                found[lane] |= squares[lane] >= limit[lane];
                open += !found[lane];
            }
            if (!open) break;
        }
        for (size_t lane = 0; lane < lanes; lane++) exceeding += (size_t)found[lane];
    }
    return exceeding;
}
