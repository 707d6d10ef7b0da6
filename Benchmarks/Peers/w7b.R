# A tidy table with data.table's fread on all processors.
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1])), "peer.R"))
if (!suppressMessages(suppressWarnings(require(data.table, quietly = TRUE)))) quit(status = 77)
setDTthreads(0)

table <- NULL
work <- function() table <<- fread(file.path(folder, "tidy.csv"), showProgress = FALSE)
report(work, function() list(totals = table[, sum(value), keyby = year]$V1))
