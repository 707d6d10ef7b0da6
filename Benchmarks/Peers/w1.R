# Trends of many series as whole matrices.
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1])), "peer.R"))
y <- series()
periods <- ncol(y)
years <- 2007 + seq_len(periods)
origin <- years[periods %/% 2 + 1]

work <- function() {
  there <- !is.na(y)
  w <- there + 0
  x <- years - origin
  n <- rowSums(w)
  values <- y
  values[!there] <- 0
  mx <- as.vector(w %*% x) / n
  my <- rowSums(values) / n
  dy <- (values - my) * w
  sxx <- as.vector(w %*% x^2) - n * mx^2
  sxy <- as.vector(dy %*% x)
  syy <- rowSums(dy^2)
  slope <- sxy / sxx
  se <- sqrt((syy - slope * sxy) / (n - 2) / sxx)
  t <- slope / se
  list(n = n, slope = slope, intercept = my - slope * (mx + origin), se = se, t = t, p = 2 * pt(-abs(t), n - 2), r2 = slope * sxy / syy)
}
report(work)
