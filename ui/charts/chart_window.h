// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which part of a chart's x axis is in view: all of it or its newest part, moving with the data, or a part
// that stands still.

#include <optional>

namespace hotswap::ui {

struct ChartRange {
    double from = 0, to = 0;
    double length() const { return to - from; }
    bool operator==(const ChartRange&) const = default;
};

/// Following: the right edge is the newest data. Held: the view stands still while data goes on arriving,
/// because a person paused it or looks at something further back. `data` is always the range that there is
/// now.
class ChartWindow {
public:
    ChartRange view(const ChartRange& data) const;
    bool held() const { return m_held.has_value(); }
    /// Only a part of the data is in view.
    bool zoomed(const ChartRange& data) const { return view(data).length() < data.length(); }

    void hold(const ChartRange& data);
    /// Shows everything and moves with the data again.
    void follow();
    /// Shows 1/factor of what is in view, but no less than `lengthMin`; what lies at `share` of the view
    /// (0 left, 1 right) stays there. A view that still ends at the newest data goes on following it.
    void zoom(double factor, double share, const ChartRange& data, double lengthMin);
    /// Moves by a share of the view's length; positive is later. Holds.
    void pan(double share, const ChartRange& data);

private:
    double m_length = 0; ///< of the view while following; 0: everything
    std::optional<ChartRange> m_held;
};

} // namespace hotswap::ui
