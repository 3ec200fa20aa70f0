// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands_lake.hpp"

#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "app/command.hpp"
#include "app/load_progress.hpp"
#include "app/text_table.hpp"
#include "base/error.hpp"
#include "base/json.hpp"
#include "base/time.hpp"
#include "facts/lake.hpp"
#include "facts/loader.hpp"

namespace brujula::app {
namespace fs = std::filesystem;
namespace {

struct LoadArguments {
    fs::path data;
    std::vector<fs::path> files;
    facts::LoadOptions options;
    bool with_less = false;
};

struct LakeArguments {
    fs::path data;
    std::string format = "table";
};

fs::path lake_of(const fs::path& data) {
    return data / "lake";
}

void tell_bad_rows(const facts::LoadReport& report) {
    for (const wiki::BadRow& row : report.bad_row_samples)
        std::cerr << words("load-bad-row", {std::to_string(row.line), std::to_string(row.position),
                                            words(row.reason.c_str()), row.excerpt})
                  << '\n';
}

/// The dump of another table that belongs to this one.
std::string dump_beside(const facts::LoadReport& report, const std::string& table) {
    return report.wiki_db + '-' + report.snapshot + '-' + table + ".sql.gz";
}

void tell_replaced(const facts::LoadReport& report) {
    for (const facts::Loaded& row : report.replaced)
        std::cout << words("load-replaced", {row.source, row.wiki_db, row.snapshot}) << std::endl;
}

void tell_categories(const std::string& file, const facts::LoadReport& report) {
    const auto bad = std::to_string(report.bad_rows);
    if (report.format == wiki::HistoryFormat::category_links_sql)
        std::cout << words("load-done-category-links",
                           {file, report.wiki_db, report.snapshot, std::to_string(report.category_links),
                            std::to_string(report.pages), bad});
    else
        std::cout << words("load-done-category-names", {file, report.wiki_db, report.snapshot,
                                                        std::to_string(report.category_names), bad});
    std::cout << std::endl;
    tell_replaced(report);
    if (report.unnamed_category_links > 0)
        std::cout << words("load-categories-unnamed", {std::to_string(report.unnamed_category_links),
                                                       std::to_string(report.all_category_links),
                                                       report.wiki_db, dump_beside(report, "linktarget")})
                  << std::endl;
    if (report.all_category_links == 0 && report.format == wiki::HistoryFormat::category_names_sql)
        std::cout << words("load-categories-missing", {report.wiki_db, dump_beside(report, "categorylinks")})
                  << std::endl;
}

void tell_what_was_done(const std::string& file, const facts::LoadReport& report) {
    if (report.unchanged) {
        std::cout << words("load-unchanged", {file, report.wiki_db, report.snapshot}) << std::endl;
        return;
    }
    if (report.format == wiki::HistoryFormat::category_links_sql ||
        report.format == wiki::HistoryFormat::category_names_sql)
        return tell_categories(file, report);
    std::cout << words("load-done", {file, report.wiki_db, report.snapshot, std::to_string(report.pages),
                                     std::to_string(report.edits), std::to_string(report.registrations),
                                     std::to_string(report.bad_rows)})
              << std::endl;
    tell_replaced(report);
}

facts::LoadReport load_one(facts::Loader& loader, const fs::path& file, facts::LoadOptions options) {
    LoadProgress progress(file.filename().string());
    options.read.progress = [&](std::uint64_t done, std::uint64_t total) { progress.show(done, total); };
    return loader.load(file, options);
}

using Done = std::vector<std::pair<std::string, facts::LoadReport>>;

/// Only what is in the lake's place is said to be loaded.
void tell(Done& done) {
    for (const auto& [name, report] : std::exchange(done, {})) {
        tell_bad_rows(report);
        tell_what_was_done(name, report);
    }
}

/// One file that does not load takes nothing from those before it.
void keep(facts::Loader& loader, Done& done) {
    try {
        loader.publish(facts::Less::refuse);
        tell(done);
    } catch (const Error&) {
        done.clear();
    }
}

void load(const LoadArguments& arguments) {
    facts::Loader loader(lake_of(arguments.data), patiently());
    Done done;
    for (const fs::path& file : arguments.files) {
        try {
            done.emplace_back(file.filename().string(), load_one(loader, file, arguments.options));
        } catch (...) {
            keep(loader, done);
            throw;
        }
        if (loader.publish_now_and_then()) tell(done);
    }
    loader.publish(arguments.with_less ? facts::Less::accept : facts::Less::refuse);
    tell(done);
}

boost::json::value time_json(const std::optional<Instant>& time) {
    return time ? boost::json::value(format(*time)) : boost::json::value(nullptr);
}

boost::json::object json_of(const facts::Loaded& row) {
    return {{"wiki", row.wiki_db},
            {"kind", row.kind},
            {"snapshot", row.snapshot},
            {"pages", row.pages},
            {"revisions", row.revisions},
            {"rows", row.rows},
            {"bad_rows", row.bad_rows},
            {"from", time_json(row.first)},
            {"until", time_json(row.last)},
            {"bytes", row.bytes},
            {"source", row.source},
            {"sha256", row.sha256},
            {"loaded_at", format(row.loaded_at)},
            {"simulated", row.simulated}};
}

void print_json(const std::vector<facts::Loaded>& manifest) {
    boost::json::array list;
    for (const facts::Loaded& row : manifest)
        list.push_back(json_of(row));
    std::cout << to_text(list, 2) << '\n';
}

std::string day(const std::optional<Instant>& time) {
    return time ? format(*time).substr(0, 10) : "";
}

std::string kind_of(const facts::Loaded& row) {
    const std::string kind = words(("lake-kind-" + row.kind).c_str());
    return row.simulated ? kind + ' ' + words("lake-list-simulated") : kind;
}

void print_table(const std::vector<facts::Loaded>& manifest) {
    if (manifest.empty()) {
        std::cout << words("lake-list-empty") << '\n';
        return;
    }
    std::vector<std::vector<std::string>> rows{
        {words("lake-column-wiki"), words("lake-column-kind"), words("lake-column-snapshot"),
         words("lake-column-pages"), words("lake-column-revisions"), words("lake-column-rows"),
         words("lake-column-bad-rows"), words("lake-column-from"), words("lake-column-until"),
         words("lake-column-bytes"), words("lake-column-source")}};
    for (const facts::Loaded& row : manifest)
        rows.push_back({row.wiki_db, kind_of(row), row.snapshot, std::to_string(row.pages),
                        std::to_string(row.revisions), std::to_string(row.rows), std::to_string(row.bad_rows),
                        day(row.first), day(row.last), std::to_string(row.bytes), row.source});
    using enum Side;
    std::cout << text_table(rows, {left, left, left, right, right, right, right, left, left, right, left});
}

void list(const LakeArguments& arguments) {
    const fs::path folder = lake_of(arguments.data);
    const std::vector<facts::Loaded> manifest = facts::Lake(folder).manifest();
    arguments.format == "json" ? print_json(manifest) : print_table(manifest);
}

void add_load_command(CLI::App& program) {
    const auto arguments = std::make_shared<LoadArguments>();
    CLI::App* command = program.add_subcommand("load", words("load-summary"));
    command->add_option("files", arguments->files, words("load-argument-files"))
        ->required()
        ->type_name("FILE");
    command->add_option("--wiki", arguments->options.wiki_db, words("load-option-wiki"))->type_name("DB");
    command->add_option("--snapshot", arguments->options.snapshot, words("load-option-snapshot"))
        ->type_name("NAME");
    command
        ->add_option("--max-bad-share", arguments->options.read.bad_row_share,
                     words("load-option-max-bad-share"))
        ->type_name("SHARE")
        ->check(CLI::Range(0.0, 1.0));
    command->add_flag("--replace-with-less", arguments->with_less, words("load-option-replace-with-less"));
    add_data_option(command, arguments->data);
    command->callback([arguments] { load(*arguments); });
}

void add_list_command(CLI::App& program) {
    const auto arguments = std::make_shared<LakeArguments>();
    CLI::App* command = program.add_subcommand("lake", words("lake-summary"));
    command->add_option("--format", arguments->format, words("lake-option-format"))
        ->check(CLI::IsMember({"table", "json"}));
    add_data_option(command, arguments->data);
    command->callback([arguments] { list(*arguments); });
}

}  // namespace

void add_lake_commands(CLI::App& program) {
    add_load_command(program);
    add_list_command(program);
}

}  // namespace brujula::app
