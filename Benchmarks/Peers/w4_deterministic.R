# The deterministic MCD of robustbase.
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1])), "peer.R"))
if (!suppressMessages(suppressWarnings(require(robustbase, quietly = TRUE)))) quit(status = 77)
shape <- scan(file.path(folder, "shape.txt"), quiet = TRUE)
x <- matrix(readBin(file.path(folder, "data.f64"), "double", shape[1] * shape[2]), nrow = shape[1])

work <- function() {
  set.seed(1)
  m <- covMcd(x, alpha = 0.5, nsamp = "deterministic", use.correction = FALSE)
  list("log determinant" = as.numeric(determinant(cov(x[m$best, ]))$modulus))
}
report(work)
