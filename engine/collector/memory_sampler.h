#pragma once

#include "base/unique_fd.h"
#include "mechanisms/mechanism.h"
#include "probe/event.h"

#include <map>
#include <string>
#include <vector>

namespace sluice::collector {

/// Asks the kernel what lies behind the addresses that processes share: which physical frame (/proc/PID/pagemap, for
/// those who may read it), which file at which place, and how much of it is dirty (/proc/PID/smaps). Thread: the
/// collector's.
class MemorySampler
{
public:
    void watch(ProcessId process, int pid);
    /// Every event of a process whose mechanism maps memory.
    void note(const probe::Event& event);
    /// What has changed since it was told last, if it is time to ask again.
    void sample(TraceTime when, std::vector<probe::Event>& out);

private:
    struct Place {
        ProcessId process;
        ChannelId channel;
        std::uint16_t which = 0;
        std::uint64_t address = 0;
    };
    struct Watched {
        UniqueFd pagemap;
        std::string smaps;
    };
    struct Range {
        std::uint64_t begin = 0, end = 0, offset = 0, inode = 0, device = 0, dirty = 0;
    };
    using Key = std::tuple<std::uint16_t, std::uint16_t, probe::Figure>; ///< process, mapping

    [[nodiscard]] static std::vector<Range> rangesOf(const Watched& watched);
    void tell(const Place& place, probe::Figure figure, std::int64_t value, TraceTime when,
              std::vector<probe::Event>& out);

    std::map<std::uint16_t, Watched> m_watched; ///< by process
    std::vector<Place> m_places;
    std::map<Key, std::int64_t> m_told;
    bool m_news = false;
    TraceTime m_asked;
};

} // namespace sluice::collector
