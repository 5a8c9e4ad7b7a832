#pragma once

#include "trace/extractor.h"
#include "trace/trace_view.h"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace sluice::trace {

/// Runs an extractor behind a recording, on its own thread and at lower priority: workers that emit faster than it
/// can follow are still recorded, and it catches up.
/// Owner: Recording. Thread: public functions from one thread.
class ExtractThread
{
public:
    explicit ExtractThread(std::unique_ptr<Extractor> extractor);
    ~ExtractThread();

    /// There is more: all events of this view are to be taken.
    void feed(const TraceView& view);
    /// What has been finished since the last time.
    [[nodiscard]] std::vector<Extract> collect();
    [[nodiscard]] std::uint64_t taken() const { return m_taken; } ///< events

private:
    void run(const std::stop_token& stop);

    std::unique_ptr<Extractor> m_extractor;
    std::atomic<std::uint64_t> m_taken = 0;
    std::mutex m_guard; ///< of the next three
    std::condition_variable_any m_changed;
    TraceView m_view;
    std::vector<Extract> m_done;
    std::jthread m_thread;
};

} // namespace sluice::trace
