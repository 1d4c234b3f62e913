// SPDX-License-Identifier: Apache-2.0
#pragma once
// The part of HTTP/1.1 that a small site needs: request heads, bodies of stated length (skipped), answers.

#include <cstddef>
#include <string>
#include <string_view>

namespace storefront {

inline constexpr std::size_t kHeadBytesMax = 8 * 1024;
inline constexpr std::size_t kBodyBytesMax = 64 * 1024;

struct Request {
    std::string method;
    std::string target;
    bool keepAlive = true;
    std::size_t bytes = 0; ///< head and body together
};

enum class ParseState {
    Incomplete, ///< more bytes are needed
    Complete,
    Refused, ///< answer with `status` and close
};

struct Parsed {
    ParseState state = ParseState::Incomplete;
    int status = 0;
    Request request;
};

/// Reads the first request of what has arrived on a connection.
Parsed parseRequest(std::string_view input);

struct Answer {
    int status = 200;
    std::string type = "text/plain; charset=utf-8";
    std::string body;
};

enum class After { KeepAlive, Close };

/// Bytes of an answer; without the body for HEAD.
std::string writeAnswer(const Answer& answer, std::string_view method, After after);

} // namespace storefront
