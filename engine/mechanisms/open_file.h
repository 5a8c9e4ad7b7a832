#pragma once

#include "base/id.h"
#include "base/trace_time.h"

#include <cstdint>

namespace sluice::mechanisms {

/// An open file, which descriptors of several processes may lead to, and whose offset they share (open(2)); and a
/// message on a socket that carries one of those descriptors (SCM_RIGHTS, unix(7)). Worked out from the calls
/// (evidence: derived). A value: part of SystemState.
struct OpenFile {
    std::uint64_t offset = 0;     ///< where the next read or write begins
    std::uint64_t size = 0;       ///< of the file
    ProcessId giver;              ///< who sent a descriptor last; 0: nobody has
    std::uint32_t given = 0;      ///< its number in the giver's table
    bool underWay = false;        ///< it has been sent and not been received
    TraceTime sentAt, receivedAt; ///< of that message
    bool operator==(const OpenFile&) const = default;
};

} // namespace sluice::mechanisms
