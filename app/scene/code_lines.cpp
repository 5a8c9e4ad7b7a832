#include "scene/code_lines.h"

#include <QRegularExpression>

#include <algorithm>

namespace sluice::scene {

namespace {

qsizetype indentOf(const QString& line)
{
    qsizetype indent = 0;
    while (indent < line.size() && line[indent] == QLatin1Char(' ')) ++indent;
    return indent;
}

/// A brace of its own line that opens a function: at the left edge, or of a class's member.
bool mayOpen(const QString& line) { return line == QLatin1String("{") || line == QLatin1String("    {"); }

/// What stands above that brace names the function; empty if it is a class or a block.
QString nameAbove(const QStringList& all, qsizetype open)
{
    static const QRegularExpression beforeArguments(QStringLiteral(R"((\w+)\s*\()"));
    const qsizetype indent = indentOf(all[open]);
    for (qsizetype i = open - 1; i >= 0 && indentOf(all[i]) >= indent && !all[i].trimmed().isEmpty(); --i) {
        if (all[i].endsWith(QLatin1Char(';')) || all[i].endsWith(QLatin1Char('}'))) break;
        if (indentOf(all[i]) > indent) continue; // arguments and initializers that have a line of their own
        return beforeArguments.match(all[i]).captured(1);
    }
    return {};
}

/// The line on which what opens at `open` ends.
qsizetype endOf(const QStringList& all, qsizetype open)
{
    const qsizetype indent = indentOf(all[open]);
    qsizetype close = open + 1;
    while (close < all.size() && (all[close].isEmpty() || indentOf(all[close]) > indent)) ++close;
    return close;
}

} // namespace

CodeLines codeAround(const std::string& source, int line, int most)
{
    const QStringList all = QString::fromStdString(source).split(QLatin1Char('\n'));
    const qsizetype at = line - 1;
    if (at < 0 || at >= all.size()) return {};
    qsizetype open = at, close = at;
    CodeLines code;
    for (; open >= 1; --open) {
        if (!mayOpen(all[open])) continue;
        close = endOf(all, open);
        if (close <= at) continue; // the function above
        code.function = nameAbove(all, open);
        if (!code.function.isEmpty()) break;
    }
    if (open < 1) return {};
    const qsizetype first = std::clamp(at - most / 2, open + 1, std::max(open + 1, close - most));
    for (qsizetype i = first; i < std::min(close, first + most); ++i) code.lines << all[i].mid(indentOf(all[open]) + 4);
    code.line = at - first;
    return code;
}

} // namespace sluice::scene
