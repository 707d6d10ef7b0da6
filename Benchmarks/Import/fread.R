# Prints the numbers that data.table's fread finds in a file with its defaults, one a line; its warnings go to stderr.
suppressMessages(library(data.table))
file <- commandArgs(trailingOnly = TRUE)[1]
table <- withCallingHandlers(
  # Whole numbers of 64 bits need another package to print; as doubles they are compared like those of the other programs.
  fread(file, integer64 = "double"),
  warning = function(w) {
    message(conditionMessage(w))
    invokeRestart("muffleWarning")
  }
)
for (column in seq_along(table)) {
  values <- table[[column]]
  if (is.numeric(values)) {
    cat(format(values, digits = 17, scientific = FALSE, trim = TRUE), sep = "\n")
    cat("\n")
  }
}
