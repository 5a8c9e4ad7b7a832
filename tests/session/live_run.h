#pragma once

#include "probe/gate.h"
#include "probe/region.h"
#include "session/session.h"
#include "support/writer_and_reader.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <functional>
#include <poll.h>
#include <set>
#include <string>
#include <vector>

namespace sluice::test {

/// A session whose rings are drained by the test itself.
class LiveRun
{
public:
    explicit LiveRun(const scenario::Scenario& scenario, session::Session::Options options = {})
    {
        auto started = session::Session::start(scenario, std::move(options));
        if (!started) {
            qCritical("%s", started.error().describe().c_str());
            return;
        }
        session = std::move(*started);
        for (std::uint16_t id = 0; id <= session->region().workers(); ++id)
            m_readers.push_back(session->region().reader({id}));
        session->begin();
    }

    /// All events so far, ordered by time; ties stay in the order of their ring.
    const std::vector<probe::Event>& events()
    {
        for (auto& ring : m_readers) ring.drain(m_events);
        std::stable_sort(m_events.begin(), m_events.end(),
                         [](const auto& a, const auto& b) { return a.time < b.time; });
        return m_events;
    }

    /// Waits until an event fits, at most ten seconds.
    bool sees(const std::function<bool(const probe::Event&)>& fits)
    {
        return until([&] { return count(fits) > 0; });
    }

    /// How many events so far fit.
    std::ptrdiff_t count(const std::function<bool(const probe::Event&)>& fits)
    {
        const auto& all = events();
        return std::count_if(all.begin(), all.end(), fits);
    }

    /// Waits for a condition, at most ten seconds.
    static bool until(const std::function<bool()>& condition)
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        while (!condition()) {
            if (std::chrono::steady_clock::now() > deadline) return false;
            poll(nullptr, 0, 1);
        }
        return true;
    }

    std::unique_ptr<session::Session> session;

private:
    std::vector<probe::RingReader> m_readers;
    std::vector<probe::Event> m_events;
};

inline auto is(ProcessId process, probe::EventKind kind)
{
    return [=](const probe::Event& e) { return e.process == process.value && e.kind == kind; };
}

inline auto returns(ProcessId process, probe::Call call, std::int32_t result)
{
    return [=](const probe::Event& e) {
        return e.process == process.value && e.kind == probe::EventKind::CallReturned && e.call == call
               && e.result == result;
    };
}

/// The process is inside that call and, according to the kernel, asleep.
inline bool blockedIn(LiveRun& run, ProcessId process, probe::Call call)
{
    return LiveRun::until([&] {
        const probe::Event* last = nullptr;
        for (const probe::Event& e : run.events())
            if (e.process == process.value) last = &e;
        if (!last || last->kind != probe::EventKind::CallEntered || last->call != call) return false;
        QFile stat(QStringLiteral("/proc/%1/stat").arg(run.session->workers()[process.value - 1u].pid));
        return stat.open(QIODevice::ReadOnly) && stat.readAll().contains(") S ");
    });
}

inline std::string describe(const probe::Event& e)
{
    return std::to_string(e.process) + " " + std::string(name(e.kind)) + " " + std::string(name(e.call)) + " fd "
           + std::to_string(e.detail) + " ch " + std::to_string(e.channel) + " size " + std::to_string(e.size) + " msg "
           + std::to_string(e.message) + " = " + std::to_string(e.result) + " line " + std::to_string(e.line);
}

} // namespace sluice::test
