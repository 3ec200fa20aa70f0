# SPDX-License-Identifier: GPL-3.0-or-later
# Prints the numbers that src/statistics/statistics_test.cpp expects (R 4.2.2: Rscript distribution_and_trend.R).
v <- c(12, 7, 3, 19, 7, 25, 31, 4)
cat("q", quantile(v, c(0,.1,.25,.5,.75,.9,1), type=7), "\n")
cat("mean", mean(v), "sd_pop", sqrt(mean((v-mean(v))^2)), "mad", mad(v, constant=1), "\n")
cat("z40", (40-mean(v))/sqrt(mean((v-mean(v))^2)), "mz40", 0.6745*(40-median(v))/mad(v,constant=1), "\n")
d <- data.frame(x=c(2009,2010,2011,2012,2013), y=c(120,150,149,180,210))
m <- lm(y~x, d); p <- predict(m, data.frame(x=2014), interval="prediction", level=.95)
print(coef(m)[2], digits=15); print(p, digits=15)
p <- predict(m, data.frame(x=2014), interval="prediction", level=.8); print(p, digits=15)
