# SPDX-License-Identifier: GPL-3.0-or-later
# All 4^4 ways of drawing four of four values: what a bootstrap of the mean comes near to.
v <- c(1, 2, 4, 9)
means <- sort(rowMeans(expand.grid(v, v, v, v)))
cat("mean", mean(v), "\n")
for (p in c(.05, .1, .9, .95)) cat("share below or at", quantile(means, p, type = 7), mean(means < quantile(means, p)), mean(means <= quantile(means, p)), "\n")
