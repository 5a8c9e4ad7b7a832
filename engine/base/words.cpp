#include "base/words.h"

#include <algorithm>
#include <array>

namespace sluice {

namespace {

Speech& speech()
{
    static Speech spoken;
    return spoken;
}

/// The names in the lessons that are built in.
constexpr std::array names{
    marked("names", "writer"),   marked("names", "reader"),     marked("names", "sender"),
    marked("names", "receiver"), marked("names", "ordinary"),   marked("names", "urgent"),
    marked("names", "opener"),   marked("names", "client"),     marked("names", "caller"),
    marked("names", "server"),   marked("names", "giver"),      marked("names", "taker"),
    marked("names", "maker"),    marked("names", "user"),       marked("names", "parent"),
    marked("names", "child"),    marked("names", "adder"),      marked("names", "producer"),
    marked("names", "consumer"), marked("names", "viewer"),     marked("names", "setter"),
    marked("names", "poller"),   marked("names", "left"),       marked("names", "right"),
    marked("names", "pipe"),     marked("names", "fifo"),       marked("names", "queue"),
    marked("names", "signals"),  marked("names", "connection"), marked("names", "datagrams"),
    marked("names", "pair"),     marked("names", "passage"),    marked("names", "segment"),
    marked("names", "pages"),    marked("names", "counter"),    marked("names", "ring"),
    marked("names", "line"),     marked("names", "nodes"),      marked("names", "file"),
    marked("names", "flag"),     marked("names", "notified"),   marked("names", "lanes"),
};

} // namespace

void setSpeech(Speech spoken) { speech() = spoken; }

std::string saidIn(const char* context, std::string_view english)
{
    const std::string text(english);
    return speech().translate ? speech().translate(context, text.c_str()) : text;
}

Phrase phrase(const char* context, const char* english) { return Phrase(saidIn(context, english)); }

std::string grouped(std::uint64_t number)
{
    std::string digits = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), 1, speech().thousands);
    return digits;
}

std::string shownName(std::string_view name)
{
    const std::size_t space = name.rfind(' ');
    const bool counted = space != std::string_view::npos && space + 2 == name.size();
    const std::string_view word = counted ? name.substr(0, space) : name;
    if (std::ranges::find(names, word) == names.end()) return std::string(name);
    return saidIn("names", word) + std::string(name.substr(word.size()));
}

} // namespace sluice
