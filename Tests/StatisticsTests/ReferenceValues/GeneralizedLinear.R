# Generalized linear models of counts and proportions.
# Rscript GeneralizedLinear.R > GeneralizedLinear.json    (R 4.2, MASS, sandwich, jsonlite)
suppressMessages({library(MASS); library(sandwich); library(jsonlite)})
set.seed(21)
n <- 60; x <- round(rnorm(n), 3); z <- round(runif(n), 3); e <- round(runif(n, 1, 20), 2); g <- rep(1:12, each = 5)
y <- rnbinom(n, mu = e * exp(0.2 + 0.4 * x - 0.5 * z), size = 3)
m <- sample(1:30, n, TRUE); k <- rbinom(n, m, plogis(-0.3 + 0.8 * x + z))
control <- glm.control(epsilon = 1e-15, maxit = 200)
describe <- function(fit, nb = FALSE) {
  s <- summary(fit)
  list(coefficients = unname(coef(fit)), covariance = as.vector(vcov(fit)), deviance = deviance(fit), nullDeviance = fit$null.deviance,
       dispersion = s$dispersion, p = unname(s$coefficients[, 4]), logLikelihood = if (is.na(logLik(fit))) NULL else as.numeric(logLik(fit)),
       pearson = sum(residuals(fit, "pearson")^2), devianceResiduals = unname(residuals(fit, "deviance")), fitted = unname(fitted(fit)),
       alpha = if (nb) 1 / fit$theta else 0, hc0 = as.vector(vcovHC(fit, type = "HC0")), cr1 = as.vector(vcovCL(fit, cluster = g, type = "HC1")))
}
nb <- glm.nb(y ~ x + z + offset(log(e)), control = control)
cat(toJSON(list(source = sprintf("R %s, MASS %s, sandwich %s", getRversion(), packageVersion("MASS"), packageVersion("sandwich")),
  x = x, z = z, exposure = e, counts = y, trials = m, successes = k, cluster = g,
  poisson = describe(glm(y ~ x + z + offset(log(e)), poisson, control = control)),
  quasiPoisson = describe(glm(y ~ x + z + offset(log(e)), quasipoisson, control = control)),
  negativeBinomial = describe(nb, TRUE),
  binomial = describe(glm(cbind(k, m - k) ~ x + z, binomial, control = control)),
  quasiBinomial = describe(glm(cbind(k, m - k) ~ x + z, quasibinomial, control = control))), digits = NA, auto_unbox = TRUE, null = "null"), "\n")
