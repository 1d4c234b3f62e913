// SPDX-License-Identifier: Apache-2.0
#include "ui/session/offline_data.h"

#include "ui/common/error_text.h"

namespace hotswap::ui {

OfflineData::OfflineData(ports::KeptCopy* copy, Formatter& formatter, QObject* parent)
    : QObject(parent), m_copy(copy), m_formatter(formatter) {
    connect(&formatter, &Formatter::changed, this, &OfflineData::changed);
    tick();
}

void OfflineData::tick() {
    if (m_copy != nullptr) {
        m_info = m_copy->info();
        Q_EMIT changed();
    }
}

QString OfflineData::summary() const {
    if (m_copy == nullptr) {
        return tr("Nothing is kept: this console was started with --no-cache.");
    }
    if (m_info.clearing) {
        return tr("Being cleared");
    }
    if (m_info.problem) {
        //: %1 a sentence that says what is wrong
        return tr("Nothing can be kept now: %1").arg(errorText(*m_info.problem));
    }
    const QString size = m_formatter.bytes(m_info.bytes);
    //: what is kept on this desktop: %1 a size, %2 date and time up to which it is true
    QString text = m_info.asOf ? tr("%1, as of %2").arg(size, m_formatter.dateTime(*m_info.asOf))
                               //: %1 a size
                               : tr("%1, nothing of this database yet").arg(size);
    if (m_info.putAside) {
        text += QLatin1Char('\n') + tr("The file was damaged: it was put aside and begun anew.");
    }
    return text;
}

void OfflineData::clear() {
    if (m_copy != nullptr) {
        m_copy->clear();
        tick();
    }
}

} // namespace hotswap::ui
