// SPDX-License-Identifier: Apache-2.0
#include "ui/deployments/deployment_view.h"

#include "ui/common/error_text.h"
#include "ui/common/qt_text.h"
#include "ui/common/reason_text.h"
#include "ui/common/words.h"
#include "ui/deployments/summary_text.h"

#include <algorithm>

namespace hotswap::ui {

namespace {

std::optional<Verb> verbOf(const QString& key) {
    for (const Verb verb : kAllVerbs) {
        if (toQt(verbName(verb)) == key) {
            return verb;
        }
    }
    return std::nullopt;
}

bool mayHaveChanged(ports::NodeStep step) {
    return step != ports::NodeStep::Pending && step != ports::NodeStep::Skipped &&
           step != ports::NodeStep::TakenBack;
}

} // namespace

DeploymentView::DeploymentView(const PageContext& context, QObject* parent)
    : QObject(parent), m_context(context), m_events(context), m_plan(context.formatter), m_charts(context) {
    connect(&m_context.client, &ServiceClient::delivered, this,
            [this](const std::shared_ptr<const ports::ConsoleDelta>& delta) { hear(*delta); });
    connect(&m_context.formatter, &Formatter::changed, this, [this] {
        m_charts.retranslate();
        show();
    });
    connect(&m_context.client, &ServiceClient::identityChanged, this, [this] { refresh(); });
    connect(&m_context.client, &ServiceClient::onlineChanged, this, [this] {
        show();
        refresh();
    });
}

QString DeploymentView::id() const {
    return toQt(m_id);
}

QString DeploymentView::title() const {
    return m_detail ? SummaryText::title(m_detail->summary) : QString();
}

QString DeploymentView::subtitle() const {
    if (!m_detail) {
        return {};
    }
    const DeploymentSummary& summary = m_detail->summary;
    //: %1 environment, %2 strategy, %3 user, %4 date and time
    return tr("%1 · %2 · by %3 · %4")
        .arg(Words::of(summary.scope.environment), Words::of(summary.strategy), toQt(summary.requestedBy),
             m_context.formatter.dateTime(summary.requestedAt));
}

QString DeploymentView::stateWord() const {
    return m_detail ? Words::of(m_detail->summary.state) : QString();
}

int DeploymentView::stateTone() const {
    if (!m_detail) {
        return static_cast<int>(Tone::Neutral);
    }
    const bool waits = SummaryText::waitsForPerson(m_detail->summary);
    return static_cast<int>(waits ? Tone::Person : Words::tone(m_detail->summary.state));
}

QString DeploymentView::progress() const {
    return m_detail ? SummaryText::progress(m_detail->summary, m_context.formatter) : QString();
}

double DeploymentView::fraction() const {
    return m_detail ? SummaryText::fraction(m_detail->summary) : 0;
}

QString DeploymentView::why() const {
    if (!m_detail) {
        return {};
    }
    const DeploymentSummary& summary = m_detail->summary;
    const ports::WaveRow* wave = latestJudgedWave();
    if (summary.endReason == EndReason::None) {
        const bool unclear = std::any_of(summary.pauses.begin(), summary.pauses.end(), [](const auto& pause) {
            return pause.reason == PauseReason::Inconclusive;
        });
        const QString why = SummaryText::why(summary);
        return unclear && wave != nullptr
                   ? why + QStringLiteral(" · ") + verdictText(*wave->verdict, m_context.formatter.locale())
                   : why;
    }
    ReasonFacts facts{summary, std::nullopt, 0};
    if (wave != nullptr) {
        facts.verdict = wave->verdict;
        facts.wave = static_cast<std::uint32_t>(wave - m_detail->waves.data()) + 1;
    }
    return reasonText(facts, m_context.formatter.locale());
}

QString DeploymentView::leader() const {
    if (!m_detail || isTerminal(m_detail->summary.state)) {
        return {};
    }
    //: %1 name of the program that leads
    return m_detail->leader.empty() ? tr("Nobody leads this scope")
                                    : tr("Led by %1").arg(toQt(m_detail->leader));
}

QString DeploymentView::comparison() const {
    const Verdict* verdict = latestVerdict();
    if (verdict == nullptr) {
        return {};
    }
    const QString source = Words::of(verdict->source);
    const QString requests = m_context.formatter.number(static_cast<qint64>(verdict->canaryRequests));
    //: %1 what it is compared with, %2 number of requests
    QString text = tr("Compared with %1 · %2 requests on the canary").arg(source, requests);
    if (verdict->falseAlarmRate > 0) {
        //: %1 percentage of rollouts
        text += QStringLiteral(" · ") +
                tr("false alarms: at most %1").arg(m_context.formatter.percent(verdict->falseAlarmRate, 1));
    }
    if (const QString calm = Words::of(verdict->calm); !calm.isEmpty()) {
        text += QStringLiteral(" · ") + calm;
    }
    return text;
}

QString DeploymentView::pace() const {
    if (!m_detail || m_detail->summary.startedAt == Instant{}) {
        return {};
    }
    const DeploymentSummary& summary = m_detail->summary;
    const bool ended = isTerminal(summary.state);
    const Instant until = ended ? summary.endedAt : m_detail->environmentNow;
    const QString expected = m_context.formatter.duration(m_detail->plan.expected);
    const QString taken = m_context.formatter.duration(until - summary.startedAt);
    //: %1 planned duration, %2 time taken
    return ended ? tr("expected %1, took %2").arg(expected, taken)
                 : tr("expected %1, so far %2").arg(expected, taken);
}

void DeploymentView::open(const QString& deployment) {
    ++m_term;
    m_id = DeploymentId(fromQt(deployment));
    m_detail.reset();
    m_error.clear();
    m_asking = false;
    m_events.follow(m_id);
    m_charts.follow(m_id);
    show();
    Q_EMIT opened();
    refresh();
}

void DeploymentView::act(const QString& key, const QString& node, const QString& reason, bool atOnce) {
    const std::optional<Verb> verb = verbOf(key);
    const VerbItem* item = m_verbs.find(key);
    if (!verb || item == nullptr) {
        return;
    }
    const auto wait = item->undoable && !atOnce ? UndoGrace::Wait::Grace : UndoGrace::Wait::None;
    //: %1 verb, %2 deployment
    m_context.grace.offer(tr("%1: %2").arg(item->name, title()), wait,
                          [this, verb = *verb, node, reason] { send(verb, node, reason); });
}

QString DeploymentView::consequence(const QString& key) const {
    const std::optional<Verb> verb = verbOf(key);
    if (!verb || !m_detail) {
        return {};
    }
    const int nodes = static_cast<int>(nodesThatMayHaveChanged());
    const QString environment = Words::of(m_detail->summary.scope.environment);
    switch (*verb) {
    case Verb::Abort:
        //: %1 environment
        return nodes == 0
                   ? tr("Ends this deployment. No node was changed.")
                   : tr("Ends this deployment and takes back %n node(s) of %1.", "", nodes).arg(environment);
    case Verb::Rollback: return tr("Takes back %n node(s) of %1.", "", nodes).arg(environment);
    case Verb::AcceptAsIs:
        return tr("Ends this deployment although %n node(s) of %1 may not run the stable release.", "", nodes)
            .arg(environment);
    default: return {};
    }
}

void DeploymentView::hear(const ports::ConsoleDelta& delta) {
    if (m_id.empty()) {
        return;
    }
    const bool events =
        std::find(delta.newEvents.begin(), delta.newEvents.end(), m_id) != delta.newEvents.end();
    const bool row = std::any_of(delta.deployments.begin(), delta.deployments.end(),
                                 [this](const DeploymentSummary& summary) { return summary.id == m_id; });
    if (delta.snapshot || events || row) {
        m_events.refresh();
        m_charts.refresh();
        refresh();
    }
    const auto& sampled = delta.newSamples;
    if (m_detail && !isTerminal(m_detail->summary.state) &&
        std::find(sampled.begin(), sampled.end(), m_detail->summary.scope.environment) != sampled.end()) {
        m_charts.refresh();
    }
}

void DeploymentView::refresh() {
    if (m_id.empty()) {
        return;
    }
    if (m_asking) {
        m_again = true;
        return;
    }
    m_asking = true;
    m_again = false;
    m_context.client.ask<ports::DeploymentDetail>(
        this, ports::queries::OneDeployment{m_id},
        [this, term = m_term](Result<ports::DeploymentDetail> answer) {
            if (term != m_term) {
                return;
            }
            m_asking = false;
            m_error = answer.ok() ? QString() : errorText(answer.error());
            if (answer.ok()) {
                m_detail = std::move(*answer);
            }
            show();
            if (m_again) {
                refresh();
            }
        });
}

void DeploymentView::show() {
    static const ports::DeploymentDetail kNothing{};
    const ports::DeploymentDetail& detail = m_detail ? *m_detail : kNothing;
    const Formatter& formatter = m_context.formatter;
    m_stages.show(detail.stages, formatter);
    m_waves.show(detail.waves, formatter);
    m_verbs.show(detail, m_context.client.online() ? QString() : ServiceClient::offlineText());
    m_findings.show(latestVerdict(), canaryRate(), formatter);
    m_votes.show(detail.approvals, formatter);
    if (m_detail) {
        m_plan.show(detail.plan, {});
    } else {
        m_plan.clear();
    }
    Q_EMIT changed();
}

void DeploymentView::send(Verb verb, const QString& node, const QString& reason) {
    ports::requests::Act request;
    request.deployment = m_id;
    request.verb = verb;
    request.node = NodeId(fromQt(node));
    request.reason = fromQt(reason);
    m_context.client.execute(this, request, [this, verb](Result<ports::Answer> answer) {
        if (answer.ok()) {
            //: %1 verb that was accepted
            m_context.notices.say(tr("Accepted: %1").arg(Words::of(verb)), Tone::Good);
        } else {
            m_context.notices.say(errorText(answer.error()), Tone::Bad);
        }
    });
}

const ports::WaveRow* DeploymentView::latestJudgedWave() const {
    if (!m_detail) {
        return nullptr;
    }
    const auto& waves = m_detail->waves;
    const auto found = std::find_if(waves.rbegin(), waves.rend(),
                                    [](const ports::WaveRow& wave) { return wave.verdict.has_value(); });
    return found == waves.rend() ? nullptr : &*found;
}

const Verdict* DeploymentView::latestVerdict() const {
    const ports::WaveRow* wave = latestJudgedWave();
    return wave == nullptr ? nullptr : &*wave->verdict;
}

double DeploymentView::canaryRate() const {
    const ports::WaveRow* wave = latestJudgedWave();
    if (wave == nullptr || wave->bakeDone <= Duration::zero()) {
        return 0;
    }
    return 1000.0 * static_cast<double>(wave->verdict->canaryRequests) /
           static_cast<double>(wave->bakeDone.count());
}

std::size_t DeploymentView::nodesThatMayHaveChanged() const {
    std::size_t count = 0;
    for (const ports::WaveRow& wave : m_detail->waves) {
        count += static_cast<std::size_t>(
            std::count_if(wave.nodes.begin(), wave.nodes.end(),
                          [](const ports::NodeRow& row) { return mayHaveChanged(row.step); }));
    }
    return count;
}

} // namespace hotswap::ui
