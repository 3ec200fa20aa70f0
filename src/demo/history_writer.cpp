// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/history_writer.hpp"

#include <array>

namespace brujula::demo {

namespace {

/// A row's fields by their place in the layout, from 1.
class Row {
public:
    std::string& operator[](std::size_t place) { return m_fields.at(place - 1); }
    void write(std::ostream& out) const {
        for (std::size_t i = 0; i < m_fields.size(); ++i) {
            if (i > 0) out.put('\t');
            out << m_fields[i];
        }
        out.put('\n');
    }

private:
    std::array<std::string, 78> m_fields;
};

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '\t')
            out += "\\t";
        else if (c == '\n')
            out += "\\n";
        else if (c == '\r')
            out += "\\r";
        else if (c == '\\')
            out += "\\\\";
        else
            out += c;
    }
    return out;
}

const char* yes_no(bool yes) {
    return yes ? "true" : "false";
}

std::string moment(Instant t) {
    auto text = format(t);
    text[10] = ' ';
    text.replace(19, 1, ".0");
    return text;
}

template <class T>
std::string number(const std::optional<T>& value) {
    return value ? std::to_string(*value) : std::string{};
}

std::string list_of(const std::vector<std::string>& elements) {
    std::string out;
    for (const auto& element : elements) {
        if (!out.empty()) out += ',';
        for (const char c : escaped(element))
            (c == ',' ? out += '\\' : out) += c;
    }
    return out;
}

}  // namespace

void HistoryWriter::edit(const wiki::Edit& edit) {
    Row row;
    row[1] = m_wiki;
    row[3] = "revision";
    row[4] = "create";
    row[5] = moment(edit.event_timestamp);
    row[7] = number(edit.event_user_id);
    row[9] = row[10] = escaped(edit.event_user_text);
    std::string bot_by = edit.event_user_is_bot_by_name ? "name" : "";
    if (edit.event_user_is_bot_by_group) bot_by += bot_by.empty() ? "group" : ",group";
    row[15] = row[16] = bot_by;
    row[20] = yes_no(edit.event_user_is_anonymous);
    row[29] = std::to_string(edit.page_id);
    row[30] = row[31] = escaped(edit.page_title);
    row[32] = row[34] = std::to_string(edit.page_namespace);
    row[36] = yes_no(edit.page_is_redirect);
    row[37] = yes_no(edit.page_is_deleted);
    row[61] = std::to_string(edit.revision_id);
    row[62] = number(edit.revision_parent_id);
    row[63] = yes_no(edit.revision_minor_edit);
    row[66] = number(edit.revision_text_bytes);
    row[67] = number(edit.revision_text_bytes_diff);
    row[68] = edit.revision_text_sha1;
    row[71] = yes_no(edit.page_is_deleted);
    row[78] = list_of(edit.revision_tags);
    row.write(m_out);
}

void HistoryWriter::registration(const wiki::Registration& registration) {
    Row row;
    row[1] = m_wiki;
    row[3] = "user";
    row[4] = "create";
    row[5] = moment(registration.timestamp);
    row[42] = std::to_string(registration.user_id);
    row[44] = row[45] = escaped(registration.user_text);
    row[52] = yes_no(registration.created_by == wiki::CreatedBy::self);
    row[53] = yes_no(registration.created_by == wiki::CreatedBy::system);
    row[54] = yes_no(registration.created_by == wiki::CreatedBy::peer);
    row[58] = row[59] = moment(registration.timestamp);
    row.write(m_out);
}

}  // namespace brujula::demo
