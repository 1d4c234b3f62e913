// SPDX-License-Identifier: Apache-2.0
#pragma once
// HTTP requests to addresses that the configuration names, on a thread of its own (libcurl). No redirects, no
// proxies, no cookies; TLS 1.2 or newer with the peer's name checked.

#include "core/domain/result.h"
#include "core/domain/time.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace hotswap::telemetry {

/// A POST of a form.
struct HttpRequest {
    std::string url; ///< http:// or https://
    std::string form;
    std::string user; ///< basic authorisation with `secret`
    /// A password when there is a user, otherwise a bearer token; empty: none. Never in an error or a log.
    std::string secret;
    std::filesystem::path authority; ///< PEM that the peer's certificate must lead to; empty: the system's
    Duration limit{10'000};          ///< whole, with name look-up and connecting
    std::size_t bytesMax = 0;        ///< of the answer's body
};

struct HttpReply {
    long status = 0;
    std::string body;
};

/// Thread-safe.
class HttpClient {
public:
    using Done = std::function<void(Result<HttpReply>)>;

    /// `requestsMax`: under way and waiting together.
    explicit HttpClient(std::size_t requestsMax = 256);
    /// Ends what is under way, each with Cancelled, and joins the thread.
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    /// `done` is called exactly once, by the client's thread, or at once with QueueFull. Any HTTP status is
    /// an answer. Errors: Unavailable (no connection), Timeout, KeyUntrusted (TLS), Oversize, Malformed,
    /// Unsupported (url), Cancelled, QueueFull.
    void send(HttpRequest request, Done done);

private:
    class Worker;
    std::unique_ptr<Worker> m_worker;
};

} // namespace hotswap::telemetry
