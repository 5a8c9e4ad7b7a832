#pragma once

#include <QString>

namespace sluice::words {

/// "." in English, "," in German.
[[nodiscard]] QChar decimalPoint();
/// "65,536" in English, "65.536" in German.
[[nodiscard]] QString grouped(qint64 number);
/// So many digits after the point, and no groups before it: "12.5", in German "12,5".
[[nodiscard]] QString decimal(double number, int digits);

} // namespace sluice::words
