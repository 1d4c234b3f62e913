// SPDX-License-Identifier: Apache-2.0
#include "core/node/package_fetch.h"

#include "core/codec/file_io.h"
#include "core/domain/limits.h"
#include "core/node/http_response.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace hotswap::node {

namespace {

constexpr Duration kCancelLook{100};
constexpr std::uint64_t kPackageBytesMax = limits::kPayloadBytesMax + limits::kManifestBytesMax + 64 * 1024;

bool stopped(const FetchOrder& order) {
    return order.cancelled && order.cancelled->load();
}

Error cancelledError() {
    return makeError(ErrorCode::Cancelled, "fetching was given up");
}

/// Waits for events on a descriptor (none: only the time), looking for cancellation now and then.
Status waitFor(int fd, short events, Duration limit, const FetchOrder& order) {
    for (Duration waited{0}; waited < limit; waited += kCancelLook) {
        pollfd poll{fd, events, 0};
        const int ready =
            ::poll(&poll, fd < 0 ? 0 : 1, static_cast<int>(std::min(kCancelLook, limit - waited).count()));
        if (stopped(order)) {
            return cancelledError();
        }
        if (ready > 0) {
            return success();
        }
    }
    return makeError(ErrorCode::Timeout, "the gateway sent nothing in time");
}

Result<codec::Descriptor> connectTo(const FetchOrder& order) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const std::string port = std::to_string(order.source.port);
    if (::getaddrinfo(order.source.host.c_str(), port.c_str(), &hints, &found) != 0) {
        return makeError(ErrorCode::Unavailable, "no address for " + order.source.host);
    }
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> list(found, ::freeaddrinfo);
    Error last = makeError(ErrorCode::Unavailable, "no address for " + order.source.host);
    for (const addrinfo* at = list.get(); at; at = at->ai_next) {
        codec::Descriptor fd(::socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        if (::connect(fd.get(), at->ai_addr, at->ai_addrlen) != 0 && errno != EINPROGRESS) {
            last = makeError(ErrorCode::Unavailable, std::strerror(errno));
            continue;
        }
        if (const Status ready = waitFor(fd.get(), POLLOUT, order.idleLimit, order); !ready) {
            last = ready.error();
            continue;
        }
        int failure = 0;
        socklen_t size = sizeof failure;
        ::getsockopt(fd.get(), SOL_SOCKET, SO_ERROR, &failure, &size);
        if (failure == 0) {
            return fd;
        }
        last = makeError(ErrorCode::Unavailable, std::strerror(failure));
    }
    return last;
}

/// The connection of one try: plain, or TLS.
class PackageChannel {
public:
    PackageChannel(int fd, const FetchOrder& order) : m_fd(fd), m_order(order) {}

    Status open() {
        if (!m_order.source.tls) {
            return success();
        }
        auto tls = crypto::TlsClient::make(m_fd, *m_order.source.tls);
        HS_TRY(tls);
        m_tls = std::move(*tls);
        const auto done = untilDone([this] { return m_tls->handshake(); });
        return done.ok() ? success() : Status(done.error());
    }

    Status send(std::string_view text) {
        while (!text.empty()) {
            const auto sent = m_tls ? untilDone([&] { return m_tls->write(text); }) : plainSend(text);
            HS_TRY(sent);
            if (*sent == 0) {
                return makeError(ErrorCode::Unavailable, "the request could not be sent");
            }
            text.remove_prefix(*sent);
        }
        return success();
    }

    /// 0: the gateway has ended.
    Result<std::size_t> receive(std::span<char> into) {
        return m_tls ? untilDone([&] { return m_tls->read(into); }) : plainReceive(into);
    }

private:
    using Step = crypto::TlsClient::Step;
    using Wants = crypto::TlsClient::Wants;

    Result<std::size_t> untilDone(const std::function<Result<Step>()>& call) {
        for (;;) {
            const auto step = call();
            HS_TRY(step);
            if (step->wants == Wants::Nothing) {
                return step->bytes;
            }
            const auto events = static_cast<short>(step->wants == Wants::Reading ? POLLIN : POLLOUT);
            HS_TRY(waitFor(m_fd, events, m_order.idleLimit, m_order));
        }
    }

