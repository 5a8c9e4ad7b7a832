#pragma once

#include "words/language.h"

#include <QCoreApplication>
#include <QLocale>

namespace sluice::test {

/// A language is spoken while this lives, and English afterwards. Of those that are alive the newest counts.
class Spoken
{
public:
    explicit Spoken(words::Language language)
    {
        words::speak(language);
        QCoreApplication::installTranslator(&words::translator());
    }
    ~Spoken()
    {
        QCoreApplication::removeTranslator(&words::translator());
        words::speak(words::Language::English);
    }
    Spoken(const Spoken&) = delete;
    Spoken& operator=(const Spoken&) = delete;
};

} // namespace sluice::test
