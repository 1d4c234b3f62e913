// SPDX-License-Identifier: Apache-2.0
#pragma once
// The files of one site: opened below its folder and nowhere else, links included.

#include "app/site/site_request.h"
#include "core/codec/file_io.h"

#include <cstdint>

namespace hotswap::site {

/// What a request is answered with: a head, then either `body` or a stretch of `file`.
struct SiteAnswer {
    int status = 200;
    std::string type = "text/plain; charset=utf-8";
    std::string headers; ///< further lines, each with its end
    std::string body;
    codec::Descriptor file;
    std::uint64_t begin = 0;
    std::uint64_t length = 0; ///< of the stretch
};

/// Answers requests. Single-threaded.
class SiteFiles {
public:
    /// `stamp` goes into every ETag: the same on all nodes that have the release, another one for each
    /// release. Errors: NotFound when there is no such folder.
    static Result<SiteFiles> open(const std::filesystem::path& root, std::string stamp);

    SiteAnswer answer(const SiteRequest& request) const;

private:
    SiteFiles(codec::Descriptor root, std::string stamp)
        : m_root(std::move(root)), m_stamp(std::move(stamp)) {}
    SiteAnswer answerFile(const SiteRequest& request, const std::string& path, codec::Descriptor file,
                          std::uint64_t size) const;

    codec::Descriptor m_root;
    std::string m_stamp;
};

SiteAnswer plainAnswer(int status);
/// Media type by the end of the name.
std::string_view contentType(std::string_view path);
/// Head and, if there is one, body. `now`: seconds since 1970.
std::string writeHead(const SiteAnswer& answer, SiteRequest::Method method, bool keepAlive, std::int64_t now);

} // namespace hotswap::site
