// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands_erasure.hpp"

#include <filesystem>
#include <iostream>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "app/command.hpp"
#include "base/json.hpp"
#include "store/erasure.hpp"
#include "store/security_log.hpp"
#include "store/subject.hpp"

namespace brujula::app {
namespace {

struct Options {
    std::filesystem::path data;
    std::string name;
    std::string reason;
    bool keep_texts = false;
    bool preview = false;
};

/// A data folder's store, opened for one command.
struct Records {
    SystemClock clock;
    records::Kinds kinds = records::all_kinds();
    store::Store store;
    explicit Records(const std::filesystem::path& folder) : store(folder, kinds, clock) {}
};

void print(const char* key, std::int64_t count) {
    std::cout << words(key, {std::to_string(count)}) << '\n';
}

void print(const store::PersonErased& found) {
    print("erase-cohorts", found.cohorts);
    print("erase-persons", found.persons);
    print("erase-links", found.links);
    print("erase-comments", found.comments);
    print("erase-texts", found.texts);
    print("erase-accounts", found.accounts);
    print("erase-authored", found.authored);
}

void erase_person(const Options& options) {
    Records records{options.data};
    store::Erasures erasures{records.store, records.kinds};
    const auto texts = options.keep_texts ? store::Texts::leave : store::Texts::replace;
    if (options.preview) {
        print(erasures.find_person(options.name, texts));
        return;
    }
    print(erasures.erase_person(options.name, texts, {"brujula", options.reason}));
    store::SecurityLog{records.store}.add({store::security::erased, "brujula", "person"});
    std::cout << words("erase-done") << '\n';
}

void list(const Options& options) {
    Records records{options.data};
    for (const auto& one : store::Erasures{records.store, records.kinds}.all())
        std::cout << one.number << '\t' << format(one.time) << '\t' << store::name_of(one.what) << '\t'
                  << (one.kind.empty() ? one.subject : one.kind + ' ' + one.id) << '\t' << one.author << '\t'
                  << one.reason << '\n';
}

}  // namespace

void add_erasure_commands(CLI::App& program) {
    const auto options = std::make_shared<Options>();
    auto* erase = program.add_subcommand("erase", words("erase-summary"));
    erase->require_subcommand(1);
    auto* person = erase->add_subcommand("person", words("erase-person-summary"));
    add_data_option(person, options->data);
    person->add_option("name", options->name, words("erase-name"))->required();
    person->add_option("--reason", options->reason, words("erase-reason"));
    person->add_flag("--keep-texts", options->keep_texts, words("erase-keep-texts"));
    person->add_flag("--preview", options->preview, words("erase-preview"));
    person->callback([options] { erase_person(*options); });
    auto* all = erase->add_subcommand("list", words("erase-list-summary"));
    add_data_option(all, options->data);
    all->callback([options] { list(*options); });
    auto* subject = program.add_subcommand("subject", words("subject-summary"));
    add_data_option(subject, options->data);
    subject->add_option("name", options->name, words("erase-name"))->required();
    subject->callback([options] {
        const Records records{options->data};
        std::cout << to_text(store::held_of_person(records.store, options->name), 2) << '\n';
    });
}

}  // namespace brujula::app
