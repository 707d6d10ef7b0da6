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
cat(toJSON(list(source = paste(R.version.string, "limma", packageVersion("limma")), cases = list(case(v1, 4), case(v2, d2), case(v3, 5), case(v4, 3))), digits = NA, auto_unbox = TRUE))
