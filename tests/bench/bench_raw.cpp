// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/bench_raw.h"

#include <cstdio>
#include <cstdlib>
#include <libpq-fe.h>
#include <poll.h>

namespace hotswap::bench {

namespace {

constexpr int kWaitMs = 10'000;

[[noreturn]] void giveUp(PGconn* connection, const std::string& what) {
    std::fprintf(stderr, "%s: %s", what.c_str(), PQerrorMessage(connection));
    std::exit(1);
}

using ResultPtr = std::unique_ptr<PGresult, void (*)(PGresult*)>;

ResultPtr checked(PGconn* connection, PGresult* raw, const std::string& what) {
    ResultPtr result(raw, &PQclear);
    const ExecStatusType status = PQresultStatus(raw);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
        giveUp(connection, what);
    }
    return result;
}

void ignoreNotice(void* /*nothing*/, const char* /*words*/) {}

} // namespace

Raw::Raw(const std::string& conninfo) : m_connection(PQconnectdb(conninfo.c_str()), &PQfinish) {
    if (PQstatus(m_connection.get()) != CONNECTION_OK) {
        giveUp(m_connection.get(), "connect");
    }
    PQsetNoticeProcessor(m_connection.get(), &ignoreNotice, nullptr);
    run("SET jit = off"); // as the product's sessions
}

Raw::~Raw() = default;

void Raw::run(const std::string& sql) {
    checked(m_connection.get(), PQexec(m_connection.get(), sql.c_str()), sql);
}

void Raw::prepare(const char* name, const std::string& sql) {
    checked(m_connection.get(), PQprepare(m_connection.get(), name, sql.c_str(), 0, nullptr), sql);
}

int Raw::execute(const char* name, const std::vector<std::string>& parameters) {
    std::vector<const char*> values;
    values.reserve(parameters.size());
    for (const std::string& parameter : parameters) {
        values.push_back(parameter.c_str());
    }
    PGresult* const result = PQexecPrepared(m_connection.get(), name, static_cast<int>(values.size()),
                                            values.data(), nullptr, nullptr, 0);
    return PQntuples(checked(m_connection.get(), result, name).get());
}

std::string Raw::value(const std::string& sql) {
    const ResultPtr result = checked(m_connection.get(), PQexec(m_connection.get(), sql.c_str()), sql);
    return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
}

void Raw::awaitNotification() {
    PGnotify* notice = PQnotifies(m_connection.get());
    while (notice == nullptr) {
        pollfd look{PQsocket(m_connection.get()), POLLIN, 0};
        if (::poll(&look, 1, kWaitMs) <= 0 || PQconsumeInput(m_connection.get()) == 0) {
            giveUp(m_connection.get(), "notification");
        }
        notice = PQnotifies(m_connection.get());
    }
    for (; notice != nullptr; notice = PQnotifies(m_connection.get())) {
        PQfreemem(notice);
    }
}

} // namespace hotswap::bench
