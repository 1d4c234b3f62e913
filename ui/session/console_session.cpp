// SPDX-License-Identifier: Apache-2.0
#include "ui/session/console_session.h"

#include "ui/common/qt_text.h"
#include "ui/common/words.h"

#include <array>

namespace hotswap::ui {

namespace {

constexpr int kSecondMs = 1'000;
constexpr std::size_t kPaletteNodesMax = 20;

struct ActionEntry {
    const char* key;
    const char* title;
    const char* icon;
    const char* shortcut;
};

constexpr std::array kPageEntries{
    ActionEntry{"fleet", QT_TRANSLATE_NOOP("hotswap::ui::ConsoleSession", "Fleet"), "fleet", "Alt+1"},
    ActionEntry{"enrolment", QT_TRANSLATE_NOOP("hotswap::ui::ConsoleSession", "Enrolment of nodes"), "node",
                ""},
    ActionEntry{"deployments", QT_TRANSLATE_NOOP("hotswap::ui::ConsoleSession", "Deployments"), "deployments",
                "Alt+2"},
    ActionEntry{"approvals", QT_TRANSLATE_NOOP("hotswap::ui::ConsoleSession", "Approvals"), "approvals",
                "Alt+3"},
    ActionEntry{"audit", QT_TRANSLATE_NOOP("hotswap::ui::ConsoleSession", "Audit"), "audit", "Alt+4"},
    ActionEntry{"coordination", QT_TRANSLATE_NOOP("hotswap::ui::ConsoleSession", "Coordination"),
                "coordination", "Alt+5"},
    ActionEntry{"policies", QT_TRANSLATE_NOOP("hotswap::ui::ConsoleSession", "Policies"), "shield", "Alt+6"},
    ActionEntry{"settings", QT_TRANSLATE_NOOP("hotswap::ui::ConsoleSession", "Settings"), "settings",
                "Alt+7"},
};

constexpr std::array kActions{
    ActionEntry{"new", QT_TRANSLATE_NOOP("hotswap::ui::ConsoleSession", "New deployment"), "plus", "Ctrl+N"},
    ActionEntry{"theme", QT_TRANSLATE_NOOP("hotswap::ui::ConsoleSession", "Switch between dark and light"),
                "moon", "Ctrl+Shift+T"},
    ActionEntry{"language", QT_TRANSLATE_NOOP("hotswap::ui::ConsoleSession", "Next language"), "language",
                "Ctrl+Shift+L"},
    ActionEntry{"identity", QT_TRANSLATE_NOOP("hotswap::ui::ConsoleSession", "Act as the next person"),
                "person", "Ctrl+Shift+I"},
    ActionEntry{"attention",
                QT_TRANSLATE_NOOP("hotswap::ui::ConsoleSession", "Go to what waits for a person"), "bell",
                "Ctrl+J"},
};

} // namespace

ConsoleSession::ConsoleSession(const SessionParts& parts, QObject* parent)
    : QObject(parent),
      m_client(parts.service, parts.random),
      m_appearance(parts.preferences, m_formatter),
      m_connection(m_client, parts.link, parts.clock, m_formatter),
      m_identities(m_client, parts.identities),
      m_fleet(m_client, parts.clock, m_formatter),
      m_board(PageContext{m_client, m_formatter, m_notices, m_undo, parts.clock}),
      m_deployment(PageContext{m_client, m_formatter, m_notices, m_undo, parts.clock}),
      m_draft(PageContext{m_client, m_formatter, m_notices, m_undo, parts.clock}),
      m_inbox(PageContext{m_client, m_formatter, m_notices, m_undo, parts.clock}),
      m_approval(PageContext{m_client, m_formatter, m_notices, m_undo, parts.clock}),
      m_audit(PageContext{m_client, m_formatter, m_notices, m_undo, parts.clock}),
      m_coordination(PageContext{m_client, m_formatter, m_notices, m_undo, parts.clock}),
      m_orders(PageContext{m_client, m_formatter, m_notices, m_undo, parts.clock}, m_fleet.model(),
               *m_board.running()),
      m_node(PageContext{m_client, m_formatter, m_notices, m_undo, parts.clock}, m_fleet.model(), m_orders),
      m_enrolment(PageContext{m_client, m_formatter, m_notices, m_undo, parts.clock}, m_fleet.model()),
      m_policies(PageContext{m_client, m_formatter, m_notices, m_undo, parts.clock}, parts.policyText,
                 m_fleet.model()),
      m_offline(parts.copy, m_formatter),
      m_tenant(toQt(parts.identities.front().tenant)),
      m_mode(parts.mode) {
    connectParts();
    m_client.setIdentity(parts.identities.front());
}

ConsoleSession::~ConsoleSession() {
    // What a person has confirmed is not lost by closing the window during the undo grace.
    m_undo.sendNow();
}

void ConsoleSession::connectParts() {
    m_palette.addProvider([this](const QString& query, auto& rows) { addPages(query, rows); });
    m_palette.addProvider([this](const QString& query, auto& rows) { addActions(query, rows); });
    m_palette.addProvider([this](const QString& query, auto& rows) { addDeployments(query, rows); });
    m_palette.addProvider([this](const QString& query, auto& rows) { addNodes(query, rows); });
    connect(&m_palette, &CommandPalette::chosen, this, &ConsoleSession::choose);
    connect(&m_navigator, &Navigator::moved, this, &ConsoleSession::arrive);
    connect(&m_formatter, &Formatter::changed, &m_identities, &IdentityList::rebuild);
    connect(&m_formatter, &Formatter::changed, this, &ConsoleSession::attentionChanged);
    connect(&m_inbox, &ApprovalInbox::changed, this, &ConsoleSession::attentionChanged);
    connect(m_board.running(), &RunningList::countChanged, this, &ConsoleSession::attentionChanged);
    connect(&m_fleet, &Fleet::alarmsChanged, this, &ConsoleSession::attentionChanged);
    connect(&m_draft, &DeploymentDraft::submitted, &m_navigator, &Navigator::openDeployment);
    connect(&m_undo, &UndoGrace::undone, this, [this](const QString& what) {
        //: %1 is what was taken back before it was sent
        m_notices.say(tr("Not sent: %1").arg(what), Tone::Neutral);
    });
    m_second.setInterval(kSecondMs);
    connect(&m_second, &QTimer::timeout, this, [this] {
        if (m_navigator.page() == QLatin1String("approvals")) {
            m_inbox.tick();
            m_approval.tick();
        }
        if (m_navigator.page() == QLatin1String("settings")) {
            m_offline.tick();
        }
        if (m_navigator.page() == QLatin1String("node")) {
            m_node.tick();
        }
        m_coordination.tick();
    });
    m_second.start();
}

int ConsoleSession::attention() const {
    return m_board.running().waiting() + m_fleet.alarmed();
}

QString ConsoleSession::attentionText() const {
    return attention() == 0 ? tr("Nothing waits for a person")
                            : tr("%n thing(s) wait for a person", "", attention());
}

void ConsoleSession::showAttention() {
    const auto& rows = m_board.running()->rows();
    for (const RunningRow& row : rows) {
        if (row.waitsForPerson) {
            m_navigator.openDeployment(row.key);
            return;
        }
    }
    if (const QString node = m_fleet.firstAlarmed(); !node.isEmpty()) {
        m_navigator.openNode(node);
        return;
    }
    m_navigator.open(QStringLiteral("deployments"));
}

void ConsoleSession::addPages(const QString& query, std::vector<PaletteRow>& rows) const {
    for (const ActionEntry& entry : kPageEntries) {
        const QString title = tr(entry.title);
        if (CommandPalette::matches(title, query)) {
            rows.push_back({QStringLiteral("page:") + QLatin1String(entry.key), title, tr("Page"),
                            QLatin1String(entry.icon), QLatin1String(entry.shortcut)});
        }
    }
}

void ConsoleSession::addActions(const QString& query, std::vector<PaletteRow>& rows) const {
    for (const ActionEntry& entry : kActions) {
        const QString title = tr(entry.title);
        if (CommandPalette::matches(title, query)) {
            rows.push_back({QStringLiteral("do:") + QLatin1String(entry.key), title, tr("Action"),
                            QLatin1String(entry.icon), QLatin1String(entry.shortcut)});
        }
    }
}

void ConsoleSession::addDeployments(const QString& query, std::vector<PaletteRow>& rows) const {
    for (const auto& [id, summary] : m_board.running().known()) {
        //: a deployment in the palette: release and environment
        const QString title =
            tr("%1 to %2").arg(m_formatter.release(summary.release), Words::of(summary.scope.environment));
        if (CommandPalette::matches(title + QLatin1Char(' ') + toQt(id), query)) {
            rows.push_back({QStringLiteral("deployment:") + toQt(id),
                            title,
                            tr("Deployment, %1").arg(Words::of(summary.state)),
                            QStringLiteral("package"),
                            {}});
        }
    }
}

void ConsoleSession::addNodes(const QString& query, std::vector<PaletteRow>& rows) {
    if (query.isEmpty()) {
        return;
    }
    const FleetModel& model = m_fleet.model();
    std::size_t found = 0;
    for (int row = 0; row < model.rowCount() && found < kPaletteNodesMax; ++row) {
        const Node& node = model.nodeAt(row);
        const QString name = toQt(node.id);
        if (CommandPalette::matches(name, query)) {
            rows.push_back({QStringLiteral("node:") + name,
                            name,
                            tr("Node in %1, %2").arg(Words::of(node.environment), Words::of(node.state)),
                            QStringLiteral("node"),
                            {}});
            ++found;
        }
    }
}

void ConsoleSession::choose(const QString& key) {
    const QString kind = key.section(QLatin1Char(':'), 0, 0);
    const QString what = key.section(QLatin1Char(':'), 1);
    if (kind == QLatin1String("page")) {
        m_navigator.open(what);
    } else if (kind == QLatin1String("deployment")) {
        m_navigator.openDeployment(what);
    } else if (kind == QLatin1String("node")) {
        m_navigator.openNode(what);
    } else {
        act(what);
    }
}

void ConsoleSession::act(const QString& action) {
    if (action == QLatin1String("new")) {
        m_navigator.open(QStringLiteral("newDeployment"));
    } else if (action == QLatin1String("theme")) {
        m_appearance.toggleTheme();
    } else if (action == QLatin1String("language")) {
        m_appearance.nextLanguage();
    } else if (action == QLatin1String("identity")) {
        m_identities.useNext();
    } else if (action == QLatin1String("attention")) {
        showAttention();
    }
}

void ConsoleSession::arrive() {
    const QString page = m_navigator.page();
    // A page that is left asks for nothing any more.
    const QString node = page == QLatin1String("node") ? m_navigator.subject() : QString();
    if (m_node.node() != node) {
        m_node.open(node);
    }
    if (page == QLatin1String("enrolment")) {
        m_enrolment.refresh();
    } else {
        m_enrolment.forgetToken();
    }
    if (page == QLatin1String("policies")) {
        m_policies.begin();
    } else {
        m_policies.end();
    }
    if (page == QLatin1String("deployment")) {
        if (m_deployment.id() != m_navigator.subject()) {
            m_deployment.open(m_navigator.subject());
        }
    } else if (page == QLatin1String("newDeployment")) {
        m_draft.begin(m_fleet.model().commonestModule());
    } else if (page == QLatin1String("approvals") && !m_navigator.subject().isEmpty()) {
        m_approval.open(m_navigator.subject());
    } else if (page == QLatin1String("settings")) {
        m_offline.tick();
    } else if (page == QLatin1String("audit")) {
        m_audit.begin();
    }
}

} // namespace hotswap::ui
