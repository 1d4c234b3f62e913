// SPDX-License-Identifier: Apache-2.0
#include "ui/session/notices.h"

#include <QTimer>

namespace hotswap::ui {

namespace {

constexpr std::size_t kShownMax = 4;
constexpr int kSecondsGood = 5;
constexpr int kSecondsBad = 15;

} // namespace

Notices::Notices(QObject* parent)
    : RowListModel({{"key", [](const NoticeRow& row) { return QVariant(row.key); }},
                    {"text", [](const NoticeRow& row) { return QVariant(row.text); }},
                    {"tone", [](const NoticeRow& row) { return QVariant(static_cast<int>(row.tone)); }}},
                   parent),
      m_timer(new QTimer(this)) {
    m_timer->setInterval(1'000);
    connect(m_timer, &QTimer::timeout, this, &Notices::tick);
}

void Notices::say(const QString& text, Tone tone) {
    std::vector<NoticeRow> next = rows();
    if (next.size() >= kShownMax) {
        next.erase(next.begin());
    }
    next.push_back({QString::number(++m_count), text, tone, tone == Tone::Bad ? kSecondsBad : kSecondsGood});
    setRows(std::move(next));
    m_timer->start();
    m_latest = text;
    Q_EMIT latestChanged();
}

void Notices::dismiss(const QString& key) {
    std::vector<NoticeRow> next = rows();
    std::erase_if(next, [&](const NoticeRow& row) { return row.key == key; });
    setRows(std::move(next));
}

void Notices::tick() {
    std::vector<NoticeRow> next = rows();
    for (NoticeRow& row : next) {
        --row.secondsLeft;
    }
    std::erase_if(next, [](const NoticeRow& row) { return row.secondsLeft <= 0; });
    setRows(std::move(next));
    if (rows().empty()) {
        m_timer->stop();
    }
}

} // namespace hotswap::ui
