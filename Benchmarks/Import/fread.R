# Prints the numbers that data.table's fread finds in a file with its defaults, one a line.
suppressWarnings(suppressMessages({
  library(data.table)
  table <- fread(commandArgs(trailingOnly = TRUE)[1])
}))
for (column in names(table)) {
  values <- table[[column]]
  if (inherits(values, "integer64")) {
    cat(format(values, scientific = FALSE), sep = "\n")
    cat("\n")
  } else if (is.numeric(values)) {
    cat(format(values, digits = 17, scientific = FALSE, trim = TRUE), sep = "\n")
    cat("\n")
  }
}
