// SPDX-License-Identifier: Apache-2.0
#pragma once
// What this program has seen of the database, kept over restarts: the latest row of the feed. A server that
// does not know it any more has lost commits (design: reliability.md, Lost-tail detector).

#include "core/store/postgres/connection.h"

#include <functional>
#include <string>

namespace hotswap::store::postgres {

/// Where the memory is kept, one short text for each installation. Called by the feed's thread, and once by
/// the one that opens the store. Either may be empty: then it lasts as long as the program.
struct TailStorage {
    std::function<std::string(const std::string& installation)> recall; ///< empty text: nothing is known
    std::function<void(const std::string& installation, const std::string& text)> remember;
};

/// Used by one thread at a time.
class TailMemory {
public:
    explicit TailMemory(TailStorage storage) : m_storage(std::move(storage)) {}
    ~TailMemory() { keep(); }
    TailMemory(const TailMemory&) = delete;
    TailMemory& operator=(const TailMemory&) = delete;

    /// Tells the server what was seen, before anything else is asked of a new connection. True: it is not
    /// what it was, and everything is to be read again. Errors: those of Connection::run.
    Result<bool> attest(Connection& connection);
    /// A row of the feed, as text and numbers of its columns. What is not worth a person's time when it is
    /// lost is passed over: leases, telemetry, nodes' reports and presence all come again by themselves.
    void saw(const std::string& xid, std::int64_t id, std::int64_t at, std::int64_t kind);
    /// Keeps it, at most twice a second of `now` (store time).
    void keepSometimes(std::int64_t now);
    std::uint64_t generation() const { return m_generation; }

private:
    void recall(const std::string& installation);
    void keep();

    const TailStorage m_storage;
    std::string m_installation;
    std::uint64_t m_generation = 0; ///< of the server as last asked
    std::uint64_t m_seenUnder = 0;  ///< generation of the row that is remembered
    std::string m_xid = "0";        ///< "0": none is remembered
    std::int64_t m_id = 0;
    std::int64_t m_at = 0;
    bool m_unkept = false;
    std::int64_t m_keptAt = 0;
};

} // namespace hotswap::store::postgres
