#pragma once

#include "base/mapping.h"
#include "mechanisms/lane_object.h"
#include "mechanisms/race_account.h"
#include "mechanisms/race_settings.h"

#include <array>
#include <atomic>
#include <memory>
#include <new>
#include <vector>

namespace sluice::mechanisms {

/// Where the two agree on the next turn. The sender writes `order`, then `asked` (release), which hands it over; the
/// receiver answers with `ready`, and once it has its times with `done`.
struct RaceMeeting {
    std::atomic<std::uint32_t> asked, ready, emptied, done; ///< numbers of turns, from 1
    std::atomic<std::uint64_t> held;                        ///< 1 + the bytes that the sender has put in
    std::uint32_t lane;
    RaceOrder order;
    // Of the receiver:
    std::array<Usage, 3> used;                                      ///< before, between and after the two parts
    std::array<std::int64_t, raceSettings::mostRoundTrips> arrived; ///< raw times
    std::int64_t memory;                                            ///< bytes, when the lane was full
    std::array<std::int64_t, racePoints> arrivals;                  ///< the same, one way
};

/// A lane as large as this machine allows, or why there is none.
struct RaceTrack {
    Through through = Through::Pipe;
    std::unique_ptr<LaneObject> lane;
    std::int64_t largest = 0; ///< bytes of a message
    int refused = 0;          ///< errno; 0: there is one
};

/// Both ways of every lane: made in the supervisor, inherited by the two processes.
class RaceObject final : public KernelObject
{
public:
    static Result<std::unique_ptr<KernelObject>> create(std::span<const std::int64_t> values, Names& names)
    {
        auto meeting = Mapping::shared(sizeof(RaceMeeting));
        if (!meeting) return fail(meeting.error());
        std::unique_ptr<RaceObject> race(new RaceObject(std::move(*meeting)));
        for (std::size_t i = 0; i < throughs; ++i)
            race->m_tracks.push_back(open(static_cast<Through>(i), values[raceSettings::Capacity], names));
        return race;
    }
    [[nodiscard]] std::vector<Descriptor> descriptors() const override
    {
        std::vector<Descriptor> all;
        for (const RaceTrack& track : m_tracks) {
            if (!track.lane) continue;
            const auto own = track.lane->descriptors();
            all.insert(all.end(), own.begin(), own.end());
        }
        return all;
    }
    void releaseInSupervisor() override { m_tracks.clear(); }
    [[nodiscard]] RaceMeeting& meeting() const { return *reinterpret_cast<RaceMeeting*>(m_meeting.data()); }
    [[nodiscard]] const std::vector<RaceTrack>& tracks() const { return m_tracks; }

private:
    explicit RaceObject(Mapping meeting) : m_meeting(std::move(meeting)) { new (m_meeting.data()) RaceMeeting{}; }

    static RaceTrack open(Through through, std::int64_t capacity, Names& names)
    {
        // A queue is charged for its largest message as often as it has places, whether they are filled or not: a page
        // for each, and as many places as the system allows, leaves room for other queues (RLIMIT_MSGQUEUE).
        const bool queue = through == Through::Queue;
        const std::int64_t wanted = queue ? 0 : capacity, most = queue ? 4096 : lane::largestMessage;
        RaceTrack track{through, nullptr, 0, 0};
        for (const std::int64_t size :
             {lane::largestMessage, 262'144L, 65'536L, 8192L, 4096L, 64L, lane::signalBytes}) {
            if (size > most) continue;
            auto made = LaneObject::create(through, {size, wanted}, names);
            if (made) return {through, std::move(*made), size, 0};
            track.refused = made.error().number != 0 ? made.error().number : EINVAL;
        }
        return track;
    }

    Mapping m_meeting;
    std::vector<RaceTrack> m_tracks;
};

} // namespace sluice::mechanisms
