// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/time.hpp"

#include <memory>

#include <fmt/format.h>
#include <unicode/calendar.h>
#include <unicode/timezone.h>

#include "base/error.hpp"

namespace brujula {

namespace {

using namespace std::chrono;

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
    if (at + count > text.size()) return {};
    int value = 0;
    for (const char c : text.substr(at, count)) {
        if (c < '0' || c > '9') return {};
        value = value * 10 + (c - '0');
    }
    return value;
}

std::optional<Date> make_date(std::optional<int> y, std::optional<int> m, std::optional<int> d) {
    if (!y || !m || !d || *y < 1) return {};
    const Date date{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
    return date.ok() ? std::optional{date} : std::nullopt;
}

std::optional<Instant> make_instant(std::optional<Date> date, std::optional<int> h, std::optional<int> m,
                                    std::optional<int> s) {
    if (!date || !h || !m || !s || *h > 23 || *m > 59 || *s > 59) return {};
    return sys_days{*date} + hours{*h} + minutes{*m} + seconds{*s};
}

std::unique_ptr<icu::TimeZone> find_zone(std::string_view zone) {
    const auto name =
        icu::UnicodeString::fromUTF8(icu::StringPiece(zone.data(), static_cast<int32_t>(zone.size())));
    std::unique_ptr<icu::TimeZone> found{icu::TimeZone::createTimeZone(name)};
    return *found == icu::TimeZone::getUnknown() ? nullptr : std::move(found);
}

std::unique_ptr<icu::Calendar> calendar_in(std::string_view zone) {
    auto found = find_zone(zone);
    if (!found) throw Error{ErrorKind::bad_input, {"error-time-zone-unknown", {std::string(zone)}}};
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Calendar> calendar{
        icu::Calendar::createInstance(found.release(), icu::Locale::getRoot(), status)};
    if (U_FAILURE(status)) throw Error{ErrorKind::internal, {"error-internal", {u_errorName(status)}}};
    return calendar;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return {};
    return make_date(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2));
}

std::optional<Instant> parse_instant(std::string_view text) {
    if (text.size() == 14)
        return make_instant(make_date(digits(text, 0, 4), digits(text, 4, 2), digits(text, 6, 2)),
                            digits(text, 8, 2), digits(text, 10, 2), digits(text, 12, 2));
    if (text.size() < 19 || text[13] != ':' || text[16] != ':') return {};
    const auto rest = text.substr(19);
    const bool wiki = text[10] == 'T' && rest == "Z";
    const bool history = text[10] == ' ' && (rest.empty() || rest == ".0");
    if (!wiki && !history) return {};
    return make_instant(parse_date(text.substr(0, 10)), digits(text, 11, 2), digits(text, 14, 2),
                        digits(text, 17, 2));
}

std::string format(Date date) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string format(Instant t) {
    const auto day = floor<std::chrono::days>(t);
    const hh_mm_ss time{t - day};
    return fmt::format("{}T{:02}:{:02}:{:02}Z", format(Date{day}), time.hours().count(),
                       time.minutes().count(), time.seconds().count());
}

bool is_time_zone(std::string_view zone) {
    return find_zone(zone) != nullptr;
}

Instant start_of_day(Date date, std::string_view zone) {
    auto calendar = calendar_in(zone);
    calendar->clear();
    calendar->setSkippedWallTimeOption(UCAL_WALLTIME_NEXT_VALID);
    calendar->set(static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())) - 1,
                  static_cast<int>(static_cast<unsigned>(date.day())), 0, 0, 0);
    UErrorCode status = U_ZERO_ERROR;
    const double milliseconds_utc = calendar->getTime(status);
    return Instant{seconds{static_cast<std::int64_t>(milliseconds_utc / 1000)}};
}

Period whole_days(Date first, Date last, std::string_view zone) {
    return {start_of_day(first, zone), start_of_day(Date{sys_days{last} + std::chrono::days{1}}, zone)};
}

Date date_in(Instant t, std::string_view zone) {
    auto calendar = calendar_in(zone);
    UErrorCode status = U_ZERO_ERROR;
    calendar->setTime(static_cast<double>(t.time_since_epoch().count()) * 1000, status);
    return Date{year{calendar->get(UCAL_YEAR, status)},
                month{static_cast<unsigned>(calendar->get(UCAL_MONTH, status) + 1)},
                day{static_cast<unsigned>(calendar->get(UCAL_DATE, status))}};
}

}  // namespace brujula
