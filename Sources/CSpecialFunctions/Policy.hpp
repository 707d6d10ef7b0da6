// No exception may cross the C border: every error of Boost.Math becomes its IEEE value (NaN, ±∞, 0).
#ifndef CSPECIALFUNCTIONS_POLICY_HPP
#define CSPECIALFUNCTIONS_POLICY_HPP

#include <boost/math/policies/policy.hpp>
#include <limits>

namespace special {

namespace policies = boost::math::policies;

using NoThrow = policies::policy<
    policies::domain_error<policies::ignore_error>, policies::pole_error<policies::ignore_error>,
    policies::overflow_error<policies::ignore_error>, policies::underflow_error<policies::ignore_error>,
    policies::denorm_error<policies::ignore_error>, policies::rounding_error<policies::ignore_error>,
    policies::evaluation_error<policies::ignore_error>, policies::indeterminate_result_error<policies::ignore_error>,
    policies::discrete_quantile<policies::integer_round_up>>;

/// The value of `expression`, NaN when anything is thrown all the same (memory, a policy that Boost forgot to pass on).
template <typename Expression>
double guarded(Expression expression) noexcept {
    try {
        return expression();
    } catch (...) {
        return std::numeric_limits<double>::quiet_NaN();
    }
}

}  // namespace special

// Density and both tails of a law, its quantiles, and all five.
#define SPECIAL_DEFINE_LAW_ONE(name, Distribution)                                                                                    \
    extern "C" double special_##name##_density(double a, double x) noexcept {                                                     \
        return special::guarded([=] { return pdf(Distribution(a), x); });                                                         \
    }                                                                                                                             \
    extern "C" double special_##name##_lower(double a, double x) noexcept {                                                       \
        return special::guarded([=] { return cdf(Distribution(a), x); });                                                         \
    }                                                                                                                             \
    extern "C" double special_##name##_upper(double a, double x) noexcept {                                                       \
        return special::guarded([=] { return cdf(complement(Distribution(a), x)); });                                             \
    }

#define SPECIAL_DEFINE_QUANTILES_ONE(name, Distribution)                                                                          \
    extern "C" double special_##name##_lower_quantile(double a, double p) noexcept {                                              \
        return special::guarded([=] { return quantile(Distribution(a), p); });                                                    \
    }                                                                                                                             \
    extern "C" double special_##name##_upper_quantile(double a, double q) noexcept {                                              \
        return special::guarded([=] { return quantile(complement(Distribution(a), q)); });                                        \
    }

#define SPECIAL_DEFINE_ONE(name, Distribution) \
    SPECIAL_DEFINE_LAW_ONE(name, Distribution) \
    SPECIAL_DEFINE_QUANTILES_ONE(name, Distribution)

#define SPECIAL_DEFINE_LAW_TWO(name, Distribution)                                                                                    \
    extern "C" double special_##name##_density(double a, double b, double x) noexcept {                                           \
        return special::guarded([=] { return pdf(Distribution(a, b), x); });                                                      \
    }                                                                                                                             \
    extern "C" double special_##name##_lower(double a, double b, double x) noexcept {                                             \
        return special::guarded([=] { return cdf(Distribution(a, b), x); });                                                      \
    }                                                                                                                             \
    extern "C" double special_##name##_upper(double a, double b, double x) noexcept {                                             \
        return special::guarded([=] { return cdf(complement(Distribution(a, b), x)); });                                          \
    }

#define SPECIAL_DEFINE_QUANTILES_TWO(name, Distribution)                                                                          \
    extern "C" double special_##name##_lower_quantile(double a, double b, double p) noexcept {                                    \
        return special::guarded([=] { return quantile(Distribution(a, b), p); });                                                 \
    }                                                                                                                             \
    extern "C" double special_##name##_upper_quantile(double a, double b, double q) noexcept {                                    \
        return special::guarded([=] { return quantile(complement(Distribution(a, b), q)); });                                     \
    }

#define SPECIAL_DEFINE_TWO(name, Distribution) \
    SPECIAL_DEFINE_LAW_TWO(name, Distribution) \
    SPECIAL_DEFINE_QUANTILES_TWO(name, Distribution)

#endif
