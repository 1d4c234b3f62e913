// SPDX-License-Identifier: Apache-2.0
#include "ui/deployments/event_text.h"

#include "ui/common/error_text.h"
#include "ui/common/qt_text.h"
#include "ui/common/words.h"
#include "ui/deployments/summary_text.h"

namespace hotswap::ui {

/// One overload per kind of event: a missing one does not compile.
struct EventText::Writer {
    Q_DECLARE_TR_FUNCTIONS(EventText)

public:
    const Formatter& formatter;

    QString wave(std::uint32_t index) const { return formatter.number(qint64(index) + 1); }

    /// "…" or "…: detail".
    static QString with(const QString& sentence, const std::string& detail) {
        //: %1 sentence, %2 detail
        return detail.empty() ? sentence : tr("%1: %2").arg(sentence, toQt(detail));
    }
    /// "… by NAME", with the reason when one was given.
    static QString by(const QString& sentence, const UserId& user, const std::string& reason) {
        //: %1 what was done, %2 user name
        const QString named = user.empty() ? sentence : tr("%1 by %2").arg(sentence, toQt(user));
        return with(named, reason);
    }

    QString operator()(const events::Submitted& e) const {
        return by(tr("Submitted"), e.spec.requestedBy, e.spec.description);
    }
    QString operator()(const events::Started& e) const {
        return tr("Started: %n node(s) may change", "", static_cast<int>(e.plan.mayChange.size()));
    }
    QString operator()(const events::StageChanged& e) const {
        //: %1 stage, %2 state of the stage
        return with(tr("Stage %1: %2").arg(Words::of(e.stage), Words::of(e.state)), e.detail);
    }
    QString operator()(const events::CheckFinished& e) const {
        const QString check = toQt(e.check);
        const QString took = formatter.duration(e.took);
        //: %1 name of the check, %2 how long it took
        return e.passed ? tr("Check %1 passed in %2").arg(check, took)
                        : tr("Check %1 failed in %2").arg(check, took);
    }
    QString operator()(const events::ApprovalRequested&) const { return tr("Sign-off was asked for"); }
    QString operator()(const events::ApprovalDecided& e) const {
        //: %1 state of the approval, for example "approved"
        return by(tr("Sign-off: %1").arg(Words::of(e.state)), e.by, e.reason);
    }
    QString operator()(const events::WaveStarted& e) const { return tr("Wave %1 started").arg(wave(e.wave)); }
    QString operator()(const events::NodeCommanded& e) const {
        const QString node = toQt(e.node);
        //: %1 node name
        return e.rollback ? tr("%1 is being taken back").arg(node) : tr("%1 was told to change").arg(node);
    }
    QString operator()(const events::NodeAnswered& e) const {
        const QString node = toQt(e.node);
        switch (e.outcome) {
        case ReceiptOutcome::Applied:
            //: %1 node name, %2 release
            return tr("%1 runs %2").arg(node, formatter.release(e.running));
        case ReceiptOutcome::Reverted: return with(tr("%1 went back by itself").arg(node), e.detail);
        case ReceiptOutcome::Failed: return with(tr("%1 could not change").arg(node), e.detail);
        case ReceiptOutcome::Refused: return with(tr("%1 refused the command").arg(node), e.detail);
        case ReceiptOutcome::Broken: return with(tr("%1 serves nothing any more").arg(node), e.detail);
        }
        return {};
    }
    QString operator()(const events::NodeBecameHealthy& e) const {
        return tr("%1 stayed healthy").arg(toQt(e.node));
    }
    QString operator()(const events::NodeFailed& e) const {
        const QString sentence =
            e.outcomeUnknown ? tr("%1 did not answer: what it runs is not known") : tr("%1 failed");
        return with(sentence.arg(toQt(e.node)), e.detail);
    }
    QString operator()(const events::NodeSkipped& e) const {
        return by(tr("%1 was skipped").arg(toQt(e.node)), e.by, e.why);
    }
    QString operator()(const events::NodeReturned& e) const {
        return tr("%1 was not touched: its command was taken back").arg(toQt(e.node));
    }
    QString operator()(const events::NodesJoined& e) const {
        return tr("%n node(s) joined the plan", "", static_cast<int>(e.nodes.size()));
    }
    QString operator()(const events::BakeStarted& e) const {
        //: %1 number of the wave, %2 duration
        return tr("Wave %1 bakes for %2").arg(wave(e.wave), formatter.duration(e.length));
    }
    QString operator()(const events::WaveJudged& e) const {
        const QString verdict = Words::of(e.verdict.kind);
        const MetricFinding* finding = e.verdict.decisive();
        if (finding == nullptr || e.verdict.kind == VerdictKind::NoData) {
            //: %1 number of the wave, %2 verdict
            return tr("Wave %1: %2").arg(wave(e.wave), verdict);
        }
        //: %1 wave, %2 verdict, %3 metric, %4 its value on the canary, %5 on the baseline
        return tr("Wave %1: %2, %3 %4 against %5")
            .arg(wave(e.wave), verdict, Words::of(finding->metric),
                 formatter.metric(finding->metric, finding->canary),
                 formatter.metric(finding->metric, finding->baseline));
    }
    QString operator()(const events::WavePassed& e) const { return tr("Wave %1 passed").arg(wave(e.wave)); }
    QString operator()(const events::Paused& e) const {
        return by(SummaryText::of(e.reason), e.reason == PauseReason::Operator ? e.by : UserId(), e.detail);
    }
    QString operator()(const events::PauseEnded& e) const { return by(tr("Goes on"), e.by, {}); }
    QString operator()(const events::Promoted& e) const {
        return by(e.fully ? tr("Promoted fully") : tr("Promoted one step"), e.by, e.reason);
    }
    QString operator()(const events::AbortRequested& e) const {
        return by(tr("Abort asked for"), e.by, e.reason);
    }
    QString operator()(const events::RollbackStarted& e) const {
        const QString nodes = tr("%n node(s) are taken back", "", static_cast<int>(e.nodes.size()));
        //: %1 why, %2 "3 nodes are taken back"
        return with(tr("%1: %2").arg(SummaryText::of(e.reason), nodes), e.detail);
    }
    QString operator()(const events::NodeStuck& e) const {
        return with(tr("%1 could not be taken back").arg(toQt(e.node)), e.detail);
    }
    QString operator()(const events::InterventionNeeded& e) const {
        return tr("%n node(s) need a person", "", static_cast<int>(e.nodes.size()));
    }
    QString operator()(const events::RetryRequested& e) const {
        return by(tr("Another try for %n node(s)", "", static_cast<int>(e.nodes.size())), e.by, {});
    }
    QString operator()(const events::RollbackRequested& e) const {
        return by(tr("Rollback asked for"), e.by, e.reason);
    }
    QString operator()(const events::AcceptedAsItIs& e) const {
        return by(tr("Accepted as it is"), e.by, e.reason);
    }
    QString operator()(const events::Superseded&) const { return tr("A newer deployment replaces this one"); }
    QString operator()(const events::Finished& e) const {
        //: %1 final state, %2 why
        return with(tr("Ended: %1. %2").arg(Words::of(e.state), SummaryText::of(e.reason)), e.detail);
    }
};

QString EventText::of(const DeploymentEventBody& body, const Formatter& formatter) {
    return std::visit(Writer{formatter}, body);
}

Tone EventText::tone(const DeploymentEventBody& body) {
    if (const auto* answered = std::get_if<events::NodeAnswered>(&body)) {
        return answered->outcome == ReceiptOutcome::Applied ? Tone::Good : Tone::Bad;
    }
    if (const auto* judged = std::get_if<events::WaveJudged>(&body)) {
        return Words::tone(judged->verdict.kind);
    }
    if (const auto* paused = std::get_if<events::Paused>(&body)) {
        return needsPerson(paused->reason) ? Tone::Person : Tone::Warning;
    }
    if (const auto* finished = std::get_if<events::Finished>(&body)) {
        return Words::tone(finished->state);
    }
    if (const auto* stage = std::get_if<events::StageChanged>(&body)) {
        return Words::tone(stage->state);
    }
    if (const auto* check = std::get_if<events::CheckFinished>(&body)) {
        return check->passed ? Tone::Good : Tone::Bad;
    }
    if (std::holds_alternative<events::ApprovalRequested>(body) ||
        std::holds_alternative<events::InterventionNeeded>(body)) {
        return Tone::Person;
    }
    if (std::holds_alternative<events::NodeFailed>(body) || std::holds_alternative<events::NodeStuck>(body) ||
        std::holds_alternative<events::RollbackStarted>(body)) {
        return Tone::Bad;
    }
    if (std::holds_alternative<events::WavePassed>(body) ||
        std::holds_alternative<events::NodeBecameHealthy>(body)) {
        return Tone::Good;
    }
    return Tone::Neutral;
}

} // namespace hotswap::ui
