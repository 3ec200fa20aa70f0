// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/json.hpp>
#include <stdlib.h>

#include "store/settings.hpp"
#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace fs = std::filesystem;
namespace json = boost::json;
namespace {

fs::path new_folder() {
    std::string pattern = (fs::temp_directory_path() / "brujula-web-XXXXXX").string();
    return ::mkdtemp(pattern.data());
}

store::Write made(const std::string& kind, const std::string& id, const char* body) {
    store::Write write;
    write.kind = kind;
    write.id = id;
    write.author = "ana";
    write.comment = "first";
    write.body = json::parse(body);
    return write;
}

std::vector<store::Write> everything() {
    return {
        made("organisation", "iberocoop", R"({"name":{"es":"Iberocoop"},"statuses":[{"kind":"network"}]})"),
        made("organisation", "wmar",
             R"({"name":{"es":"Wikimedia Argentina"},"statuses":[{"kind":"user_group"},
             {"kind":"chapter"}],"memberships":[{"network":"iberocoop"}]})"),
        made("organisation", "wmcl", R"({"name":{"es":"Wikimedia Chile"},"statuses":[{"kind":"chapter"}],
             "memberships":[{"network":"iberocoop"}]})"),
        made("person", "wmar-person",
             R"({"user_name":"Ana","roles":[{"organisation":"wmar","role":{"es":"presidenta"}}]})"),
        made("plan", "red-plan", R"({"organisation":"iberocoop","title":{"es":"Plan de la red"},
             "first_day":"2014-01-01","last_day":"2014-12-31"})"),
        made("objective", "red-objective",
             R"({"organisation":"iberocoop","plan":"red-plan","title":{"es":"Más gente"}})"),
        made("goal", "red-goal", R"({"organisation":"iberocoop","plan":"red-plan","objective":"red-objective",
             "statement":{"es":"Mil participantes en la región"},"first_day":"2014-01-01","last_day":"2014-12-31"})"),
        made("plan", "wmar-plan",
             R"({"organisation":"wmar","title":{"es":"Plan 2014"},"first_day":"2014-01-01",
             "last_day":"2014-12-31"})"),
        made("objective", "wmar-objective",
             R"({"organisation":"wmar","plan":"wmar-plan","title":{"es":"Educación"}})"),
        made("programme", "wmar-programme",
             R"({"organisation":"wmar","name":{"es":"Educación"},"theme":"education","stage":"practice"})"),
        made("goal", "wmar-goal", R"({"organisation":"wmar","plan":"wmar-plan","objective":"wmar-objective",
             "statement":{"es":"150 participantes en talleres"},"first_day":"2014-01-01","last_day":"2014-12-31",
             "programme":"wmar-programme","shared_goal":"red-goal"})"),
        made("indicator", "wmar-indicator",
             R"({"organisation":"wmar","goal":"wmar-goal","name":{"es":"Participantes"},
             "kind":"reported","unit":{"es":"personas"},"targets":[{"first_day":"2014-01-01","last_day":"2014-12-31",
             "value":{"value":150}}]})"),
        made("observation", "wmar-observation", R"({"organisation":"wmar","indicator":"wmar-indicator",
             "first_day":"2014-01-01","last_day":"2014-09-30","value":{"value":162,"quality":"at_least"},
             "by":"reported","note":{"es":"Hasta septiembre"}})"),
        made("cohort", "wmar-cohort",
             R"({"organisation":"wmar","name":{"es":"Curso de la escuela 12"},"consent":"given",
             "members":[{"user_name":"Estudiante Secreta"},{"user_name":"AlumnoOculto99"}]})"),
        made("activity", "wmar-activity",
             R"({"organisation":"wmar","programme":"wmar-programme","goal":"wmar-goal",
             "cohort":"wmar-cohort","name":{"es":"Editatón"},"type":"editing","first_day":"2014-05-01",
             "last_day":"2014-05-02","time_zone":"America/Argentina/Buenos_Aires","wikis":["eswiki"]})"),
        made("measurement", "wmar-measurement", R"({"organisation":"wmar","scope":{"cohorts":["wmar-cohort"],
             "activities":["wmar-activity"],"wikis":["eswiki"],"first_day":"2014-05-01","last_day":"2014-05-02",
             "people":2},"snapshots":[{"wiki":"eswiki","snapshot":"eswiki@1"}],"values":[{"metric":"edits",
             "definition":"edits/brujula","unit":"edits","value":12}]})"),
        made("purpose", "wmar-purpose", R"({"organisation":"wmar","mission":{"es":"Conocimiento libre"}})"),
        made("axis", "wmar-axis", R"({"organisation":"wmar","plan":"wmar-plan","title":{"es":"Comunidad"}})"),
        made("logic_model", "wmar-logic-model", R"({"organisation":"wmar","plan":"wmar-plan",
             "title":{"es":"Cómo funciona"},"items":[{"key":"a","column":"activities","text":{"es":"Talleres"}},
             {"key":"b","column":"short_outcome","text":{"es":"Aprenden a editar"},"indicators":["wmar-indicator"]}],
             "links":[{"from":"a","to":"b","rationale":{"es":"Practican"}}]})"),
        made("evaluation_plan", "wmar-evaluation-plan", R"({"organisation":"wmar","plan":"wmar-plan",
             "title":{"es":"Evaluación 2014"},"questions":[{"question":{"es":"¿Siguen editando?"},
             "indicators":["wmar-indicator"],"collect_by":"2014-11-30"}]})"),
        made("review", "wmar-review",
             R"({"organisation":"wmar","plan":"wmar-plan","title":{"es":"Revisión 2014"},
             "first_day":"2014-01-01","last_day":"2014-12-31","goals":[{"goal":"wmar-goal","outcome":"met"}]})"),
        made("practice", "wmar-practice", R"({"organisation":"wmar","title":{"es":"Editar en parejas"},
             "problem":{"es":"Se van"},"solution":{"es":"De a dos"}})"),
        made("endorsement", "wmar-endorsement", R"({"organisation":"wmar","practice":"wmar-practice",
             "text":{"es":"Sirve"},"date":"2014-10-01"})"),
        made("adoption", "wmar-adoption",
             R"({"organisation":"wmar","practice":"wmar-practice","plan":"wmar-plan",
             "date":"2014-10-01"})"),
        made("comment", "wmar-comment", R"({"organisation":"wmar","about":{"kind":"goal","id":"wmar-goal"},
             "text":"¿Y la permanencia?","language":"es"})"),
        made("named_view", "wmar-named-view", R"({"organisation":"wmar","title":{"es":"Región 2014"},
             "address":"/region?year=2014"})"),
        made("adviser_settings", "wmar-adviser-settings",
             R"({"organisation":"wmar","rules":[{"rule":"M12","threshold":4}]})"),
    };
}

