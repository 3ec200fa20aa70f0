// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/fwd.hpp>

#include "base/error.hpp"
#include "records/kind.hpp"

// Whose record it is: derived from what it links to, never taken from what it says of itself.
namespace brujula::records {

/// What a link says of the owners of the record that holds it and of its target.
enum class Belonging {
    claim,      ///< the organisation that the record says it belongs to; of a person the first role's
    owner,      ///< the record belongs to whom the target belongs
    same,       ///< the target must be of the record's own organisation
    measured,   ///< the same, but what the network measured may be anybody's
    elsewhere,  ///< the target may be anybody's
    hung,       ///< anybody's, and who may remove the target may remove the record
};

/// One place of a kind that holds a link.
struct LinkRule {
    std::string_view kind;
    std::string_view path;  ///< the members that lead to it: "goals/goal"
    Belonging belonging = Belonging::same;
    /// Both ends must link to the same record by this name, too: the goals of a review are of its "plan".
    std::string_view shared = {};
};

/// Every link of every kind, once.
const std::vector<LinkRule>& link_rules();

/// Whether a record belongs where it does because of such a link, so that its target cannot go elsewhere
/// while it is there. `name` is the link's as Kind::links gives it.
bool holds_in_place(std::string_view kind, std::string_view name);

/// Whether records of a kind are hung on others': Belonging::hung.
bool can_hang(std::string_view kind);

/// A link of a body, with its place.
struct PlacedLink {
    const LinkRule* rule = nullptr;  ///< of link_rules()
    std::string field;               ///< JSON pointer
    std::string kind;                ///< the target's
    std::string id;
};

/// The links of a body of that kind, in the order of its fields; what has not the kind's shape is passed
/// over.
std::vector<PlacedLink> placed_links(const Kind& kind, const boost::json::value& body);

/// What the rules ask of the records that are there.
class KnownRecords {
public:
    virtual ~KnownRecords() = default;
    /// Who owns a record; nothing where it is not there or was removed.
    [[nodiscard]] virtual std::optional<std::string> owner(std::string_view kind,
                                                           std::string_view id) const = 0;
    /// The first record that it links to by that name; empty: none.
    [[nodiscard]] virtual std::string linked(std::string_view kind, std::string_view id,
                                             std::string_view name) const = 0;
    /// An organisation's name, for people.
    [[nodiscard]] virtual std::string name(std::string_view organisation) const = 0;
    /// The network's organisation; empty while there is none.
    [[nodiscard]] virtual std::string network() const = 0;
    [[nodiscard]] virtual const Kinds& kinds() const = 0;
};

/// The organisation that a record belongs to: an organisation to itself; others to the owner of the first
/// record that they are a part of (Belonging::owner) and, without such a link, to the one they claim. Empty:
/// none, so the network's.
std::string owner_of(const Kind& kind, std::string_view id, const boost::json::value& body,
                     const KnownRecords& known);

/// The organisation that a body claims to belong to; empty where it says none.
std::string claimed_owner(std::string_view kind, std::string_view id, const boost::json::value& body);

/// Where a body and what it links to are not of one organisation; empty: all agrees. A claim that is not true
/// is a problem of "/organisation" and names both organisations; so does a link that leads to another one's
/// record, at its own place. Links to nothing are no problem of this function, and what not everybody may
/// read is told as not being there.
std::vector<Problem> ownership_problems(const Kind& kind, std::string_view id, const boost::json::value& body,
                                        const KnownRecords& known);

}  // namespace brujula::records
