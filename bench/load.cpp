// SPDX-License-Identifier: GPL-3.0-or-later
// Loading a wiki's history against decompressing the same file with the system's own tool, and the peak
// memory. bench_load [EDITS]: a simulated history of so many edits (2,000,000), as history TSV and as a CSV
// history, of which everything must be derived.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <string>

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/time.hpp"
#include "demo/history_writer.hpp"
#include "demo/simulator.hpp"
#include "facts/lake.hpp"

namespace {

namespace fs = std::filesystem;
using namespace brujula;

class CsvWriter final : public wiki::HistorySink {
public:
    explicit CsvWriter(std::ostream& out) : m_out(out) {
        m_out << "page_id,page_title,page_ns,revision_id,timestamp,contributor_id,contributor_name,bytes\n";
    }
    void edit(const wiki::Edit& edit) override {
        m_out << fmt::format("{},|{}|,{},{},{},{},|{}|,{}\n", edit.page_id, edit.page_title,
                             edit.page_namespace, edit.revision_id, format(edit.event_timestamp),
                             edit.event_user_id.value_or(0), edit.event_user_text,
                             edit.revision_text_bytes.value_or(0));
    }

private:
    std::ostream& m_out;
};

void run(const std::string& command) {
    if (std::system(command.c_str()) != 0) throw std::runtime_error{command};
}

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

struct Cost {
    double seconds;      ///< on the clock
    double cpu_seconds;  ///< of all cores: what other programs on the machine disturb less
    double peak_megabytes;
};

/// In a process of its own, so that the figures are this work's.
Cost cost_of(const std::function<void()>& work) {
    const auto begin = std::chrono::steady_clock::now();
    const pid_t child = fork();
    if (child == 0) {
        work();
        _exit(0);
    }
    int status = 0;
    rusage usage{};
    wait4(child, &status, 0, &usage);
    if (status != 0) throw std::runtime_error{"the work that is measured failed"};
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
    return {taken.count(), seconds(usage.ru_utime) + seconds(usage.ru_stime),
            static_cast<double>(usage.ru_maxrss) / 1024};
}

void measure(const fs::path& plain, const std::string& pack, const char* suffix, const std::string& unpack,
             double rows) {
    run(fmt::format("{0} -kfq {1}", pack, plain.string()));
    const fs::path file = plain.string() + suffix;
    const fs::path lake = plain.parent_path() / "lake";
    fs::remove_all(lake);
    const Cost tool = cost_of([&] {
        execl("/bin/sh", "sh", "-c", (unpack + ' ' + file.string() + " > /dev/null").c_str(), nullptr);
    });
    const Cost load =
        cost_of([&] { facts::Lake(lake).load(file, {.wiki_db = "benchwiki", .snapshot = "bench"}); });
    fmt::print(
        "{:<10} {:>5.0f} MB {:>9.0f} rows/s {:>9.0f} rows/cpu s   {:>6.2f} x {} on the clock, {:.2f} x in cpu"
        "   peak {:.0f} MB\n",
        file.filename().string(), static_cast<double>(fs::file_size(file)) / 1e6, rows / load.seconds,
        rows / load.cpu_seconds, load.seconds / tool.seconds, unpack, load.cpu_seconds / tool.cpu_seconds,
        load.peak_megabytes);
    std::fflush(stdout);
}

}  // namespace

int main(int count, char** arguments) {
    const std::uint64_t edits = count > 1 ? std::stoull(arguments[1]) : 2'000'000;
    const fs::path folder = fs::temp_directory_path() / fmt::format("brujula-bench-load-{}", getpid());
    fs::create_directories(folder);
    demo::Simulation simulation;
    simulation.wiki_db = "benchwiki";
    simulation.from = *parse_instant("2010-01-01T00:00:00Z");
    simulation.until = *parse_instant("2015-01-01T00:00:00Z");
    simulation.edits = edits;
    {
        std::ofstream out(folder / "h.tsv");
        demo::HistoryWriter writer(out);
        demo::simulate(simulation, writer);
        std::ofstream csv(folder / "h.csv");
        CsvWriter csv_writer(csv);
        demo::simulate(simulation, csv_writer);
    }
    for (const char* name : {"h.tsv", "h.csv"}) {
        measure(folder / name, "zstd", ".zst", "zstd -dcq", static_cast<double>(edits));
        measure(folder / name, "lbzip2", ".bz2", "lbzip2 -dc", static_cast<double>(edits));
    }
    fs::remove_all(folder);
}
