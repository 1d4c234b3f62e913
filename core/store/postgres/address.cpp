// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/address.h"

#include <libpq-fe.h>
#include <map>
#include <memory>

namespace hotswap::store::postgres {

namespace {

using Options = std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)>;

void take(const Options& options, std::map<std::string, std::string>& into) {
    for (const PQconninfoOption* option = options.get(); option != nullptr && option->keyword != nullptr;
         ++option) {
        if (option->val != nullptr && *option->val != '\0') {
            into[option->keyword] = option->val;
        }
    }
}

} // namespace

Result<DatabaseAddress> addressOf(const std::string& conninfo) {
    char* words = nullptr;
    const Options given(PQconninfoParse(conninfo.c_str(), &words), &PQconninfoFree);
    if (!given) {
        const std::string detail = words == nullptr ? "conninfo" : words;
        PQfreemem(words);
        return invalidField("--connect", detail);
    }
    std::map<std::string, std::string> values;
    take(Options(PQconndefaults(), &PQconninfoFree), values);
    if (values.contains("service")) {
        values.erase("service"); // of the environment; PQconndefaults has read its file
    }
    std::map<std::string, std::string> own;
    take(given, own);
    for (const auto& [name, value] : own) {
        values[name] = value;
    }
    const std::string& login = values["user"];
    const std::string database = values["dbname"].empty() ? login : values["dbname"];
    const std::string host = values["host"].empty() ? values["hostaddr"] : values["host"];
    std::string text = host + ":" + values["port"] + "/" + database;
    if (!values["service"].empty()) {
        text = values["service"] + "@" + text;
    }
    return DatabaseAddress{std::move(text), login};
}

} // namespace hotswap::store::postgres
