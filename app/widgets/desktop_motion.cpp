#include "widgets/desktop_motion.h"

#include <QSettings>
#include <QStandardPaths>

namespace sluice::widgets {

namespace {

/// What the first of the files of this name says that says anything: the user's before the system's.
QString written(const QString& file, const QString& key)
{
    for (const QString& path : QStandardPaths::locateAll(QStandardPaths::GenericConfigLocation, file)) {
        const QString value = QSettings(path, QSettings::IniFormat).value(key).toString().trimmed().toLower();
        if (!value.isEmpty()) return value;
    }
    return {};
}

bool withoutAnimations(const QString& gtkFile)
{
    const QString value = written(gtkFile, QStringLiteral("Settings/gtk-enable-animations"));
    return value == QLatin1String("0") || value == QLatin1String("false");
}

} // namespace

bool desktopReducesMotion()
{
    if (withoutAnimations(QStringLiteral("gtk-4.0/settings.ini"))) return true;
    if (withoutAnimations(QStringLiteral("gtk-3.0/settings.ini"))) return true;
    bool isNumber = false;
    const double factor =
        written(QStringLiteral("kdeglobals"), QStringLiteral("KDE/AnimationDurationFactor")).toDouble(&isNumber);
    return isNumber && factor == 0;
}

} // namespace sluice::widgets
