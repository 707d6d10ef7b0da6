# What the R peers share: input, clock, memory, output.
arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
repetitions <- as.integer(arguments[2])
output <- arguments[3]
share <- as.numeric(arguments[4])

series <- function() {
  shape <- scan(file.path(folder, "shape.txt"), quiet = TRUE)
  values <- readBin(file.path(folder, "values.f64"), "double", shape[1] * shape[2])
  matrix(values, nrow = shape[1], byrow = TRUE)
}

# `results` makes the columns when the clock has stopped.
report <- function(work, results = NULL) {
  columns <- work()
  seconds <- numeric(repetitions)
  for (k in seq_len(repetitions)) seconds[k] <- system.time(columns <- work())[["elapsed"]]
  if (!is.null(results)) columns <- results()
  for (name in names(columns)) writeBin(as.double(columns[[name]]), file.path(output, paste0(name, ".f64")))
  status <- readLines("/proc/self/status")
  peak <- as.numeric(gsub("[^0-9]", "", grep("^VmHWM", status, value = TRUE))) * 1024
  version <- paste0("R ", R.version$major, ".", R.version$minor)
  cat(sprintf('{"seconds": [%s], "peakBytes": %.0f, "version": "%s"}\n', paste(sprintf("%.6f", seconds), collapse = ","), peak, version))
}

here <- function() dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1]))
