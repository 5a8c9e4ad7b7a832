#include "widgets/language_choice.h"

#include <QSettings>

namespace sluice::widgets {

namespace {

constexpr auto languageKey = "window/language";
/// QCoreApplication is told the names only later.
QString program() { return QStringLiteral("sluice"); }

} // namespace

words::Language chosenLanguage()
{
    const QString chosen = QSettings(program(), program()).value(QLatin1String(languageKey)).toString();
    return words::languageOf(chosen).value_or(words::systemLanguage());
}

void chooseLanguage(words::Language language)
{
    QSettings(program(), program()).setValue(QLatin1String(languageKey), words::codeOf(language));
}

} // namespace sluice::widgets
