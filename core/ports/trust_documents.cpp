// SPDX-License-Identifier: Apache-2.0
#include "core/ports/trust_documents.h"

#include "core/domain/invariant.h"

namespace hotswap::ports {

std::string_view trustKindName(TrustDocument::Kind kind) {
    switch (kind) {
    case TrustDocument::Kind::Root: return "root";
    case TrustDocument::Kind::Releases: return "releases";
    case TrustDocument::Kind::Timestamp: return "timestamp";
    }
    invariantFailed("kind", "a kind of the enum", __FILE__, __LINE__);
}

} // namespace hotswap::ports
