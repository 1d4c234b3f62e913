// SPDX-License-Identifier: Apache-2.0
// Trust documents that a gateway passes on, and alarms: what a person should know although nothing failed.
#include "core/node/agent_core.h"

#include <algorithm>

namespace hotswap::node {

namespace {

/// Endings that say that somebody tried to bring in what nobody vouched for.
bool saysUntrusted(ErrorCode reason) {
    switch (reason) {
    case ErrorCode::SignatureMissing:
    case ErrorCode::SignatureInvalid:
    case ErrorCode::KeyUntrusted:
    case ErrorCode::QuorumMissing:
    case ErrorCode::MetadataStale:
    case ErrorCode::NotListed:
    case ErrorCode::DigestMismatch:
    case ErrorCode::HostileArchive:
    case ErrorCode::Malformed:
    case ErrorCode::Oversize: return true;
    default: return false;
    }
}

} // namespace

void NodeAgent::Core::alarm(const std::string& subject, const Error& why) {
    NodeAlarm alarm{storeNow(), why.code, subject, describe(why), 1};
    alarm.detail.resize(std::min(alarm.detail.size(), limits::kAlarmTextBytesMax));
    say({}, "alarm: " + subject + ": " + alarm.detail);
    if (m_ready) {
        m_ports.link.send(frames::Alarm{std::move(alarm)});
        return;
    }
    if (!m_alarms.empty() && m_alarms.back().subject == subject && m_alarms.back().reason == why.code) {
        m_alarms.back().count += 1;
        return;
    }
    if (m_alarms.size() >= limits::kAlarmsPerNodeMax) {
        m_alarms.pop_front();
    }
    m_alarms.push_back(std::move(alarm));
}

void NodeAgent::Core::tellAlarms() {
    for (NodeAlarm& alarm : std::exchange(m_alarms, {})) {
        alarm.at = std::max(alarm.at, storeNow()); // raised before any welcome: the store's time was unknown
        send(frames::Alarm{std::move(alarm)});
    }
    if (m_ports.keeper) {
        send(frames::TrustState{m_ports.keeper->versions()});
    }
}

void NodeAgent::Core::alarmIfUntrusted(const Receipt& receipt, const Release& release) {
    if (receipt.outcome == ReceiptOutcome::Failed && saysUntrusted(receipt.reason)) {
        alarm("package " + release.digest.value, Error{receipt.reason, receipt.detail, {}});
    }
}

void NodeAgent::Core::noticeDamage() {
    const auto damage = m_ports.keeper ? m_ports.keeper->damage() : std::nullopt;
    if (damage) {
        alarm("trust", *damage);
    }
}

void NodeAgent::Core::dispatch(const frames::TrustUpdate& update) {
    if (!m_ports.keeper) {
        return; // a node with a plain folder of keys: nothing to do, and nothing wrong
    }
    const auto damage = m_ports.keeper->damage();
    if (const Status taken = m_ports.keeper->update(update.documents, storeNow()); !taken) {
        alarm("trust", taken.error());
    } else if (damage && !m_ports.keeper->damage()) {
        say({}, "the trust documents are whole again");
    }
    send(frames::TrustState{m_ports.keeper->versions()});
}

} // namespace hotswap::node
