// SPDX-License-Identifier: Apache-2.0
#pragma once
// The console over a lab inside this program.

#include "app/common/real_sources.h"
#include "app/console/console_options.h"
#include "app/console/policy_files.h"
#include "app/console/preferences_file.h"
#include "app/lab/lab.h"
#include "ui/session/console_session.h"

#include <QObject>

#include <memory>

namespace hotswap::console {

/// Owns the lab and the session over it. GUI thread.
class LabComposition : public QObject {
    Q_OBJECT

public:
    /// Starts the lab. Errors are those of Lab::start.
    static Result<std::unique_ptr<LabComposition>> make(const ConsoleOptions& options,
                                                        PreferencesFile& preferences);
    ~LabComposition() override;

    ui::ConsoleSession& session() { return *m_session; }

private:
    explicit LabComposition(std::unique_ptr<lab::Lab> lab);
    /// Says what happened in the lab since the last time.
    void tellNotices();

    app::SystemClock m_clock;
    app::SystemRandom m_random;
    PolicyFiles m_policyFiles;
    std::unique_ptr<lab::Lab> m_lab;
    std::unique_ptr<ui::ConsoleSession> m_session;
    std::size_t m_told = 0;
};

} // namespace hotswap::console
