#include "words/numbers.h"

#include "base/words.h"
#include "words/language.h"

namespace sluice::words {

QChar decimalPoint() { return spoken() == Language::German ? QLatin1Char(',') : QLatin1Char('.'); }

QString grouped(qint64 number)
{
    const auto size = static_cast<std::uint64_t>(number);
    return number < 0 ? QLatin1Char('-') + QString::fromStdString(sluice::grouped(-size))
                      : QString::fromStdString(sluice::grouped(size));
}

QString decimal(double number, int digits)
{
    return QString::number(number, 'f', digits).replace(QLatin1Char('.'), decimalPoint());
}

} // namespace sluice::words
