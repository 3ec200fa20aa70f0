// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "base/text.hpp"
#include "base/time.hpp"

// What kinds of records are made of.
namespace brujula::records {

/// A kind's name as a template argument: Ref<"goal">.
struct KindName {
    char text[24] = {};
    template <std::size_t n>
    constexpr KindName(const char (&name)[n]) {  // NOLINT(google-explicit-constructor): written as a literal
        static_assert(n <= sizeof text);
        for (std::size_t i = 0; i < n; ++i)
            text[i] = name[i];
    }
};

/// A link to a record of the kind `target`; JSON: its id as a string. Empty: none.
template <KindName target>
struct Ref {
    std::string id;

    [[nodiscard]] bool empty() const { return id.empty(); }
    auto operator<=>(const Ref&) const = default;
};

enum class AmountQuality { exact, at_least, about };
BOOST_DESCRIBE_ENUM(AmountQuality, exact, at_least, about)

/// A number as people have it: "+200" is {200, at_least}. JSON {"value": 200, "quality": "at_least"}.
struct Amount {
    double value = 0;
    AmountQuality quality = AmountQuality::exact;
};
BOOST_DESCRIBE_STRUCT(Amount, (), (value, quality))

/// Evidence: an address, and what it shows.
struct Evidence {
    std::string url;
    LocalizedText title;
};
BOOST_DESCRIBE_STRUCT(Evidence, (), (url, title))

enum class Check { verified, from_memory, demo };  ///< V, M of the seed data; demo texts say they are demo
BOOST_DESCRIBE_ENUM(Check, verified, from_memory, demo)

enum class Stage { idea, pilot, practice, retired };
BOOST_DESCRIBE_ENUM(Stage, idea, pilot, practice, retired)

/// A record as it was at one moment: what a scope went through when it was measured, what a plan held when it
/// was agreed.
struct RecordUsed {
    std::string kind;  ///< "cohort", "activity"
    std::string id;
    int revision = 0;
};
BOOST_DESCRIBE_STRUCT(RecordUsed, (), (kind, id, revision))

/// A link to a record of any kind; JSON {"kind": "goal", "id": "…"}.
struct AnyRef {
    std::string kind;
    std::string id;
};
BOOST_DESCRIBE_STRUCT(AnyRef, (), (kind, id))

}  // namespace brujula::records
