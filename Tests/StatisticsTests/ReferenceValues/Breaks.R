# The largest F over the dates of one break, in level or in level and slope.
#
# Rscript Breaks.R > Breaks.json
suppressMessages({library(strucchange); library(jsonlite)})
set.seed(20240604)
case <- function(y, margin) {
  n <- length(y); t <- seq_len(n) - 1
  describe <- function(formula, parameters) {
    f <- Fstats(formula, from = margin, to = n - margin)
    # strucchange's F is not divided by the number of coefficients that change.
    list(statistic = max(f$Fstats) / parameters, position = f$breakpoint)
  }
  list(y = y, margin = margin, level = describe(y ~ 1, 1), trend = describe(y ~ t, 2))
}
cases <- list(
  case(round(rnorm(9), 3), 3), case(round(c(rnorm(6), 2 + rnorm(7)), 2), 4), case(round(cumsum(rnorm(17)), 2), 4),
  case(rpois(12, 30), 3), case(round(c(1:15, 15:1 * 2) + rnorm(30), 2), 5), case(round(1000 + rnorm(20), 3), 4))
source <- paste0(R.version.string, ", strucchange ", packageVersion("strucchange"))
cat(toJSON(list(source = source, cases = cases), digits = NA, auto_unbox = TRUE))
