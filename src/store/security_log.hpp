// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "store/store.hpp"

namespace brujula::store {

/// What happened. Names are for good: entries are found by them.
namespace security {
inline constexpr std::string_view signed_in = "signed_in";
inline constexpr std::string_view refused = "refused";  ///< a wrong password, code or link; or one too many
inline constexpr std::string_view signed_out = "signed_out";
inline constexpr std::string_view password_changed = "password_changed";
inline constexpr std::string_view reset_asked = "reset_asked";
inline constexpr std::string_view account_added = "account_added";
inline constexpr std::string_view account_suspended = "account_suspended";
inline constexpr std::string_view account_resumed = "account_resumed";
inline constexpr std::string_view account_deleted = "account_deleted";
inline constexpr std::string_view account_changed = "account_changed";  ///< person, language
inline constexpr std::string_view invitation_made = "invitation_made";
inline constexpr std::string_view roles_changed = "roles_changed";
inline constexpr std::string_view administrator_made = "administrator_made";  ///< of the network
inline constexpr std::string_view sessions_ended = "sessions_ended";
inline constexpr std::string_view second_factor_added = "second_factor_added";
inline constexpr std::string_view second_factor_removed = "second_factor_removed";
inline constexpr std::string_view second_factor_reset = "second_factor_reset";  ///< by somebody else
inline constexpr std::string_view recovery_codes_made = "recovery_codes_made";
inline constexpr std::string_view recovery_code_used = "recovery_code_used";
inline constexpr std::string_view cohort_read = "cohort_read";
inline constexpr std::string_view exported = "exported";
inline constexpr std::string_view erased = "erased";
inline constexpr std::string_view settings_changed = "settings_changed";
inline constexpr std::string_view chain_broken = "chain_broken";
}  // namespace security

/// An alert's kind: one name was refused many times.
inline constexpr std::string_view many_refusals = "many_refusals";

/// One thing to be written down. Never a password, a token or a mail address.
struct SecurityEvent {
    std::string_view kind;
    std::string account;  ///< who did it; of what was refused: the name that was tried
    std::string about =
        {};  ///< account, record ("cohort/taller-2014") or setting; the new roles below it, after a line end
    std::string source = {};  ///< internet address it came from; only a keyed hash of it is kept
};

/// An entry as it is kept.
struct SecurityEntry {
    std::int64_t number = 0;
    Instant time;
    std::string kind;
    std::string account;  ///< empty with `about` where its person was erased
    std::string about;
    std::string source;  ///< the same for the same address; says nothing else of it
};

struct SecurityQuery {
    std::string kind = {};     ///< empty: all
    std::string account = {};  ///< who did it, or whom it is about; empty: all
    std::optional<Instant> from = {};
    std::optional<Instant> until = {};
    std::int64_t before = 0;  ///< entries with a smaller number; 0: from the newest
    std::size_t limit = 50;   ///< at most 1000
};

/// Something that wants an administrator's attention.
struct SecurityAlert {
    std::int64_t number = 0;
    Instant time;
    std::string kind;     ///< "many_refusals", or the kind of the entry
    std::string account;  ///< whom it is about
};

/// Who signed in, was refused, got which role, read whose names. Entries are only ever added, each with a
/// SHA-256 over itself and the one before, so that a changed or missing one is found; those older than the
/// time to keep go from the beginning, and the chain begins at an anchor. In the store's file. Threads and
/// processes may call at once.
///
/// Names are within the hash by a salted digest of their own: forget() takes a person's names out and leaves
/// the chain whole.
class SecurityLog {
public:
    explicit SecurityLog(Store& store) : m_store(store) {}

    /// So many refusals of one name within a day ask for attention.
    static constexpr std::int64_t most_refusals = 15;

    /// Durable when it returns; one wait for the disk together with others that write at once. Raises an
    /// alert for kinds that ask for attention and for many refusals of one name, once a day each. What is
    /// older than the network keeps entries (store/access_settings.hpp) goes.
    void add(const SecurityEvent& event);
    /// Only where the account has not got the same entry within ten minutes: reading a page asks several
    /// times.
    void add_reading(const SecurityEvent& event);

    /// Newest first.
    [[nodiscard]] std::vector<SecurityEntry> find(const SecurityQuery& query) const;
    /// The number of the first entry that is not what was written, or is missing. A millisecond per some
    /// hundred entries.
    [[nodiscard]] std::optional<std::int64_t> first_broken() const;
    /// Entries older than `before` go; the chain stays whole.
    void trim(Instant before);
    /// Takes the name out of all entries, also the tried ones.
    void forget(std::string_view account);

    [[nodiscard]] std::vector<SecurityAlert> open_alerts() const;  ///< newest first
    /// False where there is no such open alert.
    bool close_alert(std::int64_t number, std::string_view account);
    /// Those that no letter went out about; from now on it has.
    std::vector<SecurityAlert> take_unmailed();
    /// An alert without an entry that raises it; once a day.
    void raise(std::string_view kind, std::string_view account);

private:
    Store& m_store;
};

}  // namespace brujula::store
