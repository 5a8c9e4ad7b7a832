#pragma once

#include "base/mapping.h"
#include "mechanisms/mechanism.h"
#include "probe/worker.h"

#include <array>
#include <atomic>

namespace sluice::mechanisms {

/// Where the channel's workers say that they are ready, and who of them is a receiver: memory that all of them share.
class Meeting final : public KernelObject
{
public:
    using Counts = std::array<std::uint32_t, probe::maxWorkers + 1>; ///< by ProcessId

    explicit Meeting(Mapping mapping) : m_mapping(std::move(mapping)) {}
    [[nodiscard]] std::vector<Descriptor> descriptors() const override { return {}; }
    void releaseInSupervisor() override {}

    void enter(const probe::Worker& me, bool receives) const
    {
        if (receives) book().receivers.at(me.id().value).fetch_add(1, std::memory_order_relaxed);
        book().ready.fetch_add(1, std::memory_order_release);
    }
    [[nodiscard]] bool isComplete(const probe::Worker& me) const
    {
        return book().ready.load(std::memory_order_acquire) >= me.workersOfChannel();
    }
    /// How often that worker has become ready to receive: it may end and be started again. 0: it is no receiver.
    [[nodiscard]] std::uint32_t arrivals(std::uint16_t worker) const
    {
        return book().receivers.at(worker).load(std::memory_order_relaxed);
    }
    /// Is there a receiver that has arrived since it was last known to be gone?
    [[nodiscard]] bool hasReceiver(const Counts& gone) const
    {
        for (std::uint16_t id = 1; id <= probe::maxWorkers; ++id)
            if (arrivals(id) != gone.at(id)) return true;
        return false;
    }

    /// Written by every worker with release, read by senders with acquire.
    struct Book {
        std::array<std::atomic<std::uint32_t>, probe::maxWorkers + 1> receivers; ///< arrivals of each
        std::atomic<std::uint32_t> ready;                                        ///< arrivals of all workers
    };

private:
    [[nodiscard]] Book& book() const { return *reinterpret_cast<Book*>(m_mapping.data()); }

    Mapping m_mapping;
};

} // namespace sluice::mechanisms
