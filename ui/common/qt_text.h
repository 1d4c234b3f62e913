// SPDX-License-Identifier: Apache-2.0
#pragma once
// Text between the core (UTF-8 std::string) and Qt (QString).

#include "core/domain/ids.h"

#include <QString>

#include <string>
#include <string_view>

namespace hotswap::ui {

inline QString toQt(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

template <class Tag>
QString toQt(const Id<Tag>& id) {
    return toQt(std::string_view(id.value));
}

inline std::string fromQt(const QString& text) {
    return text.toStdString();
}

} // namespace hotswap::ui
