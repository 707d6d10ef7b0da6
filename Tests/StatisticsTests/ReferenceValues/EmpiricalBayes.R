# Shrunken variances, moderated t and quasi-Poisson trends from limma and glm.
#
# Rscript EmpiricalBayes.R > EmpiricalBayes.json      # R 4.2.2, limma 3.54.1, jsonlite
suppressMessages(library(limma))
library(jsonlite)
set.seed(20240601)

shrink <- function(v, d) {
  fit <- squeezeVar(v, d)
  list(variances = v, df = d, priorDF = if (is.infinite(fit$df.prior)) "Inf" else fit$df.prior, priorVariance = fit$var.prior, posterior = fit$var.post)
}
d <- sample(3:15, 40, replace = TRUE)
scattered <- 2.5 / rgamma(40, 3, 3) * rchisq(40, d) / d
shrinkage <- list(shrink(scattered, d), shrink(rchisq(60, 30) / 30 * 4 + 2, rep(4, 60)), shrink(c(0, 0.1, 3, 0.5, 2), c(3, 3, 5, 6, 3)))

years <- 2010:2018
y <- t(sapply(1:25, function(k) 50 + rnorm(1, 0, 20) + rnorm(1) * (years - 2014) + rnorm(9) * sqrt(4 / rgamma(1, 3, 3))))
design <- cbind(1, years)
moderate <- function(rho) {
  R <- rho^abs(outer(years, years, "-"))
  W <- solve(t(chol(R)))
  X <- W %*% design
  cross <- solve(crossprod(X))
  slope <- intercept <- s2 <- numeric(nrow(y))
  for (k in seq_len(nrow(y))) {
    z <- W %*% y[k, ]
    b <- cross %*% crossprod(X, z)
    intercept[k] <- b[1]
    slope[k] <- b[2]
    s2[k] <- sum((z - X %*% b)^2) / 7
  }
  prior <- squeezeVar(s2, rep(7, nrow(y)))
  df <- pmin(7 + prior$df.prior, 7 * nrow(y))
  se <- sqrt(prior$var.post * cross[2, 2])
  list(rho = rho, slope = slope, intercept = intercept, se = se, t = slope / se, df = rep_len(df, nrow(y)), p = 2 * pt(-abs(slope / se), df))
}
independent <- moderate(0)
check <- eBayes(lmFit(y, cbind(1, years - 2014)))
stopifnot(max(abs(check$t[, 2] / independent$t - 1)) < 1e-9)

counts <- t(sapply(1:30, function(k) rnbinom(9, mu = exp(rnorm(1, 3.5, 0.8) + rnorm(1, 0, 0.1) * (years - 2014)), size = 8)))
exposure <- matrix(runif(270, 0.5, 3), 30)
quasi <- function(exposure) {
  # A second fit from the solution of the first has its weights at the last digits; glm leaves those of the step before.
  regress <- function(k, ...) glm(counts[k, ] ~ I(years - 2014), family = quasipoisson, offset = log(exposure[k, ]), control = glm.control(epsilon = 1e-14, maxit = 100), ...)
  fits <- lapply(1:30, function(k) regress(k, start = coef(regress(k))))
  phi <- sapply(1:30, function(k) sum(residuals(fits[[k]], "pearson")^2) / 7)
  enough <- rowSums(counts) >= 20
  prior <- squeezeVar(phi[enough], rep(7, sum(enough)))
  post <- if (is.infinite(prior$df.prior)) rep(prior$var.prior, 30) else (prior$df.prior * prior$var.prior + 7 * phi) / (prior$df.prior + 7)
  null <- sapply(1:30, function(k) deviance(glm(counts[k, ] ~ 1, family = quasipoisson, offset = log(exposure[k, ]), control = glm.control(epsilon = 1e-14, maxit = 100))))
  full <- sapply(fits, deviance)
  F <- (null - full) / post
  df <- pmin(prior$df.prior + 7, 7 * sum(enough))
  list(slope = sapply(fits, function(f) unname(coef(f)[2])), phi = phi, post = post, F = F, p = pf(F, 1, df, lower.tail = FALSE),
       se = sapply(1:30, function(k) sqrt(post[k] * summary(fits[[k]], dispersion = 1)$cov.unscaled[2, 2])), total = rowSums(counts))
}
cat(toJSON(list(source = paste(R.version.string, "limma", packageVersion("limma")), shrinkage = shrinkage, years = years, y = y,
  moderated = list(independent, moderate(0.4), moderate(-0.3)), counts = counts, exposure = exposure, plain = quasi(matrix(1, 30, 9)), offset = quasi(exposure)),
  digits = NA, auto_unbox = TRUE))
