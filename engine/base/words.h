#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

/// Words for people. They stand in the sources in English; the program may have been told to say them in another
/// language (app/words). What scripts read is never said: JSON, names of events, errors of the command line.
/// `lupdate` finds what stands in phrase() and marked(): both need literals, of whole sentences, for the order of words
/// differs from language to language.
namespace sluice {

/// How a language is spoken. `translate` returns its argument where it knows no better.
struct Speech {
    std::string (*translate)(const char* context, const char* english) = nullptr; ///< null: English
    char thousands = ',';
};
/// From here on. Thread: before any other one says something.
void setSpeech(Speech speech);

/// English words that a table holds and that are said later, with saidIn().
constexpr std::string_view marked(const char* /*context*/, const char* english) { return english; }
[[nodiscard]] std::string saidIn(const char* context, std::string_view english);

/// A sentence with places for values, as {fmt} writes them. A translation may number them: "{1} {0}".
class Phrase
{
public:
    explicit Phrase(std::string text) : m_text(std::move(text)) {}

    template <class... Values>
    [[nodiscard]] std::string with(const Values&... values) const
    {
        return fmt::format(fmt::runtime(m_text), values...);
    }
    operator std::string() const { return m_text; } // NOLINT: it is its text

private:
    std::string m_text;
};
[[nodiscard]] Phrase phrase(const char* context, const char* english);

/// "65,536".
[[nodiscard]] std::string grouped(std::uint64_t number);
/// How people read the name of a process or a channel. A number or a letter stays: "writer 2", "adder A". Names that an
/// author has invented stay as they are.
[[nodiscard]] std::string shownName(std::string_view name);

} // namespace sluice
