// SPDX-License-Identifier: Apache-2.0
#include "ui/fleet/fleet_group.h"

#include "ui/common/qt_text.h"
#include "ui/common/words.h"
#include "ui/fleet/cell_legend.h"
#include "ui/nodes/node_alarms.h"

#include <algorithm>
#include <array>

namespace hotswap::ui {

namespace {

constexpr std::uint8_t kMarks = 3;

struct Density {
    int nodesMax;
    int cellSize;
};
// Large while there is room; never so small that a figure cannot be told.
constexpr std::array kDensities{Density{48, 24}, Density{300, 18}, Density{2'000, 12}};
constexpr int kSmallestCell = 8;

} // namespace

FleetGroup::FleetGroup(FleetModel& model, FleetFilter& filter, Formatter& formatter, QObject* parent)
    : CellSource(parent), m_model(model), m_filter(filter), m_formatter(formatter) {}

int FleetGroup::cellSize() const {
    for (const Density& density : kDensities) {
        if (m_run.count <= density.nodesMax) {
            return density.cellSize;
        }
    }
    return kSmallestCell;
}

void FleetGroup::setRun(const FleetModel::Run& run) {
    m_run = run;
    countReleases();
    m_cells.clear();
    m_cells.reserve(static_cast<std::size_t>(run.count));
    for (int i = 0; i < run.count; ++i) {
        m_cells.push_back(makeCell(m_model.nodeAt(run.first + i)));
    }
    summarise();
    Q_EMIT cellsReset();
}

void FleetGroup::noteChanged(const QList<int>& rows) {
    const auto begin = std::lower_bound(rows.begin(), rows.end(), m_run.first);
    const auto end = std::lower_bound(begin, rows.end(), m_run.first + m_run.count);
    if (begin == end) {
        return;
    }
    const auto marksBefore = m_marks;
    countReleases();
    if (m_marks != marksBefore) {
        refresh();
        return;
    }
    QList<int> changed;
    for (auto row = begin; row != end; ++row) {
        const Cell cell = makeCell(m_model.nodeAt(*row));
        Cell& known = m_cells[static_cast<std::size_t>(*row - m_run.first)];
        if (cell != known) {
            known = cell;
            changed << *row - m_run.first;
        }
    }
    summarise();
    if (!changed.isEmpty()) {
        Q_EMIT cellsChanged(changed);
    }
}

void FleetGroup::refresh() {
    QList<int> changed;
    for (int i = 0; i < m_run.count; ++i) {
        const Cell cell = makeCell(m_model.nodeAt(m_run.first + i));
        if (cell != m_cells[static_cast<std::size_t>(i)]) {
            m_cells[static_cast<std::size_t>(i)] = cell;
            changed << i;
        }
    }
    summarise();
    if (!changed.isEmpty()) {
        Q_EMIT cellsChanged(changed);
    }
}

Cell FleetGroup::makeCell(const Node& node) const {
    Cell cell{glyphOf(node.state), Words::tone(node.state), 0, !m_filter.matches(node),
              recentAlarms(node) > 0};
    for (const auto& [name, release] : node.modules) {
        const auto mark = m_marks.find(release.current.digest.value);
        if (mark != m_marks.end()) {
            cell.mark = mark->second;
            break;
        }
    }
    return cell;
}

void FleetGroup::countReleases() {
    m_counts.clear();
    for (int i = 0; i < m_run.count; ++i) {
        for (const auto& [name, release] : m_model.nodeAt(m_run.first + i).modules) {
            if (release.current.digest.empty()) {
                continue;
            }
            const auto [entry, fresh] = m_counts.try_emplace(release.current.digest.value);
            if (fresh) {
                entry->second.first = release.current;
            }
            ++entry->second.second;
        }
    }
    // The usual release of each module has no mark.
    std::map<ModuleName, std::pair<std::string, int>> usual;
    for (const auto& [digest, entry] : m_counts) {
        auto& best = usual[entry.first.module];
        if (entry.second > best.second) {
            best = {digest, entry.second};
        }
    }
    m_marks.clear();
    std::uint8_t next = 0;
    for (const auto& [digest, entry] : m_counts) {
        if (usual[entry.first.module].first != digest) {
            next = std::min<std::uint8_t>(kMarks, next + 1);
            m_marks[digest] = next;
        }
    }
}

void FleetGroup::summarise() {
    std::array<int, 8> states{};
    m_matching = 0;
    for (int i = 0; i < m_run.count; ++i) {
        ++states[static_cast<std::size_t>(m_model.nodeAt(m_run.first + i).state)];
        m_matching += m_cells[static_cast<std::size_t>(i)].dim ? 0 : 1;
    }
    std::vector<FactRow> troubles;
    const auto alarmed =
        std::count_if(m_cells.begin(), m_cells.end(), [](const Cell& cell) { return cell.alarm; });
    if (alarmed > 0) {
        troubles.push_back(
            {tr("With alarms", "nodes"), m_formatter.number(static_cast<qint64>(alarmed)), Tone::Bad, false});
    }
    for (const NodeState state : {NodeState::Offline, NodeState::Degraded, NodeState::Suspect,
                                  NodeState::Draining, NodeState::Enrolling, NodeState::Drained}) {
        const int number = states[static_cast<std::size_t>(state)];
        if (number > 0) {
            troubles.push_back({Words::of(state), m_formatter.number(number), Words::tone(state), false});
        }
    }
    m_troubles.setRows(std::move(troubles));

    std::vector<std::pair<Release, int>> counts;
    for (const auto& [digest, entry] : m_counts) {
        counts.push_back(entry);
    }
    std::sort(counts.begin(), counts.end(), [](const auto& a, const auto& b) {
        return std::tie(b.second, a.first.digest) < std::tie(a.second, b.first.digest);
    });
    std::vector<FactRow> releases;
    for (const auto& [release, number] : counts) {
        const auto mark = m_marks.find(release.digest.value);
        releases.push_back({m_formatter.release(release), m_formatter.number(number),
                            static_cast<Tone>(mark == m_marks.end() ? 0 : mark->second), false});
    }
    m_releases.setRows(std::move(releases));
    Q_EMIT summaryChanged();
}

QString FleetGroup::title() const {
    return Words::of(m_run.environment);
}

QString FleetGroup::summary() const {
    if (m_filter.active()) {
        //: %1 nodes of %2 match the filter
        return tr("%1 of %2 match").arg(m_formatter.number(m_matching), m_formatter.number(m_run.count));
    }
    return tr("%Ln node(s)", "", m_run.count);
}

QString FleetGroup::describe(int index) const {
    if (index < 0 || index >= m_run.count) {
        return {};
    }
    const Node& node = m_model.nodeAt(m_run.first + index);
    if (recentAlarms(node) > 0) {
        //: a node: name, state, releases; it refused something
        return tr("%1, %2, alarm, %3").arg(toQt(node.id), Words::of(node.state), m_model.releasesText(node));
    }
    //: a node: name, state, releases
    return tr("%1, %2, %3").arg(toQt(node.id), Words::of(node.state), m_model.releasesText(node));
}

QString FleetGroup::keyAt(int index) const {
    return index < 0 || index >= m_run.count ? QString() : toQt(m_model.nodeAt(m_run.first + index).id);
}

} // namespace hotswap::ui
