#include "mechanisms/record.h"

#include <algorithm>
#include <cstring>

namespace sluice::mechanisms {

namespace {

/// No two records begin at the same place of the pattern, so that none continues another by chance.
std::uint64_t placeOf(const RecordHead& head) { return head.sender * 104'729ULL + head.number * 7'919ULL; }

bool isHead(const RecordHead& head)
{
    return head.magic == RecordHead::sign && head.size >= sizeof head && head.size <= largestRecord;
}

} // namespace

void makeRecord(const Pattern& pattern, std::uint32_t sender, std::uint32_t number, std::size_t size,
                std::vector<std::byte>& out)
{
    const RecordHead head{RecordHead::sign, sender, number,
                          static_cast<std::uint32_t>(std::clamp(size, sizeof(RecordHead), largestRecord))};
    out.resize(head.size);
    std::memcpy(out.data(), &head, sizeof head);
    std::memcpy(out.data() + sizeof head, pattern.at(placeOf(head)), head.size - sizeof head);
}

unsigned RecordReader::take(std::span<const std::byte> bytes)
{
    unsigned torn = 0;
    while (!bytes.empty()) bytes = bytes.subspan(m_done == 0 ? takeHead(bytes, torn) : takeBody(bytes, torn));
    return torn;
}

void RecordReader::noteWhole()
{
    ++m_whole;
    const auto [last, first] = m_last.try_emplace(m_record.sender, m_record.number);
    if (first) return;
    if (m_record.number <= last->second) ++m_late;
    else m_missing += m_record.number - last->second - 1;
    last->second = std::max(last->second, m_record.number);
}

/// Byte by byte until what has come is a head. Returns how many bytes that took.
std::size_t RecordReader::takeHead(std::span<const std::byte> bytes, unsigned& torn)
{
    for (std::size_t used = 0; used < bytes.size();) {
        m_head.push_back(bytes[used++]);
        if (m_head.size() < sizeof m_record) continue;
        std::memcpy(&m_record, m_head.data(), sizeof m_record);
        if (isHead(m_record)) {
            m_head.clear();
            m_lost = false;
            m_done = sizeof m_record;
            if (m_done < m_record.size) return used;
            m_done = 0;
            noteWhole();
            continue;
        }
        if (!m_lost) ++torn;
        m_lost = true;
        m_head.erase(m_head.begin());
    }
    return bytes.size();
}

std::size_t RecordReader::takeBody(std::span<const std::byte> bytes, unsigned& torn)
{
    const std::size_t count = std::min(bytes.size(), m_record.size - m_done);
    const std::byte* expected = m_pattern.at(placeOf(m_record) + m_done - sizeof m_record);
    const auto differs = std::mismatch(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count), expected);
    const auto same = static_cast<std::size_t>(differs.first - bytes.begin());
    m_done += same;
    if (same < count) { // another record's bytes stand here
        ++torn;
        m_lost = true;
        // By chance the first bytes of a head may have been the ones expected: they are looked at again.
        const std::size_t again = std::min(m_done - sizeof m_record, sizeof m_record - 1);
        const std::byte* last = m_pattern.at(placeOf(m_record) + m_done - sizeof m_record - again);
        m_head.assign(last, last + again);
        m_done = 0;
    } else if (m_done == m_record.size) {
        noteWhole();
        m_done = 0;
    }
    return same;
}

} // namespace sluice::mechanisms
