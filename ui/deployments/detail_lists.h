// SPDX-License-Identifier: Apache-2.0
#pragma once
// The lists on a deployment's page: stages, waves, verbs, findings, votes.

#include "core/ports/console_service.h"
#include "ui/common/formatter.h"
#include "ui/common/row_model.h"
#include "ui/common/tone.h"
#include "ui/deployments/wave_cells.h"

#include <QtQmlIntegration/qqmlintegration.h>

#include <memory>

namespace hotswap::ui {

struct StageItem {
    QString key;
    QString name;
    QString state;
    Tone tone = Tone::Neutral;
    QString detail; ///< what it says, and its checks
    bool operator==(const StageItem&) const = default;
};

class StageList : public HS_ROW_LIST(StageItem) {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("DeploymentView owns it")

public:
    explicit StageList(QObject* parent = nullptr);
    void show(const std::vector<ports::StageRow>& stages, const Formatter& formatter);
};

struct WaveItem {
    QString key;
    QString name;
    QString state;
    Tone tone = Tone::Neutral;
    QString verdict; ///< empty: not judged
    Tone verdictTone = Tone::Neutral;
    QString bake; ///< "bakes: 3 min 20 s of 15 min"
    double bakeFraction = 0;
    WaveCells* cells = nullptr;
    bool operator==(const WaveItem&) const = default;
};

class WaveList : public HS_ROW_LIST(WaveItem) {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("DeploymentView owns it")

public:
    explicit WaveList(QObject* parent = nullptr);
    void show(const std::vector<ports::WaveRow>& waves, const Formatter& formatter);

private:
    std::vector<std::unique_ptr<WaveCells>> m_cells; ///< one a wave; kept, so that grids do not flicker
};

struct VerbItem {
    QString key; ///< "pause", "promoteFully", …
    QString name;
    bool allowed = false;
    QString whyNot; ///< sentence for a disabled one
    bool needsReason = false;
    bool destructive = false; ///< asks before it acts
    bool undoable = false;    ///< waits for the undo grace
    bool operator==(const VerbItem&) const = default;
};

class VerbList : public HS_ROW_LIST(VerbItem) {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("DeploymentView owns it")

public:
    explicit VerbList(QObject* parent = nullptr);
    /// `whyNone`: why no verb is possible whatever the detail says; empty: as it says.
    void show(const ports::DeploymentDetail& detail, const QString& whyNone);
    const VerbItem* find(const QString& verb) const;
};

struct FindingItem {
    QString key;
    QString metric;
    QString verdict;
    Tone tone = Tone::Neutral;
    QString numbers;             ///< "8.1 % against 0.2 %, limit 0.3 %"
    QString evidence;            ///< "2,140 more requests to decide"
    double evidenceFraction = 0; ///< 0..1: of the harm that fails, or of the samples it needs
    QString meter;               ///< what the fraction is
    bool critical = true;
    bool dryRun = false; ///< shown, never counted
    bool operator==(const FindingItem&) const = default;
};

class FindingList : public HS_ROW_LIST(FindingItem) {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("DeploymentView owns it")

public:
    explicit FindingList(QObject* parent = nullptr);
    /// `rate`: samples a second on the canary, for the time it takes to decide; 0: not known.
    void show(const Verdict* verdict, double rate, const Formatter& formatter);
};

struct VoteItem {
    QString key;
    QString voter;
    QString decision;
    Tone tone = Tone::Neutral;
    QString reason;
    QString at;
    bool operator==(const VoteItem&) const = default;
};

class VoteList : public HS_ROW_LIST(VoteItem) {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("view models own it")

public:
    explicit VoteList(QObject* parent = nullptr);
    void show(const std::vector<Approval>& approvals, const Formatter& formatter);
};

} // namespace hotswap::ui
