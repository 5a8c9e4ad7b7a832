#include "widgets/desktop_motion.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
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

constexpr QLatin1String portal{"org.freedesktop.portal.Desktop"}, portalsPath{"/org/freedesktop/portal/desktop"},
    settings{"org.freedesktop.portal.Settings"}, motionGroup{"org.gnome.desktop.interface"},
    motionKey{"enable-animations"};

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

std::optional<QDBusConnection> sessionsBus()
{
    if (!qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")) return {};
    return QDBusConnection::sessionBus();
}

DesktopMotion::DesktopMotion(const QDBusConnection& bus, QObject* parent) : QObject(parent)
{
    QDBusConnection own = bus;
    own.connect(portal, portalsPath, settings, QStringLiteral("SettingChanged"), this,
                SLOT(settingChanged(QString, QString, QDBusVariant)));
    QDBusMessage question = QDBusMessage::createMethodCall(portal, portalsPath, settings, QStringLiteral("Read"));
    question << QString(motionGroup) << QString(motionKey);
    auto* answer = new QDBusPendingCallWatcher(own.asyncCall(question), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        answer->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *answer;
        if (!reply.isError()) take(reply.value().variant());
    });
}

void DesktopMotion::settingChanged(const QString& group, const QString& key, const QDBusVariant& value)
{
    if (group == motionGroup && key == motionKey) take(value.variant());
}

/// Read() wraps the value once more than its signal does.
void DesktopMotion::take(const QVariant& animations)
{
    QVariant value = animations;
    while (value.metaType() == QMetaType::fromType<QDBusVariant>()) value = value.value<QDBusVariant>().variant();
    if (value.metaType() == QMetaType::fromType<bool>()) Q_EMIT told(!value.toBool());
}

} // namespace sluice::widgets
