# Principal components and the deterministic MCD.
# Rscript Multivariate.R > Multivariate.json    (R 4.2, robustbase, jsonlite)
suppressMessages({library(robustbase); library(jsonlite)})
set.seed(31)
n <- 120; p <- 4
x <- matrix(rnorm(n * p), n) %*% chol(0.5 + 0.5 * diag(p)); x[1:25, ] <- x[1:25, ] * 0.3 + 8; x[, 2] <- x[, 2] * 100
x <- round(x, 3)
describe <- function(alpha) {
  m <- covMcd(x, alpha = alpha, nsamp = "deterministic", use.correction = FALSE)
  list(alpha = alpha, center = unname(m$center), covariance = as.vector(m$cov), rawCenter = unname(m$raw.center), rawCovariance = as.vector(m$raw.cov),
       subset = sort(m$best) - 1, distances = sqrt(mahalanobis(x, m$center, m$cov)))
}
pca <- prcomp(x, scale. = TRUE)
loadings <- apply(pca$rotation, 2, function(v) v * sign(v[which.max(abs(v))]))
cat(toJSON(list(source = sprintf("R %s, robustbase %s", getRversion(), packageVersion("robustbase")), rows = n, columns = p, data = as.vector(x),
  variances = pca$sdev^2, loadings = as.vector(loadings), mcd = list(describe(0.5), describe(0.75))), digits = NA, auto_unbox = TRUE), "\n")
