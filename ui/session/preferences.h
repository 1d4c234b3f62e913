// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a person chose for this desktop. Where it is kept is the composition's business.

#include <QString>

namespace hotswap::ui {

/// Names and values are short texts; an empty value means "not chosen". GUI thread.
class Preferences {
public:
    virtual ~Preferences() = default;
    virtual QString value(const QString& name) const = 0;
    virtual void setValue(const QString& name, const QString& value) = 0;
};

} // namespace hotswap::ui
