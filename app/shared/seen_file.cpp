// SPDX-License-Identifier: Apache-2.0
#include "app/shared/seen_file.h"

#include "core/codec/file_io.h"

#include <unistd.h>

namespace hotswap::shared {

namespace {

constexpr std::size_t kBytesMax = 4'096;

/// Replaced as a whole: half of it would be no memory at all. Several programs of one person may share the
/// folder, so each writes to a file of its own first.
void replace(const std::filesystem::path& file, const std::string& text) {
    const std::filesystem::path fresh = file.string() + "." + std::to_string(::getpid());
    const auto descriptor = codec::openNew(fresh);
    std::error_code error;
    if (descriptor && codec::writeAll(descriptor->get(), text, fresh)) {
        std::filesystem::rename(fresh, file, error);
    } else {
        std::filesystem::remove(fresh, error);
    }
}

} // namespace

store::postgres::TailStorage seenIn(const std::filesystem::path& folder) {
    if (folder.empty()) {
        return {};
    }
    const auto fileOf = [folder](const std::string& installation) { return folder / installation; };
    return {[fileOf](const std::string& installation) {
                const auto text = codec::readFile(fileOf(installation), kBytesMax);
                return text ? std::string(*text) : std::string();
            },
            [folder, fileOf](const std::string& installation, const std::string& text) {
                std::error_code error;
                std::filesystem::create_directories(folder, error);
                replace(fileOf(installation), text);
            }};
}

} // namespace hotswap::shared
