// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands_serve.hpp"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <pthread.h>
#include <sys/resource.h>

#include "app/command.hpp"
#include "app/mail_options.hpp"
#include "app/retention_keeper.hpp"
#include "base/error.hpp"
#include "base/id.hpp"
#include "base/log.hpp"
#include "base/message.hpp"
#include "base/time.hpp"
#include "identity/providers.hpp"
#include "mailing/office.hpp"
#include "mailing/postman.hpp"
#include "metrics/catalogue.hpp"
#include "records/kind.hpp"
#include "store/accounts.hpp"
#include "store/allowance.hpp"
#include "store/store.hpp"
#include "web/lake_door.hpp"
#include "web/notices.hpp"
#include "web/problem.hpp"
#include "web/server.hpp"
#include "web/site.hpp"

namespace brujula::app {
namespace fs = std::filesystem;
namespace {

struct ServeOptions {
    fs::path data;
    std::string address = "127.0.0.1";
    std::uint16_t port = 8014;
    fs::path ui;
    std::vector<std::string> proxies;
    std::string proxy_header = "x-forwarded-for";
    int session_idle_hours = 8;
    int session_days = 7;
    int question_seconds = 60;
    store::WriteLimits writes;
    fs::path wiki_accounts;
    MailOptions mail;
};

/// The interface beside the program in the build's folders, else where it was built.
fs::path default_ui() {
    std::error_code error;
    const fs::path beside = fs::read_symlink("/proc/self/exe", error).parent_path() / "../../ui/dist";
    return !error && fs::exists(beside, error) ? fs::weakly_canonical(beside, error) : fs::path{BUILT_UI};
}

/// Blocks the signals that end the program in this thread and those it starts, so that one place can wait for
/// them.
sigset_t block_ending_signals() {
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ending, nullptr);
    return ending;
}

/// One that was asked for must be there; without the usual one the pages say how to build it.
void need_interface(const fs::path& ui) {
    if (!ui.empty() && !fs::is_regular_file(ui / "index.html"))
        throw Error{ErrorKind::bad_input, {"error-ui-missing", {(ui / "index.html").string()}}};
}

/// A file for each connection, besides those of records and lake: more than the 1024 that are usual.
void allow_many_files() {
    constexpr rlim_t wanted = 8192;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
    limit.rlim_cur = std::min(wanted, limit.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

/// What sends mail, where a server is set.
class Mail {
public:
    Mail(mailing::Settings settings, store::Store& store, const store::Accounts& accounts,
         const records::Kinds& kinds, const Clock& clock)
        : m_settings(std::move(settings)),
          m_office(m_settings, store, accounts, web::mail_notices(store, kinds)) {
        if (m_settings.offered())
            m_postman = std::make_unique<mailing::Postman>(m_office, store, m_settings, clock);
    }

    [[nodiscard]] web::MailDoor door() const {
        if (!m_postman) return {};
        mailing::Postman& postman = *m_postman;
        return {.offered = true,
                .zone = m_settings.zone,
                .nudge = [&postman] { postman.nudge(); },
                .state = [&postman] { return postman.state(); }};
    }

private:
    mailing::Settings m_settings;
    mailing::Office m_office;
    std::unique_ptr<mailing::Postman> m_postman;
};

/// "k7qm-2x9f-hv3e" while nobody has an account, else empty.
std::string setup_code_for(const store::Accounts& accounts) {
    if (!accounts.all().empty()) return {};
    return random_id(4) + '-' + random_id(4) + '-' + random_id(4);
}

/// The code is on the terminal of who started the program, never in the log.
void tell_setup(const std::string& code, const std::string& site) {
    if (!code.empty()) std::cout << words("serve-setup", {site + "setup?code=" + code, code}) << std::endl;
}

void serve(const ServeOptions& options) {
    const sigset_t ending = block_ending_signals();
    need_interface(options.ui);
    allow_many_files();
    const SystemClock clock;
    const records::Kinds kinds = records::all_kinds();
    store::Store store(options.data, kinds, clock);
    store.limit_writes(options.writes);
    store::Accounts accounts(store, {},
                             {.idle = std::chrono::hours(options.session_idle_hours),
                              .most = std::chrono::hours(24) * options.session_days});
    web::LakeDoorOptions questions;
    questions.most_time = std::chrono::seconds(options.question_seconds);
    web::LakeDoor lake(options.data / "lake", questions);
    const metrics::Catalogue metrics = metrics::all_metrics();
    const Mail mail(mail_settings(options.mail), store, accounts, kinds, clock);
    identity::Providers wiki_accounts(
        identity::read_settings(options.wiki_accounts, options.mail.settings.public_address), clock,
        PROGRAM_VERSION);
    const RetentionKeeper retention(store, kinds, clock);
    const std::string setup_code = setup_code_for(accounts);
    const web::Site site({store, accounts, kinds, clock, lake, metrics},
                         {.ui = options.ui.empty() ? default_ui() : options.ui,
                          .demo = fs::exists(options.data / "demo-accounts.txt"),
                          .version = PROGRAM_VERSION,
                          .proxies = options.proxies,
                          .mail = mail.door(),
                          .forwarded_by = options.proxy_header == "forwarded" ? web::ForwardedBy::forwarded
                                                                              : web::ForwardedBy::x_forwarded,
                          .wiki_accounts = &wiki_accounts,
                          .setup_code = setup_code});
    web::ServerOptions listening;
    listening.address = options.address;
    listening.port = options.port;
    listening.proxies = options.proxies;
    listening.forwarded_by =
        options.proxy_header == "forwarded" ? web::ForwardedBy::forwarded : web::ForwardedBy::x_forwarded;
    web::Server server(
        listening, [&](const web::Request& request) { return site.answer(request); }, web::refusal_response);
    const bool is_ipv6 = options.address.find(':') != std::string::npos;
    const std::string host = is_ipv6 ? '[' + options.address + ']' : options.address;
    const std::string listening_at = "http://" + host + ':' + std::to_string(server.port()) + '/';
    std::cout << words("serve-listening", {listening_at}) << std::endl;
    tell_setup(setup_code, listening_at);
    int signal = 0;
    sigwait(&ending, &signal);
    log_info("serve: told to end; finishing what runs");
    lake.call_off();
    server.drain();
}

}  // namespace

void add_serve_command(CLI::App& program) {
    const auto options = std::make_shared<ServeOptions>();
    CLI::App* command = program.add_subcommand("serve", words("serve-summary"));
    add_data_option(command, options->data);
    command->add_option("--port", options->port, words("serve-option-port"))->type_name("N");
    command->add_option("--address", options->address, words("serve-option-address"))->type_name("IP");
    command->add_option("--ui", options->ui, words("serve-option-ui"))->type_name("DIR");
    command->add_option("--proxy", options->proxies, words("serve-option-proxy"))->type_name("IP");
    command->add_option("--proxy-header", options->proxy_header, words("serve-option-proxy-header"))
        ->check(CLI::IsMember({"x-forwarded-for", "forwarded"}));
    command
        ->add_option("--session-idle-hours", options->session_idle_hours, words("serve-option-session-idle"))
        ->check(CLI::Range(1, 24 * 30))
        ->type_name("N");
    command->add_option("--session-days", options->session_days, words("serve-option-session-days"))
        ->check(CLI::Range(1, 90))
        ->type_name("N");
    command
        ->add_option("--question-seconds", options->question_seconds, words("serve-option-question-seconds"))
        ->check(CLI::Range(1, 86'400))
        ->type_name("N");
    command->add_option("--records-per-hour", options->writes.records_per_hour, words("serve-option-records"))
        ->check(CLI::NonNegativeNumber)
        ->type_name("N");
    command->add_option("--bytes-per-day", options->writes.bytes_per_day, words("serve-option-bytes"))
        ->check(CLI::NonNegativeNumber)
        ->type_name("N");
    add_wiki_accounts_option(command, options->wiki_accounts);
    add_mail_options(command, options->mail);
    command->callback([options] { serve(*options); });
}

}  // namespace brujula::app
