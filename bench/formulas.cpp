// SPDX-License-Identifier: GPL-3.0-or-later
// A formula worked out for 1,000,000 rows against the same computation as a C++ loop written for that
// formula, with the same meaning of missing values and of a division by zero, and that both give the same
// numbers. Rounds in which the two take turns; medians. Beside them, one by one with reasons and qualities.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <functional>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "planning/formula_value.hpp"

namespace {

using namespace brujula;
using namespace brujula::planning;
using std::chrono::steady_clock;

constexpr std::size_t rows = 1'000'000;
constexpr int rounds = 11;
constexpr double none = std::numeric_limits<double>::quiet_NaN();

using Column = std::vector<double>;
using Columns = std::vector<Column>;

double finite(double number) {
    return number - number == 0 ? number : none;
}

struct Question {
    const char* text;
    std::function<void(const Columns&, Column&)> by_hand;
};

const std::vector<Question> questions{
    {"ratio(#{a}, #{b}, 100)",
     [](const Columns& from, Column& to) {
         const double* a = from[0].data();
         const double* b = from[1].data();
         for (std::size_t i = 0; i < rows; ++i)
             to[i] = finite(finite(a[i] / b[i]) * 100);
     }},
    {"(#{a} - #{b}) / #{b} * 100 + #{c} * 2.5",
     [](const Columns& from, Column& to) {
         const double* a = from[0].data();
         const double* b = from[1].data();
         const double* c = from[2].data();
         for (std::size_t i = 0; i < rows; ++i)
             to[i] = finite(finite(finite(finite(a[i] - b[i]) / b[i]) * 100) + finite(c[i] * 2.5));
     }},
    {"if(#{b} > 10, max(#{a}, #{c}), firstNonNull(#{a}, 0)) + #{c}",
     [](const Columns& from, Column& to) {
         const double* a = from[0].data();
         const double* b = from[1].data();
         const double* c = from[2].data();
         for (std::size_t i = 0; i < rows; ++i) {
             const double most = std::isnan(a[i]) || std::isnan(c[i]) ? none : std::max(a[i], c[i]);
             const double first = std::isnan(a[i]) ? 0 : a[i];
             const double chosen = std::isnan(b[i]) ? none : (b[i] > 10 ? most : first);
             to[i] = finite(chosen + c[i]);
         }
     }},
};

/// Whole numbers from 0 to 99, so that some denominators are 0; one in a hundred is missing.
Columns made_up() {
    std::mt19937_64 random{2014};
    Columns columns(3, Column(rows));
    for (auto& column : columns)
        for (auto& value : column) {
            const auto number = random() % 10'000;
            value = number < 100 ? none : static_cast<double>(number % 100);
        }
    return columns;
}

double milliseconds(const std::function<void()>& work) {
    const auto begin = steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(steady_clock::now() - begin).count();
}

double median(std::vector<double> taken) {
    std::sort(taken.begin(), taken.end());
    return taken[taken.size() / 2];
}

/// One row's values, for the evaluation one by one.
class Row final : public ValueSource {
public:
    explicit Row(const Columns& columns) : m_columns(columns) {}
    std::size_t row = 0;

    Calculated value(const Reference& reference, const FormulaTime&) override {
        const double number = m_columns[static_cast<std::size_t>(reference.indicator[0] - 'a')][row];
        if (std::isnan(number)) return Calculated::none({"reason-no-value", {}});
        return {records::Amount{number}, std::nullopt, true};
    }

private:
    const Columns& m_columns;
};

/// The formula's columns in the order of its references.
std::vector<std::span<const double>> asked_for(const Formula& formula, const Columns& columns) {
    std::vector<std::span<const double>> asked;
    for (const auto& reference : formula.references())
        asked.emplace_back(columns[static_cast<std::size_t>(reference.indicator[0] - 'a')]);
    return asked;
}

void one_by_one(const Formula& formula, const Columns& columns, Column& results) {
    const FormulaTime time{*period_of_year({records::Frequency::quarterly, 1}, 2014, 2), false};
    Row source{columns};
    for (; source.row < rows; ++source.row) {
        const auto calculated = evaluate(formula, time, source);
        results[source.row] = calculated.value ? calculated.value->value : none;
    }
}

void must_agree(const Column& one, const Column& other, const char* what) {
    for (std::size_t i = 0; i < rows; ++i)
        if (one[i] != other[i] && !(std::isnan(one[i]) && std::isnan(other[i])))
            throw std::runtime_error(fmt::format("{}: row {}: {} and {}", what, i, one[i], other[i]));
}

void compare(const Question& question, const Columns& columns) {
    const auto read = parse_formula(question.text);
    const Formula& formula = *read;
    const auto asked = asked_for(formula, columns);
    Column results(rows);
    Column hand(rows);
    std::vector<double> own_times;
    std::vector<double> hand_times;
    for (int round = 0; round < rounds; ++round) {
        own_times.push_back(milliseconds([&] { evaluate(formula, asked, {}, results); }));
        hand_times.push_back(milliseconds([&] { question.by_hand(columns, hand); }));
    }
    must_agree(results, hand, question.text);
    Column single(rows);
    const double single_time = milliseconds([&] { one_by_one(formula, columns, single); });
    must_agree(single, hand, question.text);
    const double own = median(own_times);
    const double by_hand = median(hand_times);
    fmt::print("{:<62} {:>6.2f} ms, by hand {:>6.2f} ms: {:>5.2f} x; one by one {:>5.0f} ms: {:>5.1f} x\n",
               question.text, own, by_hand, own / by_hand, single_time, single_time / by_hand);
    std::fflush(stdout);
}

}  // namespace

int main() {
    const auto columns = made_up();
    fmt::print("{} rows\n", rows);
    for (const auto& question : questions)
        compare(question, columns);
    const std::string text = questions[2].text;
    constexpr int readings = 10'000;
    const double taken = milliseconds([&] {
        for (int i = 0; i < readings; ++i)
            if (!parse_formula(text)) throw std::runtime_error("not read");
    });
    fmt::print("reading that formula {:.2f} µs\n", taken * 1000 / readings);
}
