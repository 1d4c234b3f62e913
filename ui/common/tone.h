// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a state means to a person who glances at it. The theme gives each tone a colour and an icon; a word
// always stands beside them.

#include <QObject>
#include <QtQmlIntegration/qqmlintegration.h>

namespace hotswap::ui {

Q_NAMESPACE
QML_NAMED_ELEMENT(Tone)

enum class Tone {
    Neutral, ///< nothing to say: not started, skipped, retired
    Busy,    ///< at work, all is well
    Good,    ///< as it should be
    Warning, ///< worth a look, or waiting for something that ends by itself
    Person,  ///< waits for a person
    Bad,     ///< failed, or being taken back
};
Q_ENUM_NS(Tone)

} // namespace hotswap::ui
