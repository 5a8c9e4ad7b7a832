#pragma once

#include "base/unique_fd.h"
#include "probe/event.h"

#include <array>
#include <span>
#include <string_view>
#include <vector>

namespace sluice::collector {

/// What of /proc/PID/status was told last about one process that gets signals: its five sets (proc(5)), and whether a
/// signal has stopped it. Owner: KernelSampler. Thread: the collector's.
class SignalWatch
{
public:
    /// Opened once: it goes on belonging to this process, whoever gets its number later. Nothing is watched if it
    /// cannot be opened.
    void open(int pid);
    /// Somebody has done something that may have changed it.
    void note() { m_news = true; }
    /// It was told what another look at the process has seen.
    void told(char stateLetter) { m_toldStopped = stateLetter == 'T'; }
    [[nodiscard]] bool isDue(TraceTime now) const;

    /// Reads the file; `quiet` as for KernelSampler::sample(). Returns as take() does.
    template <class Quiet>
    char look(const Quiet& quiet, const probe::Event& stamp, std::vector<probe::Event>& out)
    {
        m_asked = stamp.when();
        if (!quiet()) return 0;
        std::array<char, 4096> buffer;
        const std::string_view text = read(buffer);
        return quiet() ? take(text, stamp, out) : '\0';
    }
    /// Adds what is new in a text of that file; time, process and detail (of its wait channel) are those of `stamp`.
    /// Returns the letter of its state if it was stopped, or goes on, since it was told last; else 0.
    char take(std::string_view text, const probe::Event& stamp, std::vector<probe::Event>& out);

private:
    [[nodiscard]] std::string_view read(std::span<char> buffer) const;

    UniqueFd m_status;
    TraceTime m_asked;
    bool m_toldStopped = false;
    bool m_news = false; ///< since it was asked last
    bool m_setsTold = false;
    std::array<std::uint64_t, probe::signalSets> m_sets{}; ///< as told last
};

} // namespace sluice::collector
