// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "facts/lake.hpp"
#include "metrics/scope.hpp"

namespace brujula::metrics {

/// Which of a period's ends belong to it. Wikis keep whole seconds, so that each is exactly a half-open
/// period.
enum class Bounds {
    from_until,     ///< [from, until): Brújula's own
    after_through,  ///< (from, until]: most of Wikimetrics
    from_through,   ///< [from, until]: Event Metrics, Wikimetrics' rolling metrics
};

enum class Treatment { counted, left_out };

/// Others' edits between those of the scope on the same page: do they change the number?
enum class OthersEdits { left_out, included };

/// What counts once in a union of scopes.
enum class UnionOf {
    edits,         ///< an edit (wiki, revision)
    pages,         ///< a page (wiki, page id)
    people,        ///< a person: a user name, whatever the wiki
    pages_a_head,  ///< a page for each person who edited it
};

/// What must be loaded before the number means anything.
enum class Need { edits, registrations, nothing };

/// A number that may be set within [least, most].
struct Parameter {
    std::string name;
    double initial = 0;
    double least = 0;
    double most = 0;
};

/// What the asker chose; what is absent is the definition's own.
struct Choice {
    std::optional<std::vector<int>> namespaces;  ///< empty vector: all
    std::map<std::string, double, std::less<>> parameters;
};

/// A choice with everything filled in.
struct Settings {
    std::vector<int> namespaces;  ///< empty: all
    std::map<std::string, double, std::less<>> parameters;
};

struct Definition;
/// `period` with the definition's bounds as a half-open period.
Period by_bounds(const Definition& definition, const Settings& settings, Period period);

/// One exact rule for a metric: what two tools that say the same word do differently is two definitions.
struct Definition {
    std::string id;      ///< "wikimetrics.absolute"
    std::string source;  ///< whose rule this is and where it is written
    Bounds bounds = Bounds::from_until;
    std::vector<int> namespaces;  ///< unless others are asked for; empty: all
    bool takes_namespaces = true;
    Treatment bots = Treatment::counted;
    Treatment redirects = Treatment::counted;
    Treatment deleted = Treatment::left_out;  ///< pages that are deleted in the loaded snapshot
    OthersEdits others_edits = OthersEdits::left_out;
    UnionOf union_of = UnionOf::edits;
    bool additive = true;  ///< numbers of scopes that share nothing can be summed
    std::vector<Parameter> parameters;
    Need need = Need::edits;
    bool needs_people = false;  ///< means nothing for everyone

    /// The period that is looked at, as a half-open one, for a part's period.
    Period (*window)(const Definition&, const Settings&, Period) = by_bounds;
    /// The rows behind the number: each of them opens something (an edit, a page, a person).
    facts::Query (*rows)(const Definition&, const Settings&, const Scope&) = nullptr;
    std::vector<std::string> columns;  ///< of the rows; they may be sorted by any
    std::string value;                 ///< SQL over the rows' columns that gives the number, a DOUBLE
};

/// A metric of the catalogue; the first definition is its own.
struct Metric {
    std::string name;  ///< "bytes-added"
    std::string unit;  ///< "edits", "bytes", "pages", "people"
    std::vector<Definition> definitions;
};

/// Fills in what was not chosen. Throws Error(bad_input) for an unknown parameter and one out of its range.
Settings settle(const Definition& definition, const Choice& choice);

/// The number, from the rows: never another way, so that a number and what it opens to agree.
facts::Query value_query(const Definition& definition, const Settings& settings, const Scope& scope);
facts::Query rows_query(const Definition& definition, const Settings& settings, const Scope& scope);

}  // namespace brujula::metrics
