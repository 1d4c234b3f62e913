// SPDX-License-Identifier: Apache-2.0
#pragma once
// What hotswapctl says: results on standard output, errors as one sentence on standard error. With --json
// every result, also an error, is one JSON object on a line of standard output too.

#include "app/common/exit_code.h"
#include "core/domain/error.h"

#include <QJsonObject>
#include <QString>

#include <map>

namespace hotswap::ctl {

using app::ExitCode;

/// Used from the main thread.
class Output {
public:
    enum class Form { Text, Json };
    explicit Output(Form form) : m_form(form) {}

    Form form() const { return m_form; }
    /// One line for people; silent with --json.
    void line(const QString& text);
    /// One object for scripts; silent without --json.
    void object(const QJsonObject& object);
    /// Help and version texts: always printed.
    void text(const QString& text);
    /// Progress and warnings for people on standard error, also with --json.
    void note(const QString& text);

    /// Says what went wrong. ExitCode::Failure, but OutcomeUnknown and Frozen have their own.
    ExitCode fail(const Error& error);
    /// The same in a sentence of the caller's own.
    ExitCode fail(const Error& error, const QString& sentence, ExitCode code);
    /// Says what is wrong with the command line, where its help is, and returns ExitCode::Usage.
    /// `fields`: the options that are wrong, with what would be right.
    ExitCode wrongUsage(const QString& problem, const QString& command,
                        const std::map<std::string, std::string>& fields = {});

private:
    void errorObject(const Error& error, const QString& message);

    Form m_form;
};

} // namespace hotswap::ctl
