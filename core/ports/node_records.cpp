// SPDX-License-Identifier: Apache-2.0
#include "core/ports/node_records.h"

#include <array>
#include <string_view>
#include <utility>

namespace hotswap::ports {

std::optional<CommandAction> actionNamed(std::string_view commandBytes) {
    // Quotes within what a person wrote are escaped in JSON, so this occurs only as the command's own key.
    constexpr std::string_view kStart = R"("action":")";
    constexpr std::array<std::pair<std::string_view, CommandAction>, 9> kNames{
        {{"apply", CommandAction::Apply},
         {"prepare", CommandAction::Prepare},
         {"switch", CommandAction::Switch},
         {"discard", CommandAction::Discard},
         {"revert", CommandAction::Revert},
         {"remove", CommandAction::Remove},
         {"drain", CommandAction::Drain},
         {"undrain", CommandAction::Undrain},
         {"stop", CommandAction::Stop}}};
    const std::size_t place = commandBytes.find(kStart);
    if (place == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view rest = commandBytes.substr(place + kStart.size());
    const std::string_view name = rest.substr(0, rest.find('"'));
    for (const auto& [text, action] : kNames) {
        if (text == name) {
            return action;
        }
    }
    return std::nullopt;
}

} // namespace hotswap::ports
