// SPDX-License-Identifier: Apache-2.0
#include "ui/deployments/deployment_board.h"

#include "ui/common/error_text.h"
#include "ui/common/qt_text.h"
#include "ui/common/words.h"
#include "ui/deployments/summary_text.h"

#include <iterator>

namespace hotswap::ui {

namespace {

constexpr std::size_t kHistoryPageRows = 50;
constexpr std::size_t kHistoryRowsMax = 5'000; // a person filters before scrolling further

constexpr DeploymentState kOutcomes[] = {DeploymentState::Succeeded, DeploymentState::RolledBack,
                                         DeploymentState::Failed, DeploymentState::Aborted};

TableRow makeRow(const DeploymentSummary& summary, const Formatter& formatter) {
    TableRow row;
    row.key = toQt(summary.id);
    row.cells = {
        {SummaryText::title(summary), CellKind::Strong, Tone::Neutral},
        {Words::of(summary.scope.environment), CellKind::Text, Tone::Neutral},
        {Words::of(summary.strategy), CellKind::Text, Tone::Neutral},
        {Words::of(summary.state), CellKind::Chip, Words::tone(summary.state)},
        {SummaryText::why(summary), CellKind::Faint, Tone::Neutral},
        {toQt(summary.requestedBy), CellKind::Text, Tone::Neutral},
        {formatter.dateTime(summary.endedAt), CellKind::Number, Tone::Neutral},
    };
    return row;
}

} // namespace

DeploymentBoard::DeploymentBoard(const PageContext& context, QObject* parent)
    : QObject(parent), m_context(context), m_running(context) {
    connect(&m_running, &RunningList::someEnded, this, [this] { reload(); });
    connect(&m_context.client, &ServiceClient::onlineChanged, this, [this] { reload(); });
    connect(&m_context.formatter, &Formatter::changed, this, [this] { retranslate(); });
    retranslate();
}

QList<qreal> DeploymentBoard::historyWidths() const {
    return {0.19, 0.11, 0.1, 0.12, 0.23, 0.09, 0.16};
}

void DeploymentBoard::setText(const QString& text) {
    if (m_text != text) {
        m_text = text;
        Q_EMIT filterChanged();
        reload();
    }
}

void DeploymentBoard::setEnvironment(const QString& environment) {
    if (m_environment != environment) {
        m_environment = environment;
        Q_EMIT filterChanged();
        reload();
    }
}

QStringList DeploymentBoard::outcomes() const {
    QStringList names{tr("Any outcome")};
    for (const DeploymentState state : kOutcomes) {
        names << Words::of(state);
    }
    return names;
}

void DeploymentBoard::setOutcome(int index) {
    if (m_outcome != index && index >= 0 && index <= static_cast<int>(std::size(kOutcomes))) {
        m_outcome = index;
        Q_EMIT filterChanged();
        reload();
    }
}

void DeploymentBoard::loadMore() {
    if (!m_loading && !m_next.empty() && m_rows.size() < kHistoryRowsMax) {
        fetch(m_next);
    }
}

void DeploymentBoard::reload() {
    fetch({});
}

void DeploymentBoard::retranslate() {
    m_history.setHeadings(
        {tr("Release"), tr("Environment"), tr("Strategy"), tr("Outcome"), tr("Why"), tr("By"), tr("Ended")});
    showRows();
    Q_EMIT outcomesChanged();
}

void DeploymentBoard::fetch(const std::string& page) {
    ports::queries::Deployments query;
    query.filter.text = fromQt(m_text);
    if (!m_environment.isEmpty()) {
        query.filter.environment = EnvironmentId(fromQt(m_environment));
    }
    if (m_outcome > 0) {
        query.filter.states = {kOutcomes[m_outcome - 1]};
    } else {
        query.filter.states.assign(std::begin(kOutcomes), std::end(kOutcomes));
    }
    query.page = page;
    query.limit = kHistoryPageRows;
    const std::uint64_t request = ++m_request;
    m_loading = true;
    Q_EMIT pageChanged();
    m_context.client.ask<ports::DeploymentPage>(
        this, query, [this, request, first = page.empty()](Result<ports::DeploymentPage> answer) {
            if (request != m_request) {
                return;
            }
            m_loading = false;
            m_error = answer.ok() ? QString() : errorText(answer.error());
            if (answer.ok()) {
                take(std::move(*answer), first);
            }
            Q_EMIT pageChanged();
        });
}

void DeploymentBoard::take(ports::DeploymentPage page, bool first) {
    if (first) {
        m_rows.clear();
    }
    m_rows.insert(m_rows.end(), std::make_move_iterator(page.rows.begin()),
                  std::make_move_iterator(page.rows.end()));
    m_next = std::move(page.next);
    showRows();
}

void DeploymentBoard::showRows() {
    std::vector<TableRow> rows;
    rows.reserve(m_rows.size());
    for (const DeploymentSummary& summary : m_rows) {
        rows.push_back(makeRow(summary, m_context.formatter));
    }
    m_history.setRows(std::move(rows));
}

} // namespace hotswap::ui
