#include "CSpecialFunctions.h"
#include "Policy.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/poisson.hpp>

using Binomial = boost::math::binomial_distribution<double, special::NoThrow>;
using Poisson = boost::math::poisson_distribution<double, special::NoThrow>;
using NegativeBinomial = boost::math::negative_binomial_distribution<double, special::NoThrow>;

namespace {

// Boost rounds a quantile of a discrete law by steps of one. Where the quantile may lie beyond 2^53 such a step changes nothing, and it would step for ever; from some billions on its
// search also stops far from the quantile. There the normal law says where to begin; the callers go on to the very integer by the tails.
template <typename Distribution>
bool isBeyondSteps(const Distribution& law) {
    double center = mean(law), spread = standard_deviation(law);
    return !(center < 1e9 && center + 1000 * spread < 1e15);
}

template <typename Distribution>
double lowerQuantile(const Distribution& law, double p) {
    if (!isBeyondSteps(law)) return quantile(law, p);
    boost::math::normal_distribution<double, special::NoThrow> standard;
    return mean(law) + standard_deviation(law) * quantile(standard, p);
}

template <typename Distribution>
double upperQuantile(const Distribution& law, double q) {
    if (!isBeyondSteps(law)) return quantile(complement(law, q));
    boost::math::normal_distribution<double, special::NoThrow> standard;
    return mean(law) + standard_deviation(law) * quantile(complement(standard, q));
}

}  // namespace

#define SPECIAL_DEFINE_DISCRETE_ONE(name, Distribution)                                    \
    SPECIAL_DEFINE_LAW_ONE(name, Distribution)                                             \
    extern "C" double special_##name##_lower_quantile(double a, double p) noexcept {       \
        return special::guarded([=] { return lowerQuantile(Distribution(a), p); });        \
    }                                                                                      \
    extern "C" double special_##name##_upper_quantile(double a, double q) noexcept {       \
        return special::guarded([=] { return upperQuantile(Distribution(a), q); });        \
    }
#define SPECIAL_DEFINE_DISCRETE_TWO(name, Distribution)                                    \
    SPECIAL_DEFINE_LAW_TWO(name, Distribution)                                             \
    extern "C" double special_##name##_lower_quantile(double a, double b, double p) noexcept { \
        return special::guarded([=] { return lowerQuantile(Distribution(a, b), p); });     \
    }                                                                                      \
    extern "C" double special_##name##_upper_quantile(double a, double b, double q) noexcept { \
        return special::guarded([=] { return upperQuantile(Distribution(a, b), q); });     \
    }

SPECIAL_DEFINE_DISCRETE_TWO(binomial, Binomial)
SPECIAL_DEFINE_DISCRETE_ONE(poisson, Poisson)
SPECIAL_DEFINE_DISCRETE_TWO(negative_binomial, NegativeBinomial)
