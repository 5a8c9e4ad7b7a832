#pragma once

#include <QString>
#include <QStringList>

#include <string>

namespace sluice::scene {

/// The part of a role's source around one of its lines that can be shown at once.
struct CodeLines {
    QString function;   ///< its name: "writeRecords"
    QStringList lines;  ///< of its body, without the indentation that all have
    qsizetype line = 0; ///< which of them it is
};

/// The body of the function that line `line` (from 1) of `source` is in, at most `most` lines of it around that line.
/// Nothing if the line is in none. Functions begin and end at the left edge, or
/// one step further in, in a class, with braces on lines of their own, as clang-format leaves them.
[[nodiscard]] CodeLines codeAround(const std::string& source, int line, int most);

} // namespace sluice::scene
