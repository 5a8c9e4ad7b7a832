#include "base/error_words.h"
#include "base/names.h"
#include "mechanisms/lane_object.h"
#include "mechanisms/mechanism.h"
#include "support/no_names.h"
#include "support/spoken.h"
#include "support/test_class.h"
#include "words/numbers.h"
#include "words/words.h"

#include <QFile>
#include <QGuiApplication>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QXmlStreamReader>

#include <map>

using namespace sluice;
using test::Spoken;
using words::Language;

namespace {

struct Translation {
    QString german;
    bool finished = false;
};
using Known = std::map<std::pair<QString, QString>, Translation>; ///< by context and English words

Known read(const QString& name)
{
    Known known;
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly)) qFatal("%s cannot be read", qPrintable(name));
    QXmlStreamReader xml(&file);
    QString context, english;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        if (xml.name() == QLatin1String("name")) context = xml.readElementText();
        else if (xml.name() == QLatin1String("source")) english = xml.readElementText();
        else if (xml.name() == QLatin1String("translation")) {
            const bool finished = !xml.attributes().hasAttribute(QStringLiteral("type"));
            known[{context, english}] = {xml.readElementText(QXmlStreamReader::IncludeChildElements), finished};
        }
    }
    if (xml.hasError()) qFatal("%s: %s", qPrintable(name), qPrintable(xml.errorString()));
    return known;
}

/// Places for values: "%1", "{}", "{:#x}".
QStringList placesIn(const QString& text)
{
    static const QRegularExpression place(QStringLiteral("%[0-9n]|\\{[^}]*\\}"));
    QStringList places;
    for (auto each = place.globalMatch(text); each.hasNext();) places << each.next().captured();
    places.sort();
    return places;
}

} // namespace

