// SPDX-License-Identifier: Apache-2.0
#include "ui/policies/policy_trial.h"

#include "ui/common/backtest_text.h"
#include "ui/common/error_text.h"
#include "ui/common/qt_text.h"
#include "ui/common/verdict_explanation.h"

namespace hotswap::ui {

namespace {

Tone toneOf(ReleaseOutcome outcome) {
    switch (outcome) {
    case ReleaseOutcome::Good: return Tone::Good;
    case ReleaseOutcome::Bad: return Tone::Bad;
    case ReleaseOutcome::Unclear: return Tone::Neutral;
    }
    return Tone::Neutral;
}

/// Whether what the policy would have done is what one would want of it.
Tone toneOf(const BacktestRow& row) {
    if (row.outcome == ReleaseOutcome::Unclear || row.replayed == Replayed::NoEvidence) {
        return Tone::Neutral;
    }
    if (row.replayed == Replayed::Waits) {
        return Tone::Warning;
    }
    const bool stops = row.replayed == Replayed::Stops;
    return stops == (row.outcome == ReleaseOutcome::Bad) ? Tone::Good : Tone::Bad;
}

} // namespace

PolicyTrial::PolicyTrial(const PageContext& context, QObject* parent) : QObject(parent), m_context(context) {
    rebuild();
}

QString PolicyTrial::sentence() const {
    if (!m_answer) {
        return {};
    }
    return m_answer->rows.empty() ? tr("No rollout here has ended and been judged yet.")
                                  : sumSentences(m_answer->sum, m_context.formatter.locale()).join(u' ');
}

void PolicyTrial::run(ports::queries::Backtest query) {
    const std::uint64_t asked = ++m_asked;
    m_running = true;
    m_error.clear();
    Q_EMIT changed();
    m_context.client.ask<ports::BacktestAnswer>(this, std::move(query),
                                                [this, asked](Result<ports::BacktestAnswer> answer) {
                                                    if (asked != m_asked) {
                                                        return;
                                                    }
                                                    m_running = false;
                                                    m_answer.reset();
                                                    if (answer.ok()) {
                                                        m_answer = *std::move(answer);
                                                    } else {
                                                        m_error = errorText(answer.error());
                                                    }
                                                    rebuild();
                                                });
}

void PolicyTrial::clear() {
    ++m_asked;
    m_running = false;
    m_answer.reset();
    m_error.clear();
    rebuild();
}

QString PolicyTrial::detailOf(int row) const {
    if (!m_answer || row < 0 || static_cast<std::size_t>(row) >= m_answer->rows.size()) {
        return {};
    }
    const auto& verdict = m_answer->rows[static_cast<std::size_t>(row)].verdict;
    return verdict ? explain({*verdict, 0, 0}, m_context.formatter.locale()).sentence() : QString();
}

void PolicyTrial::rebuild() {
    m_rollouts.setHeadings(
        {tr("Release"), tr("Ended"), tr("What happened"), tr("With this policy"), tr("Stopped")});
    std::vector<TableRow> rows;
    for (const BacktestRow& row : m_answer ? m_answer->rows : std::vector<BacktestRow>()) {
        rows.push_back({toQt(row.summary.id),
                        {{m_context.formatter.release(row.summary.release), CellKind::Strong, Tone::Neutral},
                         {m_context.formatter.dateTime(row.summary.endedAt), CellKind::Faint, Tone::Neutral},
                         {outcomeText(row), CellKind::Chip, toneOf(row.outcome)},
                         {replayedText(row), CellKind::Chip, toneOf(row)},
                         {earlierText(stoppedEarlier(row), m_context.formatter.locale()), CellKind::Text,
                          Tone::Neutral}}});
    }
    m_rollouts.setRows(std::move(rows));
    Q_EMIT changed();
}

} // namespace hotswap::ui
