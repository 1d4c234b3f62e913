// SPDX-License-Identifier: Apache-2.0
#include "ui/policies/policy_editor.h"

#include "ui/common/error_text.h"
#include "ui/common/qt_text.h"
#include "ui/policies/line_difference.h"

#include <QTimer>

namespace hotswap::ui {

namespace {

constexpr int kSettleMs = 250;

} // namespace

PolicyEditor::PolicyEditor(const ports::PolicyText& format, QObject* parent)
    : QObject(parent), m_format(format), m_settle(new QTimer(this)) {
    m_settle->setSingleShot(true);
    m_settle->setInterval(kSettleMs);
    connect(m_settle, &QTimer::timeout, this, &PolicyEditor::check);
    showProblems();
}

void PolicyEditor::setText(const QString& text) {
    if (text == m_text) {
        return;
    }
    m_text = text;
    m_checking = true;
    m_policy.reset(); // nothing is done with a text that was not read
    m_settle->start();
    Q_EMIT changed();
}

QString PolicyEditor::summary() const {
    if (m_checking) {
        return tr("Being checked…");
    }
    if (m_error) {
        return m_error->fields.empty()
                   ? tr("This is no policy file yet")
                   : tr("%Ln field(s) are not right", "", static_cast<int>(m_error->fields.size()));
    }
    if (!m_loaded) {
        return {};
    }
    //: %1 "version 4", "the default"
    return m_changedLines == 0 ? tr("As in %1").arg(m_baseName)
                               : tr("%Ln line(s) differ from %1", "", m_changedLines).arg(m_baseName);
}

QString PolicyEditor::written(const Policy& policy) const {
    return toQt(m_format.write(policy, fromQt(m_heading)));
}

void PolicyEditor::load(const EnvironmentId& environment, const Policy& policy, const QString& name,
                        const QString& heading) {
    m_environment = environment;
    m_heading = heading;
    m_loaded = policy;
    m_base = written(policy);
    m_baseName = name;
    m_text = m_base;
    check();
    Q_EMIT textReplaced();
}

void PolicyEditor::put(const Policy& policy) {
    m_text = written(policy);
    check();
    Q_EMIT textReplaced();
}

bool PolicyEditor::saysTheSame() const {
    if (!m_policy || !m_loaded) {
        return false;
    }
    Policy said = *m_policy;
    said.version = m_loaded->version; // counted by the store, not written
    return said == *m_loaded;
}

void PolicyEditor::check() {
    m_settle->stop();
    m_checking = false;
    m_changedLines = ui::changedLines(m_base, m_text);
    auto read = m_format.read(fromQt(m_text), m_environment);
    m_policy = read.ok() ? std::optional(*std::move(read)) : std::nullopt;
    m_error = m_policy ? std::nullopt : std::optional(read.error());
    showProblems();
    Q_EMIT changed();
}

void PolicyEditor::showProblems() {
    m_problems.setHeadings({tr("Field"), tr("What would be right")});
    std::vector<TableRow> rows;
    if (m_error && m_error->fields.empty()) {
        rows.push_back({QStringLiteral("file"),
                        {{tr("The file"), CellKind::Strong, Tone::Bad},
                         {m_error->detail.empty() ? errorText(*m_error) : toQt(m_error->detail),
                          CellKind::Text, Tone::Neutral}}});
    }
    for (const auto& [field, expected] : m_error ? m_error->fields : Error().fields) {
        rows.push_back({toQt(field),
                        {{toQt(field), CellKind::Mono, Tone::Neutral},
                         {toQt(expected), CellKind::Text, Tone::Neutral}}});
    }
    m_problems.setRows(std::move(rows));
}

void PolicyEditor::retranslate() {
    showProblems();
    Q_EMIT changed();
}

} // namespace hotswap::ui
