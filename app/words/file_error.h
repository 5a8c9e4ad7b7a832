#pragma once

#include "base/error.h"

#include <QFileDevice>

namespace sluice::words {

/// Why `call` failed on a file of Qt's, right after it did. The caller has set errno to 0 before: where it tells now
/// why, there are words for it in every language; else Qt itself refused, and its words are kept.
[[nodiscard]] Error fileError(Error::Code code, const char* call, const QFileDevice& file);

} // namespace sluice::words
