#include "words/language.h"

#include "base/words.h"

// Outside every namespace: the macro declares a function of the global one.
static void makeResourcesKnown()
{
    Q_INIT_RESOURCE(translations); // the linker drops what nobody names in a static library
}

namespace sluice::words {

namespace {

Language& current()
{
    static Language language = Language::English;
    return language;
}

std::string say(const char* context, const char* english)
{
    const QString said = translator().translate(context, english);
    return said.isEmpty() ? std::string(english) : said.toStdString();
}

} // namespace

QString codeOf(Language language) { return language == Language::German ? QStringLiteral("de") : QStringLiteral("en"); }

std::optional<Language> languageOf(const QString& code)
{
    for (const Language each : {Language::English, Language::German})
        if (codeOf(each) == code) return each;
    return std::nullopt;
}

Language systemLanguage()
{
    for (const QString& wanted : QLocale::system().uiLanguages())
        if (const auto known = languageOf(wanted.section(QLatin1Char('-'), 0, 0))) return *known;
    return Language::English;
}

void speak(Language language)
{
    current() = language;
    if (language == Language::English) {
        setSpeech({});
        return static_cast<void>(translator().load(nullptr, 0));
    }
    makeResourcesKnown();
    const QString file = QStringLiteral(":/translations/sluice_%1.qm").arg(codeOf(language));
    if (!translator().load(file)) qFatal("%s is not built in", qPrintable(file));
    setSpeech({say, '.'});
}

Language spoken() { return current(); }

QLocale locale() { return spoken() == Language::German ? QLocale::German : QLocale::English; }

QTranslator& translator()
{
    static QTranslator translations;
    return translations;
}

} // namespace sluice::words
