# Residuals of Tukey's median polish by R's medpolish, with missing values.
#
# Rscript MedianPolish.R > MedianPolish.json      # R 4.2.2
set.seed(7)
number <- function(v) paste0("[", paste(ifelse(is.na(v), "null", formatC(v, digits = 17, format = "g")), collapse = ","), "]")
cases <- sapply(list(c(6, 5, 1), c(9, 4, 3), c(30, 12, 10)), function(shape) {
  table <- matrix(rnorm(shape[1] * shape[2]) + rep(rnorm(shape[1], 0, 3), shape[2]), shape[1])
  table[sample(length(table), length(table) %/% 8)] <- NA
  table[1, 1] <- 40
  fit <- suppressWarnings(medpolish(table, eps = 0, maxiter = shape[3], trace.iter = FALSE, na.rm = TRUE))
  sprintf('{"rows":%d,"columns":%d,"rounds":%d,"values":%s,"residuals":%s}', shape[1], shape[2], shape[3], number(t(table)), number(t(fit$residuals)))
})
cat(sprintf('{"source":"R %s.%s","cases":[%s]}\n', R.version$major, R.version$minor, paste(cases, collapse = ",")))
