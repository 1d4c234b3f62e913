// SPDX-License-Identifier: Apache-2.0
#pragma once
// The wire's name of each enumerator, both ways.

#include "core/domain/approval.h"
#include "core/domain/command.h"
#include "core/domain/module.h"
#include "core/domain/node.h"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace hotswap::codec {

template <class E>
using EnumTable = std::span<const std::pair<E, std::string_view>>;

/// All names of one enum; specialised for each enum that travels.
template <class E>
EnumTable<E> enumTable();
template <>
EnumTable<ModuleKind> enumTable();
template <>
EnumTable<OfflinePolicy> enumTable();
template <>
EnumTable<SocketSpec::Reach> enumTable();
template <>
EnumTable<ProbeSpec::Kind> enumTable();
template <>
EnumTable<CommandAction> enumTable();
template <>
EnumTable<ReceiptOutcome> enumTable();
template <>
EnumTable<NodeState> enumTable();
template <>
EnumTable<VoteDecision> enumTable();
template <>
EnumTable<ErrorCode> enumTable();

/// Name of a value, "publicSocket"-style camelCase.
template <class E>
std::string nameOf(E value) {
    for (const auto& [candidate, name] : enumTable<E>()) {
        if (candidate == value) {
            return std::string(name);
        }
    }
    invariantFailed("value", "an enumerator with a name", __FILE__, __LINE__);
}

/// Value of a name; nullopt for any other text.
template <class E>
std::optional<E> valueOf(std::string_view text) {
    for (const auto& [value, name] : enumTable<E>()) {
        if (name == text) {
            return value;
        }
    }
    return std::nullopt;
}

/// "one of a, b, c": what an error says would be right.
template <class E>
std::string expectedNames() {
    std::string text = "one of ";
    for (const auto& [value, name] : enumTable<E>()) {
        text += (text.size() > 7 ? ", " : "") + std::string(name);
    }
    return text;
}

} // namespace hotswap::codec
