// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "planning/similar_words.hpp"
#include "planning/statement.hpp"

namespace {

using namespace brujula;
using namespace brujula::planning;

void hold(bool condition) {
    if (!condition) std::abort();
}

/// Places lie in the text, and those of one kind apart; at most one of the text's bytes is a place.
void hold_spans(const StatementReading& reading, std::size_t size) {
    for (std::size_t i = 0; i < reading.spans.size(); ++i) {
        const auto& one = reading.spans[i];
        hold(one.begin < one.end && one.end <= size && !one.text.empty());
        for (std::size_t k = i + 1; k < reading.spans.size(); ++k)
            hold(reading.spans[k].kind != one.kind || one.end <= reading.spans[k].begin);
    }
}

}  // namespace

/// Whatever the bytes are, they are read by the lexicon of every language, and what is found lies in them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Lexica lexica = all_lexica();
    constexpr Date today{std::chrono::year{2014}, std::chrono::November, std::chrono::day{21}};
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    for (const auto& lexicon : lexica.all()) {
        const auto reading = read_statement(text, lexicon.language, lexica, today);
        hold(reading.language == lexicon.language);
        hold_spans(reading, size);
        hold(!reading.deadline || reading.deadline->ok());
        hold(reading.what_words + reading.how_words <= size);
    }
    const double share = word_jaccard(text, text);
    hold(share == 0 || share == 1);
    return 0;
}
