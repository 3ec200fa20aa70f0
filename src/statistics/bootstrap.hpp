// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <span>

// How far a number would move had chance drawn others from the same people. The same seed gives the same
// interval on every machine.
namespace brujula::statistics {

struct Resampling {
    std::uint64_t seed = 1;
    std::size_t rounds = 2'000;
    double confidence = 0.95;
};

/// A number with the interval in which the middle share `confidence` of its resampled values lies
/// (percentile method).
struct Estimate {
    double value = 0;
    double low = 0;
    double high = 0;
};

/// The mean with its interval. Of differences within matched sets, the sets are what is drawn. Nothing with
/// less than two values: one value cannot show how far it would move. O(rounds · n).
std::optional<Estimate> mean_with_interval(std::span<const double> values, const Resampling& resampling = {});

/// The mean (median) of `of` minus that of `against`, each drawn for itself. Nothing with less than two
/// values on either side.
std::optional<Estimate> difference_of_means(std::span<const double> of, std::span<const double> against,
                                            const Resampling& resampling = {});
std::optional<Estimate> difference_of_medians(std::span<const double> of, std::span<const double> against,
                                              const Resampling& resampling = {});

/// One of 0 … count − 1, each as likely; `count` is not 0. The standard's own distributions differ between
/// libraries.
std::size_t draw(std::mt19937_64& generator, std::size_t count);

}  // namespace brujula::statistics
