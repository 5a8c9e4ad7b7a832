// Films: how much faster than they play they are made, and how large they become.

#include "probe/clock.h"
#include "record/film_runs.h"
#include "record/make_film.h"
#include "results.h"

#include <QFileInfo>
#include <QTemporaryDir>

#include <iostream>

namespace sluice::bench {

namespace {

constexpr int rounds = 3;

record::FilmPlan fiveSeconds(QSize size, int perSecond)
{
    record::FilmPlan plan = test::smallPlan(perSecond);
    plan.pace.speed = 0.008; // 40 ms of the run
    plan.size = size;
    return plan;
}

/// Seconds of film made in a second: the median of some rounds.
double timesRealTime(const record::FilmPlan& plan, const QString& file)
{
    std::vector<double> all;
    for (int i = 0; i < rounds; ++i) {
        auto film = record::Film::of(test::filledPipe(), plan);
        if (!film) return 0;
        const std::int64_t begin = probe::monotonicNow();
        if (const auto made = record::makeFilm(*film, file); !made) {
            std::cerr << made.error().describe() << '\n';
            return 0;
        }
        all.push_back(film->seconds() / (static_cast<double>(probe::monotonicNow() - begin) * 1e-9));
    }
    return median(std::move(all));
}

} // namespace

void measureFilms(Results& results)
{
    const QTemporaryDir folder;
    struct Case {
        const char* name;
        const char* file;
        QSize size;
        int perSecond;
        const char* aim;
    };
    for (const Case& each : {Case{"film: 1080p60 as H.264", "a.mp4", {1920, 1080}, 60, "aim 2"},
                             Case{"film: 4K30 as H.264", "b.mp4", {3840, 2160}, 30, "aim 1"},
                             Case{"film: 1080p30 as VP9", "c.webm", {1920, 1080}, 30, ""},
                             Case{"film: 540p25 as GIF", "d.gif", {960, 540}, 25, ""},
                             Case{"film: 540p25 as a web page", "e.html", {960, 540}, 25, ""}}) {
        const QString file = folder.filePath(QString::fromLatin1(each.file));
        const double times = timesRealTime(fiveSeconds(each.size, each.perSecond), file);
        results.add({each.name,
                     times * each.perSecond,
                     "frames/s",
                     each.perSecond,
                     {},
                     std::string("against playing it; ") + each.aim});
        const bool small = each.perSecond == 25;
        results.add({std::string(each.name) + ", 5 s",
                     static_cast<double>(QFileInfo(file).size()) / 1e3,
                     "kB",
                     small ? std::optional(1500.0) : std::nullopt,
                     {},
                     small ? "against 1.5 MB; aim below 1" : ""});
    }
}

} // namespace sluice::bench
