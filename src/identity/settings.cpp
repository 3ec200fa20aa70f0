// SPDX-License-Identifier: GPL-3.0-or-later
#include "identity/settings.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <memory>

#include <boost/json.hpp>
#include <curl/curl.h>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/json.hpp"

namespace brujula::identity {
namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_providers = 20;
constexpr std::size_t longest_setting = 500;
constexpr std::size_t largest_file = 1024 * 1024;

constexpr std::array known_settings{"id",
                                    "name",
                                    "way",
                                    "issuer",
                                    "client_id",
                                    "client_secret_file",
                                    "secret_sent",
                                    "scope",
                                    "authorization_endpoint",
                                    "token_endpoint",
                                    "profile_endpoint",
                                    "subject",
                                    "username",
                                    "hosts",
                                    "second_factor"};

[[noreturn]] void refuse(const char* key, std::vector<std::string> parameters) {
    throw Error{ErrorKind::bad_input, {key, std::move(parameters)}};
}

std::string url_part(const std::string& address, CURLUPart part) {
    const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> url{curl_url(), curl_url_cleanup};
    if (!url || curl_url_set(url.get(), CURLUPART_URL, address.c_str(), 0) != CURLUE_OK) return {};
    char* found = nullptr;
    if (curl_url_get(url.get(), part, &found, 0) != CURLUE_OK) return {};
    std::string text = found;
    curl_free(found);
    return text;
}

bool is_this_machine(const std::string& host) {
    return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

/// One provider's object, read member by member; errors name the provider.
class Reader {
public:
    Reader(const json::object& object, std::string where) : m_object(object), m_where(std::move(where)) {}

    [[nodiscard]] std::string text_or(const char* name, std::string otherwise) const {
        const json::value* value = m_object.if_contains(name);
        if (value == nullptr) return otherwise;
        if (!value->is_string() || value->get_string().empty() ||
            value->get_string().size() > longest_setting)
            refuse("error-identity-value", {m_where, name, to_text(*value).substr(0, longest_setting)});
        return std::string{value->get_string()};
    }

    [[nodiscard]] std::string text(const char* name) const {
        if (m_object.if_contains(name) == nullptr) refuse("error-identity-missing", {m_where, name});
        return text_or(name, "");
    }

    [[nodiscard]] std::string address(const char* name) const {
        std::string value = text(name);
        if (!is_safe_address(value)) refuse("error-identity-address", {m_where, name, value});
        return value;
    }

    template <class Choice, std::size_t count>
    [[nodiscard]] Choice choice(const char* name,
                                const std::array<std::pair<const char*, Choice>, count>& known,
                                const char* otherwise) const {
        const std::string value = text_or(name, otherwise);
        for (const auto& [word, meaning] : known)
            if (value == word) return meaning;
        refuse("error-identity-value", {m_where, name, value});
    }

    [[nodiscard]] std::vector<std::string> hosts() const {
        std::vector<std::string> found;
        const json::value* value = m_object.if_contains("hosts");
        if (value == nullptr) return found;
        if (!value->is_array()) refuse("error-identity-value", {m_where, "hosts", to_text(*value)});
        for (const json::value& host : value->get_array()) {
            if (!host.is_string() ||
                host_of("https://" + std::string{host.get_string()}) != host.get_string())
                refuse("error-identity-value", {m_where, "hosts", to_text(host).substr(0, longest_setting)});
            found.emplace_back(host.get_string());
        }
        return found;
    }

    void refuse_unknown() const {
        for (const auto& member : m_object)
            if (std::find(known_settings.begin(), known_settings.end(), member.key()) == known_settings.end())
                refuse("error-identity-unknown", {m_where, std::string{member.key()}.substr(0, 100)});
    }

    [[nodiscard]] const std::string& where() const { return m_where; }

private:
    const json::object& m_object;
    std::string m_where;
};

std::string first_line(const fs::path& file, const std::string& where) {
    std::ifstream stream(file);
    std::string line;
    if (!std::getline(stream, line)) refuse("error-identity-secret-file", {where, file.string()});
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty() || line.size() > longest_setting)
        refuse("error-identity-secret-file", {where, file.string()});
    return line;
}

void read_client(const Reader& reader, const fs::path& folder, Provider& provider) {
    provider.client_id = reader.text("client_id");
    provider.secret_sent = reader.choice<SecretSent, 3>(
        "secret_sent",
        {{{"basic", SecretSent::basic}, {"post", SecretSent::post}, {"none", SecretSent::none}}}, "basic");
    if (provider.secret_sent == SecretSent::none) return;
    provider.client_secret = first_line(folder / reader.text("client_secret_file"), reader.where());
}

/// MediaWiki's OAuth extension as Wikimedia runs it, on Meta for all its wikis: the subject is the number of
/// the global account.
void fill_in_wikimedia(Provider& provider) {
    const std::string meta = "https://meta.wikimedia.org";
    const std::string oauth = meta + "/w/rest.php/oauth2/";
    provider.issuer = meta;
    provider.authorization_endpoint = oauth + "authorize";
    provider.token_endpoint = oauth + "access_token";
    provider.profile_endpoint = oauth + "resource/profile";
}

void read_endpoints(const Reader& reader, bool wikimedia, Provider& provider) {
    if (wikimedia) return fill_in_wikimedia(provider);
    provider.issuer = reader.address("issuer");
    if (provider.issuer.find('?') != std::string::npos)
        refuse("error-identity-address", {reader.where(), "issuer", provider.issuer});
    if (provider.way == Way::openid) return;
    provider.authorization_endpoint = reader.address("authorization_endpoint");
    provider.token_endpoint = reader.address("token_endpoint");
    provider.profile_endpoint = reader.address("profile_endpoint");
}

void fill_in_hosts(const Reader& reader, Provider& provider) {
    provider.hosts = reader.hosts();
    for (const auto* address : {&provider.issuer, &provider.token_endpoint, &provider.profile_endpoint})
        if (!address->empty()) provider.hosts.push_back(host_of(*address));
}

Provider read_provider(const json::value& value, std::size_t number, const fs::path& folder) {
    const std::string where = '#' + std::to_string(number);
    if (!value.is_object())
        refuse("error-identity-value", {where, "providers", to_text(value).substr(0, 100)});
    const std::string id = Reader(value.get_object(), where).text("id");
    if (!is_record_id(id)) refuse("error-identity-value", {where, "id", id});
    const Reader reader(value.get_object(), id);
    reader.refuse_unknown();
    Provider provider;
    provider.id = id;
    provider.name = reader.text_or("name", id);
    const bool wikimedia = reader.text("way") == "wikimedia";
    provider.way = reader.choice<Way, 3>(
        "way", {{{"openid", Way::openid}, {"profile", Way::profile}, {"wikimedia", Way::profile}}}, "");
    const bool openid = provider.way == Way::openid;
    read_client(reader, folder, provider);
    read_endpoints(reader, wikimedia, provider);
    fill_in_hosts(reader, provider);
    provider.scope = reader.text_or("scope", openid ? "openid profile" : "");
    provider.subject = openid ? "sub" : reader.text_or("subject", "sub");
    provider.username = reader.text_or("username", openid ? "preferred_username" : "username");
    provider.second_factor_enough =
        reader.choice<bool, 2>("second_factor", {{{"ours", false}, {"theirs", true}}}, "ours");
    return provider;
}

void refuse_twice(const std::vector<Provider>& providers) {
    for (auto one = providers.begin(); one != providers.end(); ++one)
        for (auto other = providers.begin(); other != one; ++other) {
            if (one->id == other->id) refuse("error-identity-twice", {"id", one->id});
            if (one->issuer == other->issuer) refuse("error-identity-twice", {"issuer", one->issuer});
        }
}

std::string checked_public_address(std::string address) {
    while (address.ends_with('/'))
        address.pop_back();
    const bool bare = url_part(address, CURLUPART_PATH) == "/" && url_part(address, CURLUPART_QUERY).empty();
    if (!is_safe_address(address) || !bare || address.size() > longest_setting)
        refuse("error-identity-public-address", {address});
    return address;
}

}  // namespace

