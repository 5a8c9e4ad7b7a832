#pragma once

#include "record/make_film.h"

#include <QElapsedTimer>
#include <QObject>

#include <atomic>
#include <optional>
#include <thread>

namespace sluice::widgets {

/// How far a film is.
struct FilmProgress {
    std::int64_t done = 0, total = 0;
    std::optional<double> secondsLeft; ///< once that can be told
};

/// Makes one film beside the window, at lower priority: the window goes on as before.
/// Owner: RecordDialog. Thread: UI; the signals come there too. Destroying it ends the work, and no file is left.
class FilmJob : public QObject
{
    Q_OBJECT
public:
    FilmJob(trace::TraceView trace, record::FilmPlan plan, QString file, QObject* parent = nullptr);
    ~FilmJob() override;
    void cancel() { m_cancelled = true; }
    [[nodiscard]] bool cancelled() const { return m_cancelled; }
    [[nodiscard]] const QString& file() const { return m_file; }

Q_SIGNALS:
    void progressed(sluice::widgets::FilmProgress progress);
    void ended(std::optional<sluice::Error> problem); ///< none: it is made

private:
    void run();
    bool note(std::int64_t done, std::int64_t total);

    trace::TraceView m_trace;
    record::FilmPlan m_plan;
    QString m_file;
    QElapsedTimer m_time;
    qint64 m_told = 0;
    std::atomic<bool> m_cancelled = false;
    std::jthread m_thread;
};

} // namespace sluice::widgets
