// SPDX-License-Identifier: Apache-2.0
#include "core/node/slot_log.h"

#include <algorithm>
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hotswap::node {

namespace {

constexpr Duration kGather{250};            // lines come in bursts: one look for all of them
constexpr off_t kLogBytesMax = 1024 * 1024; // as the shim bounds it
constexpr std::size_t kLookBytesMax = 64 * 1024;

codec::Descriptor openLog(const std::filesystem::path& dir) {
    return codec::Descriptor(::open((dir / "log").c_str(), O_RDONLY | O_CLOEXEC));
}

/// The file under the name is another one than what is open: the shim has begun a new one.
bool replaced(int fd, const std::filesystem::path& dir) {
    struct stat open {};
    struct stat named {};
    return ::fstat(fd, &open) == 0 && ::stat((dir / "log").c_str(), &named) == 0 &&
           open.st_ino != named.st_ino;
}

} // namespace

void LineRate::refill(Instant now) {
    if (m_last != Instant{}) {
        const double seconds = std::chrono::duration<double>(now - m_last).count();
        m_room = std::min(m_bounds.burst, m_room + seconds * m_bounds.linesPerSecond);
    }
    m_last = now;
}

bool LineRate::pass(Instant now) {
    refill(now);
    if (m_room < 1) {
        ++m_leftOut;
        return false;
    }
    m_room -= 1;
    return true;
}

std::uint64_t LineRate::leftOut(Instant now) {
    refill(now);
    if (m_leftOut == 0 || m_room < 1) {
        return 0;
    }
    m_room -= 1;
    return std::exchange(m_leftOut, 0);
}

SlotLog::SlotLog(Reactor& reactor, std::filesystem::path slotDir, Line line, LineBounds bounds)
    : m_reactor(reactor),
      m_dir(std::move(slotDir)),
      m_line(std::move(line)),
      m_bounds(bounds),
      m_rate(bounds),
      m_watch(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)),
      m_file(openLog(m_dir)) {
    if (m_file.valid()) {
        m_at = static_cast<std::uint64_t>(std::max<off_t>(0, ::lseek(m_file.get(), 0, SEEK_END)));
    }
    if (m_watch.valid() &&
        ::inotify_add_watch(m_watch.get(), m_dir.c_str(), IN_MODIFY | IN_CREATE | IN_MOVED_FROM) >= 0) {
        m_reactor.watch(m_watch.get(), EPOLLIN, [this](std::uint32_t) { onChanged(); });
    }
}

SlotLog::~SlotLog() {
    m_reactor.cancel(m_timer);
    if (m_watch.valid()) {
        m_reactor.unwatch(m_watch.get());
    }
}

void SlotLog::onChanged() {
    char events[4'096];
    while (::read(m_watch.get(), events, sizeof events) > 0) {}
    if (m_timer == 0) {
        m_timer = m_reactor.after(kGather, [this] {
            m_timer = 0;
            read();
        });
    }
}

/// What was left of a file that was put aside, then the new one.
void SlotLog::read() {
    for (int file = 0; file < 2; ++file) {
        if (!m_file.valid()) {
            m_file = openLog(m_dir);
            m_at = 0;
        }
        const auto bytes = m_file.valid() ? codec::readAt(m_file.get(), m_at, kLookBytesMax)
                                          : Result<std::string>(std::string{});
        if (bytes.ok()) {
            m_at += bytes->size();
            take(*bytes);
        }
        if (m_file.valid() && bytes.ok() && bytes->size() == kLookBytesMax && m_timer == 0) {
            m_timer = m_reactor.after(kGather, [this] {
                m_timer = 0;
                read();
            });
            return;
        }
        if (!m_file.valid() || !replaced(m_file.get(), m_dir)) {
            return;
        }
        m_file = codec::Descriptor();
    }
}

void SlotLog::take(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto end = bytes.find('\n');
        const auto room = m_bounds.lineBytesMax - std::min(m_bounds.lineBytesMax, m_part.size());
        m_part += bytes.substr(0, std::min(end, room));
        if (end == std::string_view::npos) {
            return;
        }
        tell(std::exchange(m_part, {}));
        bytes.remove_prefix(end + 1);
    }
}

void SlotLog::tell(std::string text) {
    const Instant now = m_reactor.now();
    if (const auto missing = m_rate.leftOut(now); missing > 0) {
        m_line("(" + std::to_string(missing) + " lines left out; the log on the node has them)");
    }
    if (m_rate.pass(now)) {
        m_line(std::move(text));
    }
}

void SlotLog::finish() {
    read();
    if (!m_part.empty()) {
        tell(std::exchange(m_part, {}));
    }
}

void appendToLog(const std::filesystem::path& slotDir, std::string_view text) {
    if (text.empty()) {
        return;
    }
    const std::filesystem::path file = slotDir / "log";
    struct stat info {};
    if (::stat(file.c_str(), &info) == 0 && info.st_size > kLogBytesMax) {
        ::rename(file.c_str(), (slotDir / "log.1").c_str());
    }
    const codec::Descriptor fd(::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    if (fd.valid()) {
        (void)codec::writeAll(fd.get(), text, file);
    }
}

} // namespace hotswap::node
