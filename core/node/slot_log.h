// SPDX-License-Identifier: Apache-2.0
#pragma once
// Follows the log that a shim writes for its module and gives on what comes, line by line and not faster than
// a bound. The file itself keeps everything (the shim bounds it).

#include "core/codec/file_io.h"
#include "core/node/reactor.h"

#include <filesystem>

namespace hotswap::node {

/// How much of a module's output is given on.
struct LineBounds {
    double linesPerSecond = 20;
    double burst = 200;
    std::size_t lineBytesMax = 2'000;
};

/// Lines within the bounds; how many were left out is said once there is room again. Pure.
class LineRate {
public:
    explicit LineRate(LineBounds bounds) : m_bounds(bounds), m_room(bounds.burst) {}
    /// Whether a line may pass now.
    bool pass(Instant now);
    /// Lines refused since the last call that gave a number, once there is room to say so; 0: nothing to say.
    std::uint64_t leftOut(Instant now);

private:
    void refill(Instant now);

    LineBounds m_bounds;
    double m_room;
    std::uint64_t m_leftOut = 0;
    Instant m_last{};
};

class SlotLog {
public:
    using Line = std::function<void(std::string text)>;

    /// Follows the file `log` in `slotDir` from its present end. Without inotify nothing is given on.
    SlotLog(Reactor& reactor, std::filesystem::path slotDir, Line line, LineBounds bounds = {});
    ~SlotLog();
    SlotLog(const SlotLog&) = delete;
    SlotLog& operator=(const SlotLog&) = delete;

    /// Gives on what is there now, also a last line without its end.
    void finish();

private:
    void onChanged();
    void read();
    void take(std::string_view bytes);
    void tell(std::string text);

    Reactor& m_reactor;
    std::filesystem::path m_dir;
    Line m_line;
    LineBounds m_bounds;
    LineRate m_rate;
    codec::Descriptor m_watch;
    codec::Descriptor m_file;
    std::uint64_t m_at = 0;
    std::string m_part; ///< a line whose end has not come
    Reactor::TimerId m_timer = 0;
};

/// Adds what no shim writes, for example a hook's output, within the bounds of a slot's log. Best effort.
void appendToLog(const std::filesystem::path& slotDir, std::string_view text);

} // namespace hotswap::node
