#pragma once

#include <QLocale>
#include <QString>
#include <QTranslator>

#include <optional>

/// What people read: in which language, and how numbers are written in it.
namespace sluice::words {

enum class Language { English, German };

/// "en", "de".
[[nodiscard]] QString codeOf(Language language);
[[nodiscard]] std::optional<Language> languageOf(const QString& code);
/// The first of the desktop's languages that this program knows; English if it knows none.
[[nodiscard]] Language systemLanguage();

/// From here on all words and numbers for people are of this language; until then they are English. What has been said
/// stays: windows are made anew. Needs no QCoreApplication. Thread: while there is no other one.
void speak(Language language);
[[nodiscard]] Language spoken();
/// For dates, and for what Qt writes.
[[nodiscard]] QLocale locale();
/// For QCoreApplication::installTranslator(), which tr() asks. Empty in English.
[[nodiscard]] QTranslator& translator();

} // namespace sluice::words
