// What the viewer wants of the running processes.

#include "scenario/setting_table.h"
#include "widgets/run_controller.h"
#include "widgets/words.h"

#include <algorithm>

namespace sluice::widgets {

using Mode = playback::Playback::Mode;

Result<void> RunController::set(std::string_view key, std::int64_t value)
{
    // What counts from the start of a run begins another one.
    const scenario::SettingTable table(m_scenario);
    const int index = m_recording ? table.indexOf(key) : -1;
    if (index >= 0 && table[static_cast<std::size_t>(index)].doer == mechanisms::Setting::Doer::Start) {
        if (auto allowed = scenario::set(m_scenario, key, value); !allowed) return allowed;
        startRun();
        return {};
    }
    if (source() != Frame::Source::Running)
        return fail({Error::Code::Missing, std::string(key), 0, "the run has ended"});
    // A held process that is to go on takes one step: its gate stays closed.
    if (m_scheduling.on() && (key.ends_with(".hold") || key.ends_with(".step"))) {
        const auto& specs = m_scenario.processes;
        const auto named = std::ranges::find(specs, key.substr(0, key.rfind('.')), &scenario::ProcessSpec::name);
        if (named != specs.end()) letGo({static_cast<std::uint16_t>(named - specs.begin() + 1)});
        return {};
    }
    auto done = m_recording->session().set(key, value);
    if (done && m_scheduling.on()) m_scheduling.note(key, value);
    if (!done) report(cannotSet(done.error()));
    // What a viewer does happens now: whoever looks at the past comes back to see it.
    else if (m_playback.mode() != Mode::Live) perform(Command::GoLive);
    return done;
}

std::int64_t RunController::value(std::string_view key) const
{
    return m_recording ? m_recording->session().value(key) : 0;
}

void RunController::schedule()
{
    if (source() != Frame::Source::Running) {
        m_scheduling.leave();
        m_notice = nothingToSchedule();
    } else if (m_scheduling.on()) {
        m_scheduling.giveBack(*m_recording);
    } else {
        takeGrowth();
        const trace::TraceView& trace = m_replay->trace();
        m_scheduling.takeOver(*m_recording, m_replay->at(state::Moment{trace.end(), trace.eventCount()}));
        m_playback.goLive();
    }
}

void RunController::letGo(ProcessId process)
{
    if (source() != Frame::Source::Running) return;
    m_scheduling.wish(process);
    if (m_scheduling.goOn(*m_recording)) wake();
    if (m_playback.mode() != Mode::Live) perform(Command::GoLive);
    else changed();
}

void RunController::sayNothingChosen() { report(nothingChosen()); }

void RunController::keepInterleaving(const std::filesystem::path& file)
{
    if (!chosen()) return;
    if (const auto saved = saveInterleaving(*chosen(), file); !saved)
        report(cannotSave(QString::fromStdString(file.filename().string()), saved.error()));
}

void RunController::runInterleaving(const std::filesystem::path& file)
{
    const std::string name = file.filename().string();
    const auto refuse = [&](const Error& error) { report(cannotFollow(fromStd(name), error)); };
    const auto text = readInterleaving(file);
    if (!text) return refuse(text.error());
    const auto id = scenario::scenarioOfInterleaving(*text, name);
    if (!id) return refuse(id.error());
    const lessons::Lesson* lesson = lessons::find(fromStd(*id));
    if (!lesson) return refuse(Error::badInput(name, "there is no lesson '" + *id + "'"));
    auto interleaving = scenario::parseInterleaving(*text, name, lesson->scenario);
    if (!interleaving) return refuse(interleaving.error());
    m_lesson = lesson;
    m_stopAt.clear();
    m_place = {};
    m_scenario = lesson->scenario;
    for (const auto& [key, value] : interleaving->settings) (void)scenario::set(m_scenario, key, value);
    startRun(std::move(*interleaving));
}

} // namespace sluice::widgets
