// SPDX-License-Identifier: Apache-2.0
#pragma once
// Finds texts of classes in namespaces: lupdate files them under the class's own name, while the running
// program asks with the namespaces in front of it.

#include <QTranslator>

namespace hotswap::ui {

/// Any thread, as QTranslator.
class ContextTranslator : public QTranslator {
public:
    using QTranslator::QTranslator;

    QString translate(const char* context, const char* text, const char* disambiguation,
                      int count) const override {
        const QString exact = QTranslator::translate(context, text, disambiguation, count);
        const QByteArrayView full(context);
        const auto end = full.lastIndexOf(':');
        if (!exact.isEmpty() || end < 0) {
            return exact;
        }
        return QTranslator::translate(context + end + 1, text, disambiguation, count);
    }
};

} // namespace hotswap::ui
