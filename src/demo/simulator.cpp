// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/simulator.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include <fmt/format.h>

namespace brujula::demo {

namespace {

using std::chrono::days;
using std::chrono::seconds;

/// splitmix64, with distributions of our own: the standard's differ from library to library.
class Chance {
public:
    explicit Chance(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next() {
        std::uint64_t z = (m_state += 0x9e3779b97f4a7c15);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
    /// [0, 1)
    double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    bool one_in(double share) { return unit() < share; }
    /// 0 … count-1
    std::size_t below(std::size_t count) {
        return static_cast<std::size_t>(unit() * static_cast<double>(count));
    }
    double normal() {
        const double radius = std::sqrt(-2 * std::log(1 - unit()));
        return radius * std::cos(2 * std::numbers::pi * unit());
    }
    double lognormal(double median, double spread) { return median * std::exp(spread * normal()); }
    /// Small indexes far more often than large ones: a long tail of activity.
    std::size_t skewed(std::size_t count, double power) {
        return std::min(count - 1,
                        static_cast<std::size_t>(std::pow(unit(), power) * static_cast<double>(count)));
    }
    std::size_t poisson(double mean) {
        if (mean > 50)
            return static_cast<std::size_t>(std::max(0.0, std::round(mean + std::sqrt(mean) * normal())));
        const double limit = std::exp(-mean);
        std::size_t count = 0;
        double product = unit();
        while (product > limit) {
            product *= unit();
            ++count;
        }
        return count;
    }

private:
    std::uint64_t m_state;
};

enum class Who : std::uint8_t { regular, bot, anonymous, newcomer, cohort };

struct Person {
    std::string name;
    std::int64_t id;
    Who who;
};

/// A page's newest two texts, as far as an edit needs them.
struct PageState {
    std::int64_t revision = 0;
    std::int32_t bytes = 0;
    std::int32_t bytes_before = 0;
    std::uint64_t text = 0;  ///< stands for the text: equal numbers, equal hashes
    std::uint64_t text_before = 0;
    std::int16_t ns = 0;
    bool redirect = false;
    bool deleted = false;
};

struct PlannedEdit {
    Instant time;
    std::size_t person;
    bool is_upload = false;
};

// The community: docs/formats/simulator.md.
constexpr double bot_share = 0.10;
constexpr double anonymous_share = 0.14;
constexpr double newcomers_per_edit = 0.012;
constexpr double retained_share = 36.0 / 3334.0;      // active three months after: the published count
constexpr double retained_half_a_year = 33.0 / 36.0;  // of those, active six months after: the same report
constexpr double experienced_share = 0.3;             // of those who had an account before
constexpr double new_page_share = 0.06;
constexpr double cohort_new_page_share = 0.12;
constexpr double uploads_spread = 1.9;
constexpr double revert_share = 0.03;
constexpr double redirect_share = 0.08;
constexpr double deleted_share = 0.015;
constexpr std::array<double, 7> weekday_weight{1.06, 1.05, 1.04, 1.02, 0.96, 0.91, 0.96};  // Sunday first

class Simulator {
public:
    Simulator(const Simulation& simulation, wiki::HistorySink& sink)
        : m_simulation(simulation), m_sink(sink), m_chance(simulation.seed), m_leaving(~simulation.seed) {
        const auto count =
            (std::chrono::floor<days>(simulation.until) - std::chrono::floor<days>(simulation.from)).count();
        m_days.resize(static_cast<std::size_t>(std::max<std::int64_t>(1, count)));
    }

    void run() {
        tell_site();
        make_regulars();
        for (const auto& cohort : m_simulation.cohorts)
            plan_cohort(cohort);
        for (std::size_t day = 0; day < m_days.size(); ++day)
            run_day(day);
    }

private:
    [[nodiscard]] Instant begin_of(std::size_t day) const {
        return m_simulation.from + days{static_cast<std::int64_t>(day)};
    }

    void tell_site() {
        wiki::Site site;
        site.wiki_db = m_simulation.wiki_db;
        site.family = "simulated";
        site.language = "es";
        site.namespaces = {{1, "Discusión"},  {2, "Usuario"},   {3, "Usuario discusión"},
                           {4, "Proyecto"},   {6, "Archivo"},   {7, "Archivo discusión"},
                           {10, "Plantilla"}, {14, "Categoría"}};
        m_sink.site(site);
    }

    std::size_t add_person(std::string name, Who who) {
        m_people.push_back({std::move(name), static_cast<std::int64_t>(m_people.size()) + 1, who});
        return m_people.size() - 1;
    }

    void make_regulars() {
        const double root = std::sqrt(static_cast<double>(m_simulation.edits));
        const auto regulars = m_simulation.users > 0
                                  ? static_cast<std::size_t>(m_simulation.users)
                                  : std::max<std::size_t>(20, static_cast<std::size_t>(root * 1.5));
        for (std::size_t i = 0; i < regulars; ++i)
            add_person(fmt::format("Simulada Habitual {:05}", i + 1), Who::regular);
        m_regulars = regulars;
        m_first_bot = m_people.size();
        for (int i = 0; i < 4; ++i)
            add_person(fmt::format("SimuladoBot{}", i + 1), Who::bot);
    }

    void register_person(std::size_t person, Instant t, wiki::CreatedBy by) {
        m_sink.registration({m_people[person].id, m_people[person].name, t, by});
    }

    void plan(std::size_t person, Instant t, bool is_upload = false) {
        const auto day = (t - m_simulation.from) / days{1};
        if (t < m_simulation.from || day >= static_cast<std::int64_t>(m_days.size())) return;
        m_days[static_cast<std::size_t>(day)].push_back({t, person, is_upload});
    }

    /// Newcomers make their account in the fortnight before the event; everybody edits while it lasts; of
    /// the newcomers as few go on as the published count says.
    void plan_cohort(const SimulatedCohort& cohort) {
        for (const auto& name : names_of(cohort)) {
            const auto person = add_person(name, Who::cohort);
            const bool newcomer = m_chance.one_in(cohort.newcomer_share);
            if (newcomer)
                m_registrations.push_back(
                    {cohort.from - seconds{static_cast<std::int64_t>(m_chance.unit() * 14 * 86400)}, person});
            const auto length = static_cast<double>((cohort.until - cohort.from).count());
            const auto edits = static_cast<int>(m_chance.lognormal(cohort.edits_per_person, 0.9));
            for (int i = 0; i < edits; ++i)
                plan(person, cohort.from + seconds{static_cast<std::int64_t>(m_chance.unit() * length)});
            if (m_chance.one_in(newcomer ? retained_share : experienced_share))
                plan_staying(person, cohort.until, newcomer ? retained_half_a_year : 1);
        }
        plan_uploads(cohort, m_people.size() - static_cast<std::size_t>(cohort.people));
        std::sort(m_registrations.begin(), m_registrations.end(),
                  [](const auto& a, const auto& b) { return a.time < b.time; });
    }

    /// Most of them by a few.
    void plan_uploads(const SimulatedCohort& cohort, std::size_t first) {
        if (cohort.uploads <= 0 || cohort.people <= 0) return;
        const auto length = static_cast<double>((cohort.until - cohort.from).count());
        const auto files =
            static_cast<int>(std::min(m_chance.lognormal(cohort.uploads, uploads_spread), 20'000.0));
        for (int i = 0; i < files; ++i)
            plan(first + m_chance.skewed(static_cast<std::size_t>(cohort.people), 2.5),
                 cohort.from + seconds{static_cast<std::int64_t>(m_chance.unit() * length)}, true);
    }

    /// Edits of a year or, where the person does not stay half a year, of the first months of it.
    void plan_staying(std::size_t person, Instant since, double half_a_year) {
        const int last_month = m_leaving.one_in(half_a_year) ? 12 : 4;
        for (int month = 1; month <= 12; ++month)
            for (std::size_t i = m_chance.poisson(6); i > 0; --i) {
                const auto t = since + days{30 * month} +
                               seconds{static_cast<std::int64_t>(m_chance.unit() * 30 * 86400)};
                if (month <= last_month) plan(person, t);
            }
    }

    void run_day(std::size_t day) {
        const auto begin = begin_of(day);
        const auto weekday =
            static_cast<std::size_t>(std::chrono::weekday{std::chrono::floor<days>(begin)}.c_encoding());
        const double mean = static_cast<double>(m_simulation.edits) / static_cast<double>(m_days.size());
        tell_registrations_until(begin + days{1});
        welcome_newcomers(begin, mean * newcomers_per_edit);
        auto planned = std::exchange(m_days[day], {});
        const auto own = m_chance.poisson(mean * weekday_weight[weekday]);
        for (std::size_t i = 0; i < own; ++i)
            planned.push_back({begin + time_of_day(), somebody()});
        add_uploads(begin, weekday_weight[weekday], planned);
        std::stable_sort(planned.begin(), planned.end(),
                         [](const auto& a, const auto& b) { return a.time < b.time; });
        for (const auto& edit : planned)
            tell_edit(edit);
    }

    void add_uploads(Instant day, double weight, std::vector<PlannedEdit>& planned) {
        if (m_simulation.uploads == 0) return;
        const double mean = static_cast<double>(m_simulation.uploads) / static_cast<double>(m_days.size());
        for (std::size_t i = m_chance.poisson(mean * weight); i > 0; --i)
            planned.push_back({day + time_of_day(), m_chance.skewed(m_regulars, 3.5), true});
    }

    void tell_registrations_until(Instant t) {
        for (; m_told < m_registrations.size() && m_registrations[m_told].time < t; ++m_told)
            register_person(m_registrations[m_told].person, m_registrations[m_told].time,
                            wiki::CreatedBy::self);
    }

    void welcome_newcomers(Instant day, double mean) {
        for (std::size_t i = m_chance.poisson(mean); i > 0; --i) {
            const auto person =
                add_person(fmt::format("Simulado Nuevo {:07}", m_people.size()), Who::newcomer);
            const auto t = day + time_of_day();
            const double kind = m_chance.unit();
            register_person(person, t,
                            kind < 0.78   ? wiki::CreatedBy::self
                            : kind < 0.96 ? wiki::CreatedBy::system
                                          : wiki::CreatedBy::peer);
            for (auto edits = static_cast<int>(m_chance.lognormal(1, 1.2)); edits > 0; --edits)
                plan(person, t + seconds{static_cast<std::int64_t>(m_chance.unit() * 2 * 86400)});
            if (m_chance.one_in(retained_share)) plan_staying(person, t, retained_half_a_year);
        }
    }

    /// Few at four in the morning UTC-3, most in the evening.
    seconds time_of_day() {
        while (true) {
            const double hour = m_chance.unit() * 24;
            const double weight = 0.5 - 0.45 * std::cos((hour - 7) / 24 * 2 * std::numbers::pi);
            if (m_chance.unit() < weight) return seconds{static_cast<std::int64_t>(hour * 3600)};
        }
    }

    std::size_t somebody() {
        const double kind = m_chance.unit();
        if (kind < bot_share) return m_first_bot + m_chance.below(4);
        if (kind < bot_share + anonymous_share) return nobody;
        return m_chance.skewed(m_regulars, 3.5);
    }

    std::size_t some_page(const PlannedEdit& edit) {
        if (edit.is_upload) {
            m_pages.emplace_back().ns = 6;
            return m_pages.size() - 1;
        }
        const bool cohort = edit.person != nobody && m_people[edit.person].who == Who::cohort;
        if (m_pages.empty() || m_chance.one_in(cohort ? cohort_new_page_share : new_page_share)) {
            m_pages.push_back(new_page(cohort));
            return m_pages.size() - 1;
        }
        for (int tries = 0; tries < 20; ++tries) {
            const auto page = m_pages.size() - 1 - m_chance.skewed(m_pages.size(), 2);
            if (!cohort || m_pages[page].ns == 0) return page;
        }
        return m_pages.size() - 1;
    }

    PageState new_page(bool cohort) {
        PageState page;
        const double kind = m_chance.unit();
        if (!cohort)
            page.ns = static_cast<std::int16_t>(kind < 0.62   ? 0
                                                : kind < 0.74 ? 1
                                                : kind < 0.82 ? 2
                                                : kind < 0.93 ? 3
                                                : kind < 0.97 ? 4
                                                              : 10);
        if (cohort && kind > 0.85) page.ns = 2;
        page.redirect = page.ns == 0 && m_chance.one_in(cohort ? 0.01 : redirect_share);
        page.deleted = m_chance.one_in(deleted_share);
        return page;
    }

    std::int32_t change_of_bytes(const PageState& page) {
        const double size = m_chance.lognormal(90, 1.7);
        const bool removes = m_chance.one_in(0.22);
        const auto change = static_cast<std::int32_t>(std::min(size, 60'000.0)) * (removes ? -1 : 1);
        return std::max(change, -page.bytes);
    }

    void tell_edit(const PlannedEdit& planned) {
        const auto index = some_page(planned);
        auto& page = m_pages[index];
        const bool creates = page.revision == 0;
        const bool reverts = !creates && page.text_before != 0 && m_chance.one_in(revert_share);
        const auto old_bytes = page.bytes;
        const auto new_bytes = reverts ? page.bytes_before
                                       : page.bytes + (creates ? static_cast<std::int32_t>(std::min(
                                                                     m_chance.lognormal(900, 1.3), 60'000.0))
                                                               : change_of_bytes(page));
        const auto new_text = reverts ? page.text_before : m_chance.next() | 1;
        m_edit.revision_parent_id = page.revision;
        m_edit.revision_id = ++m_revision;
        page.text_before = std::exchange(page.text, new_text);
        page.bytes_before = std::exchange(page.bytes, new_bytes);
        page.revision = m_revision;
        m_edit.event_timestamp = planned.time;
        fill_person(planned.person);
        m_edit.page_id = static_cast<std::int64_t>(index) + 1;
        m_edit.page_namespace = page.ns;
        m_edit.page_title = page.ns == 6 ? fmt::format("Archivo_simulado_{:07}.jpg", index + 1)
                                         : fmt::format("Página_simulada_{:07}", index + 1);
        m_edit.page_is_redirect = page.redirect;
        m_edit.page_is_deleted = page.deleted;
        m_edit.revision_minor_edit = !creates && m_chance.one_in(0.2);
        m_edit.revision_text_bytes = new_bytes;
        m_edit.revision_text_bytes_diff = new_bytes - old_bytes;
        m_edit.revision_text_sha1 = fmt::format("{:031x}", new_text);
        m_edit.revision_tags =
            m_chance.one_in(0.15) ? std::vector<std::string>{"visualeditor"} : std::vector<std::string>{};
        m_sink.edit(m_edit);
    }

    void fill_person(std::size_t person) {
        m_edit.event_user_is_anonymous = person == nobody;
        m_edit.event_user_is_bot_by_group = m_edit.event_user_is_bot_by_name = false;
        if (person == nobody) {
            m_edit.event_user_id.reset();
            m_edit.event_user_text =
                fmt::format("192.0.2.{}", m_chance.below(254) + 1);  // set aside for examples
            return;
        }
        const bool bot = m_people[person].who == Who::bot;
        m_edit.event_user_is_bot_by_group = m_edit.event_user_is_bot_by_name = bot;
        m_edit.event_user_id = m_people[person].id;
        m_edit.event_user_text = m_people[person].name;
    }

    static constexpr std::size_t nobody = SIZE_MAX;
    const Simulation& m_simulation;
    wiki::HistorySink& m_sink;
    Chance m_chance;
    Chance m_leaving;  ///< its own, so that who leaves changes nothing about who comes
    std::vector<Person> m_people;
    std::size_t m_regulars = 0;
    std::size_t m_first_bot = 0;
    std::vector<PageState> m_pages;
    std::vector<std::vector<PlannedEdit>> m_days;
    std::vector<PlannedEdit> m_registrations;
    std::size_t m_told = 0;
    std::int64_t m_revision = 0;
    wiki::Edit m_edit;
};

}  // namespace

std::vector<std::string> names_of(const SimulatedCohort& cohort) {
    std::vector<std::string> names;
    for (int i = 1; i <= cohort.people; ++i)
        names.push_back(fmt::format("Simulado {} {:02}", cohort.name, i));
    return names;
}

void simulate(const Simulation& simulation, wiki::HistorySink& sink) {
    Simulator{simulation, sink}.run();
}

}  // namespace brujula::demo
