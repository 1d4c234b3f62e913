// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/output.h"

#include "ui/common/error_text.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cstdio>

namespace hotswap::ctl {

namespace {

void put(std::FILE* stream, const QString& text) {
    const QByteArray bytes = text.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stream);
    std::fflush(stream);
}

QString fromUtf8(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

void Output::line(const QString& text) {
    if (m_form == Form::Text) {
        put(stdout, text);
    }
}

void Output::object(const QJsonObject& object) {
    if (m_form == Form::Json) {
        put(stdout, QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
    }
}

void Output::text(const QString& text) {
    put(stdout, text);
}

void Output::note(const QString& text) {
    put(stderr, text);
}

void Output::errorObject(const Error& error, const QString& message) {
    QJsonObject fields;
    for (const auto& [field, expected] : error.fields) {
        fields.insert(fromUtf8(field), fromUtf8(expected));
    }
    const QJsonObject inner{{QStringLiteral("code"), fromUtf8(errorCodeName(error.code))},
                            {QStringLiteral("message"), message},
                            {QStringLiteral("fields"), fields}};
    object(QJsonObject{{QStringLiteral("error"), inner}});
}

ExitCode Output::fail(const Error& error) {
    const ExitCode code = error.code == ErrorCode::OutcomeUnknown ? ExitCode::OutcomeUnknown
                          : error.code == ErrorCode::Frozen       ? ExitCode::Frozen
                                                                  : ExitCode::Failure;
    return fail(error, ui::errorText(error), code);
}

ExitCode Output::fail(const Error& error, const QString& sentence, ExitCode code) {
    const QString line = sentence.simplified(); // what a server or library said may have line breaks
    errorObject(error, line);
    note(line);
    return code;
}

ExitCode Output::wrongUsage(const QString& problem, const QString& command,
                            const std::map<std::string, std::string>& fields) {
    //: %1 what is wrong, without a full stop; %2 a command line
    const QString message = QCoreApplication::translate("Ctl", "%1; see “%2 --help”.").arg(problem, command);
    errorObject(Error{ErrorCode::InvalidArgument, problem.toStdString(), fields}, message);
    note(message);
    return ExitCode::Usage;
}

} // namespace hotswap::ctl