bool is_safe_address(const std::string& address) {
    const std::string scheme = url_part(address, CURLUPART_SCHEME);
    const std::string host = url_part(address, CURLUPART_HOST);
    const bool plain =
        std::all_of(address.begin(), address.end(), [](char c) { return c > 0x20 && c < 0x7f; });
    if (!plain || host.empty() || address.find('#') != std::string::npos) return false;
    if (!url_part(address, CURLUPART_USER).empty() || !url_part(address, CURLUPART_PASSWORD).empty())
        return false;
    if (!address.starts_with(scheme + "://")) return false;  // curl guesses a scheme where there is none
    return scheme == "https" || (scheme == "http" && is_this_machine(host));
}

std::string host_of(const std::string& address) {
    const std::string host = url_part(address, CURLUPART_HOST);
    const std::string port = url_part(address, CURLUPART_PORT);
    if (host.empty() || port.empty()) return host;
    const bool usual = port == (url_part(address, CURLUPART_SCHEME) == "https" ? "443" : "80");
    return usual ? host : host + ':' + port;
}

bool may_ask(const Provider& provider, const std::string& address) {
    return is_safe_address(address) &&
           std::find(provider.hosts.begin(), provider.hosts.end(), host_of(address)) != provider.hosts.end();
}

Settings parse_settings(std::string_view text, const fs::path& folder, const std::string& public_address) {
    const json::value value = parse_json(text);
    if (!value.is_object()) refuse("error-identity-missing", {"JSON", "providers"});
    const json::object& object = value.get_object();
    for (const auto& member : object)
        if (member.key() != "providers" && member.key() != "trusted")
            refuse("error-identity-unknown", {"JSON", std::string{member.key()}.substr(0, 100)});
    const json::value* providers = object.if_contains("providers");
    if (providers == nullptr || !providers->is_array() || providers->get_array().size() > most_providers)
        refuse("error-identity-missing", {"JSON", "providers"});
    Settings settings;
    if (object.contains("trusted")) settings.trusted = folder / Reader(object, "JSON").text("trusted");
    for (const json::value& provider : providers->get_array())
        settings.providers.push_back(read_provider(provider, settings.providers.size() + 1, folder));
    refuse_twice(settings.providers);
    if (!settings.providers.empty()) settings.public_address = checked_public_address(public_address);
    return settings;
}

Settings read_settings(const fs::path& file, const std::string& public_address) {
    if (file.empty()) return {};
    std::ifstream stream(file, std::ios::binary);
    std::error_code error;
    const auto size = fs::file_size(file, error);
    if (!stream || error || size > largest_file) refuse("error-identity-file", {file.string()});
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    try {
        return parse_settings(text, file.parent_path(), public_address);
    } catch (const Error& wrong) {
        refuse("error-identity-in-file",
               {file.string(), text_of(wrong.message(), language_of_environment())});
    }
}

}  // namespace brujula::identity
