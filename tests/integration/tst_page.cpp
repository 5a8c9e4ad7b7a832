#include "program.h"
#include "support/test_class.h"

#include <QFile>
#include <QImage>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace sluice;

namespace {

/// How two pictures differ: of 255, on the average, and the worst of areas of 16 by 16 pixels.
struct Difference {
    double mean = 255;
    int worstArea = 255;
};

Difference between(const QImage& a, const QImage& b)
{
    if (a.size() != b.size() || a.isNull()) return {};
    Difference difference{0, 0};
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x) difference.mean += std::abs(qGray(a.pixel(x, y)) - qGray(b.pixel(x, y)));
    difference.mean /= double(a.width()) * a.height();
    const QSize coarse = a.size() / 16;
    const QImage p = a.scaled(coarse, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    const QImage q = b.scaled(coarse, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    for (int y = 0; y < coarse.height(); ++y)
        for (int x = 0; x < coarse.width(); ++x)
            difference.worstArea =
                std::max(difference.worstArea, std::abs(qGray(p.pixel(x, y)) - qGray(q.pixel(x, y))));
    return difference;
}

} // namespace

/// The web page in a browser: what it shows is what render draws, and it can be moved about in.
class TestPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void needsNothingFromElsewhere();
    void showsWhatRenderDraws_data();
    void showsWhatRenderDraws();
    void scrubbing();
    void keysWorkWhateverWasClicked();
    void captionsCanBeHidden();
    void playsToItsEnd();

private:
    [[nodiscard]] QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    [[nodiscard]] QImage render(const QString& at, const QString& theme = QStringLiteral("dark")) const;
    /// The page after `script` has run in it, photographed.
    [[nodiscard]] QImage photograph(const QString& page, const QString& address, const QByteArray& script = {});
    /// The page's document after that.
    [[nodiscard]] QByteArray document(const QString& page, const QString& address, const QByteArray& script);
    [[nodiscard]] test::Ended browse(const QStringList& options, const QString& page, const QString& address,
                                     const QByteArray& script);

    QTemporaryDir m_folder;
    QString m_browser, m_trace;
};

void TestPage::initTestCase()
{
    m_browser = QStandardPaths::findExecutable(QStringLiteral("chromium"));
    m_trace = path("a.sluice");
    QVERIFY(test::sluice({"run", "pipe.backpressure", "--for", "3s", "-o", m_trace}).status == 0);
    for (const char* theme : {"dark", "light"}) {
        const auto ended = test::sluice({"record", m_trace, "--fps", "20", "--size", "960x540", "--theme", theme, "-o",
                                         path(theme) + QStringLiteral(".html")});
        QVERIFY2(ended.status == 0, ended.err.constData());
    }
}

QImage TestPage::render(const QString& at, const QString& theme) const
{
    const QString file = path("render.png");
    return test::sluice({"render", m_trace, "--at", at, "--size", "960x540", "--theme", theme, "-o", file}).status == 0
               ? QImage(file)
               : QImage();
}

test::Ended TestPage::browse(const QStringList& options, const QString& page, const QString& address,
                             const QByteArray& script)
{
    QFile from(path(page.toLatin1().constData())), to(path("opened.html"));
    if (!from.open(QIODevice::ReadOnly) || !to.open(QIODevice::WriteOnly)) return {};
    // Waits for the page as its reader would: until it has said that it is ready.
    const QByteArray wait = "<script>const ready = setInterval(() => { if (!document.documentElement.dataset.ready) "
                            "return; clearInterval(ready); "
                            + script + " }, 20);</script>";
    to.write(from.readAll() + (script.isEmpty() ? QByteArray() : wait));
    to.close();
    QProcessEnvironment environment = test::withoutDisplay();
    environment.insert(QStringLiteral("HOME"), m_folder.path());
    return test::runProgram(m_browser,
                            QStringList{"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
                                        "--no-first-run", "--disable-background-networking",
                                        "--disable-component-update", "--disable-sync", "--hide-scrollbars",
                                        "--force-device-scale-factor=1", "--window-size=960,540",
                                        "--virtual-time-budget=20000", "--user-data-dir=" + path("profile")}
                                + options + QStringList{"file://" + path("opened.html") + "#" + address},
                            environment);
}

QImage TestPage::photograph(const QString& page, const QString& address, const QByteArray& script)
{
    const QString file = path("photo.png");
    QFile::remove(file);
    const auto ended = browse({"--screenshot=" + file}, page, address, script);
    if (!QFile::exists(file)) qWarning("chromium: %s", ended.err.constData());
    return QImage(file);
}

QByteArray TestPage::document(const QString& page, const QString& address, const QByteArray& script)
{
    // The browser's clock runs ahead while it waits: on a busy machine it may be over before the page is ready.
    QByteArray out;
    for (int attempt = 0; attempt < 3 && !out.contains("data-ready"); ++attempt)
        out = browse({"--dump-dom"}, page, address, script).out;
    return out;
}

