# The same panel by dummy variables: clubSandwich's CR2, plm's Driscoll-Kraay, and Poisson with dummies.
# Rscript PanelModels.R > PanelModelsR.json    (R 4.2, plm, clubSandwich, sandwich, jsonlite); reads PanelModels.json beside it
suppressMessages({library(jsonlite); library(plm); library(clubSandwich); library(sandwich)})
p <- fromJSON("PanelModels.json")
d <- data.frame(unit = p$unit, period = p$period, x = p$x, z = p$z, y = p$y, count = p$count)
k <- 1:2
lsdv <- lm(y ~ 0 + x + z + factor(unit) + factor(period), d)
cr2 <- vcovCR(lsdv, cluster = d$unit, type = "CR2")
satt <- coef_test(lsdv, vcov = cr2, test = "Satterthwaite", coefs = c("x", "z"))
within <- plm(y ~ x + z, pdata.frame(d, index = c("unit", "period")), model = "within", effect = "twoways")
kept <- d[ave(d$count, d$unit, FUN = sum) > 0, ]
pois <- glm(count ~ 0 + x + z + factor(unit) + factor(period), poisson, kept, control = glm.control(epsilon = 1e-14, maxit = 100))
g <- length(unique(kept$unit)); n <- nrow(kept)
cr0 <- vcovCL(pois, cluster = kept$unit, type = "HC0", cadjust = FALSE)[k, k]
cat(toJSON(list(
  source = sprintf("R %s, plm %s, clubSandwich %s, sandwich %s", getRversion(), packageVersion("plm"), packageVersion("clubSandwich"), packageVersion("sandwich")),
  coefficients = unname(coef(lsdv)[k]), cr2 = as.vector(as.matrix(unclass(cr2))[k, k]), cr2Degrees = satt$df_Satt,
  driscollKraay = as.vector(vcovSCC(within, type = "HC0", maxlag = 1)),
  poisson = unname(coef(pois)[k]), poissonDeviance = deviance(pois), poissonRows = n, poissonUnclustered = as.vector(vcov(pois)[k, k]),
  poissonCR0 = as.vector(cr0)), digits = NA, auto_unbox = TRUE), "\n")
