#pragma once

#include "base/unique_fd.h"
#include "cli/outcome.h"
#include "scenario/interleaving.h"
#include "scenario/scenario.h"
#include "trace/trace_view.h"

#include <csignal>
#include <filesystem>
#include <optional>
#include <string>

namespace sluice::cli {

/// Turns SIGINT, SIGTERM and SIGHUP into something that can be waited for, while it exists. Made before any thread
/// is started, because threads inherit what is blocked.
class Interrupts
{
public:
    Interrupts();
    ~Interrupts();
    Interrupts(const Interrupts&) = delete;
    Interrupts& operator=(const Interrupts&) = delete;

    [[nodiscard]] int fd() const { return m_fd.get(); } ///< readable once a signal has come
    [[nodiscard]] int take();                           ///< the signal that came, or 0

private:
    sigset_t m_before{};
    UniqueFd m_fd;
};

/// A trace's file: one that is kept, or one that is gone with this object.
class TraceFile
{
public:
    [[nodiscard]] static TraceFile kept(std::filesystem::path file) { return TraceFile(std::move(file), {}); }
    [[nodiscard]] static OutcomeOf<TraceFile> temporary();
    TraceFile(TraceFile&& other) noexcept : m_file(std::move(other.m_file)), m_folder(std::exchange(other.m_folder, {}))
    {}
    TraceFile& operator=(TraceFile&&) = delete;
    ~TraceFile();

    [[nodiscard]] const std::filesystem::path& path() const { return m_file; }
    [[nodiscard]] bool isKept() const { return m_folder.empty(); }
    /// Takes the name of one that is not kept away as soon as it is open: nothing is left behind, whatever ends this
    /// program. Who has it open goes on with it.
    void takeNameAway() const;

private:
    TraceFile(std::filesystem::path file, std::filesystem::path folder)
        : m_file(std::move(file)), m_folder(std::move(folder))
    {}
    std::filesystem::path m_file;
    std::filesystem::path m_folder; ///< to be removed
};

/// What becomes of a run that somebody interrupts: its trace is what was wanted, or was to be the beginning of a film
/// or a picture.
enum class WhenInterrupted { TheTraceCounts, NothingIsMade };

/// Runs a scenario for `length`, until all its processes have ended, or until it is interrupted; the trace is whole
/// in each case. With an interleaving, all are held and take their steps in its order, and the run ends after the last
/// one; refused if it cannot be followed.
[[nodiscard]] OutcomeOf<trace::TraceView>
runFor(const scenario::Scenario& scenario, Duration length, const TraceFile& file, const Console& console,
       const std::optional<scenario::Interleaving>& interleaving = std::nullopt,
       WhenInterrupted interrupted = WhenInterrupted::TheTraceCounts);

} // namespace sluice::cli
