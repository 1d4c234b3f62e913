// SPDX-License-Identifier: Apache-2.0
#pragma once
// How much more than chance alike nodes differ from each other: 1 for counts that fall independently, more
// for counts in clumps. Measured among the untouched nodes, at several lengths of time, so that slow waves
// are seen as well as bursts.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace hotswap::verdict {

struct DispersionRules {
    std::vector<std::int64_t> windowsMs{10'000, 60'000, 300'000}; ///< lengths of time that are looked at
    double cellEventsMin = 1;  ///< mean events a node and cell below which a cell is lengthened instead
    double standardErrors = 2; ///< above 1 by so many before clumping is believed in
    double lastingErrors = 3;  ///< the same before nodes are believed to differ for good
    /// Until it has been measured: servers' rates are taken to vary by that much (squared coefficient of
    /// variation over the shortest length of time), as if so many degrees of freedom had shown it.
    double priorVariation = 0.15;
    double priorDegrees = 20;
};

/// Pearson's chi-square of counts over their degrees of freedom, per length of time (McCullagh and Nelder
/// 1989, 4.5). Memory is bounded by the number of nodes.
class Dispersion {
public:
    Dispersion(DispersionRules rules, std::size_t nodes);
    /// Counts of one untouched node; times never decrease.
    void add(std::size_t node, std::int64_t atMs, double exposure, double events);
    /// Counts of several nodes that cannot be told apart: they only say how many events there are.
    void addMerged(std::int64_t atMs, double events);
    /// How far the counts reach.
    void until(std::int64_t atMs);
    /// Makes room for nodes that have come later.
    void grow(std::size_t nodes);
    /// At least 1; the largest over the lengths of time and over all of it, where nodes show that they differ
    /// for good.
    double factor() const;

private:
    struct Scale {
        std::int64_t length = 0;
        std::int64_t cellEnds = -1;
        std::vector<double> exposure;
        std::vector<double> events;
        double chiSquare = 0;
        double degrees = 0;
    };

    void close(Scale& scale);
    double assumed() const;
    double lasting() const;

    DispersionRules m_rules;
    std::vector<Scale> m_scales;
    std::vector<double> m_exposure; ///< by node, over all of it
    std::vector<double> m_allEvents;
    std::int64_t m_from = -1;
    std::int64_t m_to = -1;
    double m_events = 0;
    std::size_t m_nodes = 0;
};

} // namespace hotswap::verdict
