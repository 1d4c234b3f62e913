// SPDX-License-Identifier: Apache-2.0
#pragma once
// The first screen of a console that was told nothing: which ways in there are, and what stands in them.

#include "ui/session/appearance.h"

#include <QObject>
#include <QtQmlIntegration/qqmlintegration.h>

namespace hotswap::ui {

/// GUI thread.
class WelcomeModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("the composition makes it")

    Q_PROPERTY(hotswap::ui::Appearance* appearance READ appearance CONSTANT FINAL)
    /// Why the lab cannot be opened here, with what to do; empty: it can.
    Q_PROPERTY(QString labProblem READ labProblem CONSTANT FINAL)

public:
    WelcomeModel(Preferences& preferences, QObject* parent = nullptr)
        : QObject(parent), m_appearance(preferences, m_formatter) {}

    Appearance* appearance() { return &m_appearance; }
    QString labProblem() const { return m_labProblem; }
    /// Before it is shown.
    void setLabProblem(const QString& sentence) { m_labProblem = sentence; }

    Q_INVOKABLE void openLab() { Q_EMIT labChosen(); }

Q_SIGNALS:
    void labChosen();

private:
    Formatter m_formatter;
    Appearance m_appearance;
    QString m_labProblem;
};

} // namespace hotswap::ui
