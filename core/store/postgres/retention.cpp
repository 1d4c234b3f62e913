// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/retention.h"

#include "core/domain/limits.h"

namespace hotswap::store::postgres {

Result<Tended> tendOnce(Pool& pool, const Retention& retention) {
    Tended tended;
    HS_TRY(pool.run("SELECT hotswap.tend_samples($1)", {std::to_string(retention.samples.count())},
                    Effect::Write));
    const auto removed =
        pool.run("SELECT hotswap.tend($1, $2, $3, $4)",
                 {std::to_string(retention.results.count()), std::to_string(retention.feed.count()),
                  std::to_string(limits::kPresenceKept.count()), std::to_string(retention.batch)},
                 Effect::Write);
    HS_TRY(removed);
    tended.removed = static_cast<std::size_t>(removed->number(0, 0));
    return tended;
}

} // namespace hotswap::store::postgres
