#pragma once

#include <QDBusConnection>
#include <QDBusVariant>
#include <QObject>

#include <optional>

namespace sluice::widgets {

/// Does the desktop want little motion? As far as its files say so: `gtk-enable-animations` of GTK 3 and 4, and
/// `AnimationDurationFactor` of KDE. Where nothing is written down, false.
[[nodiscard]] bool desktopReducesMotion();

/// The session's bus (D-Bus), if there is one already: none is started for the sake of a question.
[[nodiscard]] std::optional<QDBusConnection> sessionsBus();

/// Asks a desktop that keeps its wishes in no file, as GNOME does: `enable-animations` of
/// `org.gnome.desktop.interface`, through org.freedesktop.portal.Settings. Whoever does not know it does not answer.
class DesktopMotion : public QObject
{
    Q_OBJECT
public:
    explicit DesktopMotion(const QDBusConnection& bus, QObject* parent = nullptr);

Q_SIGNALS:
    /// Some time after it was asked, and whenever somebody changes it.
    void told(bool reduced);

private Q_SLOTS:
    void settingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void take(const QVariant& animations);
};

} // namespace sluice::widgets
