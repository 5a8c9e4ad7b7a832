#pragma once

#include "base/words.h"
#include "mechanisms/race.h"

#include <algorithm>
#include <array>

/// What can be set about a race. For race.cpp and race_object.h only.
namespace sluice::mechanisms::raceSettings {

enum Index { // rows of the table below, and then one for each lane
    Size,
    RoundTrips,
    Messages,
    WarmUp,
    Rate,
    WithEvents,
    Sweep,
    WaitingMethod,
    Again,
    ByMessage,
    OneWay,
    Pinned,
    Capacity,
    FirstLane,
    SettingCount = FirstLane + static_cast<int>(throughs)
};

using Kind = Setting::Kind;
using Unit = Setting::Unit;
using Doer = Setting::Doer;

inline constexpr std::array<std::string_view, 3> waitings{"block", "poll", "spin"};
inline constexpr std::array<std::string_view, 3> pinnings{marked("settings", "one processor each"),
                                                          marked("settings", "both on one"),
                                                          marked("settings", "wherever the kernel puts them")};
inline constexpr std::int64_t mostRoundTrips = 1000, mostMessages = 100'000;

/// Which of them take part.
inline constexpr std::array<Setting, throughs> lanes{{
    {"race.pipe", marked("settings", "Pipe"), Kind::Toggle, Unit::None, 0, 1, 1},
    {"race.fifo", marked("settings", "Named pipe"), Kind::Toggle, Unit::None, 0, 1, 0},
    {"race.mq", marked("settings", "Message queue"), Kind::Toggle, Unit::None, 0, 1, 1},
    {"race.unix", marked("settings", "Unix socket"), Kind::Toggle, Unit::None, 0, 1, 1},
    {"race.tcp", marked("settings", "TCP"), Kind::Toggle, Unit::None, 0, 1, 1},
    {"race.pair", marked("settings", "Socket pair"), Kind::Toggle, Unit::None, 0, 1, 0},
    {"race.datagram", marked("settings", "Datagrams"), Kind::Toggle, Unit::None, 0, 1, 0},
    {"race.seqpacket", marked("settings", "Seqpacket"), Kind::Toggle, Unit::None, 0, 1, 0},
    {"race.ring", marked("settings", "Shared memory"), Kind::Toggle, Unit::None, 0, 1, 1},
    {"race.signal", marked("settings", "Signals"), Kind::Toggle, Unit::None, 0, 1, 0},
    {"race.file", marked("settings", "Mapped file"), Kind::Toggle, Unit::None, 0, 1, 0},
}};

inline constexpr auto settings = [] {
    std::array<Setting, SettingCount> table{{
        {"race.size", marked("settings", "Message size"), Kind::Number, Unit::Bytes, lane::smallestMessage,
         lane::largestMessage, 64},
        {"race.round-trips", marked("settings", "Round trips in a turn"), Kind::Number, Unit::None, 1, mostRoundTrips,
         20},
        {raceKey::messages, marked("settings", "Messages one way in a turn"), Kind::Number, Unit::None, racePoints,
         mostMessages, 400},
        {"race.warm-up", marked("settings", "Round trips before these"), Kind::Number, Unit::None, 1, mostRoundTrips,
         10},
        {raceKey::rate, marked("settings", "Rounds per second"), Kind::Number, Unit::PerSecond, 1, 20, 1},
        {"race.events", marked("settings", "Every other two rounds with events"), Kind::Toggle, Unit::None, 0, 1, 1},
        {raceKey::sweep, marked("settings", "All sizes in turn"), Kind::Toggle, Unit::None, 0, 1, 0},
        {"race.waiting", marked("settings", "How they wait"), Kind::Choice, Unit::None, 0, 2, 0, Doer::Role, waitings},
        {"race.again", marked("settings", "Count again from here"), Kind::Action, Unit::None, 0, 1'000'000, 0},
        {raceKey::byMessage, marked("settings", "Drawn by message"), Kind::Toggle, Unit::None, 0, 1, 0},
        {raceKey::oneWay, marked("settings", "Times of one way"), Kind::Toggle, Unit::None, 0, 1, 0},
        {"race.pinning", marked("settings", "On which processors"), Kind::Choice, Unit::None, 0, 2, 0, Doer::Start,
         pinnings},
        {"race.capacity", marked("settings", "Capacity (0: the system's)"), Kind::Number, Unit::Bytes, 0, 1 << 20,
         65536, Doer::Start},
    }};
    std::copy(lanes.begin(), lanes.end(), table.begin() + FirstLane);
    return table;
}();

} // namespace sluice::mechanisms::raceSettings
