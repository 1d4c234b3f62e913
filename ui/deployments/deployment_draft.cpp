// SPDX-License-Identifier: Apache-2.0
#include "ui/deployments/deployment_draft.h"

#include "ui/common/error_text.h"
#include "ui/common/qt_text.h"
#include "ui/common/words.h"

#include <QTimer>

#include <algorithm>

namespace hotswap::ui {

namespace {

constexpr int kSettleMs = 150;
constexpr int kLookAgainMs = 2'000;
const QString kPolicyPrefix = QStringLiteral("policy."); // of fields that the service names
constexpr const char* kEnvironments[] = {"Development", "QA", "Staging", "Production"};
constexpr StrategyKind kStrategies[] = {StrategyKind::Direct, StrategyKind::Rolling, StrategyKind::BlueGreen,
                                        StrategyKind::Canary};

} // namespace

DeploymentDraft::DeploymentDraft(const PageContext& context, QObject* parent)
    : QObject(parent),
      m_context(context),
      m_plan(context.formatter),
      m_settle(new QTimer(this)),
      m_lookAgain(new QTimer(this)) {
    m_settle->setSingleShot(true);
    m_settle->setInterval(kSettleMs);
    m_lookAgain->setSingleShot(true);
    m_lookAgain->setInterval(kLookAgainMs);
    connect(m_lookAgain, &QTimer::timeout, this, [this] {
        if (m_open && !m_checking) {
            check();
        }
    });
    connect(m_settle, &QTimer::timeout, this, [this] { check(); });
    connect(&m_context.formatter, &Formatter::changed, this, [this] {
        m_plan.retranslate();
        Q_EMIT choicesChanged();
        Q_EMIT changed();
        touched();
    });
    connect(&m_context.client, &ServiceClient::delivered, this,
            [this](const std::shared_ptr<const ports::ConsoleDelta>& delta) { lookAgain(*delta); });
    connect(&m_context.client, &ServiceClient::onlineChanged, this, [this] {
        Q_EMIT checked();
        if (m_open && m_context.client.online()) {
            readReleases();
        }
    });
    usePolicy(std::nullopt);
}

QString DeploymentDraft::error() const {
    return m_context.client.online() ? m_error : ServiceClient::offlineText();
}

/// The plan is about nodes that come and go, and what stood in its way may have gone by itself.
void DeploymentDraft::lookAgain(const ports::ConsoleDelta& delta) {
    const EnvironmentId environment = place();
    const bool concerns = !delta.deployments.empty() ||
                          std::any_of(delta.nodes.begin(), delta.nodes.end(),
                                      [&](const Node& node) { return node.environment == environment; });
    if (m_open && concerns && !m_lookAgain->isActive()) {
        m_lookAgain->start();
    }
}

EnvironmentId DeploymentDraft::place() const {
    return EnvironmentId(kEnvironments[m_environment]);
}

QStringList DeploymentDraft::environments() const {
    QStringList names;
    for (const char* name : kEnvironments) {
        names << QString::fromLatin1(name);
    }
    return names;
}

QStringList DeploymentDraft::environmentNames() const {
    QStringList names;
    for (const char* name : kEnvironments) {
        names << Words::of(EnvironmentId(name));
    }
    return names;
}

QStringList DeploymentDraft::strategyNames() const {
    QStringList names;
    for (const StrategyKind kind : kStrategies) {
        names << Words::of(kind);
    }
    return names;
}

void DeploymentDraft::setModule(int index) {
    if (index != m_module && index >= 0 && index < m_modules.size()) {
        m_module = index;
        listVersions();
        usePolicy(m_strategy); // a module may have a policy of its own
        touched();
    }
}

void DeploymentDraft::setVersion(int index) {
    if (index != m_version && index >= 0 && index < m_versions.size()) {
        m_version = index;
        touched();
    }
}

void DeploymentDraft::setEnvironment(int index) {
    if (index != m_environment && index >= 0 && index < static_cast<int>(std::size(kEnvironments))) {
        m_environment = index;
        usePolicy(std::nullopt);
        touched();
    }
}

void DeploymentDraft::setStrategy(int index) {
    if (index != strategy() && index >= 0 && index < static_cast<int>(std::size(kStrategies))) {
        usePolicy(kStrategies[index]);
        touched();
    }
}

void DeploymentDraft::setDescription(const QString& text) {
    if (text != m_description) {
        m_description = text;
        touched();
    }
}

void DeploymentDraft::setSupersede(bool supersede) {
    if (supersede != m_supersede) {
        m_supersede = supersede;
        touched();
    }
}

QString DeploymentDraft::releaseNotes() const {
    const ReleaseInfo* info = chosen();
    if (info == nullptr) {
        return {};
    }
    QStringList lines{toQt(info->description)};
    if (!info->author.empty()) {
        //: %1 author of a release
        lines << tr("by %1").arg(toQt(info->author));
    }
    for (const auto& [name, value] : info->metadata) {
        lines << QStringLiteral("%1: %2").arg(toQt(name), toQt(value));
    }
    return lines.join(QLatin1Char('\n'));
}

void DeploymentDraft::begin(const QString& usual) {
    m_open = true;
    m_usual = usual;
    m_description.clear();
    m_supersede = false;
    usePolicy(std::nullopt);
    readReleases();
}

void DeploymentDraft::readReleases() {
    m_context.client.ask<std::vector<ReleaseInfo>>(this, ports::queries::Releases{},
                                                   [this](const Result<std::vector<ReleaseInfo>>& answer) {
                                                       if (answer.ok()) {
                                                           takeReleases(*answer);
                                                       } else {
                                                           refuse(answer.error());
                                                       }
                                                   });
}

void DeploymentDraft::submit(bool atOnce) {
    const ReleaseInfo* info = chosen();
    if (info == nullptr || !submittable()) {
        return;
    }
    //: %1 release, %2 environment
    const QString what =
        tr("Deploy %1 to %2").arg(m_context.formatter.release(info->release), Words::of(place()));
    const auto wait = atOnce ? UndoGrace::Wait::None : UndoGrace::Wait::Grace;
    m_context.grace.offer(what, wait, [this, what, request = request()] {
        m_context.client.execute(this, ports::requests::Submit{request},
                                 [this, what](Result<ports::Answer> answer) {
                                     if (answer.ok()) {
                                         //: %1 "Deploy storefront 1.1.0 to Production"
                                         m_context.notices.say(tr("Accepted: %1").arg(what), Tone::Good);
                                         Q_EMIT submitted(toQt(answer->id));
                                     } else {
                                         m_context.notices.say(errorText(answer.error()), Tone::Bad);
                                     }
                                 });
    });
}

void DeploymentDraft::takeReleases(const std::vector<ReleaseInfo>& releases) {
    m_releases = releases;
    std::sort(m_releases.begin(), m_releases.end(), [](const ReleaseInfo& a, const ReleaseInfo& b) {
        return a.release.module != b.release.module ? a.release.module < b.release.module
                                                    : a.release.version > b.release.version;
    });
    m_modules.clear();
    for (const ReleaseInfo& info : m_releases) {
        if (m_modules.isEmpty() || m_modules.back() != toQt(info.release.module)) {
            m_modules << toQt(info.release.module);
        }
    }
    m_module =
        m_modules.isEmpty() ? -1 : static_cast<int>(std::max<qsizetype>(0, m_modules.indexOf(m_usual)));
    listVersions();
    touched();
}

void DeploymentDraft::listVersions() {
    m_versions.clear();
    for (const ReleaseInfo& info : m_releases) {
        if (m_module >= 0 && toQt(info.release.module) == m_modules[m_module]) {
            m_versions << toQt(info.release.version.text());
        }
    }
    m_version = m_versions.isEmpty() ? -1 : 0;
    Q_EMIT choicesChanged();
}

void DeploymentDraft::touched() {
    ++m_asked; // an answer on its way is about something else now
    m_checking = true;
    m_settle->start();
    Q_EMIT changed();
    Q_EMIT checked();
}

void DeploymentDraft::check() {
    if (chosen() == nullptr) {
        m_checking = false;
        m_plan.clear();
        m_error = tr("There is no release to deploy yet");
        Q_EMIT checked();
        return;
    }
    if (!m_stored) {
        readPolicy();
        return;
    }
    const std::uint64_t asked = ++m_asked;
    m_context.client.ask<ports::PlanAnswer>(this, ports::queries::PlanFor{request()},
                                            [this, asked](Result<ports::PlanAnswer> answer) {
                                                if (asked != m_asked) {
                                                    return;
                                                }
                                                if (!answer.ok()) {
                                                    refuse(answer.error());
                                                    return;
                                                }
                                                takePlan(*answer);
                                            });
}

void DeploymentDraft::takePlan(const ports::PlanAnswer& answer) {
    m_checking = false;
    m_error.clear();
    m_fieldErrors.clear();
    if (m_edits.empty() && answer.policy != *m_stored) { // another one was set in the meantime
        m_stored = answer.policy;
        m_policy = answer.policy;
        Q_EMIT changed();
    }
    m_plan.show(answer.plan, answer.notes);
    Q_EMIT checked();
}

void DeploymentDraft::refuse(const Error& error) {
    m_checking = false;
    m_plan.clear();
    m_error = errorText(error);
    m_fieldErrors.clear();
    for (const auto& [field, expected] : error.fields) {
        const QString name = toQt(field);
        m_fieldErrors.insert(name.startsWith(kPolicyPrefix) ? name.mid(kPolicyPrefix.size()) : name,
                             toQt(expected));
    }
    Q_EMIT checked();
}

DeploymentRequest DeploymentDraft::request() const {
    DeploymentRequest request;
    const ReleaseInfo* info = chosen();
    request.environment = place();
    if (info != nullptr) {
        request.module = info->release.module;
        request.version = info->release.version;
    }
    request.strategy = m_strategy;
    if (!m_edits.empty()) {
        request.policy = m_policy;
    }
    request.description = fromQt(m_description);
    request.supersede = m_supersede;
    return request;
}

const ReleaseInfo* DeploymentDraft::chosen() const {
    if (m_module < 0 || m_version < 0) {
        return nullptr;
    }
    const std::string module = fromQt(m_modules[m_module]);
    const std::string version = fromQt(m_versions[m_version]);
    const auto found = std::find_if(m_releases.begin(), m_releases.end(), [&](const ReleaseInfo& info) {
        return info.release.module.value == module && info.release.version.text() == version;
    });
    return found == m_releases.end() ? nullptr : &*found;
}

} // namespace hotswap::ui
