// SPDX-License-Identifier: Apache-2.0
#pragma once
// The policies that were set by environment and module, one of them being written, tried and set.

#include "core/ports/policy_queries.h"
#include "ui/fleet/fleet_model.h"
#include "ui/policies/policy_editor.h"
#include "ui/policies/policy_trial.h"

#include <QStringList>

#include <map>
#include <optional>

namespace hotswap::ui {

/// GUI thread. What is being written is kept while other pages are open.
class PolicyDesk : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("ConsoleSession owns it")

    /// Environments, and modules there with a policy of their own: newest version, who set it.
    Q_PROPERTY(hotswap::ui::CellTable* places READ places CONSTANT FINAL)
    /// Versions of the chosen place, newest first.
    Q_PROPERTY(hotswap::ui::CellTable* versions READ versions CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::PolicyEditor* editor READ editor CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::PolicyTrial* trial READ trial CONSTANT FINAL)
    /// "3 policies were set, in 2 environments"
    Q_PROPERTY(QString summary READ summary NOTIFY changed FINAL)
    Q_PROPERTY(bool loaded READ loaded NOTIFY changed FINAL)
    /// Why the list could not be read; empty: it could.
    Q_PROPERTY(QString error READ error NOTIFY changed FINAL)
    /// Row of the chosen place, -1 while none is.
    Q_PROPERTY(int placeRow READ placeRow NOTIFY changed FINAL)
    /// "Production", "checkout in Production"
    Q_PROPERTY(QString placeName READ placeName NOTIFY changed FINAL)
    /// Which version is in force there, who set it, when and why.
    Q_PROPERTY(QString inForce READ inForce NOTIFY changed FINAL)
    /// Somebody has set another version since this text was begun; empty: nobody has.
    Q_PROPERTY(QString overtaken READ overtaken NOTIFY changed FINAL)
    /// Modules without a policy of their own in the chosen environment.
    Q_PROPERTY(QStringList modules READ modules NOTIFY changed FINAL)
    /// Setting the policy is possible now, and if not, why.
    Q_PROPERTY(bool settable READ settable NOTIFY changed FINAL)
    Q_PROPERTY(QString whyNotSet READ whyNotSet NOTIFY changed FINAL)
    /// The same of trying it on past rollouts.
    Q_PROPERTY(bool triable READ triable NOTIFY changed FINAL)
    Q_PROPERTY(QString whyNotTry READ whyNotTry NOTIFY changed FINAL)
    /// What the trial tells is about another text than is there now.
    Q_PROPERTY(bool trialOutdated READ trialOutdated NOTIFY changed FINAL)
    /// What setting it does, in numbers.
    Q_PROPERTY(QString consequence READ consequence NOTIFY changed FINAL)
    /// What is lost with the text.
    Q_PROPERTY(QString consequenceOfDropping READ consequenceOfDropping NOTIFY changed FINAL)

public:
    PolicyDesk(const PageContext& context, const ports::PolicyText& format, FleetModel& fleet,
               QObject* parent = nullptr);

    CellTable* places() { return &m_places; }
    CellTable* versions() { return &m_versions; }
    PolicyEditor* editor() { return &m_editor; }
    PolicyTrial* trial() { return &m_trial; }
    QString summary() const;
    bool loaded() const { return m_read; }
    QString error() const { return m_error; }
    int placeRow() const;
    QString placeName() const;
    QString inForce() const;
    QString overtaken() const;
    QStringList modules() const;
    bool settable() const { return whyNotSet().isEmpty(); }
    QString whyNotSet() const;
    bool triable() const { return whyNotTry().isEmpty(); }
    QString whyNotTry() const;
    bool trialOutdated() const { return m_trial.done() && m_tried != m_editor.policy(); }
    QString consequence() const;
    QString consequenceOfDropping() const;

    /// Reads everything anew; the page does so when it opens.
    Q_INVOKABLE void begin();
    /// Nobody looks at it any more.
    Q_INVOKABLE void end() { m_open = false; }
    /// Takes up the place of a row; what was being written is dropped.
    Q_INVOKABLE void choosePlace(int row);
    /// Takes up a module that has no policy of its own yet.
    Q_INVOKABLE void chooseModule(int index);
    /// Puts an older version into the text.
    Q_INVOKABLE void takeVersion(int row);
    /// Drops what was being written for what is in force now.
    Q_INVOKABLE void startOver() { readPlace(); }
    /// Why a version was set, in full.
    Q_INVOKABLE QString reasonAt(int row) const;
    Q_INVOKABLE void tryIt(int last);
    Q_INVOKABLE void setPolicy(const QString& reason);

Q_SIGNALS:
    void changed();

private:
    struct Place {
        EnvironmentId environment;
        ModuleName module; ///< empty: every module
        bool operator==(const Place&) const = default;
    };

    void readAll();
    void readModules();
    void readPlace();
    void takeAll(const EnvironmentId& environment, Result<ports::PoliciesAnswer> answer);
    void choose(Place place);
    void tell(const Result<ports::Answer>& answer);
    void rebuild();
    void showPlaces();
    void showVersions();
    std::vector<Place> rowsOfPlaces() const;
    const ports::StoredPolicy* newestOf(const Place& place) const;
    QString nameOf(const Place& place) const;
    QString versionName(std::uint32_t version) const;

    PageContext m_context;
    FleetModel& m_fleet;
    CellTable m_places;
    CellTable m_versions;
    PolicyEditor m_editor;
    PolicyTrial m_trial;
    QTimer* m_lookAgain; ///< bounds how often news asks for everything again
    std::map<EnvironmentId, std::vector<ports::StoredPolicy>> m_stored;
    std::vector<ModuleName> m_modules;
    std::vector<ports::StoredPolicy> m_history; ///< of the chosen place
    std::optional<Place> m_place;
    std::optional<Policy> m_tried;
    std::optional<std::uint32_t> m_after; ///< newest version of the place when the text was begun, 0: none
    std::uint32_t m_effective = 0;        ///< version that the text was begun from
    QString m_error;
    std::uint64_t m_asked = 0;
    std::uint64_t m_placeAsked = 0;
    std::size_t m_outstanding = 0;
    bool m_open = false;
    bool m_read = false;
    bool m_mayChange = false;
    bool m_sending = false;
};

} // namespace hotswap::ui
