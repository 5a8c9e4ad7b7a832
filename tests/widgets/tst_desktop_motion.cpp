#include "support/test_class.h"
#include "widgets/desktop_motion.h"

#include <QDBusContext>
#include <QDBusMessage>
#include <QProcess>
#include <QSignalSpy>

using namespace sluice;
using widgets::DesktopMotion;

namespace {

/// What a desktop answers to questions for its settings.
class Portal : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")
public:
    QVariant animations; ///< none: this desktop knows no such setting

public Q_SLOTS:
    QDBusVariant Read(const QString& group, const QString& key)
    {
        ++asked;
        const bool known = group == QLatin1String("org.gnome.desktop.interface")
                           && key == QLatin1String("enable-animations") && animations.isValid();
        if (!known) sendErrorReply(QStringLiteral("org.freedesktop.portal.Error.NotFound"), QStringLiteral("unknown"));
        return QDBusVariant(QVariant::fromValue(QDBusVariant(animations))); // wrapped twice, as portals have it
    }

Q_SIGNALS:
    void SettingChanged(const QString& group, const QString& key, const QDBusVariant& value);

public:
    int asked = 0;
};

} // namespace

/// A bus of its own, with a desktop on it that says what the test wants.
class TestDesktopMotion : public QObject
{
    Q_OBJECT

    QProcess m_daemon;
    QString m_address;
    Portal m_portal;

    [[nodiscard]] QDBusConnection bus(const char* name) const
    {
        return QDBusConnection::connectToBus(m_address, QString::fromLatin1(name));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_daemon.start(QStringLiteral("dbus-daemon"), {"--session", "--nofork", "--print-address"});
        QVERIFY2(m_daemon.waitForReadyRead(), "dbus-daemon does not start: is it installed?");
        m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
        QDBusConnection desktop = bus("desktop");
        QVERIFY(desktop.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), &m_portal,
                                       QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
        QVERIFY(desktop.registerService(QStringLiteral("org.freedesktop.portal.Desktop")));
    }
    void cleanupTestCase()
    {
        m_daemon.terminate();
        QVERIFY(m_daemon.waitForFinished());
    }

    void aDesktopIsAsked_data()
    {
        QTest::addColumn<QVariant>("animations");
        QTest::addColumn<QList<QVariant>>("told");
        QTest::newRow("little motion") << QVariant(false) << QList<QVariant>{true};
        QTest::newRow("motion") << QVariant(true) << QList<QVariant>{false};
        QTest::newRow("no such setting") << QVariant() << QList<QVariant>{};
        QTest::newRow("of another type") << QVariant(QStringLiteral("no")) << QList<QVariant>{};
    }
    void aDesktopIsAsked()
    {
        QFETCH(QVariant, animations);
        QFETCH(QList<QVariant>, told);
        m_portal.animations = animations;
        m_portal.asked = 0;
        const DesktopMotion motion(bus("program"));
        QSignalSpy spy(&motion, &DesktopMotion::told);
        QTRY_COMPARE(m_portal.asked, 1);
        // A second answer is behind the first one's: then that has been given, whatever it was.
        const DesktopMotion later(bus("program"));
        QTRY_COMPARE(m_portal.asked, 2);
        QTRY_COMPARE(spy.size(), told.size());
        if (!told.isEmpty()) QCOMPARE(spy.front().front(), told.front());
    }

    void changesAreHeardOf()
    {
        m_portal.animations = true;
        const DesktopMotion motion(bus("program"));
        QSignalSpy spy(&motion, &DesktopMotion::told);
        QTRY_COMPARE(spy.size(), 1);
        Q_EMIT m_portal.SettingChanged("org.gnome.desktop.interface", "font-name", QDBusVariant("Inter"));
        Q_EMIT m_portal.SettingChanged("org.gnome.desktop.interface", "enable-animations", QDBusVariant(false));
        QTRY_COMPARE(spy.size(), 2);
        QCOMPARE(spy.back().front(), QVariant(true));
    }

    /// No bus is started for the sake of a question.
    void withoutABusNobodyIsAsked()
    {
        const QByteArray before = qgetenv("DBUS_SESSION_BUS_ADDRESS");
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        QVERIFY(!widgets::sessionsBus());
        if (!before.isNull()) qputenv("DBUS_SESSION_BUS_ADDRESS", before);
    }

    void withoutADesktopNothingIsTold()
    {
        QDBusConnection desktop = bus("desktop");
        QVERIFY(desktop.unregisterService(QStringLiteral("org.freedesktop.portal.Desktop")));
        const DesktopMotion motion(bus("program"));
        QSignalSpy spy(&motion, &DesktopMotion::told);
        QDBusMessage ping =
            QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/"),
                                           QStringLiteral("org.freedesktop.DBus"), QStringLiteral("GetId"));
        QVERIFY(bus("program").call(ping, QDBus::BlockWithGui).type() == QDBusMessage::ReplyMessage);
        QCOMPARE(spy.size(), 0);
    }
};

SLUICE_TEST(TestDesktopMotion, QCoreApplication)
#include "tst_desktop_motion.moc"
