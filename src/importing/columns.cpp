// SPDX-License-Identifier: GPL-3.0-or-later
#include "importing/columns.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.hpp"

namespace brujula::importing {
namespace {

/// A phrase of headers, folded, and the field it names. Of those in a header the longest counts.
struct Phrase {
    std::string_view words;
    std::string_view field;
};

constexpr Phrase plan_phrases[] = {
    {"eje", "axis"},
    {"eje estrategico", "axis"},
    {"eixo", "axis"},
    {"eixo estrategico", "axis"},
    {"axis", "axis"},
    {"linea estrategica", "axis"},
    {"linha estrategica", "axis"},
    {"pillar", "axis"},
    {"pilar", "axis"},
    {"strategic direction", "axis"},
    {"programa", "axis"},
    {"programme", "axis"},
    {"program", "axis"},
    {"area", "axis"},
    {"objetivo estrategico", "objective"},
    {"objetivo general", "objective"},
    {"objetivo geral", "objective"},
    {"strategic objective", "objective"},
    {"strategic goal", "objective"},
    {"objective", "objective"},
    {"objectives", "objective"},
    {"objetivo", "objective"},
    {"objetivos", "objective"},
    {"objetivo especifico", "goal"},
    {"objetivos especificos", "goal"},
    {"objetivo smart", "goal"},
    {"specific objective", "goal"},
    {"smart goal", "goal"},
    {"goal", "goal"},
    {"goals", "goal"},
    {"meta smart", "goal"},
    {"meta", "goal"},
    {"metas", "goal"},
    {"resultado esperado", "goal"},
    {"resultados esperados", "goal"},
    {"expected result", "goal"},
    {"expected outcome", "goal"},
    {"outcome", "goal"},
    {"outcomes", "goal"},
    {"indicador", "indicator"},
    {"indicadores", "indicator"},
    {"indicator", "indicator"},
    {"indicators", "indicator"},
    {"metric", "indicator"},
    {"metrics", "indicator"},
    {"metrica", "indicator"},
    {"kpi", "indicator"},
    {"measure of success", "indicator"},
    {"definicion", "definition"},
    {"definicao", "definition"},
    {"definition", "definition"},
    {"descripcion del indicador", "definition"},
    {"descricao do indicador", "definition"},
    {"unidad", "unit"},
    {"unidad de medida", "unit"},
    {"unidade", "unit"},
    {"unidade de medida", "unit"},
    {"unit", "unit"},
    {"linea de base", "baseline"},
    {"linea base", "baseline"},
    {"linha de base", "baseline"},
    {"baseline", "baseline"},
    {"valor inicial", "baseline"},
    {"punto de partida", "baseline"},
    {"starting value", "baseline"},
    {"fecha de la linea de base", "baseline_day"},
    {"baseline date", "baseline_day"},
    {"data da linha de base", "baseline_day"},
    {"meta numerica", "target"},
    {"numero objetivo", "target"},
    {"target", "target"},
    {"targets", "target"},
    {"alvo", "target"},
    {"valor esperado", "target"},
    {"a alcancar", "target"},
    {"a alcanzar", "target"},
    {"planificado", "target"},
    {"planejado", "target"},
    {"planned", "target"},
    {"previsto", "target"},
    {"valor", "value"},
    {"valores", "value"},
    {"value", "value"},
    {"resultado", "value"},
    {"real", "value"},
    {"actual", "value"},
    {"logrado", "value"},
    {"logro", "value"},
    {"alcanzado", "value"},
    {"alcancado", "value"},
    {"avance", "value"},
    {"avanco", "value"},
    {"ejecutado", "value"},
    {"realizado", "value"},
    {"achieved", "value"},
    {"progress", "value"},
    {"inicio", "goal_first_day"},
    {"fecha de inicio", "goal_first_day"},
    {"data de inicio", "goal_first_day"},
    {"start", "goal_first_day"},
    {"start date", "goal_first_day"},
    {"plazo", "goal_last_day"},
    {"fecha limite", "goal_last_day"},
    {"prazo", "goal_last_day"},
    {"deadline", "goal_last_day"},
    {"fecha de fin", "goal_last_day"},
    {"fin", "goal_last_day"},
    {"end", "goal_last_day"},
    {"end date", "goal_last_day"},
    {"due", "goal_last_day"},
    {"data limite", "goal_last_day"},
    {"termino", "goal_last_day"},
    {"fecha de cierre", "goal_last_day"},
    {"responsable", "responsible"},
    {"responsables", "responsible"},
    {"responsavel", "responsible"},
    {"responsaveis", "responsible"},
    {"responsible", "responsible"},
    {"owner", "responsible"},
    {"encargado", "responsible"},
    {"encargada", "responsible"},
    {"a cargo de", "responsible"},
    {"lead", "responsible"},
    {"quien", "responsible"},
    {"medio de verificacion", "means_of_verification"},
    {"medios de verificacion", "means_of_verification"},
    {"fuente de verificacion", "means_of_verification"},
    {"meio de verificacao", "means_of_verification"},
    {"meios de verificacao", "means_of_verification"},
    {"means of verification", "means_of_verification"},
    {"fuente", "means_of_verification"},
    {"fonte", "means_of_verification"},
    {"data source", "means_of_verification"},
    {"source", "means_of_verification"},
    {"poblacion objetivo", "target_group"},
    {"grupo destinatario", "target_group"},
    {"publico", "target_group"},
    {"publico objetivo", "target_group"},
    {"publico alvo", "target_group"},
    {"target group", "target_group"},
    {"target audience", "target_group"},
    {"audience", "target_group"},
    {"destinatarios", "target_group"},
    {"justificacion", "rationale"},
    {"justificativa", "rationale"},
    {"rationale", "rationale"},
    {"por que", "rationale"},
    {"periodo", "period"},
    {"period", "period"},
};

constexpr Phrase value_phrases[] = {
    {"objetivo", "goal"},       {"goal", "goal"},           {"meta", "goal"},
    {"indicador", "indicator"}, {"indicator", "indicator"}, {"metric", "indicator"},
    {"metrica", "indicator"},   {"periodo", "period"},      {"period", "period"},
    {"fecha", "period"},        {"date", "period"},         {"data", "period"},
    {"mes", "period"},          {"month", "period"},        {"trimestre", "period"},
    {"quarter", "period"},      {"valor", "value"},         {"valores", "value"},
    {"value", "value"},         {"resultado", "value"},     {"real", "value"},
    {"actual", "value"},        {"logrado", "value"},       {"alcanzado", "value"},
    {"alcancado", "value"},     {"avance", "value"},        {"realizado", "value"},
    {"achieved", "value"},      {"nota", "note"},           {"notas", "note"},
    {"note", "note"},           {"notes", "note"},          {"comentario", "note"},
    {"comentarios", "note"},    {"observaciones", "note"},  {"observacoes", "note"},
    {"fuente", "source"},       {"fonte", "source"},        {"source", "source"},
};

constexpr Phrase organisation_phrases[] = {
    {"nombre", "name"},
    {"nome", "name"},
    {"name", "name"},
    {"organizacion", "name"},
    {"organizacao", "name"},
    {"organisation", "name"},
    {"organization", "name"},
    {"miembro", "name"},
    {"membro", "name"},
    {"member", "name"},
    {"affiliate", "name"},
    {"afiliado", "name"},
    {"tipo", "type"},
    {"type", "type"},
    {"clase", "type"},
    {"pais", "country"},
    {"paises", "country"},
    {"country", "country"},
    {"idioma", "language"},
    {"lengua", "language"},
    {"lingua", "language"},
    {"language", "language"},
    {"codigo", "code"},
    {"code", "code"},
    {"sigla", "code"},
    {"desde", "since"},
    {"since", "since"},
    {"fecha", "since"},
    {"ingreso", "since"},
    {"founded", "since"},
    {"reconocimiento", "since"},
    {"sitio", "website"},
    {"sitio web", "website"},
    {"website", "website"},
    {"site", "website"},
    {"web", "website"},
    {"nota", "note"},
    {"notas", "note"},
    {"notes", "note"},
};

constexpr Phrase person_phrases[] = {
    {"usuario", "user_name"},
    {"usuaria", "user_name"},
    {"nombre de usuario", "user_name"},
    {"nome de usuario", "user_name"},
    {"user", "user_name"},
    {"user name", "user_name"},
    {"username", "user_name"},
    {"cuenta", "user_name"},
    {"nombre", "name"},
    {"nome", "name"},
    {"name", "name"},
    {"persona", "name"},
    {"pessoa", "name"},
    {"person", "name"},
    {"organizacion", "organisation"},
    {"organizacao", "organisation"},
    {"organisation", "organisation"},
    {"organization", "organisation"},
    {"capitulo", "organisation"},
    {"affiliate", "organisation"},
    {"rol", "role"},
    {"funcion", "role"},
    {"cargo", "role"},
    {"papel", "role"},
    {"funcao", "role"},
    {"role", "role"},
    {"desde", "since"},
    {"since", "since"},
    {"hasta", "until"},
    {"ate", "until"},
    {"until", "until"},
};

struct Phrases {
    const Phrase* first;
    const Phrase* last;
    [[nodiscard]] const Phrase* begin() const { return first; }
    [[nodiscard]] const Phrase* end() const { return last; }
};

Phrases phrases_of(What what) {
    switch (what) {
        case What::plan:
            return {std::begin(plan_phrases), std::end(plan_phrases)};
        case What::values:
            return {std::begin(value_phrases), std::end(value_phrases)};
        case What::organisations:
            return {std::begin(organisation_phrases), std::end(organisation_phrases)};
        case What::persons:
            return {std::begin(person_phrases), std::end(person_phrases)};
    }
    return {nullptr, nullptr};
}

/// Folded words with one space between them and around all.
std::string words_in(std::string_view text) {
    std::string words = " ";
    for (const char c : fold(text)) {
        const bool part = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (part || words.back() != ' ') words += part ? c : ' ';
    }
    if (words.back() != ' ') words += ' ';
    return words;
}

std::string_view field_named(std::string_view header, What what) {
    const auto words = words_in(header);
    std::string_view field;
    std::size_t longest = 0;
    for (const auto& phrase : phrases_of(what)) {
        if (phrase.words.size() <= longest) continue;
        if (words.find(" " + std::string{phrase.words} + " ") == std::string::npos) continue;
        field = phrase.field;
        longest = phrase.words.size();
    }
    return field;
}

/// A cell's text in one line; days and numbers have none of a header's words but years.
std::string text_of_cell(const sheets::ReadCell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell.value)) return *text;
    if (const auto* number = std::get_if<double>(&cell.value))
        return *number >= 1990 && *number <= 2099 ? std::to_string(static_cast<int>(*number)) : "";
    if (const auto* day = std::get_if<Date>(&cell.value)) return format(*day).substr(0, 7);
    return {};
}

