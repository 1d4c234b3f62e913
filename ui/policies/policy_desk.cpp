// SPDX-License-Identifier: Apache-2.0
#include "ui/policies/policy_desk.h"

#include "core/domain/limits.h"
#include "ui/common/error_text.h"
#include "ui/common/qt_text.h"
#include "ui/fleet/environments.h"

#include <QTimer>

#include <algorithm>

namespace hotswap::ui {

namespace {

constexpr int kLookAgainMs = 2'000;
constexpr std::size_t kHistoryMax = 100;

} // namespace

PolicyDesk::PolicyDesk(const PageContext& context, const ports::PolicyText& format, FleetModel& fleet,
                       QObject* parent)
    : QObject(parent),
      m_context(context),
      m_fleet(fleet),
      m_editor(format),
      m_trial(context),
      m_lookAgain(new QTimer(this)) {
    m_lookAgain->setSingleShot(true);
    m_lookAgain->setInterval(kLookAgainMs);
    connect(m_lookAgain, &QTimer::timeout, this, [this] {
        if (m_open) {
            readAll();
        }
    });
    connect(&m_context.client, &ServiceClient::delivered, this,
            [this](const std::shared_ptr<const ports::ConsoleDelta>& delta) {
                if (m_open && delta->auditChanged && !m_lookAgain->isActive()) {
                    m_lookAgain->start(); // a policy that is set is audited
                }
            });
    const auto again = [this] {
        if (m_open) {
            readAll();
        }
        Q_EMIT changed();
    };
    connect(&m_context.client, &ServiceClient::identityChanged, this, again);
    connect(&m_context.client, &ServiceClient::onlineChanged, this, again);
    connect(&m_context.formatter, &Formatter::changed, this, [this] {
        m_editor.retranslate();
        m_trial.retranslate();
        rebuild();
    });
    connect(&m_editor, &PolicyEditor::changed, this, &PolicyDesk::changed);
    connect(&m_trial, &PolicyTrial::changed, this, &PolicyDesk::changed);
    rebuild();
}

void PolicyDesk::begin() {
    m_open = true;
    readAll();
    readModules();
    if (!m_place) {
        choose({knownEnvironments(m_fleet).front(), {}});
    } else if (!m_editor.edited()) {
        readPlace();
    }
}

void PolicyDesk::readAll() {
    const std::uint64_t asked = ++m_asked;
    const std::vector<EnvironmentId> environments = knownEnvironments(m_fleet);
    m_outstanding = environments.size();
    m_error.clear();
    for (const EnvironmentId& environment : environments) {
        ports::queries::Policies query{environment, {}, {}, limits::kPageRowsMax};
        m_context.client.ask<ports::PoliciesAnswer>(
            this, query, [this, asked, environment](Result<ports::PoliciesAnswer> answer) {
                if (asked == m_asked) {
                    takeAll(environment, std::move(answer));
                }
            });
    }
}

void PolicyDesk::takeAll(const EnvironmentId& environment, Result<ports::PoliciesAnswer> answer) {
    if (answer.ok()) {
        m_mayChange = answer->mayChange;
        m_stored[environment] = std::move(answer->rows);
    } else {
        m_error = errorText(answer.error());
    }
    if (--m_outstanding > 0) {
        return;
    }
    m_read = m_read || m_error.isEmpty();
    const ports::StoredPolicy* newest = m_place ? newestOf(*m_place) : nullptr;
    const bool other = m_after && newest != nullptr && newest->policy.version != *m_after;
    if (other && !m_editor.edited() && !m_sending) {
        readPlace(); // nothing of a person's is lost
    }
    rebuild();
}

void PolicyDesk::readModules() {
    m_context.client.ask<std::vector<ReleaseInfo>>(
        this, ports::queries::Releases{}, [this](const Result<std::vector<ReleaseInfo>>& answer) {
            if (!answer.ok()) {
                return; // those with policies are there all the same
            }
            m_modules.clear();
            for (const ReleaseInfo& info : *answer) {
                m_modules.push_back(info.release.module);
            }
            std::sort(m_modules.begin(), m_modules.end());
            m_modules.erase(std::unique(m_modules.begin(), m_modules.end()), m_modules.end());
            Q_EMIT changed();
        });
}

void PolicyDesk::choose(Place place) {
    m_place = std::move(place);
    m_history.clear();
    m_after.reset();
    m_trial.clear();
    readPlace();
    rebuild();
}

void PolicyDesk::readPlace() {
    if (!m_place) {
        return;
    }
    const std::uint64_t asked = ++m_placeAsked;
    ports::queries::Policies query{m_place->environment, m_place->module, {}, kHistoryMax};
    m_context.client.ask<ports::PoliciesAnswer>(
        this, query, [this, asked](Result<ports::PoliciesAnswer> answer) {
            if (asked != m_placeAsked) {
                return;
            }
            if (!answer.ok()) {
                m_error = errorText(answer.error());
                Q_EMIT changed();
                return;
            }
            m_mayChange = answer->mayChange;
            m_history = std::move(answer->rows);
            m_after = m_history.empty() ? 0 : m_history.front().policy.version;
            m_effective = answer->effective.version;
            //: %1 "Production" or "checkout in Production", %2 "version 4" or "the default"
            const QString heading = tr("The policy of %1, begun from %2.");
            m_editor.load(m_place->environment, answer->effective, versionName(m_effective),
                          heading.arg(placeName(), versionName(m_effective)));
            rebuild();
        });
}

void PolicyDesk::choosePlace(int row) {
    const std::vector<Place> rows = rowsOfPlaces();
    if (row >= 0 && static_cast<std::size_t>(row) < rows.size()) {
        choose(rows[static_cast<std::size_t>(row)]);
    }
}

void PolicyDesk::chooseModule(int index) {
    const QStringList choices = modules();
    if (m_place && index >= 0 && index < choices.size()) {
        choose({m_place->environment, ModuleName{fromQt(choices[index])}});
    }
}

void PolicyDesk::takeVersion(int row) {
    if (row >= 0 && static_cast<std::size_t>(row) < m_history.size()) {
        m_editor.put(m_history[static_cast<std::size_t>(row)].policy);
    }
}

void PolicyDesk::tryIt(int last) {
    if (!triable()) {
        return;
    }
    ports::queries::Backtest query;
    m_tried = m_editor.policy();
    query.policy = *m_tried;
    query.environment = m_place->environment;
    if (!m_place->module.empty()) {
        query.module = m_place->module;
    }
    query.last = std::clamp<std::size_t>(static_cast<std::size_t>(std::max(1, last)), 1,
                                         ports::BacktestAnswer::kRowsMax);
    m_trial.run(std::move(query));
}

void PolicyDesk::setPolicy(const QString& reason) {
    if (!settable()) {
        return;
    }
    ports::PolicyChange change{m_place->environment, m_place->module, *m_editor.policy(), fromQt(reason),
                               m_after};
    m_sending = true;
    m_context.client.execute(this, ports::requests::SetPolicy{std::move(change)},
                             [this, place = *m_place](Result<ports::Answer> answer) {
                                 m_sending = false;
                                 tell(answer);
                                 if (answer.ok() && m_place == place) {
                                     readPlace();
                                 }
                                 readAll();
                             });
    Q_EMIT changed();
}

void PolicyDesk::tell(const Result<ports::Answer>& answer) {
    if (answer.ok()) {
        //: %1 a number
        m_context.notices.say(tr("The policy is in force as version %1").arg(toQt(answer->id)), Tone::Good);
    } else {
        m_context.notices.say(errorText(answer.error()), Tone::Bad);
    }
}

const ports::StoredPolicy* PolicyDesk::newestOf(const Place& place) const {
    const auto rows = m_stored.find(place.environment);
    if (rows == m_stored.end()) {
        return nullptr;
    }
    const auto found =
        std::find_if(rows->second.begin(), rows->second.end(),
                     [&](const ports::StoredPolicy& row) { return row.module == place.module; });
    return found == rows->second.end() ? nullptr : &*found;
}

std::vector<PolicyDesk::Place> PolicyDesk::rowsOfPlaces() const {
    std::vector<Place> places;
    for (const EnvironmentId& environment : knownEnvironments(m_fleet)) {
        std::vector<ModuleName> modules{ModuleName{}};
        if (const auto rows = m_stored.find(environment); rows != m_stored.end()) {
            for (const ports::StoredPolicy& row : rows->second) {
                modules.push_back(row.module);
            }
        }
        if (m_place && m_place->environment == environment) {
            modules.push_back(m_place->module); // also before anything was set there
        }
        std::sort(modules.begin(), modules.end());
        modules.erase(std::unique(modules.begin(), modules.end()), modules.end());
        for (ModuleName& module : modules) {
            places.push_back({environment, std::move(module)});
        }
    }
    return places;
}

QStringList PolicyDesk::modules() const {
    QStringList names;
    for (const ModuleName& module : m_modules) {
        if (m_place && newestOf({m_place->environment, module}) == nullptr) {
            names << toQt(module);
        }
    }
    return names;
}

int PolicyDesk::placeRow() const {
    const std::vector<Place> rows = rowsOfPlaces();
    const auto found = m_place ? std::find(rows.begin(), rows.end(), *m_place) : rows.end();
    return found == rows.end() ? -1 : static_cast<int>(found - rows.begin());
}

void PolicyDesk::rebuild() {
    showPlaces();
    showVersions();
    Q_EMIT changed();
}

} // namespace hotswap::ui
