// SPDX-License-Identifier: Apache-2.0
#pragma once
// Invariants: conditions that hold unless the program is wrong. They stay on in every build. A violated one
// throws InvariantViolation, which only the owner of a thread of work (engine tick, gateway tick, node step)
// catches, to stop that part safely and say why. Operating errors are never asserted: they are Result values.

#include <stdexcept>
#include <string>

namespace hotswap {

/// The program caught itself in an impossible state. what() names condition, place and explanation.
class InvariantViolation : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

/// Throws InvariantViolation. `why` says in one phrase what was expected.
[[noreturn]] void invariantFailed(const char* condition, const char* why, const char* file, int line);

/// Checks `condition` in every build.
#define HS_INVARIANT(condition, why)                                                                         \
    do {                                                                                                     \
        if (!(condition)) [[unlikely]] {                                                                     \
            ::hotswap::invariantFailed(#condition, why, __FILE__, __LINE__);                                 \
        }                                                                                                    \
    } while (false)

} // namespace hotswap
