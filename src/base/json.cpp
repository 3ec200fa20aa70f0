// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include <boost/json.hpp>

#include "base/error.hpp"

namespace brujula {

namespace json = boost::json;

namespace {

void write(const json::value& value, int indent, int depth, std::string& out);

void new_line(int indent, int depth, std::string& out) {
    if (indent == 0) return;
    out += '\n';
    out.append(static_cast<std::size_t>(indent) * static_cast<std::size_t>(depth), ' ');
}

void write_object(const json::object& object, int indent, int depth, std::string& out) {
    out += '{';
    bool first = true;
    for (const auto& [key, value] : object) {
        if (!first) out += ',';
        first = false;
        new_line(indent, depth + 1, out);
        out += json::serialize(json::string_view(key));
        out += indent == 0 ? ":" : ": ";
        write(value, indent, depth + 1, out);
    }
    if (!first) new_line(indent, depth, out);
    out += '}';
}

void write_array(const json::array& array, int indent, int depth, std::string& out) {
    out += '[';
    bool first = true;
    for (const auto& value : array) {
        if (!first) out += ',';
        first = false;
        new_line(indent, depth + 1, out);
        write(value, indent, depth + 1, out);
    }
    if (!first) new_line(indent, depth, out);
    out += ']';
}

void write(const json::value& value, int indent, int depth, std::string& out) {
    switch (value.kind()) {
        case json::kind::object:
            return write_object(value.get_object(), indent, depth, out);
        case json::kind::array:
            return write_array(value.get_array(), indent, depth, out);
        case json::kind::double_:
            out += format_number(value.get_double());
            return;
        default:
            out += json::serialize(value);
            return;
    }
}

}  // namespace

json::value parse_json(std::string_view text) {
    json::error_code failure;
    json::stream_parser parser{{}, json::parse_options{.max_depth = 64}};
    const auto read = parser.write_some(text, failure);
    if (!failure && read == text.size()) parser.finish(failure);
    if (failure || read != text.size())
        throw Error{ErrorKind::bad_input,
                    {"error-json", {std::to_string(read), failure ? failure.message() : "extra data"}}};
    return parser.release();
}

std::string to_text(const json::value& value, int indent) {
    std::string out;
    write(value, indent, 0, out);
    return out;
}

std::string format_number(double number) {
    if (!std::isfinite(number)) return "null";
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
    return {buffer.data(), end};
}

}  // namespace brujula
