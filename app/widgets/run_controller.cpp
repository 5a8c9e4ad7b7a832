#include "widgets/run_controller.h"

#include "analysis/find.h"
#include "analysis/record.h"
#include "scenario/setting_table.h"
#include "widgets/marks.h"
#include "widgets/run_files.h"
#include "widgets/words.h"

#include <QFileInfo>

#include <chrono>

namespace sluice::widgets {

using Mode = playback::Playback::Mode;
using analysis::MarkKind;

namespace {
constexpr std::chrono::milliseconds moving{16};    // about 60 frames a second
constexpr std::chrono::milliseconds standing{100}; // only the words about how far behind live we are change
constexpr double speedStep = 1.7782794100389228;   // a quarter of a decade

/// Paused at the very start, with nothing in motion.
playback::Playback playbackAtRest()
{
    playback::Playback clock;
    clock.pause();
    clock.seek({});
    return clock;
}
} // namespace

RunController::RunController(RunPlaces places, QObject* parent) : QObject(parent), m_places(std::move(places))
{
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &RunController::tick);
    publish();
}

RunController::~RunController() { endRun(); }

void RunController::startLesson(const lessons::Lesson& lesson, std::vector<int> stopAt, PlaylistPlace place)
{
    m_lesson = &lesson;
    m_stopAt = std::move(stopAt);
    m_place = place;
    m_scenario = lesson.scenario;
    m_scheduling.leave();
    startRun();
}

/// Whoever is the scheduler stays it: the next run begins with closed gates as well.
void RunController::startRun(std::optional<scenario::Interleaving> interleaving)
{
    const bool byHand = interleaving || m_scheduling.on();
    endRun();
    m_notice.reset();
    m_title = m_lesson->title;
    m_playback = playbackAtRest();
    trace::Meta planned;
    planned.scenario = m_scenario;
    beginShowing(trace::TraceView::ofEvents(std::move(planned), {}));

    const auto file = newRunFile(m_places.runs, m_lesson->id);
    if (!file) return report(cannotKeepTrace(file.error()));
    trace::Recording::Options options;
    options.file = *file;
    options.session.supervisor = m_places.supervisor;
    options.lesson = m_lesson->text;
    if (byHand) options.session.gates = session::Session::Options::Gates::Closed;
    options.onGrowth = [this] { noteGrowth(); };
    auto recording = analysis::startRecording(m_scenario, std::move(options));
    if (!recording) return report(cannotStart(recording.error()));

    m_recording = std::move(*recording);
    m_file = *file;
    beginShowing(m_recording->view());
    if (byHand) m_scheduling.beginHeld(*m_recording, std::move(interleaving));
    if (auto bookmarks = playback::Bookmarks::of(m_file)) m_bookmarks = std::move(*bookmarks); // a new file: none yet
    m_playback.goLive();
    changed();
}

bool RunController::openTrace(const std::filesystem::path& file, std::vector<int> stopAt, PlaylistPlace place)
{
    const QString name = QFileInfo(QString::fromStdString(file.string())).fileName();
    const auto trace = trace::TraceView::open(file);
    if (!trace) {
        report(cannotOpen(name, trace.error()));
        return false;
    }
    showTrace(*trace, name);
    m_file = file;
    m_stopAt = std::move(stopAt);
    m_place = place;
    if (auto bookmarks = playback::Bookmarks::of(file)) m_bookmarks = std::move(*bookmarks);
    else m_notice = bookmarksLeft(bookmarks.error());
    changed();
    return true;
}

void RunController::showTrace(const trace::TraceView& trace, const QString& title)
{
    endRun();
    m_scheduling.leave();
    m_notice.reset();
    m_lesson = lessons::of(trace.meta());
    if (m_lesson) m_scenario = m_lesson->scenario;
    m_stopAt.clear();
    m_place = {};
    m_title = m_lesson ? m_lesson->title : title;
    m_playback = playbackAtRest();
    beginShowing(trace);
    m_playback.play();
    if (trace.truncatedAt() >= 0) m_notice = traceCut(trace.truncatedAt());
    changed();
}

void RunController::saveTrace(const std::filesystem::path& file)
{
    if (m_file.empty()) return;
    const auto saved = copyTrace(m_file, file).and_then([&] { return m_bookmarks.saveBeside(file); });
    if (!saved) report(cannotSave(QString::fromStdString(file.filename().string()), saved.error()));
}

void RunController::beginShowing(const trace::TraceView& trace)
{
    m_replay.emplace(trace);
    m_timeline = std::make_shared<analysis::Timeline>();
    m_timeline->extend(trace);
    m_progress.reset();
    m_asking = {};
    m_stopAtNext = false;
    m_recordedFrom.reset();
    m_bookmarks = {};
    if (!m_lesson) return;
    m_progress.emplace(*m_lesson);
    followLesson();
}

void RunController::endRun()
{
    m_timer.stop();
    m_recording.reset();
    m_failureTold = m_damageTold = false;
    m_file.clear();
}

