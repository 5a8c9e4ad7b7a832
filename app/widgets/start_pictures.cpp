#include "widgets/start_pictures.h"

#include "lessons/progress.h"
#include "scenario/setting_table.h"
#include "scene/before_run.h"
#include "scene/paint.h"
#include "scene/stage.h"
#include "state/replay.h"
#include "widgets/run_files.h"
#include "widgets/words.h"
#include "words/language.h"
#include "words/words.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace sluice::widgets {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t mostEvents = 65'536;  // a lesson's steps come early; more would cost time
constexpr QRectF shownPart{8, 90, 1424, 590}; // of the stage: all but the caption; as large as scene::beforeRunSize
constexpr double settledSeconds = 10;         // seconds after which nothing is in motion any more

/// Where the last step that was reached begins; of a run without a lesson, its middle.
state::Moment tellingMoment(const state::Replay& replay, const lessons::Lesson* lesson)
{
    if (lesson) {
        lessons::Progress progress(*lesson);
        progress.extend(replay.trace(), mostEvents);
        if (progress.begins().size() > 1) return progress.begins().back().moment;
    }
    return replay.momentAt(TraceTime{replay.trace().end().ns / 2});
}

scene::Scene draw(const state::SystemState& state, const trace::TraceView& trace)
{
    return scene::buildStage(state, trace, {}, {1, settledSeconds, true});
}

/// How many lessons have it among what one can try.
std::ptrdiff_t commonness(const QString& label)
{
    return std::ranges::count_if(lessons::builtIn(), [&](const lessons::Lesson& lesson) {
        return std::ranges::find(lesson.tries, label, &lessons::TryButton::label) != lesson.tries.end();
    });
}

/// What makes this lesson another one than its neighbours: what is chosen for it, at the start or by itself later, and
/// what one can try, the rarest first.
QStringList doingsOf(const lessons::Lesson& lesson)
{
    using Kind = mechanisms::Setting::Kind;
    QStringList doings;
    const scenario::SettingTable table(lesson.scenario);
    const auto note = [&](const std::string& key, std::int64_t value) {
        const int index = table.indexOf(key);
        if (index < 0) return;
        const mechanisms::Setting& setting = table[static_cast<std::size_t>(index)];
        if (value == setting.initial) return;
        if (setting.kind == Kind::Choice) doings << valueText(setting, value);
        else if (setting.kind == Kind::Toggle) doings << translated("settings", setting.label);
    };
    for (const auto& [key, value] : lesson.scenario.settings) note(key, value);
    for (const scenario::TimedAction& action : lesson.scenario.actions)
        if (!action.key.ends_with(".hold")) note(action.key, action.value);
    QStringList tries;
    for (const lessons::TryButton& wish : lesson.tries) // whoever pauses does so in every lesson
        if (!wish.key.ends_with(".hold") && !wish.key.ends_with(".step")) tries << wish.label;
    std::ranges::stable_sort(tries, {}, commonness);
    doings << tries;
    doings.removeDuplicates();
    return doings;
}

QString when(const fs::path& file)
{
    const QDateTime then = QFileInfo(QString::fromStdString(file.string())).lastModified();
    return translated("widgets", "run here %1")
        .arg(words::locale().toString(then, translated("widgets", "d MMM HH:mm")));
}

} // namespace

void StartPictures::refresh()
{
    m_newest.clear();
    m_made.clear(); // runs have grown since
    const QDir folder(QString::fromStdString(m_runs.string()), QStringLiteral("*.sluice"), QDir::Time | QDir::Reversed,
                      QDir::Files);
    for (const QString& file : folder.entryList())
        m_newest[lessonOfRun(file)] = m_runs / file.toStdString(); // later ones take the place
}

const StartPictures::Small& StartPictures::of(const lessons::Lesson& lesson)
{
    if (const auto run = m_newest.find(lesson.id); run != m_newest.end()) {
        const Small& small = ofTrace(run->second);
        if (!small.scene.shapes.empty()) return small;
    }
    Small& small = m_made[lesson.id.toStdString()];
    if (!small.scene.shapes.empty()) return small;
    small.scene = scene::buildBeforeRun(lesson.scenario, doingsOf(lesson));
    small.origin = translated("widgets", "not run here yet");
    return small;
}

const StartPictures::Small& StartPictures::ofTrace(const fs::path& file)
{
    const auto [made, isNew] = m_made.try_emplace(file.string());
    Small& small = made->second;
    if (!isNew) return small;
    const auto trace = trace::TraceView::open(file);
    if (!trace || trace->eventCount() == 0) return small; // nothing to draw: of() knows something else
    state::Replay replay(*trace);
    const auto* lesson = lessons::find(QString::fromStdString(trace->meta().scenario.id));
    small.scene = draw(replay.at(tellingMoment(replay, lesson)), *trace);
    small.origin = when(file);
    return small;
}

QImage paintSmall(const scene::Scene& scene, const scene::Theme& theme, QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(theme.color(scene::Tone::Background));
    QPainter painter(&image);
    const QRectF part = scene.size == scene::stageSize ? shownPart : QRectF(QPointF(), scene.size);
    const double scale = std::min(size.width() / part.width(), size.height() / part.height());
    painter.scale(scale, scale);
    painter.translate(-part.topLeft());
    scene::paintScene(painter, scene, theme);
    return image;
}

} // namespace sluice::widgets
