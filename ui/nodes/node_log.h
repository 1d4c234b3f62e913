// SPDX-License-Identifier: Apache-2.0
#pragma once
// The latest lines of one node's log, followed live.

#include "core/ports/console_service.h"
#include "ui/common/row_model.h"
#include "ui/session/page_context.h"

#include <QtQmlIntegration/qqmlintegration.h>

namespace hotswap::ui {

struct NodeLogRow {
    QString key; ///< sequence
    QString time;
    QString source; ///< module, or the agent
    QString text;
    bool operator==(const NodeLogRow&) const = default;
};

/// Bounded: the oldest lines leave as new ones come. GUI thread.
class NodeLog : public HS_ROW_LIST(NodeLogRow) {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("NodeView owns it")

    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    /// Only lines with this text, whatever its case.
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY changed FINAL)
    /// 0 everything, 1 the agent's own lines, 2 those of modules.
    Q_PROPERTY(int source READ source WRITE setSource NOTIFY changed FINAL)
    /// New lines are not read until it follows again.
    Q_PROPERTY(bool paused READ paused WRITE setPaused NOTIFY changed FINAL)
    /// Why the lines could not be read; empty: they could.
    Q_PROPERTY(QString error READ error NOTIFY changed FINAL)

public:
    static constexpr std::size_t kLinesMax = 500;

    explicit NodeLog(const PageContext& context, QObject* parent = nullptr);

    int count() const { return rowCount(); }
    QString text() const { return m_text; }
    void setText(const QString& text);
    int source() const { return m_source; }
    void setSource(int source);
    bool paused() const { return m_paused; }
    void setPaused(bool paused);
    QString error() const { return m_error; }

    /// Shows another node; empty: none.
    void follow(const NodeId& node);
    /// Asks for what came since, unless paused.
    void refresh();

Q_SIGNALS:
    void countChanged();
    void changed();

protected:
    void rowsCounted() override { Q_EMIT countChanged(); }

private:
    void begin();
    void take(Result<std::vector<ports::NodeLogLine>> answer);
    void show();

    PageContext m_context;
    NodeId m_node;
    QString m_text;
    QString m_error;
    int m_source = 0;
    bool m_paused = false;
    bool m_asking = false;
    std::uint64_t m_last = 0; ///< highest sequence that was read
    std::uint64_t m_term = 0; ///< counts changes of node and filter: late answers of an old one are dropped
    std::vector<ports::NodeLogLine> m_lines;
};

} // namespace hotswap::ui
