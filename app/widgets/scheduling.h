#pragma once

#include "analysis/scheduler.h"
#include "trace/recording.h"

#include <QString>

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace sluice::widgets {

/// What the window shows while the viewer is the scheduler.
struct ScheduleView {
    std::vector<bool> canLetGo; ///< by ProcessId: stands at its gate, and is not on its way already
    std::size_t chosen = 0;     ///< steps taken so far
    QString last;               ///< the last few of them: "adder A: load · adder B: load"
    std::size_t followed = 0;   ///< of an interleaving that is followed …
    std::size_t toFollow = 0;   ///< … so many steps; 0: none is
    QString deviation;          ///< why it is followed no longer; empty: it is
    bool operator==(const ScheduleView&) const = default;
};

/// The viewer as the scheduler of one run after the other. While it is on, all workers are held.
/// Owner: RunController. Thread: UI.
class Scheduling
{
public:
    [[nodiscard]] bool on() const { return m_on; }
    /// All are held from now on; `state` is that of the recording's newest view.
    void takeOver(trace::Recording& recording, state::SystemState state);
    /// All run again.
    void giveBack(trace::Recording& recording);
    /// A run begins with closed gates; with an interleaving it takes its steps by itself.
    void beginHeld(trace::Recording& recording, std::optional<scenario::Interleaving> interleaving);
    void leave();

    void wish(ProcessId process);
    void note(std::string_view key, std::int64_t value);
    /// Takes in what is new and has done what is due. True: it wants to be asked again soon.
    bool goOn(trace::Recording& recording);

    /// What has been chosen in this run; null: nothing.
    [[nodiscard]] const scenario::Interleaving* chosen() const;
    [[nodiscard]] std::shared_ptr<const ScheduleView> view() const; ///< null: it is off

private:
    bool m_on = false;
    std::optional<analysis::Scheduler> m_scheduler;
    std::size_t m_processes = 0;
};

/// Keeps a chosen interleaving. Errors: the file cannot be written.
[[nodiscard]] Result<void> saveInterleaving(const scenario::Interleaving& interleaving,
                                            const std::filesystem::path& file);
/// Reads at most 1 MiB of text. Errors: the file cannot be read, or is longer.
[[nodiscard]] Result<std::string> readInterleaving(const std::filesystem::path& file);

} // namespace sluice::widgets
