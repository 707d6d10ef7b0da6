# Quantile regression from quantreg.
#
# Rscript QuantileRegression.R > QuantileRegression.json      # R 4.2.2, quantreg, jsonlite
suppressMessages({library(quantreg); library(jsonlite)})
set.seed(20240603)
case <- function(x, y, tau) {
  fit <- rq(y ~ x, tau = tau)
  s <- summary(fit, se = "nid")
  list(x = unname(t(cbind(1, x))), y = y, tau = tau, coefficients = unname(coef(fit)), errors = unname(s$coefficients[, 2]), objective = unname(fit$rho))
}
x1 <- matrix(runif(60, 0, 10), 60); y1 <- 3 + 2 * x1[, 1] + rt(60, 3) * (1 + x1[, 1] / 4)
x2 <- matrix(rnorm(200), 100); y2 <- 1 + x2 %*% c(2, -1) + rexp(100)
cases <- list(case(x1, y1, 0.5), case(x1, y1, 0.25), case(x1, y1, 0.9), case(x2, as.numeric(y2), 0.5), case(x2, as.numeric(y2), 0.1))
cat(toJSON(list(source = paste(R.version.string, "quantreg", packageVersion("quantreg")), cases = cases), digits = NA, auto_unbox = TRUE))
