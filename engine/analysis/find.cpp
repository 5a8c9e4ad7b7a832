#include "analysis/find.h"

#include "base/words.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace sluice::analysis {

using probe::Event;
using probe::EventKind;
using state::Moment;

namespace {

struct KindWord {
    std::string_view word;
    MarkKind kind;
};
constexpr std::array kindWords{
    KindWord{marked("find", "blocked"), MarkKind::Blocked}, KindWord{marked("find", "woken"), MarkKind::Woken},
    KindWord{marked("find", "full"), MarkKind::Full},       KindWord{marked("find", "empty"), MarkKind::Emptied},
    KindWord{marked("find", "error"), MarkKind::Error},     KindWord{marked("find", "signal"), MarkKind::Signal},
    KindWord{marked("find", "ended"), MarkKind::Ended},     KindWord{marked("find", "held"), MarkKind::Held},
    KindWord{marked("find", "resumed"), MarkKind::LetGo},   KindWord{marked("find", "lost"), MarkKind::Lost},
};

std::uint32_t messageNumber(std::string_view word)
{
    std::uint32_t number = 0;
    if (!word.starts_with('m')) return 0;
    const auto [end, error] = std::from_chars(word.data() + 1, word.data() + word.size(), number);
    return error == std::errc() && end == word.data() + word.size() ? number : 0;
}

/// The word itself, or its beginning: nobody types all of "blocked".
bool means(std::string_view typed, std::string_view word)
{
    constexpr std::size_t least = 3; // letters
    return typed == word || (typed.size() >= least && word.starts_with(typed));
}

bool take(std::string_view word, Query& query)
{
    for (const KindWord& each : kindWords)
        if (means(word, each.word) || means(word, saidIn("find", each.word))) {
            query.kinds |= bitOf(each.kind);
            return true;
        }
    query.message = messageNumber(word);
    return query.message != 0;
}

std::string knownWords(const scenario::Scenario& scenario)
{
    std::string words;
    for (const KindWord& each : kindWords) words += saidIn("find", each.word) + ", ";
    for (const auto& process : scenario.processes) words += shownName(process.name) + ", ";
    return words + "m23";
}

bool isSend(const Event& event, const Query& query)
{
    return event.kind == EventKind::CallEntered && probe::transferOf(event.call) == probe::Transfer::Send
           && (query.process.value == 0 || event.process == query.process.value);
}

bool fits(const Event& event, const Query& query)
{
    if (query.message != 0) return isSend(event, query) && event.message == query.message;
    return event.process == query.process.value;
}

/// The first event from `begin` on, below `end`, that fits.
template <class Fits>
std::optional<Moment> firstFrom(const trace::TraceView& trace, std::uint64_t begin, std::uint64_t end, Fits fitting)
{
    std::array<Event, 1024> batch;
    while (begin < end) {
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(batch.size(), end - begin));
        const std::size_t got = trace.read(begin, std::span(batch).first(wanted));
        if (got == 0) break;
        for (std::size_t i = 0; i < got; ++i)
            if (fitting(batch[i])) return Moment{batch[i].when(), begin + i + 1};
        begin += got;
    }
    return std::nullopt;
}

/// Messages are numbered in the order of their sends, so the one wanted is found by halving.
std::optional<Moment> sendOf(const Query& query, const trace::TraceView& trace)
{
    std::uint64_t low = 0, high = trace.eventCount();
    while (high - low > 4096) {
        const std::uint64_t middle = low + (high - low) / 2;
        const auto send = firstFrom(trace, middle, high, [&](const Event& event) { return isSend(event, query); });
        if (send && trace.event(send->events - 1).message < query.message) low = send->events;
        else high = middle;
    }
    return firstFrom(trace, low, trace.eventCount(), [&](const Event& event) { return fits(event, query); });
}

std::optional<Moment> momentOf(const std::optional<Mark>& mark)
{
    return mark ? std::optional(Moment{mark->time, mark->event}) : std::nullopt;
}

Timeline::Accepts ofProcess(ProcessId process)
{
    return [process](const Mark& mark) { return process.value == 0 || mark.process == process; };
}

std::string lowered(std::string_view text)
{
    std::string result(text);
    std::ranges::transform(result, result.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

/// A process that is named in the text, in English or as people read it, and takes its name out of there; 0: none.
ProcessId takeName(std::string& text, const scenario::Scenario& scenario)
{
    std::vector<std::pair<std::string, std::uint16_t>> names;
    for (std::uint16_t i = 0; i < scenario.processes.size(); ++i) {
        names.emplace_back(scenario.processes[i].name, i + 1);
        names.emplace_back(lowered(shownName(scenario.processes[i].name)), i + 1);
    }
    // The longest before the others: "writer 2" is one name.
    std::ranges::stable_sort(names, [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
    for (const auto& [name, process] : names)
        if (const auto at = text.find(name); at != std::string::npos) {
            text.erase(at, name.size());
            return {process};
        }
    return {};
}

} // namespace

Result<Query> parseQuery(std::string_view text, const scenario::Scenario& scenario)
{
    Query query;
    std::string rest = lowered(text);
    query.process = takeName(rest, scenario);
    bool any = query.process.value != 0;
    for (std::size_t at = 0; (at = rest.find_first_not_of(" ,", at)) != std::string::npos;) {
        const std::size_t end = std::min(rest.find_first_of(" ,", at), rest.size());
        const std::string word = rest.substr(at, end - at);
        if (!take(word, query)) return fail(Error::badInput(word, "known are " + knownWords(scenario)));
        any = true;
        at = end;
    }
    if (!any) return fail(Error::badInput("nothing", "known are " + knownWords(scenario)));
    return query;
}

std::optional<Moment> findNext(const Query& query, const trace::TraceView& trace, const Timeline& timeline, Moment now)
{
    if (query.message != 0) {
        const auto send = sendOf(query, trace);
        return send && send->events > now.events ? send : std::nullopt;
    }
    if (query.kinds != 0) return momentOf(timeline.nextMark(now, query.kinds, ofProcess(query.process)));
    return firstFrom(trace, now.events, trace.eventCount(), [&](const Event& event) { return fits(event, query); });
}

std::optional<Moment> findPrevious(const Query& query, const trace::TraceView& trace, const Timeline& timeline,
                                   Moment now)
{
    if (query.message != 0) {
        const auto send = sendOf(query, trace);
        return send && send->events < now.events ? send : std::nullopt;
    }
    if (query.kinds != 0) return momentOf(timeline.previousMark(now, query.kinds, ofProcess(query.process)));
    for (std::uint64_t i = now.events; i-- > 1;) {
        const Event event = trace.event(i - 1);
        if (fits(event, query)) return Moment{event.when(), i};
    }
    return std::nullopt;
}

} // namespace sluice::analysis