/// True where most of a column's cells below the header are numbers.
bool is_of_numbers(const sheets::Table& table, std::size_t last_header, std::size_t column) {
    std::size_t numbers = 0;
    std::size_t texts = 0;
    for (std::size_t row = last_header + 1; row < table.rows.size(); ++row) {
        const auto& value = table.at({row, column}).value;
        const auto* text = std::get_if<std::string>(&value);
        if (std::holds_alternative<double>(value)) ++numbers;
        if (text == nullptr || says_nothing(*text)) continue;
        const auto read = read_number(*text, Decimals::unknown);
        const bool number = read ? read->unit.size() < 20 : is_ambiguous(read.error());
        ++(number ? numbers : texts);
    }
    return numbers > texts;
}

class Proposal {
public:
    Proposal(const sheets::Table& table, What what, const planning::Lexica& lexica,
             const std::optional<planning::Days>& whole)
        : m_table(table), m_what(what), m_lexica(lexica), m_whole(whole) {}

    Layout below(std::size_t first, std::size_t last) const {
        Layout layout{first, last, {}};
        for (std::size_t column = 0; column < m_table.columns(); ++column)
            layout.columns.push_back(column_of(layout, column));
        if (m_what == What::plan) goal_or_objective(layout);
        one_each(layout);
        leave_out_wholes(layout);
        return layout;
    }

private:
    Column column_of(const Layout& layout, std::size_t index) const {
        const auto header = header_of(m_table, layout.first_header, layout.last_header, index);
        Column column{index, std::string{field_named(header, m_what)}, {}, false};
        const bool planned = m_what == What::plan;
        const bool numbers = is_of_numbers(m_table, layout.last_header, index);
        if (planned && numbers && (column.field == "goal" || column.field == "objective"))
            column.field = "target";
        if (planned && !numbers && column.field == "value" &&
            words_in(header).find(" resultado") != std::string::npos)
            column.field = "goal";
        const auto period = read_period(header, m_lexica, m_whole);
        const bool names_one = !period || period->has_value();
        // "T1 2015" alone over numbers: values where values are brought, and targets of a plan.
        if (column.field.empty() && names_one && numbers)
            column.field = planned ? "target" : m_what == What::values ? "value" : "";
        if (m_what == What::values && column.field == "period" && names_one && numbers)
            column.field = "value";
        const bool of_period =
            column.field == "target" || column.field == "value" || column.field == "baseline";
        if (!of_period) return column;
        if (period) column.days = *period;
        column.year_open = !period;
        return column;
    }

