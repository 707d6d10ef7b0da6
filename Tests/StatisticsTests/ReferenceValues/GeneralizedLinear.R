# Generalized linear models of counts and proportions.
# Rscript GeneralizedLinear.R > GeneralizedLinear.json
suppressMessages({library(MASS); library(sandwich); library(jsonlite)})
set.seed(21)
n <- 60; x <- round(rnorm(n), 3); z <- round(runif(n), 3); e <- round(runif(n, 1, 20), 2); g <- rep(1:12, each = 5)
y <- rnbinom(n, mu = e * exp(0.2 + 0.4 * x - 0.5 * z), size = 3)
m <- sample(1:30, n, TRUE); k <- rbinom(n, m, plogis(-0.3 + 0.8 * x + z))
control <- glm.control(epsilon = 1e-15, maxit = 200)
# A fit from the solution of another has its weights, and so its covariance, at the last digits; glm leaves those of the step before.
polish <- function(fit) update(fit, start = coef(fit))
describe <- function(fit, theta = Inf) {
  s <- if (is.finite(theta)) summary(fit, dispersion = 1) else summary(fit)
  likelihood <- if (is.finite(theta)) sum(dnbinom(y, size = theta, mu = fitted(fit), log = TRUE)) else as.numeric(logLik(fit))
  list(coefficients = unname(coef(fit)), covariance = as.vector(s$cov.scaled), deviance = deviance(fit), nullDeviance = fit$null.deviance,
       dispersion = s$dispersion, p = unname(s$coefficients[, 4]), logLikelihood = if (is.na(likelihood)) NULL else likelihood,
       pearson = sum(residuals(fit, "pearson")^2), devianceResiduals = unname(residuals(fit, "deviance")), fitted = unname(fitted(fit)),
       alpha = 1 / theta, hc0 = as.vector(vcovHC(fit, type = "HC0")), cr1 = as.vector(vcovCL(fit, cluster = g, type = "HC1")))
}
# glm.nb stops its theta at 1e-8; the same steps with the root of the score to its last digits.
theta <- glm.nb(y ~ x + z + offset(log(e)), control = control)$theta
score <- function(t, mu) sum(digamma(y + t) - digamma(t) + log(t) + 1 - log(t + mu) - (y + t) / (mu + t))
for (round in 1:40) {
  nb <- glm(y ~ x + z + offset(log(e)), family = negative.binomial(theta), control = control)
  theta <- uniroot(score, theta * c(0.5, 2), mu = fitted(nb), tol = 1e-15)$root
}
nb <- polish(glm(y ~ x + z + offset(log(e)), family = negative.binomial(theta), control = control))
cat(toJSON(list(source = sprintf("R %s, MASS %s, sandwich %s", getRversion(), packageVersion("MASS"), packageVersion("sandwich")),
  x = x, z = z, exposure = e, counts = y, trials = m, successes = k, cluster = g,
  poisson = describe(polish(glm(y ~ x + z + offset(log(e)), poisson, control = control))),
  quasiPoisson = describe(polish(glm(y ~ x + z + offset(log(e)), quasipoisson, control = control))),
  negativeBinomial = describe(nb, theta),
  binomial = describe(polish(glm(cbind(k, m - k) ~ x + z, binomial, control = control))),
  quasiBinomial = describe(polish(glm(cbind(k, m - k) ~ x + z, quasibinomial, control = control)))), digits = NA, auto_unbox = TRUE, null = "null"), "\n")
