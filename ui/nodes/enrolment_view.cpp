// SPDX-License-Identifier: Apache-2.0
#include "ui/nodes/enrolment_view.h"

#include "core/domain/limits.h"
#include "ui/common/error_text.h"
#include "ui/common/qt_text.h"
#include "ui/common/words.h"
#include "ui/fleet/environments.h"

#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>

namespace hotswap::ui {

EnrolmentView::EnrolmentView(const PageContext& context, FleetModel& fleet, QObject* parent)
    : QObject(parent), m_context(context), m_fleet(fleet) {
    connect(&m_context.client, &ServiceClient::identityChanged, this, [this] {
        forgetToken();
        if (loaded()) {
            refresh();
        }
    });
    connect(&m_context.client, &ServiceClient::onlineChanged, this, &EnrolmentView::changed);
    connect(&m_context.formatter, &Formatter::changed, this, &EnrolmentView::rebuild);
    connect(&fleet, &FleetModel::layoutReset, this, &EnrolmentView::changed);
    rebuild();
}

int EnrolmentView::usesMax() {
    return static_cast<int>(limits::kTokenUsesMax);
}

int EnrolmentView::hoursMax() {
    return static_cast<int>(std::chrono::duration_cast<std::chrono::hours>(limits::kTokenValidMax).count());
}

void EnrolmentView::refresh() {
    m_context.client.ask<ports::EnrolmentReport>(
        this, ports::queries::Enrolments{}, [this](Result<ports::EnrolmentReport> answer) {
            m_error = answer.ok() ? QString() : errorText(answer.error());
            if (answer.ok()) {
                m_report = *std::move(answer);
            }
            rebuild();
        });
}

QString EnrolmentView::summary() const {
    if (!m_report) {
        return {};
    }
    const auto& nodes = m_report->nodes;
    const auto revoked = std::count_if(nodes.begin(), nodes.end(),
                                       [](const ports::EnrolledNode& each) { return each.revoked; });
    //: %1 "38 nodes enrolled"
    return tr("%1, %Ln of them revoked", "", static_cast<int>(revoked))
        .arg(tr("%Ln node(s) enrolled", "", static_cast<int>(nodes.size())));
}

QString EnrolmentView::whyNot() const {
    if (!m_context.client.online()) {
        return ServiceClient::offlineText();
    }
    return m_context.client.identity().has(Role::Admin)
               ? QString()
               : tr("Only an administrator may make tokens and revoke nodes.");
}

QStringList EnrolmentView::environments() const {
    QStringList names;
    for (const EnvironmentId& place : knownEnvironments(m_fleet)) {
        names << Words::of(place);
    }
    return names;
}

void EnrolmentView::makeToken(int environment, int uses, int hours) {
    const std::vector<EnvironmentId> choices = knownEnvironments(m_fleet);
    if (!allowed() || environment < 0 || static_cast<std::size_t>(environment) >= choices.size()) {
        return;
    }
    const EnvironmentId place = choices[static_cast<std::size_t>(environment)];
    ports::requests::MakeToken request{place, static_cast<std::uint32_t>(std::max(0, uses)),
                                       std::chrono::hours(std::max(0, hours))};
    m_context.client.execute(this, request, [this, request](Result<ports::Answer> answer) {
        if (!answer.ok()) {
            m_context.notices.say(errorText(answer.error()), Tone::Bad);
            return;
        }
        m_token = toQt(answer->secret);
        //: %1 "12 nodes", %2 environment, %3 "24 h"
        m_tokenTerms = tr("For %1 of %2, within %3")
                           .arg(tr("%Ln node(s)", "", static_cast<int>(request.uses)),
                                Words::of(request.environment), m_context.formatter.duration(request.valid));
        refresh();
        Q_EMIT changed();
    });
}

void EnrolmentView::copyToken() {
    if (!m_token.isEmpty()) {
        QGuiApplication::clipboard()->setText(m_token);
        m_context.notices.say(tr("The token is in the clipboard"), Tone::Neutral);
    }
}

void EnrolmentView::forgetToken() {
    m_token.clear();
    m_tokenTerms.clear();
    Q_EMIT changed();
}

bool EnrolmentView::revocable(int row) const {
    return m_report && row >= 0 && static_cast<std::size_t>(row) < m_report->nodes.size() &&
           !m_report->nodes[static_cast<std::size_t>(row)].revoked;
}

QString EnrolmentView::revokeConsequence(const QString& node) const {
    const int row = m_fleet.rowOf(node);
    const int modules = row < 0 ? 0 : static_cast<int>(m_fleet.nodeAt(row).modules.size());
    //: %1 "2 modules"
    return tr("Its session ends and it is let in no more, whatever token it brings; deployments leave it "
              "out. "
              "%1 on its host go on running without anybody in charge. There is no way back under this name.")
        .arg(tr("%Ln module(s)", "", modules));
}

void EnrolmentView::revoke(const QString& node, const QString& reason) {
    if (!allowed()) {
        return;
    }
    m_context.client.execute(this, ports::requests::RevokeNode{NodeId{fromQt(node)}, fromQt(reason)},
                             [this, node](Result<ports::Answer> answer) {
                                 if (answer.ok()) {
                                     //: %1 node
                                     m_context.notices.say(tr("%1 is revoked").arg(node), Tone::Good);
                                 } else {
                                     m_context.notices.say(errorText(answer.error()), Tone::Bad);
                                 }
                                 refresh();
                             });
}

void EnrolmentView::showNodes() {
    m_nodes.setHeadings({tr("Node"), tr("Environment"), tr("State"), tr("Gateway"), tr("Enrolled")});
    std::vector<TableRow> rows;
    for (const ports::EnrolledNode& node : m_report ? m_report->nodes : std::vector<ports::EnrolledNode>()) {
        const int place = m_fleet.rowOf(toQt(node.node));
        const Node* seen = place < 0 ? nullptr : &m_fleet.nodeAt(place);
        TableCell state{tr("Never seen", "node"), CellKind::Chip, Tone::Neutral};
        if (node.revoked) {
            state = {tr("Revoked", "node"), CellKind::Chip, Tone::Bad};
        } else if (seen != nullptr) {
            state = {Words::of(seen->state), CellKind::Chip, Words::tone(seen->state)};
        }
        rows.push_back(
            {toQt(node.node),
             {{toQt(node.node), CellKind::Strong, Tone::Neutral},
              {Words::of(node.environment), CellKind::Text, Tone::Neutral},
              state,
              {seen == nullptr || seen->gateway.empty() ? QStringLiteral("–") : toQt(seen->gateway),
               CellKind::Mono, Tone::Neutral},
              {m_context.formatter.dateTime(node.enrolledAt), CellKind::Faint, Tone::Neutral}}});
    }
    m_nodes.setRows(std::move(rows));
}

void EnrolmentView::showTokens() {
    m_tokens.setHeadings({tr("Token"), tr("Environment"), tr("Uses left"), tr("Ends"), tr("Made by")});
    std::vector<TableRow> rows;
    for (const ports::OpenToken& token : m_report ? m_report->tokens : std::vector<ports::OpenToken>()) {
        rows.push_back(
            {toQt(token.id),
             {{toQt(token.id), CellKind::Mono, Tone::Neutral},
              {Words::of(token.environment), CellKind::Text, Tone::Neutral},
              {m_context.formatter.number(qint64{token.usesLeft}), CellKind::Number, Tone::Neutral},
              {m_context.formatter.relative(token.expiresAt, m_report->now), CellKind::Text, Tone::Neutral},
              {toQt(token.madeBy), CellKind::Text, Tone::Neutral}}});
    }
    m_tokens.setRows(std::move(rows));
}

void EnrolmentView::rebuild() {
    showNodes();
    showTokens();
    Q_EMIT changed();
}

} // namespace hotswap::ui
