// SPDX-License-Identifier: Apache-2.0
#include "app/site/site_files.h"

#include "core/edge/byte_range.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace hotswap::site {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 26> kTypes{
    {{".html", "text/html; charset=utf-8"},
     {".htm", "text/html; charset=utf-8"},
     {".css", "text/css; charset=utf-8"},
     {".js", "text/javascript; charset=utf-8"},
     {".mjs", "text/javascript; charset=utf-8"},
     {".json", "application/json"},
     {".map", "application/json"},
     {".txt", "text/plain; charset=utf-8"},
     {".md", "text/markdown; charset=utf-8"},
     {".csv", "text/csv; charset=utf-8"},
     {".xml", "application/xml"},
     {".svg", "image/svg+xml"},
     {".png", "image/png"},
     {".jpg", "image/jpeg"},
     {".jpeg", "image/jpeg"},
     {".gif", "image/gif"},
     {".webp", "image/webp"},
     {".avif", "image/avif"},
     {".ico", "image/vnd.microsoft.icon"},
     {".woff2", "font/woff2"},
     {".woff", "font/woff"},
     {".ttf", "font/ttf"},
     {".mp4", "video/mp4"},
     {".webm", "video/webm"},
     {".pdf", "application/pdf"},
     {".wasm", "application/wasm"}}};

std::string_view reason(int status) {
    switch (status) {
    case 200: return "OK";
    case 206: return "Partial Content";
    case 301: return "Moved Permanently";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 413: return "Content Too Large";
    case 416: return "Range Not Satisfiable";
    case 421: return "Misdirected Request";
    case 431: return "Request Header Fields Too Large";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: return "Internal Server Error";
    }
}

/// Below the folder and through no link, whatever the name says.
codec::Descriptor openBeneath(int root, const std::string& path) {
    open_how how{};
    how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    const char* name = path.empty() ? "." : path.c_str();
    return codec::Descriptor(static_cast<int>(::syscall(SYS_openat2, root, name, &how, sizeof how)));
}

/// Whether a list of ETags names this one (weak comparison, RFC 9110 13.1.2).
bool matches(std::string_view list, std::string_view tag) {
    return list == "*" || list.find(tag) != std::string_view::npos;
}

std::string dateText(std::int64_t now) {
    const std::time_t seconds = static_cast<std::time_t>(now);
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    char text[64];
    const auto length = std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return {text, length};
}

} // namespace

SiteAnswer plainAnswer(int status) {
    SiteAnswer answer;
    answer.status = status;
    answer.body = std::to_string(status) + " " + std::string(reason(status)) + "\n";
    return answer;
}

std::string_view contentType(std::string_view path) {
    const auto dot = path.find_last_of("./");
    std::string end(dot == std::string_view::npos ? std::string_view{} : path.substr(dot));
    std::transform(end.begin(), end.end(), end.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    const auto it =
        std::find_if(kTypes.begin(), kTypes.end(), [&](const auto& entry) { return entry.first == end; });
    return it == kTypes.end() ? "application/octet-stream" : it->second;
}

Result<SiteFiles> SiteFiles::open(const std::filesystem::path& root, std::string stamp) {
    codec::Descriptor folder(::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!folder.valid()) {
        return codec::systemError(root, errno);
    }
    return SiteFiles(std::move(folder), std::move(stamp));
}

SiteAnswer SiteFiles::answer(const SiteRequest& request) const {
    const auto path = relativePath(request.target);
    if (!path) {
        return plainAnswer(404);
    }
    std::string name = *path;
    if (name.empty() || name.ends_with('/')) {
        name += "index.html";
    }
    codec::Descriptor file = openBeneath(m_root.get(), name);
    struct stat info {};
    if (!file.valid() || ::fstat(file.get(), &info) != 0) {
        return plainAnswer(errno == EMFILE || errno == ENFILE ? 503 : 404);
    }
    if (S_ISDIR(info.st_mode)) {
        SiteAnswer moved = plainAnswer(301);
        const auto query = request.target.find_first_of("?#");
        moved.headers = "Location: " + request.target.substr(0, query) + "/\r\n";
        return moved;
    }
    if (!S_ISREG(info.st_mode)) {
        return plainAnswer(404);
    }
    return answerFile(request, name, std::move(file), static_cast<std::uint64_t>(info.st_size));
}

SiteAnswer SiteFiles::answerFile(const SiteRequest& request, const std::string& path, codec::Descriptor file,
                                 std::uint64_t size) const {
    const std::string tag = "\"" + m_stamp + "-" + std::to_string(size) + "\"";
    SiteAnswer answer;
    answer.type = contentType(path);
    answer.headers = "ETag: " + tag + "\r\nAccept-Ranges: bytes\r\nX-Content-Type-Options: nosniff\r\n";
    if (!request.ifNoneMatch.empty() && matches(request.ifNoneMatch, tag)) {
        answer.status = 304;
        return answer;
    }
    answer.length = size;
    const bool ranged = request.method == SiteRequest::Method::Get && !request.range.empty() &&
                        (request.ifRange.empty() || request.ifRange == tag);
    const auto range = ranged ? edge::parseRange(request.range, size) : edge::RangeAnswer{};
    if (range.kind == edge::RangeAnswer::Kind::Unsatisfiable) {
        answer = plainAnswer(416);
        answer.headers = "Content-Range: bytes */" + std::to_string(size) + "\r\n";
        return answer;
    }
    if (range.kind == edge::RangeAnswer::Kind::Part) {
        answer.status = 206;
        answer.begin = range.range.begin;
        answer.length = range.range.end - range.range.begin;
        answer.headers += "Content-Range: bytes " + std::to_string(range.range.begin) + "-" +
                          std::to_string(range.range.end - 1) + "/" + std::to_string(size) + "\r\n";
    }
    answer.file = std::move(file);
    return answer;
}

std::string writeHead(const SiteAnswer& answer, SiteRequest::Method method, bool keepAlive,
                      std::int64_t now) {
    std::string text = "HTTP/1.1 " + std::to_string(answer.status) + " " + std::string(reason(answer.status));
    text += "\r\nDate: " + dateText(now) + "\r\n" + answer.headers;
    if (answer.status != 304) {
        const auto length = answer.file.valid() ? answer.length : answer.body.size();
        text += "Content-Type: " + answer.type + "\r\nContent-Length: " + std::to_string(length) + "\r\n";
    }
    if (answer.status == 405) {
        text += "Allow: GET, HEAD\r\n";
    }
    text += keepAlive ? "\r\n" : "Connection: close\r\n\r\n";
    if (method == SiteRequest::Method::Get && answer.status != 304) {
        text += answer.body;
    }
    return text;
}

} // namespace hotswap::site
