// SPDX-License-Identifier: Apache-2.0
#include "core/node/agent_launch.h"

#include "core/codec/file_io.h"
#include "core/node/state_directory.h"

#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>

namespace hotswap::node {

namespace {

constexpr std::size_t kNoteBytesMax = 4'096;
constexpr unsigned kDigitsMax = 4;

bool isThere(const Path& path) {
    std::error_code failed;
    return std::filesystem::exists(path, failed);
}

Status removeFile(const Path& file) {
    if (::unlink(file.c_str()) != 0 && errno != ENOENT) {
        return codec::systemError(file, errno);
    }
    return success();
}

Status writeNote(const Path& file, const std::string& text) {
    const Path fresh = file.string() + ".new";
    auto fd = codec::openNew(fresh);
    if (!fd) {
        return fd.error();
    }
    HS_TRY(codec::writeAll(fd->get(), text, fresh));
    HS_TRY(codec::syncPath(fresh));
    return codec::renameDurably(fresh, file);
}

Path programOf(const Path& dir, const std::string& release) {
    return dir.parent_path() / "releases" / kAgentModule.value / release / "bin" / "hotswap-agent";
}

} // namespace

Status AgentLaunch::prepare() const {
    if (::mkdir(m_dir.c_str(), 0700) == 0) {
        return codec::syncPath(m_dir.parent_path());
    }
    return errno == EEXIST ? success() : Status(codec::systemError(m_dir, errno));
}

std::string AgentLaunch::target(const char* link) const {
    std::error_code failed;
    const Path target = std::filesystem::read_symlink(m_dir / link, failed);
    return failed ? std::string{} : target.filename().string();
}

Status AgentLaunch::point(const char* link, const std::string& release) const {
    return replaceLink(m_dir / link,
                       release.empty() ? Path{} : Path("../releases") / kAgentModule.value / release);
}

bool AgentLaunch::onTrial() const {
    return isThere(m_dir / "trial");
}

/// In this order: a crash in between leaves either the release before, or a trial.
Status AgentLaunch::tryOut(const std::string& release) const {
    HS_TRY(removeFile(m_dir / "starts"));
    HS_TRY(removeFile(m_dir / "failed"));
    HS_TRY(writeNote(m_dir / "trial", release + "\n"));
    return point("current", release);
}

Status AgentLaunch::goBack(const std::string& release) const {
    HS_TRY(point("current", release));
    return confirm();
}

Status AgentLaunch::confirm() const {
    HS_TRY(removeFile(m_dir / "trial"));
    return removeFile(m_dir / "starts");
}

Status AgentLaunch::ready() const {
    return onTrial() ? success() : removeFile(m_dir / "starts");
}

std::optional<FailedTrial> AgentLaunch::failed() const {
    const auto text = codec::readFile(m_dir / "failed", kNoteBytesMax);
    if (!text) {
        return std::nullopt;
    }
    const auto newline = text->find('\n');
    FailedTrial trial{text->substr(0, newline), {}};
    if (newline != std::string::npos) {
        trial.reason = text->substr(newline + 1);
    }
    return trial;
}

Status AgentLaunch::forgetFailed() const {
    return removeFile(m_dir / "failed");
}

Status AgentLaunch::remove() const {
    HS_TRY(point("current", {}));
    for (const char* name : {"trial", "starts", "failed", "blue", "green"}) {
        HS_TRY(removeFile(m_dir / name));
    }
    return codec::syncPath(m_dir);
}

/// A file that is damaged counts as none: the release gets its starts anew.
unsigned AgentLaunch::starts() const {
    const auto text = codec::readFile(m_dir / "starts", kNoteBytesMax);
    unsigned number = 0;
    for (std::size_t i = 0; text && i < text->size() && i < kDigitsMax && (*text)[i] != '\n'; ++i) {
        const char c = (*text)[i];
        number = c >= '0' && c <= '9' ? number * 10 + static_cast<unsigned>(c - '0') : 0;
    }
    return number;
}

Status AgentLaunch::takeBack(const std::string& release, const std::string& reason) const {
    std::string before;
    for (const char* slot : {"blue", "green"}) {
        if (const std::string other = target(slot); !other.empty() && other != release) {
            before = other;
        }
    }
    HS_TRY(writeNote(m_dir / "failed", release + "\n" + reason));
    return goBack(before);
}

AgentLaunch::Choice AgentLaunch::choose(const Path& packaged) const {
    std::string notice;
    // Twice at most: a release on trial is taken back once, and the one before it is on no trial.
    for (int i = 0; i < 2; ++i) {
        const std::string release = current();
        if (release.empty()) {
            break;
        }
        const Path program = programOf(m_dir, release);
        const bool there = ::access(program.c_str(), X_OK) == 0;
        const unsigned before = starts();
        const bool trial = onTrial();
        if (there && before < kAgentStartsMax &&
            writeNote(m_dir / "starts", std::to_string(before + 1) + "\n")) {
            return {program, release, trial, notice};
        }
        const std::string reason = !there                      ? "its program is missing or cannot be run"
                                   : before >= kAgentStartsMax ? "it was started " + std::to_string(before) +
                                                                     " times and did not prove itself"
                                                               : "its starts cannot be counted";
        if (!trial || !takeBack(release, reason)) {
            return {packaged, {}, false, "agent " + release + " is left out: " + reason};
        }
        notice = "agent " + release + " is taken back: " + reason;
    }
    return {packaged, {}, false, notice};
}

} // namespace hotswap::node
