// From nothing to a window that can be used, and to processes that run.

#include "results.h"
#include "widgets/main_window.h"
#include "widgets/start_page.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QMainWindow>
#include <QTemporaryDir>

namespace sluice::bench {

namespace {

constexpr int rounds = 5;
constexpr qint64 patienceMs = 20'000;

double ms(const QElapsedTimer& since) { return static_cast<double>(since.nsecsElapsed()) / 1e6; }

/// Handles events until something holds. Negative: it never did.
template <class Condition>
double until(const QElapsedTimer& since, Condition holds)
{
    while (!holds()) {
        if (since.elapsed() > patienceMs) return -1;
        QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
    }
    return ms(since);
}

/// An empty window of the toolkit: no less is possible.
double emptyWindow()
{
    QElapsedTimer since;
    since.start();
    QMainWindow window;
    window.resize(1600, 900);
    window.show();
    window.grab();
    return ms(since);
}

widgets::RunPlaces places(const QTemporaryDir& folder)
{
    return {.runs = std::filesystem::path(folder.path().toStdString()) / "runs",
            .supervisor = std::filesystem::path(SLUICE_SUPERVISOR)};
}

struct StartTimes {
    std::vector<double> empty, page, pictures, token;
};

void startPage(StartTimes& times, const QTemporaryDir& folder)
{
    QElapsedTimer since;
    since.start();
    widgets::MainWindow window(places(folder));
    window.showStartPage();
    window.resize(1600, 900);
    window.show();
    window.grab();
    times.page.push_back(ms(since));
    const auto* page = window.findChild<widgets::StartPage*>();
    const auto cards = page->cardsInSight();
    times.pictures.push_back(until(since, [&] { return !cards.front()->needsPicture() && !cards[4]->needsPicture(); }));
}

void firstToken(StartTimes& times, const QTemporaryDir& folder)
{
    QElapsedTimer since;
    since.start();
    widgets::MainWindow window(places(folder));
    window.resize(1600, 900);
    window.show();
    window.open({widgets::Opened::Kind::Lesson, QStringLiteral("pipe.backpressure")});
    times.token.push_back(until(since, [&] {
        const auto& processes = window.controller().frame()->state.processes;
        return processes.size() > 1 && processes[1].calls > 0;
    }));
}

} // namespace

void measureStart(Results& results)
{
    QTemporaryDir folder;
    StartTimes times;
    emptyWindow(); // fonts are read once
    for (int i = 0; i < rounds; ++i) {
        times.empty.push_back(emptyWindow());
        startPage(times, folder);
        firstToken(times, folder);
    }
    const double empty = median(times.empty);
    const auto add = [&](const char* name, const std::vector<double>& measured, const char* meaning) {
        results.add({name, median(measured), "ms", empty, {}, meaning});
    };
    add("start: the start page stands", times.page, "against an empty window");
    add("start: its first five pictures", times.pictures, "against an empty window");
    add("start: the first message of a lesson is under way", times.token, "against an empty window; aim 1 s");
}

} // namespace sluice::bench
