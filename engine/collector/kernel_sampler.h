#pragma once

#include "collector/intake.h"
#include "collector/memory_sampler.h"
#include "collector/merger.h"
#include "collector/signal_watch.h"
#include "scenario/setting_table.h"
#include "session/session.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::collector {

/// Asks the kernel what it sees: where a process sleeps (/proc/PID/stat, /proc/PID/wchan), how much is in a channel
/// and how much it can hold. An answer counts only if no process did anything meanwhile: then it belongs to the
/// state after all the events so far, and derived and kernel values can be compared. Thread: the collector's.
class KernelSampler final : public Intake::Listener
{
public:
    using Intern = std::function<std::uint32_t(std::string_view)>;
    /// Raw time in, time of the run out.
    using Now = std::function<TraceTime()>;

    KernelSampler(const session::Session& session, const scenario::Scenario& scenario, Intern intern);

    /// Every event as it is drained: who is inside a call, who has which descriptors.
    void note(const probe::Event& event) override;
    /// Samples what is due. `quiet` tells whether the processes have done nothing that note() has not been told of.
    void sample(const Now& now, const std::function<bool()>& quiet, std::vector<probe::Event>& out);

private:
    struct Holder {
        std::uint32_t fd = 0;
        ChannelId channel;
        probe::End end = probe::End::None;
    };
    struct Watched {
        int pid = 0, pidfd = -1;
        UniqueFd again;          ///< that pidfd, of one that was started again; else it is the session's
        bool hasSignals = false; ///< its sets are asked for
        UniqueFd stat, waitChannel;
        SignalWatch signals;
        // Of one that becomes another program, from then on:
        UniqueFd systemCall, traffic;
        bool executes = false, program = false;
        probe::Event call;        ///< as told last
        std::int64_t written = 0; ///< as told last
        bool inCall = false;
        TraceTime entered;
        TraceTime asked;           ///< when it was last sampled
        char letter = 0;           ///< last sample that was stored for this call, and
        std::uint32_t waitsIn = 0; ///< its wait channel
        std::vector<Holder> holds;
    };
    struct Channel {
        const mechanisms::Mechanism* mechanism = nullptr;
        bool changed = false; ///< something has happened since the last sample
        TraceTime asked;
        std::int64_t capacity = -1;
        std::int64_t depth = -1;                         ///< as told last
        mechanisms::KernelView::Socket sender, receiver; ///< as last told
    };
    /// A worker's descriptor, duplicated for a moment.
    struct Borrowed {
        UniqueFd fd;
        ProcessId process;
        std::uint32_t number = 0;
    };

    static void watch(Watched& worker, int pid);
    void sampleProcess(std::size_t worker, TraceTime when, const std::function<bool()>& quiet,
                       std::vector<probe::Event>& out);
    void sampleSignals(std::size_t worker, TraceTime when, const std::function<bool()>& quiet,
                       std::vector<probe::Event>& out);
    /// Has it become another program by now?
    void lookForProgram(std::size_t worker, TraceTime when, std::vector<probe::Event>& out);
    void sampleProgram(std::size_t worker, TraceTime when, std::vector<probe::Event>& out);
    void tellWritten(std::size_t worker, TraceTime when, std::vector<probe::Event>& out);
    [[nodiscard]] bool hasProgram(ChannelId channel) const;
    void sampleChannel(std::size_t channel, TraceTime when, const std::function<bool()>& quiet,
                       std::vector<probe::Event>& out);
    [[nodiscard]] Borrowed borrow(ChannelId channel, probe::End end) const;
    [[nodiscard]] Borrowed borrowAny(ChannelId channel) const;
    void tellSocket(const mechanisms::KernelView::Socket& now, mechanisms::KernelView::Socket& told,
                    const Borrowed& whose, probe::Event event, std::vector<probe::Event>& out) const;

    Intern m_intern;
    std::string m_workerProgram;    ///< what all of them are at first: the supervisor's, from which they were forked
    std::vector<Watched> m_workers; ///< [0] is unused
    bool m_watchesSignals = false;
    std::vector<Channel> m_channels;
    MemorySampler m_memory;
};

} // namespace sluice::collector
