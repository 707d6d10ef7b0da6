# Qn, Sn, medcouple and adjusted fences from robustbase; M estimates of location by solving their equations.
#
# Rscript Robust.R > Robust.json      # R 4.2.2, robustbase 0.95, jsonlite
suppressMessages({library(robustbase); library(jsonlite)})
options(mc_doScale_quiet = TRUE)
set.seed(7)
samples <- c(lapply(2:14, function(n) round(rnorm(n), 3)), list(rexp(25), rpois(40, 3), c(rnorm(30), 50, 80), rlnorm(99), round(rlnorm(60) * 10)))
psi <- list(huber = function(u) pmax(-1.345, pmin(1.345, u)), tukey = function(u) ifelse(abs(u) < 4.685, u * (1 - (u / 4.685)^2)^2, 0))
location <- function(x, f) {
  s <- mad(x)
  if (s == 0) return(median(x))
  g <- function(m) sum(f((x - m) / s))
  h <- 0.7 * s
  uniroot(g, median(x) + c(-h, h), tol = 1e-15, extendInt = "downX")$root
}
out <- lapply(samples, function(x) list(x = x, qn = Qn(x), sn = Sn(x), mc = mc(x), fence = adjboxStats(x)$fence, mad = mad(x),
  huber = location(x, psi$huber), tukey = location(x, psi$tukey)))
cat(toJSON(list(source = paste(R.version.string, "robustbase", packageVersion("robustbase")), samples = out), digits = NA, auto_unbox = TRUE))
