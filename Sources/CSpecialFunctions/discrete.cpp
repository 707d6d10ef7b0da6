#include "CSpecialFunctions.h"
#include "Policy.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/math/distributions/poisson.hpp>

using Binomial = boost::math::binomial_distribution<double, special::NoThrow>;
using Poisson = boost::math::poisson_distribution<double, special::NoThrow>;
using NegativeBinomial = boost::math::negative_binomial_distribution<double, special::NoThrow>;

SPECIAL_DEFINE_TWO(binomial, Binomial)
SPECIAL_DEFINE_ONE(poisson, Poisson)
SPECIAL_DEFINE_TWO(negative_binomial, NegativeBinomial)
