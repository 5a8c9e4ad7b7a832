#pragma once

#include "analysis/explain.h"
#include "analysis/timeline.h"
#include "lessons/asking.h"
#include "playback/bookmarks.h"
#include "playback/playback.h"
#include "scene/stage.h"
#include "state/replay.h"
#include "trace/trace_view.h"
#include "widgets/scheduling.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace sluice::widgets {

/// Something went wrong: said calmly, in three short sentences.
struct Notice {
    QString what;
    QString why;
    QString todo;
    bool operator==(const Notice&) const = default;
};

/// A question of the lesson that is before the viewer.
struct Prediction {
    const lessons::Question* question = nullptr;
    lessons::Asking::Phase phase = lessons::Asking::Phase::None;
    std::optional<int> right; ///< the answer that came true, once the picture has come to that moment
    Duration took;            ///< from the question to that moment
    bool over = false;        ///< the run has ended undecided
};

/// Where one is in a playlist: the second of five.
struct PlaylistPlace {
    int number = 0; ///< from 1; 0: in none
    int count = 0;
    bool operator==(const PlaylistPlace&) const = default;
};

/// All that the window shows at one moment. Made by RunController, never changed afterwards.
/// Only `timeline` grows on with the run: it belongs to the same thread.
struct Frame {
    enum class Source {
        None,    ///< nothing could be started or opened
        Running, ///< workers of ours are alive and can be controlled
        Ended,   ///< a run of ours that is over
        File,    ///< a trace that was opened
    };

    Source source = Source::None;
    const lessons::Lesson* lesson = nullptr; ///< null: a trace of no lesson that is built in
    QString title;
    trace::TraceView trace;
    std::shared_ptr<const analysis::Timeline> timeline;
    state::SystemState state;
    state::Moment moment;
    scene::Caption caption;
    PlaylistPlace place;
    int step = 0; ///< from 1, as the lesson counts; 0: no lesson
    std::optional<Prediction> prediction;
    scene::ViewTime view;
    analysis::Explanation explanation;
    playback::Playback::Mode mode = playback::Playback::Mode::Paused;
    playback::Pace pace;
    std::optional<playback::Playback::Loop> loop;
    playback::BookmarkList bookmarks;             ///< in the order of their time; never null
    Duration behind;                              ///< how far the run is ahead of what is shown
    std::optional<TraceTime> recordedFrom;        ///< the viewer records since then; the film is made afterwards
    std::shared_ptr<const ScheduleView> schedule; ///< the viewer is the scheduler; null: the kernel's is
    std::optional<Notice> notice;
};

using FramePtr = std::shared_ptr<const Frame>;

} // namespace sluice::widgets