    Result<std::size_t> plainSend(std::string_view text) {
        const ssize_t sent = ::send(m_fd, text.data(), text.size(), MSG_NOSIGNAL);
        return sent < 0 ? 0 : static_cast<std::size_t>(sent);
    }

    Result<std::size_t> plainReceive(std::span<char> into) {
        for (;;) {
            HS_TRY(waitFor(m_fd, POLLIN, m_order.idleLimit, m_order));
            const ssize_t got = ::recv(m_fd, into.data(), into.size(), 0);
            if (got >= 0) {
                return static_cast<std::size_t>(got);
            }
            if (errno != EAGAIN && errno != EINTR) {
                return makeError(ErrorCode::Unavailable, std::strerror(errno));
            }
        }
    }

    const int m_fd;
    const FetchOrder& m_order;
    std::unique_ptr<crypto::TlsClient> m_tls;
};

/// One try: the part file, what is known about it, and the connection.
class Try {
public:
    explicit Try(const FetchOrder& order)
        : m_order(order),
          m_part(order.target.string() + ".part"),
          m_stream(order.release, order.checks),
          m_response(kPackageBytesMax, [this](std::string_view bytes) { return onBody(bytes); }) {}

    Status run() {
        HS_TRY(openPart());
        auto fd = connectTo(m_order);
        if (!fd) {
            return fd.error();
        }
        PackageChannel channel(fd->get(), m_order);
        HS_TRY(channel.open());
        HS_TRY(ask(channel));
        HS_TRY(receive(channel));
        HS_TRY(checkStatus());
        const Status whole = m_stream.finish();
        if (!whole) {
            if (whole.error().code != ErrorCode::Truncated) {
                ::unlink(m_part.c_str());
            }
            return whole;
        }
        if (::fsync(m_file.get()) != 0) {
            return codec::systemError(m_part, errno);
        }
        return codec::renameDurably(m_part, m_order.target);
    }

private:
    /// What an earlier try left is taken in again; a part that is wrong is thrown away.
    Status openPart() {
        m_file = codec::Descriptor(::open(m_part.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
        if (!m_file.valid()) {
            return codec::systemError(m_part, errno);
        }
        const auto size = codec::fileSize(m_file.get(), m_part);
        if (!size) {
            return size.error();
        }
        Status taken = success();
        const Status read = codec::readRange(m_file.get(), 0, *size, [&](std::string_view bytes) {
            if (taken) {
                taken = m_stream.add(bytes);
            }
        });
        if (!taken || !read) {
            HS_TRY(startOver());
        } else {
            m_offset = *size;
        }
        return ::lseek(m_file.get(), 0, SEEK_END) < 0 ? Status(codec::systemError(m_part, errno)) : success();
    }

    Status startOver() {
        if (::ftruncate(m_file.get(), 0) != 0 || ::lseek(m_file.get(), 0, SEEK_SET) < 0) {
            return codec::systemError(m_part, errno);
        }
        m_offset = 0;
        m_stream = PackageStream(m_order.release, m_order.checks);
        return success();
    }

    Status ask(PackageChannel& channel) {
        std::string text = "GET /packages/" + m_order.release.digest.value +
                           ".hsm HTTP/1.1\r\nHost: " + m_order.source.host + ":" +
                           std::to_string(m_order.source.port) +
                           "\r\nUser-Agent: hotswap-agent\r\nConnection: close\r\n";
        if (m_offset > 0) {
            text += "Range: bytes=" + std::to_string(m_offset) + "-\r\n";
        }
        text += "\r\n";
        return channel.send(text);
    }

    Status receive(PackageChannel& channel) {
        std::array<char, 64 * 1024> buffer;
        while (!m_response.done()) {
            const auto got = channel.receive(buffer);
            HS_TRY(got);
            if (*got == 0) {
                return m_response.finish();
            }
            HS_TRY(m_response.feed({buffer.data(), *got}));
        }
        return success();
    }

    Status checkStatus() {
        switch (m_response.status()) {
        case 200:
        case 206: return success();
        case 404:
            return makeError(ErrorCode::NotFound,
                             "the gateway has no package " + m_order.release.digest.value);
        case 416:
            HS_TRY(startOver());
            return makeError(ErrorCode::Unavailable,
                             "the gateway refused to go on from the part that is here");
        default:
            return makeError(ErrorCode::Unavailable,
                             "the gateway answered " + std::to_string(m_response.status()));
        }
    }

    Status onBody(std::string_view bytes) {
        if (m_response.status() != 200 && m_response.status() != 206) {
            return success(); // the text of an error
        }
        if (!std::exchange(m_begun, true)) {
            const std::string range = "bytes " + std::to_string(m_offset) + "-";
            const bool goesOn =
                m_response.status() == 206 && m_response.header("content-range").starts_with(range);
            if (m_response.status() == 206 && !goesOn) {
                return makeError(ErrorCode::Malformed, "the gateway sent another range");
            }
            if (m_response.status() == 200 && m_offset > 0) {
                HS_TRY(startOver());
            }
        }
        if (const Status right = m_stream.add(bytes); !right) {
            ::unlink(m_part.c_str());
            return right;
        }
        return codec::writeAll(m_file.get(), bytes, m_part);
    }

    const FetchOrder& m_order;
    std::filesystem::path m_part;
    PackageStream m_stream;
    HttpResponse m_response;
    codec::Descriptor m_file;
    std::uint64_t m_offset = 0;
    bool m_begun = false;
};

bool worthAnotherTry(ErrorCode code) {
    return code == ErrorCode::Unavailable || code == ErrorCode::Timeout || code == ErrorCode::Truncated;
}

} // namespace

PackageStream::PackageStream(const Release& release, const PackageChecks& checks)
    : m_release(&release), m_checks(&checks), m_payload(checks.newDigest()) {}

Status PackageStream::add(std::string_view bytes) {
    m_bytes += bytes.size();
    if (m_header) {
        if (m_bytes > m_header->packageBytes()) {
            return makeError(ErrorCode::Oversize, "the package is longer than its manifest says");
        }
        m_payload->add(bytes);
        return success();
    }
    m_head.append(bytes);
    return readHead();
}

Status PackageStream::readHead() {
    auto header = codec::readHeader(m_head, m_checks->newDigest);
    if (!header) {
        return header.error().code == ErrorCode::Truncated ? success() : Status(header.error());
    }
    if (header->digest != m_release->digest || header->release() != *m_release) {
        return makeError(ErrorCode::DigestMismatch, "the package holds another release");
    }
    HS_TRY(codec::verifyHeader(*header, *m_checks));
    m_header = std::move(*header);
    const std::string rest = m_head.substr(m_header->payloadOffset);
    m_head = {};
    m_bytes = m_header->payloadOffset;
    return rest.empty() ? success() : add(rest);
}

Status PackageStream::finish() {
    if (!m_header || m_bytes < m_header->packageBytes()) {
        return makeError(ErrorCode::Truncated, "the package ends too early");
    }
    return m_payload->take() == m_header->manifest.payloadSha256
               ? success()
               : Status(makeError(ErrorCode::DigestMismatch, "the payload is not what the manifest says"));
}

Status fetchPackage(const FetchOrder& order, ports::RandomSource& random) {
    if (::access(order.target.c_str(), F_OK) == 0) {
        return success();
    }
    for (std::size_t tries = 0;; ++tries) {
        const Status fetched = Try(order).run();
        if (fetched || !worthAnotherTry(fetched.error().code) || tries >= order.retries.size()) {
            return fetched;
        }
        const Duration base = order.retries[tries];
        const Duration wait =
            base + Duration(static_cast<std::int64_t>(random.next() % 100) * base.count() / 100);
        if (const Status waited = waitFor(-1, 0, wait, order); waited.error().code == ErrorCode::Cancelled) {
            return waited;
        }
    }
}

} // namespace hotswap::node
