#include "scene/code_lines.h"

#include <QRegularExpression>

#include <algorithm>

namespace sluice::scene {

namespace {

bool atLeftEdge(const QString& line) { return !line.isEmpty() && !line.front().isSpace(); }

QString nameIn(const QString& head)
{
    static const QRegularExpression beforeArguments(QStringLiteral(R"((\w+)\s*\()"));
    return beforeArguments.match(head).captured(1);
}

} // namespace

CodeLines codeAround(const std::string& source, int line, int most)
{
    const QStringList all = QString::fromStdString(source).split(QLatin1Char('\n'));
    const qsizetype at = line - 1;
    if (at < 0 || at >= all.size()) return {};
    qsizetype open = at, close = at;
    while (open >= 0 && all[open] != QLatin1String("{")) {
        if (open != at && all[open] == QLatin1String("}")) return {};
        --open;
    }
    while (close < all.size() && !(close > open && atLeftEdge(all[close]))) ++close;
    if (open < 1 || close <= at) return {};
    CodeLines code;
    code.function = nameIn(all[open - 1]);
    const qsizetype first = std::clamp(at - most / 2, open + 1, std::max(open + 1, close - most));
    for (qsizetype i = first; i < std::min(close, first + most); ++i) code.lines << all[i].mid(4);
    code.line = at - first;
    return code;
}

} // namespace sluice::scene
