// SPDX-License-Identifier: Apache-2.0
// What the page says about policies: names, who set what, and why something is not possible now.
#include "ui/policies/policy_desk.h"

#include "ui/common/qt_text.h"
#include "ui/common/words.h"

namespace hotswap::ui {

QString PolicyDesk::nameOf(const Place& place) const {
    return place.module.empty() ? Words::of(place.environment)
                                //: %1 a module, %2 an environment
                                : tr("%1 in %2").arg(toQt(place.module), Words::of(place.environment));
}

QString PolicyDesk::placeName() const {
    return m_place ? nameOf(*m_place) : QString();
}

QString PolicyDesk::versionName(std::uint32_t version) const {
    return version <= ports::kDefaultPolicyVersion
               ? tr("the default")
               //: of a policy
               : tr("version %1").arg(m_context.formatter.number(qint64{version}));
}

QString PolicyDesk::summary() const {
    if (!m_read) {
        return {};
    }
    int set = 0;
    for (const Place& place : rowsOfPlaces()) {
        set += newestOf(place) != nullptr ? 1 : 0;
    }
    return set == 0 ? tr("every environment goes by its default") : tr("%Ln policies were set", "", set);
}

QString PolicyDesk::inForce() const {
    if (!m_place || !m_after) {
        return {};
    }
    if (m_history.empty()) {
        //: %1 "version 4" or "the default"
        return m_place->module.empty()
                   ? tr("the default, nothing was set yet")
                   : tr("none of its own; goes by %1 of the environment").arg(versionName(m_effective));
    }
    const ports::StoredPolicy& newest = m_history.front();
    //: %1 "version 4", %2 a person, %3 date and time, %4 why
    return tr("%1, set by %2 on %3: %4")
        .arg(versionName(newest.policy.version), toQt(newest.author), m_context.formatter.dateTime(newest.at),
             toQt(newest.reason));
}

QString PolicyDesk::overtaken() const {
    const ports::StoredPolicy* newest = m_place ? newestOf(*m_place) : nullptr;
    if (newest == nullptr || !m_after || m_sending || newest->policy.version <= *m_after) {
        return {};
    }
    //: %1 a person, %2 "version 4"
    return tr("%1 has set %2 since you began. Start over to see it; your text is dropped then.")
        .arg(toQt(newest->author), versionName(newest->policy.version));
}

QString PolicyDesk::whyNotTry() const {
    if (!m_context.client.online()) {
        return ServiceClient::offlineText();
    }
    if (!m_place || !m_after) {
        return tr("The policy is being read.");
    }
    if (m_editor.checking()) {
        return tr("The text is being checked.");
    }
    if (m_editor.wrong()) {
        return tr("Correct what is listed below the text.");
    }
    return m_trial.running() ? tr("A trial is running.") : QString();
}

QString PolicyDesk::whyNotSet() const {
    if (m_context.client.online() && !m_mayChange && m_after) {
        return tr("Only an administrator may set policies.");
    }
    if (m_sending) {
        return tr("The policy is being set.");
    }
    if (m_context.client.online() && !overtaken().isEmpty()) {
        return overtaken();
    }
    if (const QString why = whyNotTry(); !why.isEmpty() && !m_trial.running()) {
        return why;
    }
    return !m_history.empty() && m_editor.saysTheSame() ? tr("It says what is in force already.") : QString();
}

QString PolicyDesk::consequence() const {
    if (!m_place) {
        return {};
    }
    const QString lines = tr("%Ln line(s) change.", "", m_editor.changedLines());
    //: %1 "Production" or "checkout in Production", %2 "3 lines change."
    return tr("New deployments of %1 go by it from now on; running ones keep theirs. %2")
        .arg(placeName(), lines);
}

QString PolicyDesk::consequenceOfDropping() const {
    return tr("%Ln line(s) that you changed are lost.", "", m_editor.changedLines());
}

QString PolicyDesk::reasonAt(int row) const {
    const bool there = row >= 0 && static_cast<std::size_t>(row) < m_history.size();
    return there ? toQt(m_history[static_cast<std::size_t>(row)].reason) : QString();
}

void PolicyDesk::showPlaces() {
    m_places.setHeadings({tr("Environment"), tr("Module"), tr("Version"), tr("Set by")});
    std::vector<TableRow> rows;
    for (const Place& place : rowsOfPlaces()) {
        const ports::StoredPolicy* newest = newestOf(place);
        const QString none = place.module.empty() ? tr("default", "policy") : tr("not set", "policy");
        rows.push_back(
            {toQt(place.environment) + QLatin1Char('/') + toQt(place.module),
             {{Words::of(place.environment), CellKind::Strong, Tone::Neutral},
              {place.module.empty() ? tr("every") : toQt(place.module), CellKind::Text, Tone::Neutral},
              {newest == nullptr ? none : m_context.formatter.number(qint64{newest->policy.version}),
               CellKind::Text, Tone::Neutral},
              {newest == nullptr ? QStringLiteral("–") : toQt(newest->author), CellKind::Faint,
               Tone::Neutral}}});
    }
    m_places.setRows(std::move(rows));
}

void PolicyDesk::showVersions() {
    m_versions.setHeadings({tr("Version"), tr("Set by"), tr("When"), tr("Why")});
    std::vector<TableRow> rows;
    for (const ports::StoredPolicy& row : m_history) {
        rows.push_back(
            {QString::number(row.policy.version),
             {{m_context.formatter.number(qint64{row.policy.version}), CellKind::Strong, Tone::Neutral},
              {toQt(row.author), CellKind::Text, Tone::Neutral},
              {m_context.formatter.dateTime(row.at), CellKind::Faint, Tone::Neutral},
              {toQt(row.reason), CellKind::Text, Tone::Neutral}}});
    }
    m_versions.setRows(std::move(rows));
}

} // namespace hotswap::ui