    /// Where only objectives are named and nothing is a goal, what is meant are goals.
    static void goal_or_objective(Layout& layout) {
        const auto named = [&](std::string_view field) {
            return std::find_if(layout.columns.rbegin(), layout.columns.rend(),
                                [&](const Column& column) { return column.field == field; });
        };
        if (named("goal") != layout.columns.rend()) return;
        if (const auto last = named("objective"); last != layout.columns.rend()) last->field = "goal";
    }

    /// Of a field that only one column can be, the first one keeps it.
    void one_each(Layout& layout) const {
        for (const auto& field : fields_of(m_what)) {
            if (field.many) continue;
            bool seen = false;
            for (auto& column : layout.columns) {
                if (column.field != field.name) continue;
                if (seen) column.field.clear();
                seen = true;
            }
        }
    }

    /// A column for the whole year beside those for its quarters is their total.
    static void leave_out_wholes(Layout& layout) {
        for (auto& whole : layout.columns) {
            if (whole.field != "target" && whole.field != "value") continue;
            const auto inside =
                std::count_if(layout.columns.begin(), layout.columns.end(), [&](const Column& part) {
                    if (part.index == whole.index || part.field != whole.field || !part.days) return false;
                    return !whole.days || (whole.days->contains(*part.days) && *part.days != *whole.days);
                });
            if (inside > 1 && !whole.year_open) whole.field.clear();
        }
    }