void TestPage::needsNothingFromElsewhere()
{
    QFile file(path("dark.html"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray page = file.readAll();
    QVERIFY(page.size() < 200'000);
    for (const char* word : {"http:", "https:", "//cdn", "src=", "@import", "url("})
        QVERIFY2(!page.contains(word), word);
    QVERIFY(!page.contains("{{") && !page.contains("%Text%")); // all places are filled
}

void TestPage::showsWhatRenderDraws_data()
{
    QTest::addColumn<QString>("at");
    QTest::addColumn<QString>("theme");
    for (const char* theme : {"dark", "light"})
        for (const char* at : {"0", "0.5", "1.5", "2.9"})
            QTest::addRow("%s at %s", theme, at) << QString::fromLatin1(at) << QString::fromLatin1(theme);
}

void TestPage::showsWhatRenderDraws()
{
    if (m_browser.isEmpty()) QSKIP("chromium is not installed");
    QFETCH(QString, at);
    QFETCH(QString, theme);
    const QImage shown = photograph(theme + ".html", "bare&t=" + at);
    const Difference difference = between(shown, render(at + "s", theme));
    qInfo("%.2f of 255 on the average, worst area %d", difference.mean, difference.worstArea);
    QVERIFY(difference.mean < 2);
    QVERIFY(difference.worstArea < 40);
    // The check can tell one moment from another.
    QVERIFY(between(shown, render(at == "1.5" ? "0.2s" : "1.5s", theme)).worstArea > 60);
}

void TestPage::scrubbing()
{
    if (m_browser.isEmpty()) QSKIP("chromium is not installed");
    const auto scrubTo = [](int frame) {
        return QByteArray("{ const s = document.getElementById('scrub'); s.value = ") + QByteArray::number(frame)
               + "; s.dispatchEvent(new Event('input')); }";
    };
    // Forward, and back across the marks that the player starts from.
    const QImage forward = photograph("dark.html", "bare", scrubTo(30));
    QVERIFY(between(forward, render("1.5s")).mean < 2);
    const QImage back = photograph("dark.html", "bare&t=2.9", scrubTo(50) + scrubTo(30));
    QVERIFY(back == forward);
    const QByteArray page = document("dark.html", "", scrubTo(30) + "document.getElementById('forward').click();");
    QVERIFY(page.contains("data-frame=\"31\""));
    QVERIFY(page.contains("aria-current=\"step\"")); // the step it is at
}

/// Who has clicked a button goes on with the arrows; only the space bar is the button's own.
void TestPage::keysWorkWhateverWasClicked()
{
    if (m_browser.isEmpty()) QSKIP("chromium is not installed");
    const auto press = [](const char* where, const char* key) {
        return QByteArray("document.getElementById('") + where + "').dispatchEvent(new KeyboardEvent('keydown', {key: '"
               + key + "', bubbles: true}));";
    };
    QVERIFY(document("dark.html", "t=1", press("play", "ArrowRight")).contains("data-frame=\"21\""));
    QVERIFY(document("dark.html", "t=1", press("captions", "ArrowLeft")).contains("data-frame=\"19\""));
    QVERIFY(document("dark.html", "t=1", press("play", " ")).contains("aria-label=\"Play\""));         // not once more
    QVERIFY(document("dark.html", "t=1", press("speed", "ArrowRight")).contains("data-frame=\"20\"")); // chooses
}

void TestPage::captionsCanBeHidden()
{
    if (m_browser.isEmpty()) QSKIP("chromium is not installed");
    const QImage with = photograph("dark.html", "bare&t=1.5"),
                 without = photograph("dark.html", "bare&t=1.5", "document.getElementById('captions').click();");
    const QRect caption(80, 5, 500, 45), rest(0, 60, 960, 480);
    QVERIFY(with.copy(caption) != without.copy(caption));
    QVERIFY(with.copy(rest) == without.copy(rest));
}

void TestPage::playsToItsEnd()
{
    if (m_browser.isEmpty()) QSKIP("chromium is not installed");
    const QByteArray page = document("dark.html", "t=1",
                                     // Nothing is drawn here, so the browser would not ask for frames.
                                     "window.requestAnimationFrame = f => setTimeout(() => f(performance.now()), 16);"
                                     "document.getElementById('speed').value = '4';"
                                     "document.getElementById('play').click();");
    QVERIFY2(page.contains("data-frame=\"60\"") || page.contains("data-frame=\"59\""),
             page.left(page.indexOf("<head>")).constData());
    QVERIFY(page.contains("aria-label=\"Play\"")); // it has stopped there
}

SLUICE_TEST(TestPage, QCoreApplication)
#include "tst_page.moc"
