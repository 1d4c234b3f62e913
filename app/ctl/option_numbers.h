// SPDX-License-Identifier: Apache-2.0
#pragma once
// Numbers among the options of a command.

#include "app/ctl/option_parser.h"
#include "core/domain/result.h"

#include <type_traits>

namespace hotswap::ctl {

/// The option's value. Errors: InvalidArgument whose field is the option, with `expected`.
template <class Number>
Result<Number> readNumber(const OptionParser& parser, const char* name, const char* expected) {
    bool right = false;
    const QString text = parser.value(QString::fromLatin1(name));
    Number number{};
    if constexpr (std::is_floating_point_v<Number>) {
        number = text.toDouble(&right);
    } else {
        const qulonglong wide = text.toULongLong(&right);
        number = static_cast<Number>(wide);
        right = right && wide == number;
    }
    return right ? Result<Number>(number) : invalidField("--" + std::string(name), expected);
}

/// Sets `value` from an option that was given.
template <class Number>
Status takeNumber(const OptionParser& parser, const char* name, const char* expected, Number& value) {
    if (!parser.isSet(QString::fromLatin1(name))) {
        return success();
    }
    const auto number = readNumber<Number>(parser, name, expected);
    HS_TRY(number);
    value = *number;
    return success();
}

} // namespace hotswap::ctl
