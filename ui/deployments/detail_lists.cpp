// SPDX-License-Identifier: Apache-2.0
#include "ui/deployments/detail_lists.h"

#include "ui/common/error_text.h"
#include "ui/common/qt_text.h"
#include "ui/common/words.h"

#include <algorithm>
#include <cmath>

namespace hotswap::ui {

namespace {

template <class Row>
QVariant toneOf(const Row& row) {
    return static_cast<int>(row.tone);
}

const std::vector<RowRole<StageItem>>& stageRoles() {
    static const std::vector<RowRole<StageItem>> table = {
        {"key", [](const StageItem& row) { return QVariant(row.key); }},
        {"name", [](const StageItem& row) { return QVariant(row.name); }},
        {"stateWord", [](const StageItem& row) { return QVariant(row.state); }},
        {"tone", toneOf<StageItem>},
        {"detail", [](const StageItem& row) { return QVariant(row.detail); }},
    };
    return table;
}

const std::vector<RowRole<WaveItem>>& waveRoles() {
    static const std::vector<RowRole<WaveItem>> table = {
        {"key", [](const WaveItem& row) { return QVariant(row.key); }},
        {"name", [](const WaveItem& row) { return QVariant(row.name); }},
        {"stateWord", [](const WaveItem& row) { return QVariant(row.state); }},
        {"tone", toneOf<WaveItem>},
        {"verdict", [](const WaveItem& row) { return QVariant(row.verdict); }},
        {"verdictTone", [](const WaveItem& row) { return QVariant(static_cast<int>(row.verdictTone)); }},
        {"bake", [](const WaveItem& row) { return QVariant(row.bake); }},
        {"bakeFraction", [](const WaveItem& row) { return QVariant(row.bakeFraction); }},
        {"cells", [](const WaveItem& row) { return QVariant::fromValue<CellSource*>(row.cells); }},
    };
    return table;
}

const std::vector<RowRole<VerbItem>>& verbRoles() {
    static const std::vector<RowRole<VerbItem>> table = {
        {"key", [](const VerbItem& row) { return QVariant(row.key); }},
        {"name", [](const VerbItem& row) { return QVariant(row.name); }},
        {"allowed", [](const VerbItem& row) { return QVariant(row.allowed); }},
        {"whyNot", [](const VerbItem& row) { return QVariant(row.whyNot); }},
        {"needsReason", [](const VerbItem& row) { return QVariant(row.needsReason); }},
        {"destructive", [](const VerbItem& row) { return QVariant(row.destructive); }},
    };
    return table;
}

const std::vector<RowRole<FindingItem>>& findingRoles() {
    static const std::vector<RowRole<FindingItem>> table = {
        {"key", [](const FindingItem& row) { return QVariant(row.key); }},
        {"metric", [](const FindingItem& row) { return QVariant(row.metric); }},
        {"verdict", [](const FindingItem& row) { return QVariant(row.verdict); }},
        {"tone", toneOf<FindingItem>},
        {"numbers", [](const FindingItem& row) { return QVariant(row.numbers); }},
        {"evidence", [](const FindingItem& row) { return QVariant(row.evidence); }},
        {"evidenceFraction", [](const FindingItem& row) { return QVariant(row.evidenceFraction); }},
        {"meter", [](const FindingItem& row) { return QVariant(row.meter); }},
        {"critical", [](const FindingItem& row) { return QVariant(row.critical); }},
        {"dryRun", [](const FindingItem& row) { return QVariant(row.dryRun); }},
    };
    return table;
}

const std::vector<RowRole<VoteItem>>& voteRoles() {
    static const std::vector<RowRole<VoteItem>> table = {
        {"key", [](const VoteItem& row) { return QVariant(row.key); }},
        {"voter", [](const VoteItem& row) { return QVariant(row.voter); }},
        {"decision", [](const VoteItem& row) { return QVariant(row.decision); }},
        {"tone", toneOf<VoteItem>},
        {"reason", [](const VoteItem& row) { return QVariant(row.reason); }},
        {"at", [](const VoteItem& row) { return QVariant(row.at); }},
    };
    return table;
}

} // namespace

StageList::StageList(QObject* parent) : RowListModel<StageItem>(stageRoles(), parent) {}

void StageList::show(const std::vector<ports::StageRow>& stages, const Formatter& formatter) {
    std::vector<StageItem> rows;
    for (const ports::StageRow& stage : stages) {
        StageItem row;
        row.key = toQt(stageName(stage.stage));
        row.name = Words::of(stage.stage);
        row.state = Words::of(stage.state);
        row.tone = Words::tone(stage.state);
        QStringList lines;
        if (!stage.detail.empty()) {
            lines << toQt(stage.detail);
        }
        for (const events::CheckFinished& check : stage.checks) {
            const QString took = formatter.duration(check.took);
            //: %1 name of a check, %2 how long it took
            lines << (check.passed ? tr("%1 passed in %2") : tr("%1 failed in %2"))
                         .arg(toQt(check.check), took);
        }
        row.detail = lines.join(QLatin1Char('\n'));
        rows.push_back(std::move(row));
    }
    setRows(std::move(rows));
}

WaveList::WaveList(QObject* parent) : RowListModel<WaveItem>(waveRoles(), parent) {}

void WaveList::show(const std::vector<ports::WaveRow>& waves, const Formatter& formatter) {
    std::vector<std::unique_ptr<WaveCells>> dropped;
    while (m_cells.size() < waves.size()) {
        m_cells.push_back(std::make_unique<WaveCells>());
    }
    while (m_cells.size() > waves.size()) {
        dropped.push_back(std::move(m_cells.back())); // lives until the rows that point to it are gone
        m_cells.pop_back();
    }
    std::vector<WaveItem> rows;
    for (std::size_t i = 0; i < waves.size(); ++i) {
        const ports::WaveRow& wave = waves[i];
        m_cells[i]->show(wave.nodes);
        WaveItem row;
        row.key = QString::number(i);
        //: %1 number of the wave, %n its nodes
        row.name = tr("Wave %1 · %n node(s)", "", static_cast<int>(wave.nodes.size()))
                       .arg(formatter.number(static_cast<qint64>(i) + 1));
        row.state = Words::of(wave.state);
        row.tone = Words::tone(wave.state);
        if (wave.verdict) {
            row.verdict = Words::of(wave.verdict->kind);
            row.verdictTone = Words::tone(wave.verdict->kind);
        }
        if (wave.state == ports::WaveRow::State::Baking && wave.bakeLength > Duration::zero()) {
            //: %1 time baked, %2 length of the bake
            row.bake =
                tr("%1 of %2").arg(formatter.duration(wave.bakeDone), formatter.duration(wave.bakeLength));
            row.bakeFraction = std::clamp(static_cast<double>(wave.bakeDone.count()) /
                                              static_cast<double>(wave.bakeLength.count()),
                                          0.0, 1.0);
        }
        row.cells = m_cells[i].get();
        rows.push_back(std::move(row));
    }
    setRows(std::move(rows));
}

VerbList::VerbList(QObject* parent) : RowListModel<VerbItem>(verbRoles(), parent) {}

void VerbList::show(const ports::DeploymentDetail& detail, const QString& whyNone) {
    std::vector<VerbItem> rows;
    for (const ports::VerbRow& verb : detail.verbs) {
        VerbItem row;
        row.key = toQt(verbName(verb.verb));
        row.name = Words::of(verb.verb);
        row.allowed = verb.allowed && whyNone.isEmpty();
        row.needsReason = verb.needsReason;
        row.destructive =
            verb.verb == Verb::Abort || verb.verb == Verb::Rollback || verb.verb == Verb::AcceptAsIs;
        row.undoable =
            verb.verb == Verb::Promote || verb.verb == Verb::PromoteFully || verb.verb == Verb::SkipNode;
        if (!whyNone.isEmpty()) {
            row.whyNot = whyNone;
        } else if (!verb.allowed && verb.whyNot == ErrorCode::TransitionRefused) {
            //: %1 state of the deployment
            row.whyNot = tr("Not possible while the deployment is: %1").arg(Words::of(detail.summary.state));
        } else if (!verb.allowed) {
            row.whyNot = errorText(makeError(verb.whyNot));
        }
        rows.push_back(std::move(row));
    }
    setRows(std::move(rows));
}

const VerbItem* VerbList::find(const QString& verb) const {
    const auto found =
        std::find_if(rows().begin(), rows().end(), [&](const VerbItem& row) { return row.key == verb; });
    return found == rows().end() ? nullptr : &*found;
}

FindingList::FindingList(QObject* parent) : RowListModel<FindingItem>(findingRoles(), parent) {}

namespace {

/// Further metrics are named by policy and have units of their own.
QString valueOf(const MetricFinding& finding, double value, const Formatter& formatter) {
    if (finding.name.empty()) {
        return formatter.metric(finding.metric, value);
    }
    constexpr int kDigits = 4;
    const double magnitude =
        value == 0 || !std::isfinite(value) ? 0 : std::floor(std::log10(std::abs(value)));
    return formatter.number(value, std::clamp(kDigits - 1 - static_cast<int>(magnitude), 0, 9));
}

QString numbersOf(const MetricFinding& finding, const Formatter& formatter) {
    const QString canary = valueOf(finding, finding.canary, formatter);
    const QString baseline = valueOf(finding, finding.baseline, formatter);
    //: %1 value on the canary, %2 on the baseline, %3 limit
    QString text = std::isfinite(finding.limit)
                       ? FindingList::tr("%1 against %2, limit %3")
                             .arg(canary, baseline, valueOf(finding, finding.limit, formatter))
                       //: %1 value on the canary, %2 on the baseline
                       : FindingList::tr("%1 against %2").arg(canary, baseline);
    if (std::isfinite(finding.low) && std::isfinite(finding.high)) {
        //: %1 "0.4 % against 0.1 %", %2 and %3 bounds of the difference
        text = FindingList::tr("%1; difference %2 to %3")
                   .arg(text, valueOf(finding, finding.low, formatter),
                        valueOf(finding, finding.high, formatter));
    }
    return text;
}

/// "2,140 more requests to decide, about 6 min"; empty when it is decided.
QString missingOf(const MetricFinding& finding, double rate, const Formatter& formatter) {
    const bool requests = finding.requestsNeeded > 0 || finding.metric == Metric::ErrorRate;
    const std::uint64_t needed = finding.requestsNeeded > 0 ? finding.requestsNeeded : finding.samplesMissing;
    if (needed == 0) {
        return {};
    }
    const int missing = static_cast<int>(std::min<std::uint64_t>(needed, 1'000'000'000));
    const QString text = requests ? FindingList::tr("%Ln more request(s) to decide", "", missing)
                                  : FindingList::tr("%Ln more sample(s) to decide", "", missing);
    Duration left = finding.timeNeeded;
    if (left <= Duration::zero() && requests && rate > 0) {
        left = Duration(std::llround(1000.0 * missing / rate));
    }
    //: %1 "2,140 more requests to decide", %2 duration
    return left <= Duration::zero() ? text
                                    : FindingList::tr("%1, about %2").arg(text, formatter.duration(left));
}

/// The meter: how far the evidence of harm is from failing, or how much of the samples there is.
void setMeter(FindingItem& row, const MetricFinding& finding) {
    const bool says = finding.judge == JudgeKind::Sequential;
    if (says) {
        row.evidenceFraction = std::clamp(finding.evidence, 0.0, 1.0);
        row.meter = FindingList::tr("Evidence of harm");
        return;
    }
    const double have = static_cast<double>(finding.canarySamples);
    const double missing = static_cast<double>(finding.samplesMissing);
    row.evidenceFraction = missing > 0 ? have / (have + missing) : 1;
    row.meter = FindingList::tr("Evidence");
}

} // namespace

void FindingList::show(const Verdict* verdict, double rate, const Formatter& formatter) {
    std::vector<FindingItem> rows;
    for (const MetricFinding& finding :
         verdict == nullptr ? std::vector<MetricFinding>{} : verdict->findings) {
        FindingItem row;
        row.metric = finding.name.empty() ? Words::of(finding.metric) : toQt(finding.name);
        row.key = toQt(judgeName(finding.judge)) + QLatin1Char('/') +
                  (finding.name.empty() ? toQt(metricName(finding.metric)) : toQt(finding.name));
        row.verdict = Words::of(finding.kind);
        row.tone = finding.dryRun ? Tone::Neutral : Words::tone(finding.kind);
        row.critical = finding.critical;
        row.dryRun = finding.dryRun;
        row.numbers = numbersOf(finding, formatter);
        row.evidence = missingOf(finding, rate, formatter);
        setMeter(row, finding);
        rows.push_back(std::move(row));
    }
    setRows(std::move(rows));
}

VoteList::VoteList(QObject* parent) : RowListModel<VoteItem>(voteRoles(), parent) {}

void VoteList::show(const std::vector<Approval>& approvals, const Formatter& formatter) {
    std::vector<VoteItem> rows;
    for (const Approval& approval : approvals) {
        for (const CastVote& cast : approval.votes) {
            const bool approved = cast.vote.decision == VoteDecision::Approve;
            VoteItem row;
            row.key = toQt(approval.id) + QLatin1Char('/') + toQt(cast.vote.voter);
            row.voter = toQt(cast.vote.voter);
            row.decision = approved ? tr("approved") : tr("rejected");
            row.tone = approved ? Tone::Good : Tone::Bad;
            row.reason = toQt(cast.vote.reason);
            row.at = formatter.dateTime(cast.vote.at);
            rows.push_back(std::move(row));
        }
    }
    setRows(std::move(rows));
}

} // namespace hotswap::ui
