#include "widgets/scheduling.h"

#include "probe/clock.h"
#include "widgets/words.h"
#include "words/file_error.h"
#include "words/words.h"

#include <QFile>
#include <QSaveFile>
#include <QStringList>

#include <cerrno>

namespace sluice::widgets {

using scenario::Interleaving;
using scenario::LetGo;

namespace {

QString stepWords(const std::variant<LetGo, scenario::Change>& step)
{
    if (const auto* change = std::get_if<scenario::Change>(&step)) return fromStd(change->key);
    const LetGo& letGo = std::get<LetGo>(step);
    return QStringLiteral("%1: %2").arg(shown(letGo.process), translated("gate", letGo.before));
}

QString lastOf(const Interleaving& chosen)
{
    constexpr std::size_t most = 3;
    QStringList words;
    const std::size_t count = chosen.steps.size();
    for (std::size_t i = count > most ? count - most : 0; i < count; ++i) words << stepWords(chosen.steps[i]);
    return words.join(QStringLiteral(" · "));
}

} // namespace

void Scheduling::takeOver(trace::Recording& recording, state::SystemState state)
{
    recording.session().holdAll();
    m_on = true;
    m_processes = state.processes.size();
    m_scheduler.emplace(recording.view(), std::move(state));
}

void Scheduling::giveBack(trace::Recording& recording)
{
    recording.session().releaseAll();
    leave();
}

void Scheduling::beginHeld(trace::Recording& recording, std::optional<Interleaving> interleaving)
{
    m_on = true;
    state::SystemState state = state::initialState(recording.view().meta().scenario);
    m_processes = state.processes.size();
    m_scheduler.emplace(recording.view(), std::move(state));
    if (interleaving) m_scheduler->follow(std::move(*interleaving));
}

void Scheduling::leave()
{
    m_on = false;
    m_scheduler.reset();
}

void Scheduling::wish(ProcessId process)
{
    if (m_scheduler) (void)m_scheduler->wish(process);
}

void Scheduling::note(std::string_view key, std::int64_t value)
{
    if (m_scheduler) m_scheduler->note({std::string(key), value});
}

bool Scheduling::goOn(trace::Recording& recording)
{
    if (!m_scheduler) return false;
    m_scheduler->extend(recording.view());
    while (const auto order = m_scheduler->next(probe::monotonicNow()))
        if (!analysis::carryOut(*order, recording.session())) break;
    return m_scheduler->following() || m_scheduler->hasWishes();
}

const Interleaving* Scheduling::chosen() const
{
    return m_scheduler && !m_scheduler->chosen().steps.empty() ? &m_scheduler->chosen() : nullptr;
}

std::shared_ptr<const ScheduleView> Scheduling::view() const
{
    if (!m_on) return nullptr;
    auto view = std::make_shared<ScheduleView>();
    view->canLetGo.resize(m_processes);
    if (!m_scheduler) return view;
    for (std::size_t i = 1; i < m_processes; ++i)
        view->canLetGo[i] = m_scheduler->isHeld({static_cast<std::uint16_t>(i)});
    view->chosen = m_scheduler->chosen().steps.size();
    view->last = lastOf(m_scheduler->chosen());
    view->followed = m_scheduler->followed();
    view->toFollow = m_scheduler->toFollow();
    view->deviation = fromStd(m_scheduler->deviation());
    return view;
}

Result<void> saveInterleaving(const Interleaving& interleaving, const std::filesystem::path& file)
{
    QSaveFile target(QString::fromStdString(file.string()));
    const QByteArray text = QByteArray::fromStdString(toJson(interleaving));
    errno = 0;
    if (target.open(QIODevice::WriteOnly) && target.write(text) == text.size() && target.commit()) return {};
    return fail(words::fileError(Error::Code::BadInput, "write", target));
}

Result<std::string> readInterleaving(const std::filesystem::path& file)
{
    constexpr qint64 most = 1 << 20;
    QFile source(QString::fromStdString(file.string()));
    errno = 0;
    if (!source.open(QIODevice::ReadOnly)) return fail(words::fileError(Error::Code::Missing, "open", source));
    if (source.size() > most) return fail(Error::badInput(file.string(), "longer than 1 MiB"));
    return source.readAll().toStdString();
}

} // namespace sluice::widgets
