#pragma once

#include "mechanisms/shared_memory.h"

#include <algorithm>

/// What a snapshot holds of memory that processes share. For snapshot.cpp only.
namespace sluice::state {

template <class Side>
void transfer(Side& side, mechanisms::SharedMemory& memory)
{
    side.list(memory.places, [&](mechanisms::SharedMemory::Place& each) {
        side.value(each.process);
        side.value(each.which);
        side.value(each.address);
        side.value(each.bytes);
        side.value(each.flags);
        side.value(each.mapped);
    });
    side.list(memory.figures, [&](mechanisms::SharedMemory::Figure& each) {
        side.value(each.what);
        side.value(each.process);
        side.value(each.index);
        side.value(each.value);
        side.value(each.evidence);
        side.value(each.when);
    });
    side.list(memory.touched, [&](mechanisms::SharedMemory::Touched& each) {
        side.value(each.process);
        side.value(each.how);
        side.value(each.which);
        side.value(each.offset);
        side.value(each.value);
        side.value(each.when);
        side.value(each.line);
    });
    side.list(memory.timed, [&](mechanisms::SharedMemory::Timed& each) {
        side.value(each.process);
        side.value(each.ns);
        side.value(each.flags);
        side.value(each.when);
    });
}

inline bool plausible(const mechanisms::SharedMemory& memory, std::size_t processes)
{
    const auto known = [&](const auto& each) { return each.process.value < processes; };
    return std::ranges::all_of(memory.places, known) && std::ranges::all_of(memory.figures, known)
           && std::ranges::all_of(memory.touched, known) && std::ranges::all_of(memory.timed, known)
           && std::ranges::all_of(memory.touched, [](const auto& each) { return each.how <= probe::Touch::Last; })
           && std::ranges::all_of(memory.figures, [](const auto& each) {
                  return each.what <= probe::Figure::Last && each.evidence <= probe::Evidence::Model;
              });
}

} // namespace sluice::state
