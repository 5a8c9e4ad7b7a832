#include "mechanisms/pipe_ring.h"

#include <algorithm>
#include <bit>

namespace sluice::mechanisms {

void appendRun(std::vector<Run>& runs, const Run& run)
{
    if (!runs.empty()) {
        Run& last = runs.back();
        const bool follows = last.sender == run.sender && last.firstMessage + last.count == run.firstMessage;
        const bool bothWhole = last.ends && run.ends && last.offset == 0 && run.offset == 0;
        if (follows && bothWhole && last.bytesEach == run.bytesEach) {
            last.count += run.count;
            return;
        }
        const bool goesOn = last.sender == run.sender && last.count == 1 && run.count == 1 && !last.ends
                            && last.firstMessage == run.firstMessage && last.offset + last.bytesEach == run.offset;
        if (goesOn) {
            last.bytesEach += run.bytesEach;
            last.ends = run.ends;
            return;
        }
    }
    runs.push_back(run);
}

std::uint32_t takeRuns(std::vector<Run>& runs, std::uint32_t bytes, std::vector<Run>& taken)
{
    std::uint32_t left = bytes;
    std::size_t emptied = 0;
    for (Run& run : runs) {
        if (left == 0) break;
        const std::uint32_t whole = std::min(run.count, left / run.bytesEach);
        if (whole > 0) {
            Run part = run;
            part.count = whole;
            appendRun(taken, part);
            left -= whole * run.bytesEach;
            run.firstMessage += whole;
            run.count -= whole;
            run.offset = run.count > 0 ? 0 : run.offset;
        }
        if (run.count == 0) {
            ++emptied;
            continue;
        }
        if (left == 0) break;
        // Here left < bytesEach: split the first message of the run.
        appendRun(taken, Run{run.sender, run.firstMessage, 1, left, run.offset, false});
        Run rest{run.sender, run.firstMessage, 1, run.bytesEach - left, run.offset + left, run.ends};
        left = 0;
        if (run.count == 1) {
            run = rest;
        } else {
            run.firstMessage += 1;
            run.count -= 1;
            runs.insert(runs.begin() + static_cast<std::ptrdiff_t>(emptied), rest);
        }
        break;
    }
    runs.erase(runs.begin(), runs.begin() + static_cast<std::ptrdiff_t>(emptied));
    return bytes - left;
}

PipeRing::PipeRing(std::uint32_t capacityBytes) { setCapacity(capacityBytes); }

std::optional<PipeRing> PipeRing::restored(std::uint32_t slotCount, std::uint64_t nextIndex, std::vector<Slot> slots)
{
    constexpr std::uint32_t mostSlots = 1 << 19; // of 2 GiB
    if (slotCount == 0 || slotCount > mostSlots) return std::nullopt;
    PipeRing ring;
    ring.m_slotCount = slotCount;
    ring.m_nextIndex = nextIndex;
    for (Slot& slot : slots) {
        std::uint64_t length = 0;
        for (const Run& run : slot.runs) {
            if (run.count == 0 || run.bytesEach == 0 || run.bytes() > pageBytes) return std::nullopt;
            length += run.bytes();
        }
        if (length == 0 || slot.offset > pageBytes || slot.offset + length > pageBytes || slot.index >= nextIndex)
            return std::nullopt;
        slot.length = static_cast<std::uint32_t>(length);
        ring.m_depth += length;
        ring.m_slots.push_back(std::move(slot));
    }
    return ring;
}

void PipeRing::setCapacity(std::uint32_t bytes)
{
    // F_SETPIPE_SZ rounds up to a power of two of pages (fcntl(2)).
    const std::uint32_t pages = std::max<std::uint32_t>(1, (bytes + pageBytes - 1) / pageBytes);
    m_slotCount = std::bit_ceil(pages);
}

std::uint32_t PipeRing::mergeable(std::uint32_t callBytes) const
{
    const std::uint32_t odd = callBytes % pageBytes;
    if (odd == 0 || m_slots.empty()) return 0;
    const Slot& newest = m_slots.back();
    return newest.offset + newest.length + odd <= pageBytes ? odd : 0;
}

std::uint32_t PipeRing::room(std::uint32_t bytes) const
{
    const std::uint32_t merged = mergeable(bytes);
    return merged + roomInSlots(bytes - merged);
}

std::uint32_t PipeRing::roomInSlots(std::uint32_t bytes) const
{
    const std::uint64_t freeSlots = full() ? 0 : m_slotCount - m_slots.size();
    return static_cast<std::uint32_t>(std::min(std::uint64_t{bytes}, freeSlots * pageBytes));
}

std::uint32_t PipeRing::write(const Piece& wanted, std::uint32_t callBytes)
{
    Piece piece = wanted;
    const std::uint32_t merged = std::min(mergeable(callBytes), piece.bytes);
    if (merged > 0) append(m_slots.back(), piece, merged);
    while (piece.bytes > 0 && !full()) {
        Slot& fresh = m_slots.emplace_back();
        fresh.index = m_nextIndex++;
        append(fresh, piece, std::min(piece.bytes, pageBytes));
    }
    return wanted.bytes - piece.bytes;
}

/// Moves `bytes` from the front of `piece` to the end of the slot.
void PipeRing::append(Slot& slot, Piece& piece, std::uint32_t bytes)
{
    const bool ends = piece.ends && bytes == piece.bytes;
    appendRun(slot.runs, Run{piece.sender, piece.message, 1, bytes, piece.offset, ends});
    slot.length += bytes;
    m_depth += bytes;
    piece.offset += bytes;
    piece.bytes -= bytes;
}

std::vector<Run> PipeRing::read(std::uint32_t bytes)
{
    std::vector<Run> taken;
    while (bytes > 0 && !m_slots.empty()) {
        Slot& oldest = m_slots.front();
        const std::uint32_t moved = takeRuns(oldest.runs, std::min(bytes, oldest.length), taken);
        oldest.offset += moved;
        oldest.length -= moved;
        bytes -= moved;
        m_depth -= moved;
        if (oldest.length > 0) break;
        m_slots.pop_front();
    }
    return taken;
}

void PipeRing::repack(const std::vector<Run>& front)
{
    std::vector<Run> all = front;
    for (const Slot& slot : m_slots)
        for (const Run& run : slot.runs) appendRun(all, run);
    m_depth = 0;
    for (const Run& run : all) m_depth += run.bytes();
    const std::uint64_t pages = (m_depth + pageBytes - 1) / pageBytes;
    m_nextIndex = std::max(m_nextIndex, pages);
    m_slots.clear();
    for (std::uint64_t index = m_nextIndex - pages; index < m_nextIndex; ++index) {
        Slot& slot = m_slots.emplace_back();
        slot.index = index;
        slot.length = takeRuns(all, pageBytes, slot.runs);
    }
}

void PipeRing::clear()
{
    m_slots.clear();
    m_depth = 0;
}

} // namespace sluice::mechanisms
