# Two-way fixed effects with plm; its clustered errors carry another factor for small samples, so the coefficients alone are compared.
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1])), "peer.R"))
if (!suppressMessages(suppressWarnings(require(plm, quietly = TRUE)))) quit(status = 77)
shape <- scan(file.path(folder, "shape.txt"), quiet = TRUE)
n <- shape[1]; t <- shape[2]
column <- function(name) readBin(file.path(folder, paste0(name, ".f64")), "double", n * t)
data <- as.data.frame(sapply(c("y", paste0("x", 1:5)), column))
data <- cbind(unit = rep(seq_len(n), each = t), period = rep(seq_len(t), n), data)
data <- pdata.frame(data[!is.na(data$y), ], index = c("unit", "period"))

work <- function() {
  fit <- plm(y ~ x1 + x2 + x3 + x4 + x5, data, effect = "twoways", model = "within")
  vcov <- vcovHC(fit, method = "arellano", type = "HC0", cluster = "group")
  list(coefficients = coef(fit), plm = sqrt(diag(vcov)))
}
report(work)
