// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wiki/history.hpp"

namespace brujula::demo {

/// People who take part in an event together: some with accounts made in the two weeks before it.
struct SimulatedCohort {
    std::string name;  ///< "Taller"; its people are "Simulado Taller 01", "Simulado Taller 02" …
    Instant from;      ///< of the event, [from, until)
    Instant until;
    int people = 0;
    double newcomer_share = 0.8;
    double edits_per_person = 12;  ///< median; the spread is lognormal
    double uploads = 0;            ///< median of the files that all of them upload together
};

/// What to simulate: docs/formats/simulator.md says by which model, and which published medians it follows.
struct Simulation {
    std::uint64_t seed = 1;
    std::string wiki_db = "simwiki";
    Instant from;
    Instant until;
    std::uint64_t edits = 100'000;  ///< of the community; the cohorts' come on top
    std::uint64_t uploads = 0;      ///< files of the community, each one edit more; the cohorts' on top
    std::uint64_t users = 0;        ///< people of the community who stay; 0: √edits × 1.5, at least 20
    std::vector<SimulatedCohort> cohorts;
};

/// The names of a cohort's people, in order.
std::vector<std::string> names_of(const SimulatedCohort& cohort);

/// Makes up a wiki's history and tells it to `sink`: edits ordered by time, each day's registrations (in no
/// order) before its edits; accounts made before `from` on the first day. An upload is the edit that begins a
/// page of namespace 6. Nobody in it exists. The same simulation gives the same history. Memory grows with
/// pages (about 40 bytes) and people, not with edits.
void simulate(const Simulation& simulation, wiki::HistorySink& sink);

}  // namespace brujula::demo
