// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <set>

#include "base/text.hpp"
#include "planning/advice_parts.hpp"
#include "planning/similar_words.hpp"

// S: who does what, said once and plainly. The rules' words and sources: docs/rules.md.
namespace brujula::planning {

namespace {

bool has_span(const StatementReading& reading, SpanKind kind) {
    return std::any_of(reading.spans.begin(), reading.spans.end(),
                       [&](const Span& span) { return span.kind == kind; });
}

std::string first_text(const StatementReading& reading, SpanKind kind) {
    const auto found = std::find_if(reading.spans.begin(), reading.spans.end(),
                                    [&](const Span& span) { return span.kind == kind; });
    return found == reading.spans.end() ? std::string{} : found->text;
}

/// A JSON string.
std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (static_cast<unsigned char>(c) >= 0x20) out += c;
    }
    return out + "\"";
}

void target_group(Look& look) {
    if (!look.goal().target_group.empty()) return;
    const auto& read = look.reading.target_group;
    auto finding =
        about_goal("S1", "/target_group", {read.empty() ? "finding-s1" : "finding-s1-read", {read}});
    if (!read.empty())
        finding.fix = Fix{"/target_group",
                          "{" + quoted(look.reading.language) + ":" + quoted(read) + "}",
                          {"fix-s1", {read}}};
    say(look, std::move(finding));
}

void verbs(Look& look) {
    const auto& reading = look.reading;
    const bool vague = has_span(reading, SpanKind::vague_verb);
    const bool measurable = has_span(reading, SpanKind::verb);
    const bool quantified = reading.quantity.has_value();
    if (!measurable && !(vague && quantified)) say(look, about_goal("S2", "/statement", {"finding-s2", {}}));
    if (reading.two_verbs) say(look, about_goal("S3", "/statement", {"finding-s3", {}}));
    if (vague && !quantified)
        say(look,
            about_goal("S4", "/statement", {"finding-s4", {first_text(reading, SpanKind::vague_verb)}}));
}

void how_and_what(Look& look) {
    const auto& reading = look.reading;
    if (reading.how_words <= reading.what_words) return;
    say(look,
        about_goal("S5", "/statement",
                   {"finding-s5", {std::to_string(reading.how_words), std::to_string(reading.what_words)}},
                   {{"how", static_cast<double>(reading.how_words)},
                    {"what", static_cast<double>(reading.what_words)}}));
}

void duplicates(Look& look) {
    const double least = look.rules.threshold("S6");
    for (const auto& [language, text] : look.goal().statement)
        if (const auto found = similar_goal(look.network, look.draft, language, text, least))
            return say(look, about_goal("S6", "/statement",
                                        {"finding-s6",
                                         {choose(look.network.goals.find(found->id)->second.statement,
                                                 look.reading.language)
                                              .text,
                                          percent(found->share)}},
                                        {{"share", found->share}}));
}

/// Codes of organisations are known to everybody: "WMAR".
bool is_known(const Look& look, const std::string& acronym) {
    const auto& known = look.settings.acronyms;
    if (std::find(known.begin(), known.end(), acronym) != known.end()) return true;
    return std::any_of(look.network.organisations.begin(), look.network.organisations.end(),
                       [&](const auto& organisation) {
                           const auto& codes = organisation.second.codes;
                           return std::find(codes.begin(), codes.end(), acronym) != codes.end();
                       });
}

void acronyms(Look& look) {
    for (const auto& acronym : look.reading.acronyms)
        if (!is_known(look, acronym)) say(look, about_goal("S7", "/statement", {"finding-s7", {acronym}}));
}

void owner(Look& look) {
    if (look.goal().organisation.empty() && !look.goal().owner)
        say(look, about_goal("S8", "/organisation", {"finding-s8", {}}));
}

/// The network's wish, else the organisation's own languages.
std::vector<std::string> wanted_languages(const Look& look) {
    if (!look.settings.languages.empty()) return look.settings.languages;
    const auto found = look.network.organisations.find(look.goal().organisation.id);
    return found == look.network.organisations.end() ? std::vector<std::string>{} : found->second.languages;
}

bool is_there(const LocalizedText& text, const std::string& language) {
    const auto base = language.substr(0, language.find('-'));
    return std::any_of(text.begin(), text.end(), [&](const auto& version) {
        return version.first.substr(0, version.first.find('-')) == base;
    });
}

void languages(Look& look) {
    std::string missing;
    for (const auto& language : wanted_languages(look))
        if (!is_there(look.goal().statement, language)) missing += (missing.empty() ? "" : ", ") + language;
    if (!missing.empty()) say(look, about_goal("S9", "/statement", {"finding-s9", {missing}}));
}

/// The field says other people than the statement names.
void group_and_text(Look& look) {
    const auto& read = look.reading.target_group;
    const auto field = choose(look.goal().target_group, look.reading.language);
    if (read.empty() || field.text.empty()) return;
    const auto in_text = telling_words(read);
    const auto in_field = telling_words(field.text);
    const bool shares = std::any_of(in_text.begin(), in_text.end(), [&](const auto& word) {
        return std::find(in_field.begin(), in_field.end(), word) != in_field.end();
    });
    if (!shares) say(look, about_goal("S10", "/target_group", {"finding-s10", {read, field.text}}));
}

}  // namespace

std::optional<SimilarGoal> similar_goal(const NetworkRecords& network, const AdvisedGoal& goal,
                                        const std::string& language, const std::string& text, double least) {
    auto words = telling_words(text);
    if (words.empty()) return std::nullopt;
    const auto postings = [&](const std::string& word) -> const NetworkRecords::Ids& {
        return ids_in(network.goals_by_word, language + " " + word);
    };
    // Whoever shares enough words shares one of the rarest: the others need not be looked up.
    std::sort(words.begin(), words.end(),
              [&](const auto& a, const auto& b) { return postings(a).size() < postings(b).size(); });
    const auto n = static_cast<double>(words.size());
    const auto rare = static_cast<std::size_t>(n - std::ceil(least * n)) + 1;
    std::set<std::string_view> candidates;
    for (std::size_t i = 0; i < std::min(rare, words.size()); ++i)
        candidates.insert(postings(words[i]).begin(), postings(words[i]).end());
    std::optional<SimilarGoal> nearest;
    for (const auto id : candidates) {
        const auto& other = network.goals.find(id)->second;
        const bool apart = goal.goal.last_day.ok() && goal.goal.first_day.ok() &&
                           (other.last_day < goal.goal.first_day || other.first_day > goal.goal.last_day);
        if (id == goal.id || apart) continue;
        const double share = word_jaccard(text, other.statement.at(language));
        if (share >= least && (!nearest || share > nearest->share)) nearest = {std::string(id), share};
    }
    return nearest;
}

void advise_specific(Look& look) {
    target_group(look);
    verbs(look);
    how_and_what(look);
    duplicates(look);
    acronyms(look);
    owner(look);
    languages(look);
    group_and_text(look);
}

}  // namespace brujula::planning
