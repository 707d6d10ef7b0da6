#include "CSpecialFunctions.h"

#include <boost/math/special_functions/beta.hpp>

extern "C" double special_ibeta(double a, double b, double x) { return boost::math::ibeta(a, b, x); }