std::vector<records::Grant> grants_of(const std::string& name) {
    using records::Role;
    if (name == "reader") return {{"wmar", Role::reader}};
    if (name == "member") return {{"wmar", Role::member}};
    if (name == "coordinator") return {{"wmar", Role::coordinator}};
    if (name == "steward") return {{"wmar", Role::steward}};
    if (name == "administrator") return {{"iberocoop", Role::administrator}};
    if (name == "elsewhere") return {{"wmcl", Role::coordinator}};
    return {};
}

}  // namespace

const std::vector<std::string> World::secret_names{"Estudiante Secreta", "Estudiante_Secreta",
                                                   "AlumnoOculto99", "Curso de la escuela 12"};

World::World()
    : folder(new_folder()),
      clock(*parse_instant("2014-11-21T12:00:00Z")),
      kinds(records::all_kinds()),
      store(folder, kinds, clock),
      accounts(store, store::PasswordCost{1, std::size_t{8} << 10}),  // no test asks what a real one costs
      lake(folder / "lake"),
      metrics(metrics::all_metrics()) {
    store.write_all(everything());
    store::set_network(store, "iberocoop");
    site = std::make_unique<Site>(House{store, accounts, kinds, clock, lake, metrics},
                                  SiteOptions{folder / "ui", true, "0.1.0", {"203.0.113.1"}});
}

World::~World() {
    site.reset();
    fs::remove_all(folder);
}

void World::need_account(const std::string& name) {
    if (accounts.find(name)) return;
    store::Account account;
    account.name = name;
    account.language = "es";
    account.grants = grants_of(name);
    accounts.add(account, password);
}

Request request_of(const std::string& method, const std::string& target) {
    Request request;
    request.method = method;
    const std::size_t question = target.find('?');
    request.path = target.substr(0, question);
    if (question != std::string::npos) request.query = parse_query(target.substr(question + 1));
    request.headers = {{"host", "brujula.test"}};
    request.remote_address = "192.0.2.1";
    return request;
}

Visitor::Visitor(World& world, const std::string& account) : m_world(world) {
    world.need_account(account);
    token = world.accounts.begin_session(account);
    csrf = world.accounts.find_session(token)->csrf_token;
}

Response Visitor::ask(Request request) {
    request.remote_address = address;
    if (!token.empty()) request.headers.emplace_back("cookie", "brujula=" + token);
    for (const auto& header : headers)
        request.headers.push_back(header);
    return m_world.site->answer(request);
}

Response Visitor::get(const std::string& target) {
    return ask(request_of("GET", target));
}

Response Visitor::send(const std::string& method, const std::string& target, const json::value& body) {
    Request request = request_of(method, target);
    request.headers.emplace_back("x-csrf-token", csrf);
    if (!body.is_null()) {
        request.headers.emplace_back("content-type", "application/json");
        request.body = json::serialize(body);
    }
    return ask(std::move(request));
}

json::value Visitor::json_of(const Response& response) {
    return json::parse(response.body);
}

json::value some_goal(const std::string& statement) {
    json::value goal = json::parse(R"({"organisation":"wmar","plan":"wmar-plan","objective":"wmar-objective",
        "statement":{},"first_day":"2014-01-01","last_day":"2014-12-31"})");
    goal.at("statement").get_object()["es"] = statement;
    return goal;
}

}  // namespace brujula::web
