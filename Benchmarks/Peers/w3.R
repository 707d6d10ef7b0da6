# Two-way fixed effects with collapse: unit means by fwithin, periods as dummies, clustered errors by fsum.
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1])), "peer.R"))
if (!suppressMessages(suppressWarnings(require(collapse, quietly = TRUE)))) quit(status = 77)
shape <- scan(file.path(folder, "shape.txt"), quiet = TRUE)
n <- shape[1]; t <- shape[2]; k <- 5
column <- function(name) readBin(file.path(folder, paste0(name, ".f64")), "double", n * t)
data <- sapply(c("y", paste0("x", 1:k)), column)
unit <- rep(seq_len(n), each = t)
period <- rep(seq_len(t), n)
kept <- !is.na(data[, 1])
data <- data[kept, ]; unit <- unit[kept]; period <- period[kept]

work <- function() {
  groups <- GRP(unit)
  z <- fwithin(cbind(data, outer(period, 2:t, "==") + 0), groups)
  x <- z[, -1]
  inverse <- chol2inv(chol(crossprod(x)))
  beta <- inverse %*% crossprod(x, z[, 1])
  scores <- fsum(x * as.vector(z[, 1] - x %*% beta), groups)
  rows <- nrow(x); units <- groups$N.groups
  factor <- units / (units - 1) * (rows - 1) / (rows - k - t)
  list(coefficients = beta[1:k], se = sqrt(factor * diag(inverse %*% crossprod(scores) %*% inverse))[1:k])
}
report(work)
