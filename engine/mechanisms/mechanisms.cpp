#include "mechanisms/mechanism.h"

#include "mechanisms/descriptor.h"
#include "mechanisms/lane.h"
#include "mechanisms/memory.h"
#include "mechanisms/mq.h"
#include "mechanisms/pipe.h"
#include "mechanisms/race.h"
#include "mechanisms/shell.h"
#include "mechanisms/signal.h"
#include "mechanisms/socket.h"

#include <algorithm>
#include <array>

namespace sluice::mechanisms {

std::span<const Mechanism> all()
{
    // One row per mechanism: a new one adds its file and its line here.
    static const std::array table{
        signals(),       pipe(),           shellPipe(),       messageQueue(), tcpSocket(),
        unixSocket(),    datagramSocket(), seqpacketSocket(), socketPair(),   passedDescriptor(),
        memorySegment(), sharedCounter(),  memoryRing(),      cacheLine(),    memoryNodes(),
        mappedFile(),    polledVariable(), race(),            raceTimes(),        raceTable(),
        raceSweep()};
    static const auto whole = [] {
        std::array<Mechanism, table.size() + throughs> rows; ///< and what lanes lead through
        const auto next = std::copy(table.begin(), table.end(), rows.begin());
        std::generate(next, rows.end(), [i = 0]() mutable { return laneThrough(static_cast<Through>(i++)); });
        return rows;
    }();
    return whole;
}

const Mechanism* find(std::string_view kind)
{
    for (const Mechanism& mechanism : all())
        if (mechanism.kind == kind) return &mechanism;
    return nullptr;
}

const Mechanism* findFamily(std::string_view family)
{
    for (const Mechanism& mechanism : all())
        if (mechanism.family == family) return &mechanism;
    return nullptr;
}

bool isToldInFigures(const Mechanism& mechanism)
{
    constexpr std::array<std::string_view, 3> families{"memory", "mapped", "tradeoffs"};
    return std::ranges::find(families, mechanism.family) != families.end();
}

Result<std::int64_t> notTheKernels(int, const Setting& setting, std::int64_t)
{
    return fail(Error::badInput(std::string(setting.key), "is the workers' own"));
}

int settingIndex(const Mechanism& mechanism, std::string_view key)
{
    for (std::size_t i = 0; i < mechanism.settings.size(); ++i)
        if (mechanism.settings[i].key == key) return static_cast<int>(i);
    return -1;
}

} // namespace sluice::mechanisms
