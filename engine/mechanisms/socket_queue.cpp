#include "mechanisms/socket_queue.h"

#include <algorithm>
#include <numeric>

namespace sluice::mechanisms {

SocketQueue SocketQueue::restored(Boundaries boundaries, std::vector<Run> runs, std::uint64_t unsent, Side sender,
                                  Side receiver)
{
    SocketQueue queue(boundaries);
    queue.m_runs = std::move(runs);
    queue.m_depth = std::accumulate(queue.m_runs.begin(), queue.m_runs.end(), std::uint64_t{0},
                                    [](std::uint64_t sum, const Run& run) { return sum + run.bytes(); });
    queue.m_unsent = std::min(unsent, queue.m_depth);
    queue.m_sender = sender;
    queue.m_receiver = receiver;
    return queue;
}

void SocketQueue::put(const Run& run)
{
    appendRun(m_runs, run);
    m_depth += run.bytes();
    if (m_unsent > 0) m_unsent += run.bytes(); // nothing overtakes what is waiting already
}

std::vector<Run> SocketQueue::take(std::uint32_t bytes)
{
    if (m_boundaries == Boundaries::Kept) bytes = m_runs.empty() ? 0 : m_runs.front().bytesEach;
    std::vector<Run> taken;
    m_depth -= takeRuns(m_runs, bytes, taken);
    m_unsent = std::min(m_unsent, m_depth); // what came out has been sent before
    if (arrived() == 0) m_unsent = 0;       // an empty receive buffer takes what waits, until the kernel says otherwise
    return taken;
}

void SocketQueue::putBack(const std::vector<Run>& runs)
{
    std::vector<Run> all = runs;
    for (const Run& run : runs) m_depth += run.bytes();
    for (const Run& run : m_runs) appendRun(all, run);
    m_runs = std::move(all);
}

void SocketQueue::clear()
{
    m_runs.clear();
    m_depth = m_unsent = 0;
}

void SocketQueue::learnSender(const Side& word)
{
    const std::uint32_t buffer = word.buffer > 0 ? word.buffer : m_sender.buffer;
    m_sender = word;
    m_sender.buffer = buffer;
    m_unsent = std::min<std::uint64_t>(word.unsent, m_depth);
}

void SocketQueue::learnReceiver(const Side& word)
{
    const std::uint32_t buffer = word.buffer > 0 ? word.buffer : m_receiver.buffer;
    m_receiver = word;
    m_receiver.buffer = buffer;
}

std::uint64_t SocketQueue::messages() const
{
    return std::accumulate(m_runs.begin(), m_runs.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const Run& run) { return sum + run.count; });
}

} // namespace sluice::mechanisms
