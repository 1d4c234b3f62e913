// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/backtest.h"

#include <utility>

namespace hotswap::verdict {

Replay::Replay(const JudgePolicy& policy, std::vector<WaveFacts> waves)
    : m_policy(policy), m_waves(std::move(waves)) {}

void Replay::begin(std::uint32_t wave) {
    if (m_latest) {
        endWave(*m_latest, m_wave, m_result);
        m_earlierWave = std::exchange(m_latest, std::nullopt);
    }
    m_wave = wave;
    m_fold.emplace(m_policy, m_waves[wave]);
}

void Replay::add(const LookInput& look) {
    if (hasStopped() || !m_policy.judged || look.wave >= m_waves.size()) {
        m_result.looks += m_policy.judged ? 0 : 1;
        return;
    }
    if (!m_fold || look.wave != m_wave) {
        begin(look.wave);
    }
    ++m_result.looks;
    m_fold->add(look);
    JudgeContext context;
    context.at = look.at;
    context.previous = m_latest ? &*m_latest : nullptr;
    context.earlierWave = m_earlierWave ? &*m_earlierWave : nullptr;
    Verdict verdict = m_fold->judge(context);
    if (verdict.kind == VerdictKind::Fail) {
        m_result.replayed = Replayed::Stops;
        m_result.wave = look.wave;
        m_result.at = look.at;
        m_result.verdict = std::move(verdict);
        return;
    }
    m_latest = std::move(verdict);
}

void Replay::endWave(const Verdict& last, std::uint32_t wave, ReplayResult& result) {
    if (result.replayed == Replayed::Waits) {
        return; // the first one is told
    }
    result.replayed = last.kind == VerdictKind::Pass ? Replayed::Passes : Replayed::Waits;
    result.wave = wave;
    result.at = last.at;
    result.verdict = last;
}

ReplayResult Replay::result() const {
    ReplayResult result = m_result;
    if (!hasStopped() && m_latest) {
        endWave(*m_latest, m_wave, result);
    }
    if (!m_policy.judged && result.looks > 0) {
        result.replayed = Replayed::Passes; // nothing judges, nothing stops it
    }
    return result;
}

} // namespace hotswap::verdict
