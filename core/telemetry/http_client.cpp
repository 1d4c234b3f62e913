// SPDX-License-Identifier: Apache-2.0
#include "core/telemetry/http_client.h"

#include <curl/curl.h>

#include <algorithm>
#include <list>
#include <mutex>
#include <thread>

namespace hotswap::telemetry {

namespace {

constexpr long kConnectionsMax = 32;
constexpr int kPollMs = 60'000; // libcurl's own timers end a wait earlier

struct EasyEnd {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct ListEnd {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

/// One request under way. Its address stays the same: libcurl writes into it.
struct Transfer {
    HttpRequest request;
    HttpClient::Done done;
    std::string body;
    bool oversize = false;
    std::unique_ptr<curl_slist, ListEnd> headers;
    std::unique_ptr<CURL, EasyEnd> easy;
};

std::size_t onBody(char* bytes, std::size_t, std::size_t count, void* transfer) {
    auto& to = *static_cast<Transfer*>(transfer);
    if (count > to.request.bytesMax - to.body.size()) {
        to.oversize = true;
        return 0; // ends the transfer
    }
    to.body.append(bytes, count);
    return count;
}

/// Nothing that the environment or a user's files could change.
bool setUp(Transfer& transfer) {
    transfer.easy.reset(curl_easy_init());
    CURL* const easy = transfer.easy.get();
    if (!easy) {
        return false;
    }
    const HttpRequest& request = transfer.request;
    // A body of any size without asking first ("Expect").
    transfer.headers.reset(curl_slist_append(nullptr, "Expect:"));
    bool right = true;
    const auto set = [&](CURLoption option, auto value) {
        right = curl_easy_setopt(easy, option, value) == CURLE_OK && right;
    };
    set(CURLOPT_URL, request.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_PROXY, "");
    set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(CURLOPT_HTTPHEADER, transfer.headers.get());
    set(CURLOPT_USERAGENT, "hotswap");
    set(CURLOPT_POSTFIELDSIZE, static_cast<long>(request.form.size()));
    set(CURLOPT_POSTFIELDS, request.form.c_str());
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(std::max<std::int64_t>(1, request.limit.count())));
    // A name server that is silent must not hold up the thread once the time limit has passed.
    set(CURLOPT_QUICK_EXIT, 1L);
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    if (!request.authority.empty()) {
        set(CURLOPT_CAINFO, request.authority.c_str());
        set(CURLOPT_CAPATH, static_cast<char*>(nullptr));
    }
    if (!request.user.empty()) {
        set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
        set(CURLOPT_USERNAME, request.user.c_str());
        set(CURLOPT_PASSWORD, request.secret.c_str());
    } else if (!request.secret.empty()) {
        set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BEARER));
        set(CURLOPT_XOAUTH2_BEARER, request.secret.c_str());
    }
    set(CURLOPT_WRITEFUNCTION, &onBody);
    set(CURLOPT_WRITEDATA, static_cast<void*>(&transfer));
    set(CURLOPT_PRIVATE, static_cast<void*>(&transfer));
    return right;
}

bool isHttp(const std::string& url) {
    return url.starts_with("http://") || url.starts_with("https://");
}

Error errorOf(CURLcode code, const Transfer& transfer) {
    const std::string text = transfer.request.url + ": " + curl_easy_strerror(code);
    if (transfer.oversize) {
        return makeError(ErrorCode::Oversize, transfer.request.url + ": more than " +
                                                  std::to_string(transfer.request.bytesMax) + " bytes");
    }
    switch (code) {
    case CURLE_OPERATION_TIMEDOUT: return makeError(ErrorCode::Timeout, text);
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CONNECT_ERROR: return makeError(ErrorCode::KeyUntrusted, text);
    case CURLE_URL_MALFORMAT: return makeError(ErrorCode::Unsupported, text);
    case CURLE_UNSUPPORTED_PROTOCOL: // of the URL, or of an answer that is no HTTP
        return makeError(isHttp(transfer.request.url) ? ErrorCode::Malformed : ErrorCode::Unsupported, text);
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_HTTP2: return makeError(ErrorCode::Malformed, text);
    default: return makeError(ErrorCode::Unavailable, text);
    }
}

} // namespace

