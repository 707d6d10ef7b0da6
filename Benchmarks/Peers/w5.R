# Ranks under drawn weights with R's matrix product and rank(), draw by draw.
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1])), "peer.R"))
shape <- scan(file.path(folder, "shape.txt"), quiet = TRUE)
scores <- matrix(readBin(file.path(folder, "scores.f64"), "double", shape[1] * shape[2]), nrow = shape[1])
size <- file.size(file.path(folder, "weights.f64")) / 8
weights <- matrix(readBin(file.path(folder, "weights.f64"), "double", size), nrow = shape[2])
weights <- weights[, seq_len(max(1, round(ncol(weights) * share))), drop = FALSE]

work <- function() list(ranks = apply(-(scores %*% weights), 2, rank, ties.method = "min"))
report(work)
