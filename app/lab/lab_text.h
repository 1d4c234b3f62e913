// SPDX-License-Identifier: Apache-2.0
#pragma once
// The lab's notices in words. Qt Core only.

#include "app/lab/lab.h"

#include <QString>

namespace hotswap::lab {

/// One sentence, translated.
QString noticeText(const LabNotice& notice);

} // namespace hotswap::lab
