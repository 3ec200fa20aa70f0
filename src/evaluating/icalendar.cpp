// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/icalendar.hpp"

#include <cstdlib>
#include <memory>

#include <libical/ical.h>

#include "base/text.hpp"

namespace brujula::evaluating {
namespace {

struct ComponentFree {
    void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, ComponentFree>;

std::string printable(const std::string& text) {
    std::string clean;
    for (const char c : normalise(text))
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') clean += c;
    while (!clean.empty() && clean.back() == ' ')
        clean.pop_back();
    return clean;
}

icaltimetype whole_day(Date day) {
    icaltimetype time = icaltime_null_date();
    time.year = static_cast<int>(day.year());
    time.month = static_cast<int>(static_cast<unsigned>(day.month()));
    time.day = static_cast<int>(static_cast<unsigned>(day.day()));
    return time;
}

icaltimetype utc(Instant instant) {
    return icaltime_from_timet_with_zone(instant.time_since_epoch().count(), 0,
                                         icaltimezone_get_utc_timezone());
}

void add(icalcomponent* component, icalproperty* property) {
    icalcomponent_add_property(component, property);
}

Component event(const CalendarDay& day) {
    Component event{icalcomponent_new(ICAL_VEVENT_COMPONENT)};
    const auto next = Date{std::chrono::sys_days{day.day} + std::chrono::days{1}};
    add(event.get(), icalproperty_new_uid(printable(day.uid).c_str()));
    add(event.get(), icalproperty_new_dtstamp(utc(day.stamp)));
    add(event.get(), icalproperty_new_dtstart(whole_day(day.day)));
    add(event.get(), icalproperty_new_dtend(whole_day(next)));
    add(event.get(), icalproperty_new_summary(printable(day.summary).c_str()));
    if (!day.description.empty())
        add(event.get(), icalproperty_new_description(printable(day.description).c_str()));
    if (!day.url.empty()) add(event.get(), icalproperty_new_url(printable(day.url).c_str()));
    add(event.get(), icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
    return event;
}

}  // namespace

std::string icalendar(const std::string& name, const std::vector<CalendarDay>& days) {
    const Component calendar{icalcomponent_new(ICAL_VCALENDAR_COMPONENT)};
    add(calendar.get(), icalproperty_new_version("2.0"));
    add(calendar.get(), icalproperty_new_prodid("-//Brujula//Due//EN"));
    add(calendar.get(), icalproperty_new_calscale("GREGORIAN"));
    icalproperty* title = icalproperty_new_x(printable(name).c_str());
    icalproperty_set_x_name(title, "X-WR-CALNAME");
    add(calendar.get(), title);
    for (const auto& day : days)
        icalcomponent_add_component(calendar.get(), event(day).release());
    const std::unique_ptr<char, decltype(&std::free)> text{icalcomponent_as_ical_string_r(calendar.get()),
                                                           &std::free};
    return text ? std::string{text.get()} : std::string{};
}

}  // namespace brujula::evaluating