    const sheets::Table& m_table;
    What m_what;
    const planning::Lexica& m_lexica;
    const std::optional<planning::Days>& m_whole;
};

/// How many different fields a row's cells name.
std::size_t named_in(const sheets::Table& table, std::size_t row, What what) {
    std::map<std::string_view, std::size_t> fields;
    constexpr std::size_t longest_header = 80;
    for (std::size_t column = 0; column < table.rows[row].size(); ++column) {
        const auto text = text_of_cell(table.rows[row][column]);
        const auto field = text.size() > longest_header ? std::string_view{} : field_named(text, what);
        if (!field.empty()) ++fields[field];
    }
    return fields.size();
}

/// True where a row goes on with the header above it: short texts, of which some name a period, under merged
/// cells.
bool goes_on(const sheets::Table& table, std::size_t row, const planning::Lexica& lexica) {
    if (row >= table.rows.size()) return false;
    std::size_t periods = 0;
    std::size_t others = 0;
    for (const auto& cell : table.rows[row]) {
        const auto text = text_of_cell(cell);
        if (text.empty()) {
            if (!cell.empty() && !cell.covered_by) ++others;
            continue;
        }
        const auto period = read_period(text, lexica, {});
        ++((!period || period->has_value()) && text.size() < 25 ? periods : others);
    }
    return periods >= 2 && periods > others;
}

}  // namespace

const std::vector<FieldOf>& fields_of(What what) {
    static const std::vector<FieldOf> plan{{"axis"},          {"objective"},    {"goal"},
                                           {"target_group"},  {"rationale"},    {"goal_first_day"},
                                           {"goal_last_day"}, {"responsible"},  {"indicator"},
                                           {"definition"},    {"unit"},         {"means_of_verification"},
                                           {"baseline"},      {"baseline_day"}, {"period"},
                                           {"target", true},  {"value", true}};
    static const std::vector<FieldOf> values{{"goal"},        {"indicator"}, {"period"},
                                             {"value", true}, {"note"},      {"source"}};
    static const std::vector<FieldOf> organisations{{"name"}, {"type"},  {"country"}, {"language"},
                                                    {"code"}, {"since"}, {"website"}, {"note"}};
    static const std::vector<FieldOf> persons{{"user_name"}, {"name"},  {"organisation"},
                                              {"role"},      {"since"}, {"until"}};
    switch (what) {
        case What::plan:
            return plan;
        case What::values:
            return values;
        case What::organisations:
            return organisations;
        case What::persons:
            return persons;
    }
    return plan;
}

std::string header_of(const sheets::Table& table, std::size_t first, std::size_t last, std::size_t column) {
    std::string header;
    std::vector<std::string> seen;
    for (std::size_t row = first; row <= last && row < table.rows.size(); ++row) {
        auto text = text_of_cell(table.at({row, column}));
        if (text.empty() || std::find(seen.begin(), seen.end(), text) != seen.end()) continue;
        header += (header.empty() ? "" : " ") + text;
        seen.push_back(std::move(text));
    }
    return header;
}

Layout layout_below(const sheets::Table& table, What what, std::size_t first, std::size_t last,
                    const planning::Lexica& lexica, const std::optional<planning::Days>& whole) {
    return Proposal(table, what, lexica, whole).below(first, last);
}

Layout proposed_layout(const sheets::Table& table, What what, const planning::Lexica& lexica,
                       const std::optional<planning::Days>& whole) {
    constexpr std::size_t looked_at = 15;
    std::size_t best = 0;
    std::size_t most = 0;
    for (std::size_t row = 0; row < std::min(looked_at, table.rows.size()); ++row) {
        const auto named = named_in(table, row, what);
        if (named > most) {
            best = row;
            most = named;
        }
    }
    const auto last = most > 0 && goes_on(table, best + 1, lexica) ? best + 1 : best;
    return layout_below(table, what, best, last, lexica, whole);
}

}  // namespace brujula::importing
