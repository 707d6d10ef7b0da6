# Median and MAD of columns with the package collapse.
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1])), "peer.R"))
if (!requireNamespace("collapse", quietly = TRUE)) quit(status = 77)
shape <- scan(file.path(folder, "shape.txt"), quiet = TRUE)
x <- matrix(readBin(file.path(folder, "columns.f64"), "double", shape[1] * shape[2]), nrow = shape[2])
threads <- parallel::detectCores()

work <- function() {
  m <- collapse::fmedian(x, nthreads = threads)
  d <- collapse::fmedian(abs(collapse::TRA(x, m, "-")), nthreads = threads)
  list(median = m, mad = d)
}
report(work)
