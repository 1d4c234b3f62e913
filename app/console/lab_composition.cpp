// SPDX-License-Identifier: Apache-2.0
#include "app/console/lab_composition.h"

#include "app/lab/lab_text.h"

#include <QCoreApplication>

#include <atomic>

namespace hotswap::console {

namespace {

/// Reaches the composition from the lab's threads, which start before it exists and end after it.
struct Bell {
    std::atomic<QObject*> target{nullptr};
    std::function<void()> ring;
};

std::vector<Identity> allowed(const std::vector<Identity>& identities, Access access) {
    if (access == Access::Full) {
        return identities;
    }
    std::vector<Identity> readers = identities;
    std::erase_if(readers, [](const Identity& identity) { return identity.roles != std::set{Role::Viewer}; });
    if (readers.empty()) {
        Identity reader = identities.front();
        reader.roles = {Role::Viewer};
        readers.push_back(reader);
    }
    return readers;
}

ui::Tone toneOf(lab::LabNotice::Kind kind) {
    switch (kind) {
    case lab::LabNotice::Kind::PartStopped: return ui::Tone::Bad;
    case lab::LabNotice::Kind::Metrics:
    case lab::LabNotice::Kind::NodeEnded:
    case lab::LabNotice::Kind::MixedReleases: return ui::Tone::Warning;
    default: return ui::Tone::Neutral;
    }
}

} // namespace

LabComposition::LabComposition(std::unique_ptr<lab::Lab> lab) : m_lab(std::move(lab)) {}

LabComposition::~LabComposition() {
    // The session's calls into the lab end before the lab does.
    m_session.reset();
    m_lab->stop();
}

Result<std::unique_ptr<LabComposition>> LabComposition::make(const ConsoleOptions& options,
                                                             PreferencesFile& preferences) {
    lab::LabOptions wanted = lab::defaultLabOptions(QCoreApplication::applicationFilePath().toStdString());
    wanted.productionNodes = options.nodes;
    wanted.seed = options.seed;
    wanted.metrics = options.metrics.toStdString();
    wanted.speed = options.speed;
    wanted.scenario = options.scenario.toStdString();
    auto bell = std::make_shared<Bell>();
    wanted.changed = [bell] {
        if (QObject* target = bell->target) {
            QMetaObject::invokeMethod(
                target, [bell] { bell->ring(); }, Qt::QueuedConnection);
        }
    };
    auto started = lab::Lab::start(std::move(wanted));
    if (!started.ok()) {
        return started.error();
    }
    std::unique_ptr<LabComposition> made(new LabComposition(std::move(*started)));
    made->m_session = std::make_unique<ui::ConsoleSession>(ui::SessionParts{
        made->m_lab->service(), made->m_clock, made->m_random, preferences, made->m_policyFiles,
        allowed(made->m_lab->identities(), options.access), QStringLiteral("lab")});
    bell->ring = [composition = made.get()] { composition->tellNotices(); };
    bell->target = made.get();
    QObject::connect(made.get(), &QObject::destroyed, [bell] { bell->target = nullptr; });
    made->tellNotices();
    return made;
}

void LabComposition::tellNotices() {
    const std::vector<lab::LabNotice> notices = m_lab->notices();
    for (; m_told < notices.size(); ++m_told) {
        const lab::LabNotice& notice = notices[m_told];
        const ui::Tone tone = toneOf(notice.kind);
        // That all goes as it should is seen in the fleet; only the rest is news.
        if (tone != ui::Tone::Neutral) {
            m_session->notices()->say(lab::noticeText(notice), tone);
        }
    }
}

} // namespace hotswap::console
