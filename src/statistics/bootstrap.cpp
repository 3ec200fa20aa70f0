// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/bootstrap.hpp"

#include <vector>

#include "statistics/distribution.hpp"

namespace brujula::statistics {
namespace {

using Summary = std::optional<double> (*)(std::span<const double>);

double of_drawn(std::mt19937_64& generator, std::span<const double> values, std::vector<double>& drawn,
                Summary summary) {
    drawn.resize(values.size());
    for (double& value : drawn)
        value = values[draw(generator, values.size())];
    return *summary(drawn);
}

Estimate with_interval(double value, std::span<const double> resampled, double confidence) {
    const double outside = (1 - confidence) / 2;
    return {value, *quantile(resampled, outside), *quantile(resampled, 1 - outside)};
}

std::optional<Estimate> difference(std::span<const double> of, std::span<const double> against,
                                   Summary summary, const Resampling& resampling) {
    if (of.size() < 2 || against.size() < 2 || resampling.rounds == 0) return std::nullopt;
    std::mt19937_64 generator(resampling.seed);
    std::vector<double> resampled(resampling.rounds);
    std::vector<double> drawn;
    for (double& value : resampled) {
        value = of_drawn(generator, of, drawn, summary);
        value -= of_drawn(generator, against, drawn, summary);
    }
    return with_interval(*summary(of) - *summary(against), resampled, resampling.confidence);
}

}  // namespace

std::size_t draw(std::mt19937_64& generator, std::size_t count) {
    const std::uint64_t n = count;
    // Numbers from the last, incomplete round of n would favour the first ones.
    const std::uint64_t most = std::mt19937_64::max() - std::mt19937_64::max() % n;
    std::uint64_t number = generator();
    while (number >= most)
        number = generator();
    return static_cast<std::size_t>(number % n);
}

std::optional<Estimate> mean_with_interval(std::span<const double> values, const Resampling& resampling) {
    if (values.size() < 2 || resampling.rounds == 0) return std::nullopt;
    std::mt19937_64 generator(resampling.seed);
    std::vector<double> resampled(resampling.rounds);
    std::vector<double> drawn;
    for (double& value : resampled)
        value = of_drawn(generator, values, drawn, mean);
    return with_interval(*mean(values), resampled, resampling.confidence);
}

std::optional<Estimate> difference_of_means(std::span<const double> of, std::span<const double> against,
                                            const Resampling& resampling) {
    return difference(of, against, mean, resampling);
}

std::optional<Estimate> difference_of_medians(std::span<const double> of, std::span<const double> against,
                                              const Resampling& resampling) {
    return difference(of, against, median, resampling);
}

}  // namespace brujula::statistics
