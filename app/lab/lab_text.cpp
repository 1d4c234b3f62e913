// SPDX-License-Identifier: Apache-2.0
#include "app/lab/lab_text.h"

#include <QCoreApplication>

namespace hotswap::lab {

namespace {

/// Holds the translation context.
class LabText {
    Q_DECLARE_TR_FUNCTIONS(LabText)

public:
    static QString of(const LabNotice& notice) {
        const QString node = QString::fromStdString(notice.node.value);
        const QString environment = QString::fromStdString(notice.environment.value);
        const QString release =
            QString::fromStdString(notice.release.module.value + " " + notice.release.version.text());
        const QString detail = QString::fromStdString(notice.detail);
        switch (notice.kind) {
        case LabNotice::Kind::NodeStarted: return tr("Node %1 was started.").arg(node);
        case LabNotice::Kind::NodeAdopted:
            return tr("Node %1 was still running and is taken over.").arg(node);
        case LabNotice::Kind::NodeEnded:
            return detail.isEmpty()
                       ? tr("Node %1 ended and was started again; its modules went on.").arg(node)
                       : tr("Node %1 ended: %2.").arg(node, detail);
        case LabNotice::Kind::ReleaseAdopted:
            return tr("%1 was found running %2, which counts as its stable release.")
                .arg(environment, release);
        case LabNotice::Kind::MixedReleases:
            return notice.release.digest.empty()
                       ? tr("An earlier run was cut off: %1 runs nothing and gets the stable release.")
                             .arg(node)
                       : tr("An earlier run was cut off: %1 runs %2 and is taken back to the stable release.")
                             .arg(node, release);
        case LabNotice::Kind::ReleaseInstalled: return tr("%1 runs %2.").arg(environment, release);
        //: %1 a line of a log, in English
        case LabNotice::Kind::Metrics: return tr("Metric providers: %1.").arg(detail);
        case LabNotice::Kind::PartStopped: return tr("A part of the lab stopped itself: %1.").arg(detail);
        }
        return {};
    }
};

} // namespace

QString noticeText(const LabNotice& notice) {
    return LabText::of(notice);
}

} // namespace hotswap::lab