class HttpClient::Worker {
public:
    explicit Worker(std::size_t requestsMax) : m_requestsMax(requestsMax) {
        static const CURLcode kReady = curl_global_init(CURL_GLOBAL_DEFAULT);
        m_multi = kReady == CURLE_OK ? curl_multi_init() : nullptr;
        if (m_multi) {
            curl_multi_setopt(m_multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, kConnectionsMax);
            curl_multi_setopt(m_multi, CURLMOPT_MAXCONNECTS, kConnectionsMax);
            m_thread = std::thread([this] { run(); });
        }
    }
    ~Worker() {
        if (m_multi) {
            {
                const std::lock_guard lock(m_mutex);
                m_stopping = true;
            }
            curl_multi_wakeup(m_multi);
            m_thread.join();
            curl_multi_cleanup(m_multi);
        }
    }

    void add(std::unique_ptr<Transfer> transfer) {
        {
            const std::lock_guard lock(m_mutex);
            if (m_multi && !m_stopping && m_count < m_requestsMax) {
                ++m_count;
                m_incoming.push_back(std::move(transfer));
            }
        }
        if (transfer) {
            transfer->done(makeError(ErrorCode::QueueFull, transfer->request.url));
        } else {
            curl_multi_wakeup(m_multi);
        }
    }

private:
    using Transfers = std::list<std::unique_ptr<Transfer>>;

    void run() {
        while (begin()) {
            int running = 0;
            curl_multi_perform(m_multi, &running);
            finish();
            curl_multi_poll(m_multi, nullptr, 0, kPollMs, nullptr);
        }
        for (const auto& transfer : m_running) {
            curl_multi_remove_handle(m_multi, transfer->easy.get());
        }
        m_running.splice(m_running.end(), m_incoming); // stopping: nobody adds any more
        for (const auto& transfer : m_running) {
            transfer->done(makeError(ErrorCode::Cancelled, transfer->request.url));
        }
        m_running.clear();
    }

    /// Starts what has been asked for; false once it has to stop.
    bool begin() {
        Transfers fresh;
        {
            const std::lock_guard lock(m_mutex);
            if (m_stopping) {
                return false;
            }
            fresh.swap(m_incoming);
        }
        while (!fresh.empty()) {
            Transfer& transfer = *fresh.front();
            const bool begun =
                setUp(transfer) && curl_multi_add_handle(m_multi, transfer.easy.get()) == CURLM_OK;
            m_running.splice(m_running.end(), fresh, fresh.begin());
            if (!begun) {
                end(std::prev(m_running.end()),
                    makeError(ErrorCode::Unsupported, transfer.request.url + ": cannot be asked"));
            }
        }
        return true;
    }

    void finish() {
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(m_multi, &left)) {
            if (message->msg != CURLMSG_DONE) {
                continue;
            }
            CURL* const easy = message->easy_handle;
            const CURLcode code = message->data.result;
            const auto found = std::find_if(m_running.begin(), m_running.end(),
                                            [easy](const auto& t) { return t->easy.get() == easy; });
            curl_multi_remove_handle(m_multi, easy);
            if (found == m_running.end()) {
                continue;
            }
            HttpReply reply;
            curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &reply.status);
            reply.body = std::move((*found)->body);
            end(found, code == CURLE_OK ? Result<HttpReply>(std::move(reply)) : errorOf(code, **found));
        }
    }

    void end(Transfers::iterator transfer, Result<HttpReply> result) {
        const auto owned = std::move(*transfer);
        m_running.erase(transfer);
        {
            const std::lock_guard lock(m_mutex);
            --m_count;
        }
        owned->done(std::move(result));
    }

    const std::size_t m_requestsMax;
    CURLM* m_multi = nullptr;
    Transfers m_running; ///< of the thread
    std::mutex m_mutex;  ///< guards what follows
    Transfers m_incoming;
    std::size_t m_count = 0;
    bool m_stopping = false;
    std::thread m_thread;
};

HttpClient::HttpClient(std::size_t requestsMax) : m_worker(std::make_unique<Worker>(requestsMax)) {}

HttpClient::~HttpClient() = default;

void HttpClient::send(HttpRequest request, Done done) {
    auto transfer = std::make_unique<Transfer>();
    transfer->request = std::move(request);
    transfer->done = std::move(done);
    m_worker->add(std::move(transfer));
}

} // namespace hotswap::telemetry
