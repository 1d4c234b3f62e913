// SPDX-License-Identifier: Apache-2.0
#include "core/domain/fleet_order.h"

namespace hotswap {

std::string_view orderKindName(OrderKind kind) {
    switch (kind) {
    case OrderKind::Drain: return "drain";
    case OrderKind::Undrain: return "undrain";
    case OrderKind::Stop: return "stop";
    case OrderKind::Release: return "release";
    }
    return "";
}

} // namespace hotswap
