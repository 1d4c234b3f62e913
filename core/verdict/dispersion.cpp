// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/dispersion.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace hotswap::verdict {

Dispersion::Dispersion(DispersionRules rules, std::size_t nodes) : m_rules(std::move(rules)), m_nodes(nodes) {
    for (const std::int64_t length : m_rules.windowsMs) {
        Scale scale;
        scale.length = length;
        scale.exposure.resize(nodes);
        scale.events.resize(nodes);
        m_scales.push_back(std::move(scale));
    }
    m_exposure.resize(nodes);
    m_allEvents.resize(nodes);
}

void Dispersion::grow(std::size_t nodes) {
    if (nodes <= m_nodes) {
        return;
    }
    m_nodes = nodes;
    for (Scale& scale : m_scales) {
        scale.exposure.resize(nodes);
        scale.events.resize(nodes);
    }
    m_exposure.resize(nodes);
    m_allEvents.resize(nodes);
}

void Dispersion::until(std::int64_t atMs) {
    m_to = std::max(m_to, atMs);
}

void Dispersion::addMerged(std::int64_t atMs, double events) {
    m_from = m_from < 0 ? atMs : m_from;
    until(atMs);
    m_events += events;
}

void Dispersion::add(std::size_t node, std::int64_t atMs, double exposure, double events) {
    addMerged(atMs, events);
    m_exposure[node] += exposure;
    m_allEvents[node] += events;
    for (Scale& scale : m_scales) {
        if (scale.cellEnds < 0) {
            scale.cellEnds = atMs + scale.length;
        }
        if (atMs >= scale.cellEnds) {
            close(scale);
            scale.cellEnds = atMs + scale.length;
        }
        scale.exposure[node] += exposure;
        scale.events[node] += events;
    }
}

/// Too few events to tell stay in the cell, which then grows.
void Dispersion::close(Scale& scale) {
    const double exposure = std::accumulate(scale.exposure.begin(), scale.exposure.end(), 0.0);
    const double events = std::accumulate(scale.events.begin(), scale.events.end(), 0.0);
    const auto seen =
        std::count_if(scale.exposure.begin(), scale.exposure.end(), [](double e) { return e > 0; });
    if (seen < 2 || events < m_rules.cellEventsMin * static_cast<double>(seen)) {
        return;
    }
    for (std::size_t i = 0; i < scale.exposure.size(); ++i) {
        if (scale.exposure[i] > 0) {
            const double expected = events * scale.exposure[i] / exposure;
            scale.chiSquare += (scale.events[i] - expected) * (scale.events[i] - expected) / expected;
        }
        scale.exposure[i] = 0;
        scale.events[i] = 0;
    }
    scale.degrees += static_cast<double>(seen - 1);
}

/// What clumping to expect of counts as high as these, before any was measured.
double Dispersion::assumed() const {
    if (m_nodes == 0 || m_scales.empty()) {
        return 1;
    }
    const double length = static_cast<double>(m_scales.front().length);
    const double elapsed = std::max(static_cast<double>(m_to - m_from), length / 10);
    return 1 + m_rules.priorVariation * m_events / static_cast<double>(m_nodes) * length / elapsed;
}

/// Of the nodes' sums over all of it; 1 while they do not show that they differ.
double Dispersion::lasting() const {
    const double exposure = std::accumulate(m_exposure.begin(), m_exposure.end(), 0.0);
    const double events = std::accumulate(m_allEvents.begin(), m_allEvents.end(), 0.0);
    double chiSquare = 0;
    double degrees = -1;
    for (std::size_t i = 0; i < m_exposure.size(); ++i) {
        if (m_exposure[i] > 0) {
            const double expected = events * m_exposure[i] / exposure;
            chiSquare +=
                expected > 0 ? (m_allEvents[i] - expected) * (m_allEvents[i] - expected) / expected : 0;
            degrees += 1;
        }
    }
    if (degrees < 1 || events < m_rules.cellEventsMin * (degrees + 1)) {
        return 1;
    }
    const double error = std::sqrt(2 / degrees);
    const double found = chiSquare / degrees;
    return found > 1 + m_rules.lastingErrors * error ? found * (1 + error) : 1;
}

double Dispersion::factor() const {
    const double before = assumed();
    double most = lasting();
    for (const Scale& scale : m_scales) {
        const bool shortest = &scale == &m_scales.front();
        const double weight = shortest ? m_rules.priorDegrees : 0;
        if (scale.degrees + weight <= 0) {
            continue;
        }
        const double found = (scale.chiSquare + weight * before) / (scale.degrees + weight);
        const double error = std::sqrt(2 / (scale.degrees + weight));
        const bool clumps = found > 1 + m_rules.standardErrors * error;
        if (shortest || clumps) {
            most = std::max(most, clumps ? found * (1 + error) : found);
        }
    }
    return most;
}

} // namespace hotswap::verdict
