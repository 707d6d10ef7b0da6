# Robust empirical Bayes variances from limma, its root found to 1e-14 instead of 1e-8.
#
# Rscript RobustShrinkage.R > RobustShrinkage.json      # R 4.2.2, limma 3.54.1, jsonlite, statmod
suppressMessages({library(limma); library(jsonlite)})
set.seed(20240602)
source <- deparse(limma::fitFDistRobustly)
source <- sub("1e-08", "1e-14", source, fixed = TRUE)
fit <- eval(parse(text = source), envir = asNamespace("limma"))
inf <- function(v) lapply(v, function(a) if (is.infinite(a)) "Inf" else a)
case <- function(v, d) {
  f <- fit(v, df1 = d)
  list(variances = v, df = rep_len(d, length(v)), scale = f$scale, common = inf(f$df2)[[1]], own = inf(rep_len(f$df2.shrunk, length(v))))
}
regular <- function(n, d0, d) 2.5 * (d0 / rchisq(n, d0)) * rchisq(n, d) / d
v1 <- regular(120, 8, 4); v1[c(7, 50, 90)] <- v1[c(7, 50, 90)] * 60
d2 <- sample(3:9, 80, TRUE); v2 <- 1.5 * (6 / rchisq(80, 6)) * rchisq(80, d2) / d2; v2[3] <- 200
v3 <- rchisq(60, 5) / 5; v3[c(2, 9)] <- c(9, 20)
v4 <- regular(40, 5, 3)

# Moderated t with these priors, as eBayes(robust = TRUE) has it.
years <- 2010:2018
y <- t(sapply(1:40, function(k) 50 + rnorm(1, 0, 20) + rnorm(1) * (years - 2014) + rnorm(9) * sqrt(4 / rgamma(1, 6, 6))))
y[c(4, 17), ] <- y[c(4, 17), ] + 12 * matrix(rnorm(18), 2)
y <- round(y, 3)
lines <- lmFit(y, cbind(1, years - 2014))
prior <- fit(lines$sigma^2, df1 = 7)
post <- ifelse(is.infinite(prior$df2.shrunk), prior$scale, (prior$df2.shrunk * prior$scale + 7 * lines$sigma^2) / (prior$df2.shrunk + 7))
df <- pmin(7 + prior$df2.shrunk, 7 * nrow(y))
t <- lines$coefficients[, 2] / lines$stdev.unscaled[, 2] / sqrt(post)
check <- eBayes(lines, robust = TRUE)
stopifnot(max(abs(check$t[, 2] / t - 1)) < 1e-6, max(abs(check$df.total / df - 1)) < 1e-5)
moderated <- list(years = years, y = y, scale = prior$scale, t = t, df = df, p = 2 * pt(-abs(t), df))
cat(toJSON(list(source = paste(R.version.string, "limma", packageVersion("limma")), cases = list(case(v1, 4), case(v2, d2), case(v3, 5), case(v4, 3)),
  moderated = moderated), digits = NA, auto_unbox = TRUE))
