// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/rights_sql.h"

#include <cstdio>
#include <cstdlib>
#include <libpq-fe.h>

namespace hotswap::rights {

namespace {

using ResultPtr = std::unique_ptr<PGresult, void (*)(PGresult*)>;

void takeRows(const PGresult* result, Said& said) {
    said.rows = static_cast<std::size_t>(PQntuples(result));
    for (int row = 0; row < PQntuples(result); ++row) {
        for (int column = 0; column < PQnfields(result); ++column) {
            said.text += PQgetvalue(result, row, column);
            said.text += '\t';
        }
        said.text += '\n';
    }
}

void takeCopy(PGconn* connection, Said& said) {
    char* line = nullptr;
    while (PQgetCopyData(connection, &line, 0) > 0) {
        said.text += line;
        ++said.rows;
        PQfreemem(line);
    }
}

/// Adds what one result says.
void take(PGconn* connection, const PGresult* result, Said& said) {
    said.ok = true;
    switch (PQresultStatus(result)) {
    case PGRES_TUPLES_OK: takeRows(result, said); break;
    case PGRES_COPY_OUT: takeCopy(connection, said); break;
    case PGRES_COPY_IN: PQputCopyEnd(connection, nullptr); break;
    case PGRES_COMMAND_OK:
    case PGRES_EMPTY_QUERY: break;
    default: {
        const char* const state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
        said.ok = false;
        said.state = state == nullptr ? "" : state;
        said.words = PQresultErrorMessage(result);
    }
    }
}

Said drain(PGconn* connection, bool sent) {
    Said said;
    said.words = sent ? "" : PQerrorMessage(connection);
    bool failed = false;
    while (PGresult* const next = PQgetResult(connection)) {
        const ResultPtr result(next, &PQclear);
        if (!failed) {
            take(connection, result.get(), said);
            failed = !said.ok;
        }
    }
    return said;
}

void ignoreNotice(void* /*nothing*/, const char* /*words*/) {}

} // namespace

Sql::Sql(const std::string& conninfo) : m_connection(PQconnectdb(conninfo.c_str()), &PQfinish) {
    if (PQstatus(m_connection.get()) != CONNECTION_OK) {
        std::fprintf(stderr, "No connection: %s\n", PQerrorMessage(m_connection.get()));
        std::exit(1);
    }
    PQsetNoticeProcessor(m_connection.get(), &ignoreNotice, nullptr);
}

Sql::~Sql() = default;

Said Sql::run(const std::string& sql) {
    return drain(m_connection.get(), PQsendQuery(m_connection.get(), sql.c_str()) == 1);
}

Said Sql::run(const std::string& sql, const std::vector<std::string>& parameters) {
    std::vector<const char*> values;
    for (const std::string& parameter : parameters) {
        values.push_back(parameter.c_str());
    }
    const int sent = PQsendQueryParams(m_connection.get(), sql.c_str(), static_cast<int>(values.size()),
                                       nullptr, values.data(), nullptr, nullptr, 0);
    return drain(m_connection.get(), sent == 1);
}

std::string quoted(const std::string& text) {
    std::string result = "'";
    for (const char c : text) {
        result += c;
        if (c == '\'') {
            result += c;
        }
    }
    return result + "'";
}

} // namespace hotswap::rights
