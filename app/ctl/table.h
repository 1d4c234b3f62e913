// SPDX-License-Identifier: Apache-2.0
#pragma once
// Rows under each other in columns, for people.

#include "app/ctl/output.h"

#include <QStringList>

#include <vector>

namespace hotswap::ctl {

class TextTable {
public:
    explicit TextTable(QStringList titles) { m_rows.push_back(std::move(titles)); }
    /// As many cells as there are titles.
    void add(QStringList cells) { m_rows.push_back(std::move(cells)); }
    /// Nothing when there are only titles.
    void print(Output& output) const;

private:
    std::vector<QStringList> m_rows;
};

} // namespace hotswap::ctl
