// SPDX-License-Identifier: Apache-2.0
#pragma once
// The table of what a node must refuse: each case with the reason it was given, and whether anything was
// unpacked, begun or changed all the same.

#include "core/domain/result.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hotswap::fault {

/// One case, or many of a kind.
struct Refusal {
    std::string group;
    std::string name;
    ErrorCode expected = ErrorCode::Internal;
    std::optional<Error> got; ///< nothing: it was not refused
    bool untouched = true;    ///< nothing was unpacked, begun or changed
};

class RefusalTable {
public:
    void add(Refusal refusal);
    /// Many cases of one kind: counted by their reasons; any acceptance or change is a failure.
    void addMany(const std::string& group, const std::string& name, const std::optional<Error>& got,
                 bool untouched);
    /// Must have worked, or the cases around it prove nothing.
    void control(const std::string& group, const std::string& name, const Status& worked);

    /// Prints everything; the number of failures.
    int print() const;

private:
    struct Many {
        std::map<ErrorCode, std::uint64_t> reasons;
        std::uint64_t accepted = 0;
        std::uint64_t touched = 0;
    };
    struct Control {
        std::string group, name;
        Status worked;
    };
    std::vector<Refusal> m_refusals;
    std::map<std::pair<std::string, std::string>, Many> m_many;
    std::vector<Control> m_controls;
};

/// The cases of each kind. `dir`: an empty folder to work in.
void refuseCommands(RefusalTable& table);
void refusePackages(RefusalTable& table, const std::filesystem::path& dir);
void refuseMetadata(RefusalTable& table, const std::filesystem::path& dir);

} // namespace hotswap::fault
