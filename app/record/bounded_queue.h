#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

namespace sluice::record {

/// Hands things from one thread to another; who is too quick waits. Either side may close it: then what is inside
/// can still be taken out, and nothing more goes in.
/// Thread: any.
template <class T>
class BoundedQueue
{
public:
    explicit BoundedQueue(std::size_t most) : m_most(most) {}

    /// False: it is closed.
    bool push(T value)
    {
        std::unique_lock lock(m_guard);
        m_changed.wait(lock, [this] { return m_closed || m_values.size() < m_most; });
        if (m_closed) return false;
        m_values.push_back(std::move(value));
        m_changed.notify_all();
        return true;
    }
    /// Nothing: it is closed, and empty.
    std::optional<T> pop()
    {
        std::unique_lock lock(m_guard);
        m_changed.wait(lock, [this] { return m_closed || !m_values.empty(); });
        if (m_values.empty()) return std::nullopt;
        std::optional<T> value(std::move(m_values.front()));
        m_values.pop_front();
        m_changed.notify_all();
        return value;
    }
    void close()
    {
        const std::lock_guard lock(m_guard);
        m_closed = true;
        m_changed.notify_all();
    }

private:
    std::size_t m_most;
    std::mutex m_guard; ///< of the next two
    std::deque<T> m_values;
    bool m_closed = false;
    std::condition_variable m_changed;
};

} // namespace sluice::record
