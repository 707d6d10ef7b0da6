# Theil–Sen slopes and Mann–Kendall scores as whole matrices of pairs.
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1])), "peer.R"))
y <- series()
y <- y[seq_len(max(1, floor(nrow(y) * as.numeric(arguments[4])))), , drop = FALSE]
periods <- ncol(y)
x <- 2007 + seq_len(periods)
pairs <- combn(periods, 2)
step <- x[pairs[2, ]] - x[pairs[1, ]]

work <- function() {
  there <- !is.na(y)
  n <- rowSums(there)
  rise <- y[, pairs[2, ]] - y[, pairs[1, ]]
  s <- rowSums(sign(rise), na.rm = TRUE)
  slopes <- rise / rep(step, each = nrow(y))
  ordered <- t(apply(slopes, 1, sort, na.last = TRUE))
  m <- n * (n - 1) / 2
  at <- function(k) ordered[cbind(seq_along(k), k)]
  slope <- (at(floor((m + 1) / 2)) + at(floor(m / 2) + 1)) / 2
  ties <- apply(y, 1, function(v) { t <- table(v); sum(t * (t - 1) * (2 * t + 5)) })
  variance <- (n * (n - 1) * (2 * n + 5) - ties) / 18
  reach <- qnorm(0.975) * sqrt(variance)
  z <- (s - sign(s)) / sqrt(variance)
  list(n = n, slope = slope, intercept = apply(y, 1, median, na.rm = TRUE) - slope * apply(ifelse(there, rep(x, each = nrow(y)), NA), 1, median, na.rm = TRUE),
    lower = at(pmax(round((m - reach) / 2), 1)), upper = at(pmin(round((m + reach) / 2) + 1, m)), s = s, variance = variance, p = 2 * pnorm(-abs(z)))
}
report(work)
