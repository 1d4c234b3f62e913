// SPDX-License-Identifier: Apache-2.0
// Probes and metrics of running slots.
#include "core/node/module_place.h"

namespace hotswap::node {

namespace {

constexpr std::size_t kMetricsBytesMax = 1024 * 1024;
constexpr Duration kScrapeLimit{2'000};

} // namespace

void ModulePlace::beginWatching(Slot slot) {
    SlotPlace& place = at(slot);
    std::vector<ProbeSpec> probes = place.stored->manifest.probes;
    for (const auto& hook : place.stored->manifest.hooks) {
        if (hook.name == "probe") {
            ProbeSpec& probe = probes.emplace_back();
            probe.kind = ProbeSpec::Kind::Exec;
            probe.argv = hook.argv;
            probe.timeout = hook.timeout;
        }
    }
    place.prober =
        std::make_unique<Prober>(m_context.reactor, std::move(probes), place.probePorts,
                                 ProbeSurroundings{m_context.state.releaseDir(place.stored->release),
                                                   environment(slot, *place.stored)},
                                 [this, slot](bool healthy, const std::string& detail) {
                                     m_context.tell(SlotHealth{m_name, slot, healthy, detail});
                                 });
    place.sample = Sample{};
    if (!place.stored->manifest.metrics.socket.empty()) {
        scrapeSoon(slot, {});
    }
}

void ModulePlace::endWatching(Slot slot) {
    SlotPlace& place = at(slot);
    place.prober.reset();
    place.scrape.reset();
    m_context.reactor.cancel(place.scrapeTimer);
}

void ModulePlace::scrapeSoon(Slot slot, Duration delay) {
    SlotPlace& place = at(slot);
    m_context.reactor.cancel(place.scrapeTimer);
    place.scrapeTimer = m_context.reactor.after(delay, [this, slot] { scrape(slot); });
}

void ModulePlace::scrape(Slot slot) {
    SlotPlace& place = at(slot);
    const MetricsSpec& metrics = place.stored->manifest.metrics;
    const auto port = place.probePorts.find(metrics.socket);
    if (port == place.probePorts.end()) {
        return;
    }
    LocalExchange::Request request;
    request.address = port->second;
    request.path = metrics.path;
    request.timeout = kScrapeLimit;
    request.bodyBytesMax = kMetricsBytesMax;
    place.scrape = std::make_unique<LocalExchange>(
        m_context.reactor, std::move(request), [this, slot](Result<LocalAnswer> answer) {
            if (answer && answer->status == 200) {
                at(slot).series.add(parseMetrics(answer->body), at(slot).sample);
            }
            scrapeSoon(slot, m_telemetryInterval);
        });
}

void ModulePlace::setTelemetryInterval(Duration interval) {
    m_telemetryInterval = interval;
    for (const Slot slot : {Slot::Blue, Slot::Green}) {
        if (at(slot).prober && !at(slot).stored->manifest.metrics.socket.empty()) {
            scrapeSoon(slot, {});
        }
    }
}

std::vector<Sample> ModulePlace::takeSamples() {
    std::vector<Sample> samples;
    for (const Slot slot : {Slot::Blue, Slot::Green}) {
        SlotPlace& place = at(slot);
        // A release without traffic is told about only while it is the one that should have it.
        if (!place.stored || !place.prober || (m_live != slot && place.sample.requests == 0)) {
            continue;
        }
        Sample sample = std::exchange(place.sample, Sample{});
        sample.module = m_name;
        sample.release = place.stored->release.digest;
        samples.push_back(std::move(sample));
    }
    return samples;
}

} // namespace hotswap::node