class TestLanguage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// lupdate looks through the sources once more: what it adds to a copy was forgotten, what it takes away is not
    /// said any more. `cmake --build --preset release --target translations` does the same to the file itself.
    void everyWordIsInTheFile()
    {
        const QTemporaryDir folder;
        const QString copy = folder.filePath(QStringLiteral("sluice_de.ts"));
        QVERIFY(QFile::copy(QStringLiteral(SLUICE_TRANSLATIONS), copy));
        QStringList arguments = QStringLiteral(SLUICE_LUPDATE).split(QLatin1Char('|'));
        const QString lupdate = arguments.takeFirst();
        QProcess update;
        update.start(lupdate, arguments << copy);
        QVERIFY2(update.waitForFinished(100'000), qPrintable(update.errorString()));
        const QString said = QString::fromUtf8(update.readAllStandardError());
        QCOMPARE(update.exitCode(), 0);
        // Of a tr() that is in no class the context is guessed: nobody would find it.
        QVERIFY2(!said.contains(QLatin1String("lacks Q_OBJECT")), qPrintable(said));
        const Known inSources = read(copy), inFile = read(QStringLiteral(SLUICE_TRANSLATIONS));
        for (const auto& [words, translation] : inSources)
            QVERIFY2(inFile.contains(words), qPrintable(QStringLiteral("new: %1 | %2").arg(words.first, words.second)));
        for (const auto& [words, translation] : inFile)
            QVERIFY2(inSources.contains(words),
                     qPrintable(QStringLiteral("gone: %1 | %2").arg(words.first, words.second)));
        QVERIFY(inFile.size() > 1000);
    }

    void everyWordIsTranslated()
    {
        for (const auto& [words, translation] : read(QStringLiteral(SLUICE_TRANSLATIONS))) {
            QVERIFY2(translation.finished && !translation.german.isEmpty(), qPrintable(words.second));
            QVERIFY2(placesIn(words.second) == placesIn(translation.german), qPrintable(translation.german));
            // Spaces at the ends join it to what stands beside it.
            QCOMPARE(translation.german.startsWith(QLatin1Char(' ')), words.second.startsWith(QLatin1Char(' ')));
            QCOMPARE(translation.german.endsWith(QLatin1Char(' ')), words.second.endsWith(QLatin1Char(' ')));
        }
    }

    /// A label that was not marked would be said in English.
    void everySettingIsMarked()
    {
        const Spoken german(Language::German);
        const auto knows = [](const char* context, std::string_view words) {
            return !words::translator().translate(context, std::string(words).c_str()).isEmpty();
        };
        for (const mechanisms::Mechanism& mechanism : mechanisms::all()) {
            QVERIFY2(knows("mechanisms", mechanism.title), mechanism.title.data());
            if (!mechanism.boundedIn.empty())
                QVERIFY2(knows("mechanisms", mechanism.boundedIn), mechanism.boundedIn.data());
            for (const mechanisms::Setting& setting : mechanism.settings)
                QVERIFY2(knows("settings", setting.label), setting.key.data());
            for (const mechanisms::Role& role : mechanism.roles)
                QVERIFY2(role.executes || shownName(role.name) != role.name || role.name == "sender" // the same in both
                             || role.name == "client" || role.name == "server",
                         role.name.data());
        }
    }

    /// Notices say what the system has said; what scripts read stays English.
    void errorsAreSaidToPeople()
    {
        const Error missing{Error::Code::Missing, "open", ENOENT, "a.sluice"};
        const Error full = Error::ofCall("write", ENOSPC, "b.sluice");
        QCOMPARE(said(missing), missing.describe());
        QCOMPARE(said(full), full.describe());
        const Spoken german(Language::German);
        QCOMPARE(QString::fromStdString(said(missing)),
                 QStringLiteral("open: a.sluice: Datei oder Verzeichnis gibt es nicht (ENOENT)"));
        QCOMPARE(QString::fromStdString(said(full)),
                 QStringLiteral("write: b.sluice; Grenze erreicht: Platz im Dateisystem: Kein Platz mehr auf dem Gerät "
                                "(ENOSPC)"));
        QVERIFY(full.describe().ends_with("No space left on device (ENOSPC)"));
        for (const int number : {EAGAIN, EACCES, EPIPE, EMFILE, EINVAL, EEXIST, ECONNREFUSED, EMSGSIZE, EOWNERDEAD})
            QVERIFY2(errnoWords(number) != errnoText(number), errnoName(number).c_str());
        QVERIFY(errnoWords(999) == errnoText(999)); // of no error: as it is
    }

    /// As pictures of a comparison have it: by the real objects' own errors.
    void whyALaneCannotRunIsSaidToPeople()
    {
        using mechanisms::Through;
        constexpr std::int64_t tooLarge = 64 << 20;
        test::OneName names;
        const Spoken german(Language::German);
        for (const auto& [through, words] : {std::pair(Through::Signal, "ein Signal trägt einen Wert von 8 Bytes"),
                                             std::pair(Through::Queue, "Grenzen: /proc/sys/fs/mqueue/msgsize_max und "),
                                             std::pair(Through::Datagram, "eine Nachricht von 67108864 B")}) {
            const auto lane = mechanisms::LaneObject::create(through, {tooLarge, 0}, names);
            QVERIFY(!lane);
            const std::string spoken = said(lane.error());
            QVERIFY2(spoken.find(words) != std::string::npos, spoken.c_str());
        }
    }

    void englishNeedsNoFile()
    {
        QCOMPARE(words::spoken(), Language::English);
        QCOMPARE(translated("scene", "blocked"), QStringLiteral("blocked"));
        QCOMPARE(shown("writer 2"), QStringLiteral("writer 2"));
        QCOMPARE(words::grouped(-1'234'567), QStringLiteral("-1,234,567"));
        QCOMPARE(words::decimal(1234.56, 1), QStringLiteral("1234.6"));
    }

    void germanIsSpokenUntilEnglishIs()
    {
        {
            const Spoken german(Language::German);
            QCOMPARE(translated("scene", "blocked"), QStringLiteral("blockiert"));
            QCOMPARE(translated("scene", "words that nobody has translated"),
                     QStringLiteral("words that nobody has translated"));
            QCOMPARE(QCoreApplication::translate("legend", "ended"), QStringLiteral("beendet"));
            QCOMPARE(QString::fromStdString(phrase("explain", "{}: a write()").with("A")),
                     QStringLiteral("A: ein write()"));
            QCOMPARE(words::grouped(65'536), QStringLiteral("65.536"));
            QCOMPARE(words::decimal(0.5, 2), QStringLiteral("0,50"));
            QCOMPARE(words::locale().language(), QLocale::German);
        }
        QCOMPARE(translated("scene", "blocked"), QStringLiteral("blocked"));
        QCOMPARE(words::grouped(65'536), QStringLiteral("65,536"));
    }

    void namesKeepTheirNumbers_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("german");
        QTest::newRow("alone") << "writer"
                               << "Schreiber";
        QTest::newRow("with a number") << "writer 2"
                                       << "Schreiber 2";
        QTest::newRow("with a letter") << "adder A"
                                       << "Addierer A";
        QTest::newRow("of an author") << "Alice"
                                      << "Alice";
        QTest::newRow("of an author, two words") << "slow writer"
                                                 << "slow writer";
        QTest::newRow("a longer end") << "writer 10"
                                      << "writer 10";
    }
    void namesKeepTheirNumbers()
    {
        QFETCH(QString, name);
        const Spoken german(Language::German);
        QTEST(shown(name.toStdString()), "german");
    }

    void codes()
    {
        for (const Language each : {Language::English, Language::German})
            QCOMPARE(words::languageOf(words::codeOf(each)), each);
        QVERIFY(!words::languageOf(QStringLiteral("fr")));
    }
};

SLUICE_TEST(TestLanguage, QGuiApplication)
#include "tst_language.moc"
