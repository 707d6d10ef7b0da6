#include "CSpecialFunctions.h"
#include "Policy.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/polygamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>

extern "C" double special_ibeta(double a, double b, double x) noexcept {
    return special::guarded([=] { return boost::math::ibeta(a, b, x, special::NoThrow()); });
}

extern "C" double special_digamma(double x) noexcept {
    return special::guarded([=] { return boost::math::digamma(x, special::NoThrow()); });
}

extern "C" double special_trigamma(double x) noexcept {
    return special::guarded([=] { return boost::math::trigamma(x, special::NoThrow()); });
}

extern "C" double special_polygamma(int n, double x) noexcept {
    return special::guarded([=] { return boost::math::polygamma(n, x, special::NoThrow()); });
}

extern "C" double special_lgamma(double x) noexcept {
    return special::guarded([=] { return boost::math::lgamma(x, special::NoThrow()); });
}

extern "C" double special_log_factorial(double count) noexcept {
    return special::guarded([=] { return boost::math::lgamma(count + 1, special::NoThrow()); });
}
