# SPDX-License-Identifier: GPL-3.0-or-later
# Kaplan-Meier with R's package survival, Greenwood's variance, intervals on the log-log scale.
library(survival)
time <- c(6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35)
ended <- c(1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0)
fit <- survfit(Surv(time, ended) ~ 1, conf.type = "log-log")
cat("time\tat_risk\tended\tcensored\tsurvival\tlow\thigh\n")
for (i in seq_along(fit$time))
    cat(sprintf("%g\t%g\t%g\t%g\t%.12f\t%s\t%s\n", fit$time[i], fit$n.risk[i], fit$n.event[i], fit$n.censor[i],
                fit$surv[i], sprintf("%.12f", fit$lower[i]), sprintf("%.12f", fit$upper[i])))
