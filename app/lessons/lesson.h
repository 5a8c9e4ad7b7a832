#pragma once

#include "base/result.h"
#include "scenario/scenario.h"
#include "scene/stage.h"
#include "state/replay.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <span>
#include <vector>

namespace sluice::lessons {

/// Something that is true or not of a SystemState. In JSON:
/// {"process": NAME, …} with one of
///     "is" or "is_not": "absent", "running", "pacing", "in-call", "blocked", "held", "ended"
///     "has_closed": "read" or "write"      an end of a channel that it once held
///     "fails_with": "EPIPE" or "EAGAIN"    its last call returned −1 with this errno
///     "handles", "pending" or "blocks": "SIGUSR1", "SIGUSR2", "SIGRTMIN", "SIGCHLD", "SIGTERM"
///                                          its innermost handler is that signal's; it is pending; it is blocked
///     "nests": 2                           so many handlers, or more, are on its stack
///     "merged": 4                          so many signals, or more, were gone because one was pending already
///     "has_sent": "part"                   its last call put in less than it was asked to
///     "killed_by": "SIGPIPE", "SIGTERM" or "SIGKILL"
/// {"channel": NAME, "is": "full", "empty", "not-empty", "torn", "without-reader" or "without-writer"}; of memory also
/// those of memoryWords()
struct Condition {
    enum class What {
        ProcessIs,
        ProcessIsNot,
        ProcessHas,
        ProcessHasClosed,
        ProcessFailsWith,
        ProcessHasSentPart,
        ProcessKilledBy,
        ProcessCalls,
        ProcessHandles,
        ProcessHasPending,
        ProcessBlocks,
        ProcessNests,
        ProcessMerged,
        ChannelFull,
        ChannelEmpty,
        ChannelNotEmpty,
        ChannelTorn,
        ChannelWithoutReader,
        ChannelWithoutWriter,
        ChannelMemory,
    };
    What what = What::ProcessIs;
    std::string subject; ///< name in the scenario
    state::Activity activity = state::Activity::Running;
    probe::End end = probe::End::None;
    int number = 0; ///< errno, signal, probe::Call, or place in memoryWords()
    [[nodiscard]] bool holds(const state::SystemState& state, const scenario::Scenario& scenario) const;
    bool operator==(const Condition&) const = default;
};

/// The words for what shared memory can be like, as {"channel": NAME, "is": WORD}.
struct MemoryWord {
    std::string_view word;
    bool (*holds)(const mechanisms::SharedMemory& memory);
};
[[nodiscard]] std::span<const MemoryWord> memoryWords();

/// A caption, shown from the moment when its condition first holds after the step before began.
struct Step {
    std::optional<Condition> when; ///< the first step has none
    QString text;
    bool instead = false; ///< may come in the place of the step before it, and counts as the same step
};

/// A button of the Try panel, with its key.
struct TryButton {
    QString label;        ///< "Close read end"
    QString labelWhenOn;  ///< toggles: "Resume reader"; else empty
    std::string key;      ///< setting key: "reader.close", "reader.hold", "reader.step", "writer.nonblocking"
    QString shortcut;     ///< "C"
    int wantedAtStep = 0; ///< the step (from 1) whose next thing this is, or 0
};

/// A lesson is data: one JSON file in resources/lessons.
struct Lesson {
    QString id;        ///< "pipe.backpressure"
    QString mechanism; ///< "Pipes"
    QString title;     ///< "A full pipe blocks its writer"
    QString about;     ///< one sentence
    scenario::Scenario scenario;
    std::vector<Step> steps;
    std::vector<TryButton> tries;
    std::vector<std::string> controls; ///< keys of settings to show as sliders and switches

    /// The number that people read: steps that come instead of another share its number.
    [[nodiscard]] int numberOf(int step) const;
    [[nodiscard]] int stepCount() const;
};

/// Errors with file, line and JSON path.
[[nodiscard]] Result<Lesson> parse(const QByteArray& json, const QString& fileName);
/// All lessons that are built in, in teaching order.
[[nodiscard]] const std::vector<Lesson>& builtIn();
[[nodiscard]] const Lesson* find(const QString& id);
/// The most similar ids, best first, for "did you mean".
[[nodiscard]] QStringList closest(const QString& id);
/// The lessons in which every one of the words is found, in teaching order: in title, id, mechanism, what it is about,
/// its steps, or among the system calls of its processes. No words: all of them.
[[nodiscard]] std::vector<const Lesson*> search(const QString& words);

/// Which step a moment of a trace belongs to: a function of the trace, kept up as it grows.
class Progress
{
public:
    explicit Progress(const Lesson& lesson); ///< which must outlive it
    /// Takes in what is new in a view of the same run, up to `most` events. True: there is nothing more to take.
    bool extend(const trace::TraceView& trace, std::uint64_t most = UINT64_MAX);
    [[nodiscard]] int stepAt(state::Moment moment) const; ///< index into lesson.steps
    [[nodiscard]] scene::Caption captionAt(state::Moment moment) const;
    struct Begin {
        int step = 0; ///< index into lesson.steps
        state::Moment moment;
    };
    /// Of the steps that were reached, in order; the first one begins with the run.
    [[nodiscard]] const std::vector<Begin>& begins() const { return m_begins; }

private:
    void lookForNext();

    const Lesson* m_lesson;
    std::vector<Begin> m_begins;
    state::SystemState m_state;
    std::uint64_t m_taken = 0;
};

} // namespace sluice::lessons
