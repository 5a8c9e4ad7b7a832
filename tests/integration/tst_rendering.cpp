#include "program.h"
#include "support/contents.h"
#include "support/test_class.h"

#include <QFile>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>
#include <QTemporaryDir>

#include <set>

using namespace sluice;
using test::contents;

/// Pictures made without a display: the same trace and moment give the same bytes.
class TestRendering : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void sameBytesTwice_data();
    void sameBytesTwice();
    void showsTheRun();
    void svgShowsTheSamePicture();
    void lessonWithoutATrace();

private:
    QTemporaryDir m_folder;
    QString m_trace;
};

void TestRendering::initTestCase()
{
    m_trace = m_folder.filePath(QStringLiteral("a.sluice"));
    const auto ended =
        test::sluice({"run", "pipe.backpressure", "--for", "1200ms", "-o", m_trace, "--set", "writer.rate=40"});
    QVERIFY2(ended.status == 0, ended.err.constData());
}

void TestRendering::sameBytesTwice_data()
{
    QTest::addColumn<QString>("ending");
    QTest::addColumn<QStringList>("options");
    for (const char* ending : {"png", "svg", "pdf"}) {
        QTest::newRow(ending) << QString::fromLatin1(ending) << QStringList();
        QTest::addRow("%s, light, 4K", ending)
            << QString::fromLatin1(ending) << QStringList{"--theme", "light", "--size", "3840x2160"};
    }
    QTest::newRow("svg, German") << "svg" << QStringList{"--language", "de"};
}

void TestRendering::sameBytesTwice()
{
    QFETCH(QString, ending);
    QFETCH(QStringList, options);
    QByteArray first;
    // Another time zone, scale and font size of the desktop must not show.
    QProcessEnvironment elsewhere = test::withoutDisplay();
    elsewhere.insert(QStringLiteral("TZ"), QStringLiteral("Asia/Tokyo"));
    elsewhere.insert(QStringLiteral("QT_SCALE_FACTOR"), QStringLiteral("2"));
    elsewhere.insert(QStringLiteral("QT_FONT_DPI"), QStringLiteral("192"));
    elsewhere.insert(QStringLiteral("LC_ALL"), QStringLiteral("de_DE.UTF-8"));
    for (const QProcessEnvironment& environment : {test::withoutDisplay(), elsewhere}) {
        const QString file = m_folder.filePath(QStringLiteral("picture.") + ending);
        QFile::remove(file);
        const auto ended = test::runProgram(
            test::sluicePath(), QStringList{"render", m_trace, "--at", "1s", "-o", file} + options, environment);
        QVERIFY2(ended.status == 0, ended.err.constData());
        const QByteArray bytes = contents(file);
        QVERIFY(bytes.size() > 1000);
        if (first.isEmpty()) first = bytes;
        QVERIFY(bytes == first);
    }
}

void TestRendering::showsTheRun()
{
    const auto render = [this](const QString& at) {
        const QString file = m_folder.filePath(QStringLiteral("at.png"));
        return test::sluice({"render", m_trace, "--at", at, "-o", file, "--size", "1280x720"}).status == 0
                   ? QImage(file)
                   : QImage();
    };
    const QImage early = render(QStringLiteral("100ms")), late = render(QStringLiteral("1s"));
    QCOMPARE(early.size(), QSize(1280, 720));
    QCOMPARE(late.size(), QSize(1280, 720));
    QVERIFY(early != late);
    std::set<QRgb> colours;
    for (int y = 0; y < late.height(); y += 3)
        for (int x = 0; x < late.width(); x += 3) colours.insert(late.pixel(x, y));
    QVERIFY(colours.size() > 20);
}

void TestRendering::svgShowsTheSamePicture()
{
    const QString file = m_folder.filePath(QStringLiteral("a.svg"));
    QCOMPARE(test::sluice({"render", m_trace, "--at", "1s", "-o", file}).status, 0);
    const QString picture = m_folder.filePath(QStringLiteral("a.png"));
    QCOMPARE(test::sluice({"render", m_trace, "--at", "1s", "-o", picture}).status, 0);

    QSvgRenderer svg(file);
    QVERIFY(svg.isValid());
    const QImage wanted = QImage(picture).convertToFormat(QImage::Format_RGB32);
    QImage drawn(wanted.size(), QImage::Format_RGB32);
    QPainter painter(&drawn);
    svg.render(&painter);
    painter.end();
    // Another renderer smooths edges in its own way: most pixels are the same, all are on the whole.
    const QSize coarse = wanted.size() / 16;
    const QImage a = wanted.scaled(coarse, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    const QImage b = drawn.scaled(coarse, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    int worst = 0;
    for (int y = 0; y < coarse.height(); ++y)
        for (int x = 0; x < coarse.width(); ++x)
            worst = std::max(worst, std::abs(qGray(a.pixel(x, y)) - qGray(b.pixel(x, y))));
    QVERIFY2(worst < 48, qPrintable(QString::number(worst)));
}

void TestRendering::lessonWithoutATrace()
{
    const QString file = m_folder.filePath(QStringLiteral("lesson.png"));
    const auto ended = test::sluice({"render", "pipe.backpressure", "--at", "300ms", "-o", file});
    QVERIFY2(ended.status == 0, ended.err.constData());
    QCOMPARE(QImage(file).size(), QSize(1920, 1080));
}

SLUICE_TEST(TestRendering, QCoreApplication)
#include "tst_rendering.moc"