void RunController::noteGrowth()
{
    if (m_growthPosted.exchange(true)) return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_growthPosted = false;
            wake();
        },
        Qt::QueuedConnection);
}

void RunController::takeGrowth()
{
    if (!m_recording) return;
    const trace::TraceView view = m_recording->view();
    m_replay->extend(view);
    m_timeline->extend(view);
    if (const auto failure = m_recording->failure(); failure && !std::exchange(m_failureTold, true))
        m_notice = runFailed(*failure);
}

void RunController::tick()
{
    const double passed = static_cast<double>(m_sinceTick.nsecsElapsed()) * 1e-9;
    m_sinceTick.restart();
    takeGrowth();
    const bool busy = m_recording && m_scheduling.goOn(*m_recording);
    const state::Moment before = m_playback.moment();
    const bool played = m_playback.mode() != Mode::Paused; // its end stops it
    if (m_replay) m_playback.tick(passed, *m_replay);
    const bool followed = followLesson();
    if (played && !askIfDue()) stopIfDue(before);
    restIfOver();
    publish();
    if (!m_playback.moving() && followed && !busy) m_timer.stop();
    else if (m_timer.intervalAsDuration() != moving) m_timer.start(moving);
}

void RunController::restIfOver()
{
    if (m_replay && !m_replay->trace().live() && m_playback.mode() != Mode::Paused && atEnd()) m_playback.pause();
}

void RunController::wake()
{
    if (m_timer.isActive()) return;
    m_sinceTick.restart();
    m_timer.start(m_playback.moving() ? moving : standing);
}

void RunController::changed()
{
    publish();
    if (!m_playback.moving() && followLesson()) return;
    m_timer.stop(); // it may be waiting at the slow interval
    wake();
}

bool RunController::perform(Command command)
{
    if (!m_replay) return false;
    const state::Moment now = m_playback.moment();
    switch (command) {
    case Command::PlayPause: playOrPause(); break;
    case Command::StepBack:
    case Command::StepForward:
        if (command == Command::StepBack) m_playback.stepBack(*m_replay);
        else m_playback.stepForward(*m_replay);
        m_asking.leap(m_playback.moment());
        break;
    case Command::PreviousBlock: jump(previousMark(*m_timeline, now, MarkKind::Blocked)); break;
    case Command::NextBlock: jump(nextMark(*m_timeline, now, MarkKind::Blocked)); break;
    case Command::NextSignal: jump(nextMark(*m_timeline, now, MarkKind::Signal)); break;
    case Command::NextWakeUp: jump(nextMark(*m_timeline, now, MarkKind::Woken)); break;
    case Command::LoopStart:
    case Command::LoopEnd: loop(command); break;
    case Command::Slower: m_playback.changeSpeed(1 / speedStep); break;
    case Command::Faster: m_playback.changeSpeed(speedStep); break;
    case Command::EvenPace: m_playback.setPace(playback::Pace::Kind::Even); break;
    case Command::ShortenIdle: m_playback.setPace(playback::Pace::Kind::ShortenIdle); break;
    case Command::FollowAction: m_playback.setPace(playback::Pace::Kind::FollowAction); break;
    case Command::GoToStart: jump(state::Moment{}); break;
    case Command::GoLive: goLive(); break;
    case Command::Stop:
        if (m_recording) m_recording->stop();
        break;
    case Command::Schedule: schedule(); break;
    case Command::RepeatInterleaving:
        if (m_lesson && chosen()) startRun(*chosen());
        else sayNothingChosen();
        return true;
    case Command::RunAgain:
        if (m_lesson) startRun();
        return true;
    default: return false;
    }
    changed();
    return true;
}

void RunController::playOrPause()
{
    if (m_asking.phase() == lessons::Asking::Phase::Asked) return watch();
    m_stopAtNext = false;
    if (m_playback.mode() != Mode::Paused) return m_playback.pause();
    if (!m_replay->trace().live() && atEnd()) m_playback.seek({});
    m_playback.play();
}

/// From here, or up to here; the same edge once more, or edges in the wrong order: no loop.
void RunController::loop(Command edge)
{
    const TraceTime now = m_playback.moment().time;
    playback::Playback::Loop wanted = m_playback.loop().value_or(playback::Playback::Loop{{}, m_replay->trace().end()});
    TraceTime& moved = edge == Command::LoopStart ? wanted.from : wanted.to;
    const bool again = m_playback.loop() && moved == now;
    moved = now;
    m_playback.setLoop(again ? std::nullopt : std::optional(wanted));
}

playback::Bookmark RunController::bookmarkHere()
{
    const state::Moment here = m_playback.moment();
    if (!m_bookmarks.at(here)) kept(m_bookmarks.add({here, m_frame->explanation.headline}));
    return *m_bookmarks.at(here);
}

void RunController::nameBookmark(const state::Moment& moment, const QString& name)
{
    kept(m_bookmarks.rename(moment, name.toStdString()));
}

void RunController::removeBookmark(const state::Moment& moment) { kept(m_bookmarks.remove(moment)); }

