#include "analysis/find.h"

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
    KindWord{"blocked", MarkKind::Blocked}, KindWord{"woken", MarkKind::Woken}, KindWord{"full", MarkKind::Full},
    KindWord{"empty", MarkKind::Emptied},   KindWord{"error", MarkKind::Error}, KindWord{"signal", MarkKind::Signal},
    KindWord{"ended", MarkKind::Ended},     KindWord{"held", MarkKind::Held},   KindWord{"resumed", MarkKind::LetGo},
    KindWord{"lost", MarkKind::Lost},
};

std::uint32_t messageNumber(std::string_view word)
{
    std::uint32_t number = 0;
    if (!word.starts_with('m')) return 0;
    const auto [end, error] = std::from_chars(word.data() + 1, word.data() + word.size(), number);
    return error == std::errc() && end == word.data() + word.size() ? number : 0;
}

bool take(std::string_view word, Query& query)
{
    for (const KindWord& each : kindWords)
        if (each.word == word) {
            query.kinds |= bitOf(each.kind);
            return true;
        }
    query.message = messageNumber(word);
    return query.message != 0;
}

std::string knownWords(const scenario::Scenario& scenario)
{
    std::string words;
    for (const KindWord& each : kindWords) words += std::string(each.word) + ", ";
    for (const auto& process : scenario.processes) words += process.name + ", ";
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

} // namespace

Result<Query> parseQuery(std::string_view text, const scenario::Scenario& scenario)
{
    Query query;
    std::string rest(text);
    std::ranges::transform(rest, rest.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    // Names first, the longest before the others: "writer 2" is one name.
    std::vector<std::uint16_t> order;
    for (std::uint16_t i = 0; i < scenario.processes.size(); ++i) order.push_back(i);
    std::ranges::sort(
        order, [&](auto a, auto b) { return scenario.processes[a].name.size() > scenario.processes[b].name.size(); });
    for (const std::uint16_t i : order)
        if (const auto at = rest.find(scenario.processes[i].name);
            at != std::string::npos && query.process.value == 0) {
            query.process = {static_cast<std::uint16_t>(i + 1)};
            rest.erase(at, scenario.processes[i].name.size());
        }
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
