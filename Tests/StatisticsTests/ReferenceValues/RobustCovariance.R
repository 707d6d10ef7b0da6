# Robust covariances of a weighted and an unweighted regression with uneven clusters.
# Rscript RobustCovariance.R > RobustCovariance.json    (R 4.2, sandwich, clubSandwich, plm, jsonlite)
suppressMessages({library(sandwich); library(clubSandwich); library(plm); library(jsonlite); library(lmtest)})
set.seed(11)
body <- rep(1:9, times = c(3, 5, 7, 4, 6, 2, 8, 5, 6))
n <- length(body)
year <- unlist(lapply(c(3, 5, 7, 4, 6, 2, 8, 5, 6), function(k) sort(sample(2010:2018, k))))
x <- round(rnorm(n) + 0.3 * body, 3); z <- round(rexp(n), 3); w <- round(runif(n, 0.5, 3), 2)
y <- round(1 + 0.5 * x - 0.2 * z + rnorm(9)[body] + rnorm(n) * (0.5 + z), 3)
d <- data.frame(body, year, x, z, w, y)
describe <- function(fit, weighted) {
  # The working model of the weighted fit is that weights are inverse variances; the package's own default is the identity.
  corrected <- vcovCR(fit, cluster = d$body, type = "CR2", target = if (weighted) 1 / d$w else NULL)
  cr2 <- coef_test(fit, vcov = corrected, test = "Satterthwaite")
  out <- list(
    coefficients = coef(fit), classical = vcov(fit), rSquared = summary(fit)$r.squared, adjustedRSquared = summary(fit)$adj.r.squared,
    fStatistic = summary(fit)$fstatistic[["value"]], logLikelihood = as.numeric(logLik(fit)), aic = AIC(fit),
    hc0 = vcovHC(fit, type = "HC0"), hc1 = vcovHC(fit, type = "HC1"), hc2 = vcovHC(fit, type = "HC2"), hc3 = vcovHC(fit, type = "HC3"),
    hc4 = vcovHC(fit, type = "HC4"),
    cr0 = vcovCL(fit, cluster = d$body, type = "HC0", cadjust = FALSE), cr1 = vcovCL(fit, cluster = d$body, type = "HC1"),
    cr2 = as.matrix(unclass(corrected))[1:3, 1:3], cr2Degrees = cr2$df_Satt,
    twoWay = vcovCL(fit, cluster = d[, c("body", "year")], type = "HC1"),
    leverage = hatvalues(fit), cook = cooks.distance(fit), dfbetas = unclass(dfbetas(fit)), internallyStudentized = rstandard(fit),
    externallyStudentized = rstudent(fit), dffits = dffits(fit), covratio = covratio(fit))
  lapply(out, function(v) unname(if (is.matrix(v)) as.vector(v) else v))
}
ols <- lm(y ~ x + z, d); wls <- lm(y ~ x + z, d, weights = w)
new <- data.frame(x = c(0, 1.5, 3), z = c(0.5, 1, 2))
conf <- predict(ols, new, interval = "confidence", level = 0.9); pred <- predict(ols, new, interval = "prediction", level = 0.9)
pooled <- plm(y ~ x + z, pdata.frame(d, index = c("body", "year")), model = "pooling")
bp <- bptest(ols); bpc <- bptest(ols, studentize = FALSE); dw <- dwtest(ols); bg <- bgtest(ols, order = 2); rs <- resettest(ols, power = 2:3, type = "fitted")
cat(toJSON(list(
  source = sprintf("R %s, sandwich %s, clubSandwich %s, plm %s, lmtest %s", getRversion(), packageVersion("sandwich"), packageVersion("clubSandwich"), packageVersion("plm"), packageVersion("lmtest")),
  body = body, year = year, x = x, z = z, w = w, y = y, ols = describe(ols, FALSE), wls = describe(wls, TRUE),
  driscollKraay = lapply(0:2, function(l) as.vector(vcovSCC(pooled, type = "HC0", maxlag = l))),
  prediction = list(mean = unname(conf[, 1]), confidenceLower = unname(conf[, 2]), predictionUpper = unname(pred[, 3])),
  breuschPagan = list(statistic = bp$statistic[[1]], p = bp$p.value[[1]]),
  breuschPaganClassical = list(statistic = bpc$statistic[[1]], p = bpc$p.value[[1]]),
  durbinWatson = list(statistic = dw$statistic[[1]], p = dw$p.value[[1]]),
  breuschGodfrey = list(statistic = bg$statistic[[1]], p = bg$p.value[[1]]),
  reset = list(statistic = rs$statistic[[1]], p = rs$p.value[[1]])
), digits = NA, auto_unbox = TRUE, pretty = FALSE), "\n")
