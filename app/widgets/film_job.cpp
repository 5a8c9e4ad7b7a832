#include "widgets/film_job.h"

#include <sys/resource.h>
#include <unistd.h>

namespace sluice::widgets {

namespace {
constexpr int politeness = 10;
constexpr qint64 tellEveryMs = 100, guessFromMs = 500;
} // namespace

FilmJob::FilmJob(trace::TraceView trace, record::FilmPlan plan, QString file, QObject* parent)
    : QObject(parent), m_trace(std::move(trace)), m_plan(std::move(plan)), m_file(std::move(file)), m_thread([this] {
          run();
      })
{}

FilmJob::~FilmJob()
{
    m_cancelled = true;
    if (m_thread.joinable()) m_thread.join(); // before what it uses is gone
}

void FilmJob::run()
{
    setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), politeness); // Linux: of this thread and those it starts
    m_time.start();
    Result<void> result;
    if (auto film = record::Film::of(m_trace, m_plan); !film) result = fail(film.error());
    else result = record::makeFilm(*film, m_file, [&](std::int64_t done) { return note(done, film->frameCount()); });
    QMetaObject::invokeMethod(
        this, [this, result] { Q_EMIT ended(result ? std::optional<Error>() : result.error()); }, Qt::QueuedConnection);
}

bool FilmJob::note(std::int64_t done, std::int64_t total)
{
    const qint64 now = m_time.elapsed();
    if (now - m_told >= tellEveryMs || done == total) {
        m_told = now;
        FilmProgress progress{done, total, {}};
        if (now >= guessFromMs)
            progress.secondsLeft =
                static_cast<double>(now) / 1000 * static_cast<double>(total - done) / static_cast<double>(done);
        QMetaObject::invokeMethod(
            this, [this, progress] { Q_EMIT progressed(progress); }, Qt::QueuedConnection);
    }
    return !m_cancelled;
}

} // namespace sluice::widgets
