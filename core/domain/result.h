// SPDX-License-Identifier: Apache-2.0
#pragma once
// Result<T>: a value or an Error. GCC 12 in C++20 mode has no std::expected; this is the part of it we need.

#include "core/domain/error.h"
#include "core/domain/invariant.h"

#include <utility>
#include <variant>

namespace hotswap {

/// Either a value or an Error; never empty. Reading the wrong side is an invariant violation.
template <class T>
class [[nodiscard]] Result {
public:
    using value_type = T;

    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    const T& value() const& {
        HS_INVARIANT(ok(), "Result::value() on an error");
        return std::get<0>(m_state);
    }
    T& value() & {
        HS_INVARIANT(ok(), "Result::value() on an error");
        return std::get<0>(m_state);
    }
    T&& value() && {
        HS_INVARIANT(ok(), "Result::value() on an error");
        return std::get<0>(std::move(m_state));
    }
    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }

    const Error& error() const {
        HS_INVARIANT(!ok(), "Result::error() on a value");
        return std::get<1>(m_state);
    }

private:
    std::variant<T, Error> m_state;
};

/// The value of an operation that yields nothing but success.
struct Done {
    bool operator==(const Done&) const = default;
};

/// Result of an operation without a value.
using Status = Result<Done>;

inline Status success() {
    return Done{};
}

/// Returns the error of `expr` (a Result) from the enclosing function, if it has one.
#define HS_TRY(expr)                                                                                         \
    do {                                                                                                     \
        if (auto&& hsTryResult = (expr); !hsTryResult.ok()) {                                                \
            return hsTryResult.error();                                                                      \
        }                                                                                                    \
    } while (false)

} // namespace hotswap
