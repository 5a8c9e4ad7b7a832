#include "cli/display.h"

#include "base/unique_fd.h"
#include "support/test_class.h"

#include <QTemporaryDir>

#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>

using namespace sluice;

namespace {

UniqueFd listenAt(const std::string& path)
{
    UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    const bool ok =
        bind(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 && listen(socket.get(), 1) == 0;
    return ok ? std::move(socket) : UniqueFd();
}

} // namespace

/// Qt ends the program when there is no display, so it is looked for before.
class TestDisplay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void nothingSet();
    void nobodyAnswers_data();
    void nobodyAnswers();
    void otherPlatformsNeedNone();
    void waylandThatAnswers();
};

void TestDisplay::init()
{
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR"}) qunsetenv(name);
}

void TestDisplay::nothingSet()
{
    const auto found = cli::findDisplay();
    QVERIFY(!found);
    QCOMPARE(found.error().status, 1);
    const std::string text = found.error().text();
    for (const char* part : {"neither DISPLAY nor WAYLAND_DISPLAY", "sluice run", "sluice render"})
        QVERIFY2(text.find(part) != std::string::npos, text.c_str());
}

void TestDisplay::nobodyAnswers_data()
{
    QTest::addColumn<QByteArray>("variable");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("X11, no server") << QByteArray("DISPLAY") << QByteArray(":4711");
    QTest::newRow("X11, no number") << QByteArray("DISPLAY") << QByteArray(":");
    QTest::newRow("X11, nonsense") << QByteArray("DISPLAY") << QByteArray("nonsense");
    QTest::newRow("X11, negative") << QByteArray("DISPLAY") << QByteArray(":-1");
    QTest::newRow("X11 by TCP, nobody there") << QByteArray("DISPLAY") << QByteArray("127.0.0.1:4711");
    QTest::newRow("Wayland, nobody there") << QByteArray("WAYLAND_DISPLAY") << QByteArray("wayland-4711");
    QTest::newRow("Wayland, path too long") << QByteArray("WAYLAND_DISPLAY") << "/" + QByteArray(200, 'x');
}

void TestDisplay::nobodyAnswers()
{
    QFETCH(QByteArray, variable);
    QFETCH(QByteArray, value);
    qputenv(variable.constData(), value);
    const auto found = cli::findDisplay();
    QVERIFY(!found);
    QVERIFY2(found.error().why.find(value.toStdString()) != std::string::npos, found.error().why.c_str());
}

void TestDisplay::otherPlatformsNeedNone()
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QVERIFY(cli::findDisplay());
    qputenv("QT_QPA_PLATFORM", "xcb");
    QVERIFY(!cli::findDisplay());
}

void TestDisplay::waylandThatAnswers()
{
    QTemporaryDir folder;
    const UniqueFd socket = listenAt(folder.filePath(QStringLiteral("wayland-7")).toStdString());
    QVERIFY(socket.valid());
    qputenv("XDG_RUNTIME_DIR", folder.path().toUtf8());
    qputenv("WAYLAND_DISPLAY", "wayland-7");
    const auto found = cli::findDisplay();
    QVERIFY(found);
    QCOMPARE(*found, std::string("Wayland at wayland-7"));
}

SLUICE_TEST(TestDisplay)
#include "tst_display.moc"
