// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.hpp"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace brujula {

namespace {

spdlog::logger& log() {
    static const auto logger = [] {
        auto made = std::make_shared<spdlog::logger>("brujula",
                                                     std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
        made->set_pattern("%Y-%m-%dT%H:%M:%S%z %l %v");
        return made;
    }();
    return *logger;
}

}  // namespace

void log_info(std::string_view line) {
    log().info(line);
}
void log_warning(std::string_view line) {
    log().warn(line);
}
void log_error(std::string_view line) {
    log().error(line);
}

}  // namespace brujula
