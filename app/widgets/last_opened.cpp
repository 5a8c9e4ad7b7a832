#include "widgets/last_opened.h"

#include "lessons/lesson.h"

#include <QFileInfo>
#include <QSettings>
#include <QStringList>

#include <array>
#include <utility>

namespace sluice::widgets {

namespace {

constexpr qsizetype mostOpened = 12;
constexpr const char* lastOpenedKey = "start/lastOpened";
constexpr std::array kindWords{std::pair{Opened::Kind::Lesson, "lesson "}, std::pair{Opened::Kind::Trace, "trace "},
                               std::pair{Opened::Kind::Playlist, "playlist "}};

QString toLine(const Opened& opened)
{
    return QLatin1String(kindWords.at(static_cast<std::size_t>(opened.kind)).second) + opened.what;
}

bool isThere(const Opened& opened)
{
    return opened.kind == Opened::Kind::Lesson ? lessons::find(opened.what) != nullptr : QFileInfo::exists(opened.what);
}

} // namespace

std::vector<Opened> lastOpened()
{
    std::vector<Opened> found;
    for (const QString& line : QSettings().value(QLatin1String(lastOpenedKey)).toStringList()) {
        for (const auto& [kind, word] : kindWords) {
            if (!line.startsWith(QLatin1String(word))) continue;
            const Opened opened{kind, line.mid(QLatin1String(word).size())};
            if (isThere(opened)) found.push_back(opened);
        }
    }
    return found;
}

void noteOpened(const Opened& opened)
{
    Opened known = opened;
    if (known.kind != Opened::Kind::Lesson) known.what = QFileInfo(known.what).absoluteFilePath();
    QSettings settings;
    QStringList lines = settings.value(QLatin1String(lastOpenedKey)).toStringList();
    lines.removeAll(toLine(known));
    lines.prepend(toLine(known));
    settings.setValue(QLatin1String(lastOpenedKey), QStringList(lines.mid(0, mostOpened)));
}

} // namespace sluice::widgets
