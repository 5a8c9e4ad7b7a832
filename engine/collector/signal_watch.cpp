#include "collector/signal_watch.h"

#include <algorithm>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace sluice::collector {

using probe::Event;
using probe::EventKind;

namespace {

constexpr Duration statusInterval = milliseconds(20); ///< while something goes on

} // namespace

void SignalWatch::open(int pid)
{
    *this = SignalWatch();
    m_news = true;
    m_status.reset(::open(("/proc/" + std::to_string(pid) + "/status").c_str(), O_RDONLY | O_CLOEXEC));
}

bool SignalWatch::isDue(TraceTime now) const
{
    return m_status && (m_news || m_toldStopped) && now - m_asked > statusInterval;
}

std::string_view SignalWatch::read(std::span<char> buffer) const
{
    const ssize_t n = pread(m_status.get(), buffer.data(), buffer.size(), 0);
    return {buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(n, 0))};
}

char SignalWatch::take(std::string_view text, const Event& stamp, std::vector<Event>& out)
{
    m_news = false;
    const std::size_t state = text.find("State:\t");
    if (state == std::string_view::npos || state + 7 >= text.size()) return 0;
    const char letter = text[state + 7];
    const bool news = (letter == 'T') != m_toldStopped;
    if (news) {
        told(letter);
        Event event = stamp;
        event.kind = EventKind::KernelProcess;
        event.size = static_cast<std::uint32_t>(letter);
        out.push_back(event);
    }
    // One that is about to run may have taken a signal from the kernel and not have told so yet.
    if (letter != 'S' && letter != 'T') {
        m_news = true;
        return news ? letter : '\0';
    }
    constexpr std::array<std::string_view, probe::signalSets> names{"SigPnd:\t", "ShdPnd:\t", "SigBlk:\t", "SigIgn:\t",
                                                                    "SigCgt:\t"};
    Event event = stamp;
    event.kind = EventKind::KernelSignals;
    for (std::uint32_t set = 0; set < names.size(); ++set) {
        const std::size_t at = text.find(names[set]);
        if (at == std::string_view::npos) continue;
        const std::uint64_t bits = std::strtoull(text.data() + at + names[set].size(), nullptr, 16);
        if (m_setsTold && bits == m_sets[set]) continue;
        m_sets[set] = bits;
        event.detail = set;
        event.setValue(static_cast<std::int64_t>(bits));
        out.push_back(event);
    }
    m_setsTold = true;
    return news ? letter : '\0';
}

} // namespace sluice::collector
