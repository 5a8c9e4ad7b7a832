#include "trace/extract_thread.h"

#include "trace/format.h"

#include <array>
#include <sys/resource.h>
#include <unistd.h>

namespace sluice::trace {

ExtractThread::ExtractThread(std::unique_ptr<Extractor> extractor)
    : m_extractor(std::move(extractor)), m_thread([this](const std::stop_token& stop) { run(stop); })
{}

ExtractThread::~ExtractThread() = default;

void ExtractThread::feed(const TraceView& view)
{
    const std::lock_guard lock(m_guard);
    m_view = view;
    m_changed.notify_one();
}

std::vector<Extract> ExtractThread::collect()
{
    const std::lock_guard lock(m_guard);
    return std::exchange(m_done, {});
}

void ExtractThread::run(const std::stop_token& stop)
{
    constexpr int politeness = 5;
    setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), politeness); // Linux: of this thread alone
    std::array<probe::Event, 1024> batch;
    std::vector<Extract> done;
    while (!stop.stop_requested()) {
        TraceView view;
        {
            std::unique_lock lock(m_guard);
            m_changed.wait(lock, stop, [this] { return m_view.eventCount() > m_taken; });
            view = m_view;
        }
        while (const std::size_t got = stop.stop_requested() ? 0 : view.read(m_taken, batch)) {
            m_extractor->take(std::span(batch).first(got), done);
            if (!done.empty()) {
                const std::lock_guard lock(m_guard);
                for (Extract& extract : done) m_done.push_back(std::move(extract));
                done.clear();
            }
            m_taken += got; // after its extracts: whoever sees this finds them
        }
    }
}

} // namespace sluice::trace
