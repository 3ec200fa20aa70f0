// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/global_metrics_2014.hpp"

namespace brujula::metrics {

namespace {

struct Row {
    int row;
    const char* code;
    const char* metric;   ///< with its definition; or a name that the catalogue has not
    const char* why_not;  ///< message key of a row that facts cannot give; else nothing
    const char* unit;
};

constexpr Row rows[] = {
    {1, "active_editors", "active-editors/wikimetrics.rolling", "", ""},
    {2, "new_editors", "newly-registered/global-metrics-2014", "", ""},
    {0, "existing_editors", "existing-editors/global-metrics-2014", "", ""},
    {3, "individuals", "individuals", "reason-counted-by-hand", "people"},
    {4, "media_used", "media-used", "reason-needs-file-use", "files"},
    {5, "articles", "pages-created/wikimetrics", "", ""},
    {5, "articles", "pages-edited/wikimetrics.deduplicated", "", ""},
    {6, "bytes_abs", "bytes-added/wikimetrics.absolute", "", ""},
    {7, "learning_question", "learning-question", "reason-answered-in-words", "answer"},
};

Measured not_computable(const Row& row) {
    return {row.metric, std::string{row.metric} + "/global-metrics-2014", row.unit, {}, row.why_not, {}};
}

}  // namespace

std::vector<GlobalMetric> global_metrics_2014(const facts::Lake& lake, const Catalogue& catalogue,
                                              const Scope& scope, const std::vector<Coverage>& coverage) {
    std::vector<GlobalMetric> table;
    for (const auto& row : rows) {
        if (*row.why_not != '\0') {
            table.push_back({row.row, row.code, not_computable(row)});
            continue;
        }
        const auto found = catalogue.find(row.metric);
        Choice choice;
        if (row.row >= 5) choice.namespaces = std::vector<int>{0};
        table.push_back({row.row, row.code, measure(lake, found, choice, scope, coverage)});
    }
    return table;
}

}  // namespace brujula::metrics
