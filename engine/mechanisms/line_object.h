#pragma once

#include "base/mapping.h"
#include "mechanisms/companion.h"
#include "mechanisms/line_calibration.h"
#include "mechanisms/memory.h"
#include "mechanisms/processors.h"
#include "mechanisms/timed_access.h"

#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <utility>
#include <vector>

namespace sluice::mechanisms {

inline constexpr std::size_t lineBytes = 64;
inline constexpr std::size_t padding = 2 * lineBytes; ///< some processors fetch lines in pairs
/// To calibrate, both add to the last word of the observed line itself: how long a transfer takes depends on the part
/// of the last-level cache that a line belongs to, by nearly half on processors with many cores.
inline constexpr std::size_t proofOffset = lineBytes - sizeof(Word);

/// What the two processes share. Each part has pages of its own, so that none shares a line with another by chance.
struct LineShared {
    static constexpr std::size_t page = 4096;
    alignas(page) Companion::Pulses pulses;
    alignas(page) std::byte observed[page]; ///< the line that is looked at, and the one beside it
    struct alignas(page) Home {
        std::byte bytes[page]; ///< of one process alone: nothing moves there
    } homes[2];
    struct alignas(page) Samples { ///< of one process; the other reads them when both have met after that phase
        LineCalibration::Samples samples;
    } calibrations[2];
};

/// One mapping of both, and the two processors that they are to run on.
class Line final : public KernelObject
{
public:
    Line(Mapping mapping, ProcessorPair processors)
        : m_mapping(std::move(mapping)), m_shared(new (m_mapping.data()) LineShared{}), m_processors(processors)
    {}
    [[nodiscard]] std::vector<Descriptor> descriptors() const override { return {}; }
    void releaseInSupervisor() override { m_mapping = {}; }
    [[nodiscard]] LineShared& shared() const { return *m_shared; }
    [[nodiscard]] const ProcessorPair& processors() const { return m_processors; }

private:
    Mapping m_mapping;
    LineShared* m_shared;
    ProcessorPair m_processors;
};

inline Result<std::unique_ptr<KernelObject>> createLine(std::span<const std::int64_t>, Names&)
{
    auto mapping = Mapping::shared(sizeof(LineShared));
    if (!mapping) return fail(mapping.error());
    return std::make_unique<Line>(std::move(*mapping), chooseProcessors());
}

} // namespace sluice::mechanisms