void RunController::kept(const Result<void>& bookmarks)
{
    if (!bookmarks) m_notice = cannotKeepBookmarks(bookmarks.error());
    changed();
}

void RunController::goTo(const playback::Bookmark& bookmark)
{
    jump(bookmark.moment);
    changed();
}

void RunController::goLive()
{
    m_asking.leap(m_replay->trace().live() ? m_replay->momentAt(m_replay->trace().end()) : state::Moment{});
    if (m_replay->trace().live()) return m_playback.goLive();
    jump(m_replay->momentAt(m_replay->trace().end()));
}

void RunController::jump(const std::optional<state::Moment>& moment)
{
    if (!moment) return;
    m_asking.leap(*moment);
    m_stopAtNext = false;
    m_playback.pause();
    m_playback.seek(*moment);
}

void RunController::setSpeed(double speed)
{
    m_playback.setSpeed(speed);
    changed();
}

void RunController::setReducedMotion(bool reduced)
{
    m_reducedMotion = reduced;
    changed();
}

void RunController::scrubTo(TraceTime time)
{
    if (!m_replay) return;
    jump(m_replay->momentAt(std::clamp(time, TraceTime{}, m_replay->trace().end())));
    changed();
}

void RunController::loopRange(TraceTime from, TraceTime to)
{
    if (!m_replay) return;
    m_playback.setLoop(playback::Playback::Loop{from, std::min(to, m_replay->trace().end())});
    changed();
}

QString RunController::find(const QString& words, bool next)
{
    if (!m_replay) return tr("nothing is shown");
    const trace::TraceView& trace = m_replay->trace();
    const auto query = analysis::parseQuery(words.toStdString(), trace.meta().scenario);
    if (!query) return tr("'%1' is not known").arg(QString::fromStdString(query.error().call));
    const auto moment = next ? analysis::findNext(*query, trace, *m_timeline, m_playback.moment())
                             : analysis::findPrevious(*query, trace, *m_timeline, m_playback.moment());
    if (!moment) return next ? tr("none after this") : tr("none before this");
    jump(moment);
    changed();
    return {};
}

void RunController::startRecording()
{
    m_recordedFrom = m_playback.moment().time;
    changed();
}

std::optional<std::pair<TraceTime, TraceTime>> RunController::stopRecording()
{
    const auto from = std::exchange(m_recordedFrom, std::nullopt);
    changed();
    if (!from) return std::nullopt;
    return std::minmax(*from, m_playback.moment().time);
}

void RunController::dismissNotice()
{
    m_notice.reset();
    publish();
}

void RunController::report(const Notice& notice)
{
    m_notice = notice;
    changed();
}

Frame::Source RunController::source() const
{
    if (m_recording) return m_recording->view().live() ? Frame::Source::Running : Frame::Source::Ended;
    return m_file.empty() && m_replay && m_replay->trace().eventCount() == 0 ? Frame::Source::None
                                                                             : Frame::Source::File;
}

bool RunController::atEnd() const { return m_playback.moment().time >= m_replay->trace().end(); }

void RunController::publish()
{
    auto frame = std::make_shared<Frame>();
    frame->source = m_replay ? source() : Frame::Source::None;
    frame->lesson = m_lesson;
    frame->title = m_title;
    frame->place = m_place;
    frame->timeline = m_timeline;
    frame->moment = m_playback.moment();
    frame->mode = m_playback.mode();
    frame->pace = m_playback.pace();
    frame->loop = m_playback.loop();
    frame->bookmarks = m_bookmarks.all();
    frame->recordedFrom = m_recordedFrom;
    if (m_replay) {
        frame->trace = m_replay->trace();
        frame->view = m_playback.view(frame->trace);
        frame->state = m_replay->at(frame->moment);
        frame->explanation = analysis::explain(frame->state, frame->trace);
        frame->behind = m_playback.behind(frame->trace.end());
    }
    if (frame->source == Frame::Source::Running) frame->schedule = m_scheduling.view();
    frame->view.letGoButtons = frame->schedule != nullptr;
    frame->view.switches = frame->source == Frame::Source::Running;
    frame->view.reducedMotion = m_reducedMotion;
    if (m_progress) {
        frame->caption = m_progress->captionAt(frame->moment);
        frame->step = m_progress->stepAt(frame->moment) + 1;
        frame->prediction = prediction();
        if (frame->prediction && frame->prediction->phase == lessons::Asking::Phase::Asked)
            frame->caption = {tr("%1 · PREDICT").arg(frame->caption.overline), frame->prediction->question->text};
    }
    if (m_place.number > 0) frame->caption = captionAt(m_place, frame->caption, m_title);
    if (frame->trace.damagedAt() >= 0 && !std::exchange(m_damageTold, true))
        m_notice = traceDamaged(frame->trace.damagedAt());
    frame->notice = m_notice;
    m_frame = std::move(frame);
    Q_EMIT frameReady(m_frame);
}

} // namespace sluice::widgets
