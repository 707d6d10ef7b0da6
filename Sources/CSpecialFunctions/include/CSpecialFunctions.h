// The door to Boost.Math: plain C functions over its C++ templates.
#ifndef CSPECIALFUNCTIONS_H
#define CSPECIALFUNCTIONS_H

#ifdef __cplusplus
extern "C" {
#endif

/// Regularized incomplete beta function I_x(a, b).
double special_ibeta(double a, double b, double x);

#ifdef __cplusplus
}
#endif

#endif
