// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "base/message.hpp"
#include "base/text.hpp"
#include "importing/columns.hpp"
#include "importing/written.hpp"
#include "planning/lexicon.hpp"
#include "planning/network_records.hpp"
#include "records/kind.hpp"
#include "sheets/table.hpp"

// What a table that somebody brings would write: all of it as a list of records and of problems by cell,
// before anything is written.
namespace brujula::importing {

/// Where the records go.
struct Destination {
    std::string organisation;            ///< whose they are; of a plan that is there, its own
    std::string plan;                    ///< a plan that is there; empty: a new one
    LocalizedText title;                 ///< of the new plan
    std::optional<planning::Days> days;  ///< of the new plan
    bool strategic = false;              ///< the new plan is
};

/// What somebody says of the table: the layout, and the answers to what was asked.
struct Order {
    What what = What::plan;
    Layout layout;
    std::set<std::size_t> left_out;  ///< rows that are not brought
    Destination into;
    std::string language = "en";  ///< of the texts, and by which numbers and days are read
    Conventions conventions;      ///< as answered; unknown: as the table shows it, or its language says
    std::optional<records::Accumulation> accumulation;  ///< of indicators with several periods
    std::optional<Date> baseline_day;                   ///< of baselines whose day the table does not say
    std::string objective;                              ///< of goals for which the table has none
    bool replace = false;                               ///< values that are there and differ are written anew
    std::string source;                                 ///< the file's name, kept with values
};

/// What the table is read against. All of it outlives the reading.
struct Surroundings {
    const planning::NetworkRecords& network;
    const planning::Lexica& lexica;
    const records::Kinds& kinds;
    Date today;
    std::function<bool(std::string_view kind, std::string_view id)>
        taken;  ///< an id that no new record may have
};

enum class Standing {
    added,    ///< a new record
    changed,  ///< a value that is there is written anew
    there,    ///< is there already, and stays as it is
};

struct Entry {
    std::string kind;
    std::string id;
    Standing standing = Standing::added;
    sheets::CellPlace from;   ///< the cell that made it
    boost::json::value body;  ///< what would be written; of what is there, what it is
};

struct CellProblem {
    sheets::CellPlace cell;
    Message message;
    bool blocks = true;  ///< false: told, and brought all the same
};

/// Something that the table leaves open and a person has to say: "decimals", "days", "accumulation",
/// "baseline_day", "objective", "organisation", "plan" (title and days of a new one).
struct Question {
    std::string name;
    std::vector<sheets::CellPlace>
        cells;  ///< those that are read in one way or the other; none for the whole
};

struct Import {
    std::vector<Entry> entries;  ///< in an order in which they can be written
    std::vector<CellProblem> problems;
    std::vector<Question> questions;
    Conventions conventions;  ///< by which it was read

    /// Nothing is open, and there is something to write.
    [[nodiscard]] bool ready() const;
};

/// Most records that one step writes.
inline constexpr std::size_t most_entries = 5'000;

/// Reads the table. Blank cells of axis, objective and goal are as in the row above, as people write tables;
/// any other blank cell is nothing, never 0. What is there already (a plan's goals by their statement,
/// indicators by their name, values by their days, organisations and people by their names) is not written
/// again. Throws Error(not_found) for a plan or organisation that is not there, Error(too_large) for more
/// than most_entries. The same table and order give the same entries while the network stays as it is. Cost:
/// linear in the cells, and once through the organisation's records.
Import import_table(const sheets::Table& table, const Order& order, const Surroundings& around);

}  // namespace brujula::importing
