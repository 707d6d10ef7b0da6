#include "CSpecialFunctions.h"
#include "Policy.hpp"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

using Normal = boost::math::normal_distribution<double, special::NoThrow>;
using StudentT = boost::math::students_t_distribution<double, special::NoThrow>;
using ChiSquared = boost::math::chi_squared_distribution<double, special::NoThrow>;
using FisherF = boost::math::fisher_f_distribution<double, special::NoThrow>;
using Beta = boost::math::beta_distribution<double, special::NoThrow>;
using Gamma = boost::math::gamma_distribution<double, special::NoThrow>;

SPECIAL_DEFINE_TWO(normal, Normal)
SPECIAL_DEFINE_ONE(student_t, StudentT)
SPECIAL_DEFINE_ONE(chi_squared, ChiSquared)
SPECIAL_DEFINE_TWO(fisher_f, FisherF)
SPECIAL_DEFINE_TWO(beta, Beta)
SPECIAL_DEFINE_TWO(gamma, Gamma)
