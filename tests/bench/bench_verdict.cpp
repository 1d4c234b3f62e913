// SPDX-License-Identifier: Apache-2.0
// What one look at a wave costs once an hour of rows has been folded: 20 metrics of 1,000 nodes, rows of ten
// seconds, a look with each; and what the fold keeps in memory as time goes on.

#include "core/verdict/wave_fold.h"
#include "tests/bench/bench_json.h"
#include "tests/verdict/trial_world.h"

#include <malloc.h>

#include <string>
#include <vector>

using namespace hotswap;

namespace {

constexpr std::size_t kCanaryNodes = 100;
constexpr std::size_t kUntouchedNodes = 900;
constexpr int kFurtherMetrics = 15; // beside the five that every node has
constexpr int kLooksOfHour = 360;
constexpr int kSecondsOfLook = 10;
constexpr int kLooksMeasured = 60;

JudgePolicy policyOf(std::vector<JudgeKind> judges) {
    JudgePolicy policy = trials::sequentialPolicy();
    policy.judges = std::move(judges);
    for (int i = 0; i < kFurtherMetrics; ++i) {
        MetricPolicy metric;
        metric.name = "metric-" + std::to_string(i);
        metric.query = metric.name;
        metric.groups = {"further"};
        metric.interval = Duration{10'000};
        policy.metrics.push_back(std::move(metric));
    }
    return policy;
}

void measure(const bench::Report& report, const std::string& what, const JudgePolicy& policy) {
    trials::WorldFacts facts;
    facts.canaryNodes = kCanaryNodes;
    facts.untouchedNodes = kUntouchedNodes;
    facts.rate = 10;
    facts.correlation = 0.6;
    trials::World world(facts);
    const std::size_t before = mallinfo2().uordblks;
    verdict::WaveFold fold(policy, world.waveFacts());
    Verdict verdict;
    std::vector<double> samples;
    double metricValue = 0;
    double early = 0;
    for (int look = 0; look < kLooksOfHour + kLooksMeasured; ++look) {
        LookInput input = world.next();
        for (int second = 1; second < kSecondsOfLook; ++second) {
            const LookInput& next = world.next();
            input.canary = next.canary;
            input.untouched = look == 0 ? input.untouched : next.untouched;
            input.at = next.at;
        }
        for (std::vector<Sample>* rows : {&input.canary, &input.untouched}) {
            for (Sample& row : *rows) {
                for (int i = 0; i < kFurtherMetrics; ++i) {
                    metricValue = metricValue * 0.9 + 1;
                    row.named["metric-" + std::to_string(i)] = metricValue;
                }
            }
        }
        const std::int64_t start = bench::nowNs();
        fold.add(input);
        Verdict next = fold.judge({input.at, look > 0 ? &verdict : nullptr, nullptr});
        const double took = static_cast<double>(bench::nowNs() - start) / 1e6;
        verdict = std::move(next);
        if (look >= kLooksOfHour) {
            samples.push_back(took);
        }
        if (look == kLooksOfHour / 6) {
            early = static_cast<double>(mallinfo2().uordblks - before);
        }
    }
    const double late = static_cast<double>(mallinfo2().uordblks - before);
    report.line("hotswap", what + " look p50", bench::quantile(samples, 0.5), "ms");
    report.line("hotswap", what + " look worst", bench::quantile(samples, 1.0), "ms");
    report.line("hotswap", what + " memory after 10 min", early / 1048576, "MiB");
    report.line("hotswap", what + " memory after 1 h", late / 1048576, "MiB");
}

} // namespace

int main(int argc, char** argv) {
    const bench::Report report("verdict", bench::roundFrom(argc, argv));
    measure(report, "sequential, 20 metrics x 1000 nodes", policyOf({JudgeKind::Sequential}));
    measure(report, "all judges, 20 metrics x 1000 nodes",
            policyOf({JudgeKind::Threshold, JudgeKind::Sequential, JudgeKind::Rank}));
    return 0;
}
