#pragma once

#include "lessons/progress.h"
#include "trace/recording.h"
#include "widgets/command.h"
#include "widgets/frame.h"
#include "widgets/run_commands.h"
#include "widgets/scheduling.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>

namespace sluice::widgets {

/// Where a controller keeps traces and finds the supervisor.
struct RunPlaces {
    std::filesystem::path runs;       ///< folder for the traces of lessons
    std::filesystem::path supervisor; ///< empty: next to this program
};

/// Owns what is shown: a run in progress or an opened trace, its replay, and the clock. Hands out one Frame whenever
/// the picture may have changed. Its timer runs only while something moves: idle and paused cost nothing.
/// Owner: MainWindow. Thread: UI; only noteGrowth() is called by the collector. Destroying it ends the run.
class RunController : public QObject, public RunCommands
{
    Q_OBJECT
public:
    explicit RunController(RunPlaces places, QObject* parent = nullptr);
    ~RunController() override;

    /// `stopAt`: steps, from 1, at whose beginning the picture stops by itself while the processes run on. `place`:
    /// where in a playlist this is; it holds until the next one is started or opened.
    void startLesson(const lessons::Lesson& lesson, std::vector<int> stopAt = {}, PlaylistPlace place = {});
    /// True: it is shown. Else a notice says why not, and what was shown stays.
    bool openTrace(const std::filesystem::path& file, std::vector<int> stopAt = {}, PlaylistPlace place = {});
    /// Shows a finished trace; `title` where no lesson knows a better one.
    void showTrace(const trace::TraceView& trace, const QString& title);
    void saveTrace(const std::filesystem::path& file);

    /// The commands that concern time or the run; true if it was one of these.
    bool perform(Command command);
    /// Plays on to where the lesson's next step begins, and stops there; while it plays: goes there at once. Only the
    /// places to stop count, where there are any. False: nothing more is known of the lesson, or it is at its end.
    bool toNextStep();
    /// Of a live run: stops where its next step will begin. False: it is in its last step, or waits already.
    bool awaitNextStep();
    /// Back to where a step begins. False: the run's start is shown.
    bool toPreviousStep();
    void setSpeed(double speed);
    void goTo(const playback::Bookmark& bookmark);
    /// The bookmark of the moment shown, which is made if there is none.
    [[nodiscard]] playback::Bookmark bookmarkHere();
    void nameBookmark(const state::Moment& moment, const QString& name);
    void removeBookmark(const state::Moment& moment);
    void setReducedMotion(bool reduced);
    /// Whether the picture stops before what a lesson asks about.
    void setPredictFirst(bool predict);
    [[nodiscard]] bool predictsFirst() const { return m_predicts; }
    void watch();         ///< the question is answered: go on, and see
    void closeQuestion(); ///< done, or skipped; plays on
    /// Goes to the next or the previous moment that fits the words of analysis::parseQuery(). Empty, or why not.
    QString find(const QString& words, bool next);
    void scrubTo(TraceTime time); ///< pauses: the workers run on
    /// Plays [from, to] over and over; of an empty range there is no loop.
    void loopRange(TraceTime from, TraceTime to);
    void report(const Notice& notice); ///< shown until it is dismissed or something else is opened
    void dismissNotice();
    /// From the moment shown on; only remembered. Once more: no longer.
    void startRecording();
    /// Ends it at the moment shown, and tells from when to when; nothing if it had not begun.
    std::optional<std::pair<TraceTime, TraceTime>> stopRecording();

    /// The viewer, who is the scheduler, lets a process take one step.
    void letGo(ProcessId process);
    /// What has been chosen in this run; null: nothing, or the viewer is not the scheduler.
    [[nodiscard]] const scenario::Interleaving* chosen() const { return m_scheduling.chosen(); }
    void sayNothingChosen();
    void keepInterleaving(const std::filesystem::path& file);
    /// Starts its lesson, with its steps taken by themselves.
    void runInterleaving(const std::filesystem::path& file);

    Result<void> set(std::string_view key, std::int64_t value) override;
    [[nodiscard]] std::int64_t value(std::string_view key) const override;

    [[nodiscard]] FramePtr frame() const { return m_frame; }
    [[nodiscard]] bool ticking() const { return m_timer.isActive(); }
    [[nodiscard]] const std::filesystem::path& file() const { return m_file; }

Q_SIGNALS:
    void frameReady(sluice::widgets::FramePtr frame);

private:
    void startRun(std::optional<scenario::Interleaving> interleaving = std::nullopt);
    void schedule();
    void beginShowing(const trace::TraceView& trace);
    void endRun();
    void noteGrowth();
    void takeGrowth();
    bool followLesson();
    bool askIfDue();
    void arriveAt(const state::Moment& begin);
    [[nodiscard]] std::optional<Prediction> prediction() const;
    void tick();
    void changed(); ///< hands out a frame now, and keeps the timer going if more will follow
    void wake();
    void restIfOver();
    void stopIfDue(const state::Moment& before);
    [[nodiscard]] const lessons::Progress::Begin* nextBegin(const state::Moment& after, bool anyStep) const;
    void jump(const std::optional<state::Moment>& moment);
    void goLive();
    void playOrPause();
    void loop(Command edge);
    void kept(const Result<void>& bookmarks);
    void publish();
    [[nodiscard]] Frame::Source source() const;
    [[nodiscard]] bool atEnd() const;

    RunPlaces m_places;
    std::unique_ptr<trace::Recording> m_recording; ///< null for an opened trace
    std::filesystem::path m_file;
    const lessons::Lesson* m_lesson = nullptr;
    scenario::Scenario m_scenario; ///< of the lesson, with what the viewer has chosen for its runs
    std::vector<int> m_stopAt;     ///< of startLesson()
    PlaylistPlace m_place;         ///< of startLesson()
    bool m_stopAtNext = false;     ///< toNextStep() plays on to it
    QString m_title;
    std::optional<state::Replay> m_replay;
    std::shared_ptr<analysis::Timeline> m_timeline = std::make_shared<analysis::Timeline>();
    std::optional<lessons::Progress> m_progress;
    lessons::Asking m_asking;
    playback::Playback m_playback;
    playback::Bookmarks m_bookmarks;
    Scheduling m_scheduling;
    std::optional<TraceTime> m_recordedFrom;
    std::optional<Notice> m_notice;
    FramePtr m_frame;
    QTimer m_timer;
    QElapsedTimer m_sinceTick;
    std::atomic<bool> m_growthPosted = false;         ///< keeps at most one queued call under way
    bool m_failureTold = false, m_damageTold = false; ///< once is enough
    bool m_reducedMotion = false;
    bool m_predicts = true;
};

} // namespace sluice::widgets
