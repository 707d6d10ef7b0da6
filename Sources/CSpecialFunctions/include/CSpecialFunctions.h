// The door to Boost.Math: plain C functions over its C++ templates. None throws: what has no value is NaN, what overflows is infinite.
#ifndef CSPECIALFUNCTIONS_H
#define CSPECIALFUNCTIONS_H

#ifdef __cplusplus
#define SPECIAL_NOTHROW noexcept
extern "C" {
#else
#define SPECIAL_NOTHROW
#endif

/// Regularized incomplete beta function I_x(a, b).
double special_ibeta(double a, double b, double x) SPECIAL_NOTHROW;
/// Digamma function, the derivative of log Γ.
double special_digamma(double x) SPECIAL_NOTHROW;
/// Trigamma function, the second derivative of log Γ.
double special_trigamma(double x) SPECIAL_NOTHROW;
/// Polygamma function of order n.
double special_polygamma(int n, double x) SPECIAL_NOTHROW;
/// log |Γ(x)|, without the process-wide sign of C's lgamma.
double special_lgamma(double x) SPECIAL_NOTHROW;
/// log Γ(x + 1) for integers, as used by the probabilities of counts.
double special_log_factorial(double count) SPECIAL_NOTHROW;

/// The functions of one distribution with one, two parameters: density (or probability), lower and upper tail, quantiles of either tail.
/// The quantiles of counts are rounded up to an integer.
#define SPECIAL_ONE_PARAMETER(name)                                                     \
    double special_##name##_density(double a, double x) SPECIAL_NOTHROW;                \
    double special_##name##_lower(double a, double x) SPECIAL_NOTHROW;                  \
    double special_##name##_upper(double a, double x) SPECIAL_NOTHROW;                  \
    double special_##name##_lower_quantile(double a, double p) SPECIAL_NOTHROW;         \
    double special_##name##_upper_quantile(double a, double q) SPECIAL_NOTHROW;
#define SPECIAL_TWO_PARAMETERS(name)                                                    \
    double special_##name##_density(double a, double b, double x) SPECIAL_NOTHROW;      \
    double special_##name##_lower(double a, double b, double x) SPECIAL_NOTHROW;        \
    double special_##name##_upper(double a, double b, double x) SPECIAL_NOTHROW;        \
    double special_##name##_lower_quantile(double a, double b, double p) SPECIAL_NOTHROW; \
    double special_##name##_upper_quantile(double a, double b, double q) SPECIAL_NOTHROW;

SPECIAL_TWO_PARAMETERS(normal)            // mean, standard deviation
SPECIAL_ONE_PARAMETER(student_t)          // degrees of freedom
SPECIAL_ONE_PARAMETER(chi_squared)        // degrees of freedom
SPECIAL_TWO_PARAMETERS(fisher_f)          // degrees of freedom of numerator and denominator
SPECIAL_TWO_PARAMETERS(beta)              // shapes α, β
SPECIAL_TWO_PARAMETERS(gamma)             // shape, scale
SPECIAL_TWO_PARAMETERS(binomial)          // trials, probability of success
SPECIAL_ONE_PARAMETER(poisson)            // mean
SPECIAL_TWO_PARAMETERS(negative_binomial) // successes (real), probability of success

#ifdef __cplusplus
}
#endif

#endif
