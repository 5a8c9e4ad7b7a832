#pragma once

#include "mechanisms/pattern.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace sluice::mechanisms {

/// A message that says where it begins, whose it is and how long: whoever reads a stream of several writers can tell
/// whether each message arrived in one piece.
///
///      0        4        8        12       16
///      | magic  | sender | number | size   | bytes of the pattern …
struct RecordHead {
    static constexpr std::uint32_t sign = 0x51ce5a1e;
    std::uint32_t magic = sign;
    std::uint32_t sender = 0;
    std::uint32_t number = 0;
    std::uint32_t size = 0; ///< head included
};
inline constexpr std::size_t largestRecord = 1 << 20;

/// Writes a record of `size` bytes, at least a head, into `out`.
void makeRecord(const Pattern& pattern, std::uint32_t sender, std::uint32_t number, std::size_t size,
                std::vector<std::byte>& out);

/// Reads records out of a stream that is cut anywhere. Owner: a reader. Thread: one.
class RecordReader
{
public:
    explicit RecordReader(const Pattern& pattern) : m_pattern(pattern) {}
    /// Takes the next bytes of the stream and returns how often, within them, a record broke off before its end.
    unsigned take(std::span<const std::byte> bytes);
    [[nodiscard]] std::uint64_t whole() const { return m_whole; } ///< records that arrived in one piece
    /// Of these, those whose number is not greater than the one before from the same sender: doubled, or too late.
    [[nodiscard]] std::uint64_t late() const { return m_late; }
    /// Numbers that were passed over.
    [[nodiscard]] std::uint64_t missing() const { return m_missing; }

private:
    void noteWhole();
    [[nodiscard]] std::size_t takeHead(std::span<const std::byte> bytes, unsigned& torn);
    [[nodiscard]] std::size_t takeBody(std::span<const std::byte> bytes, unsigned& torn);

    const Pattern& m_pattern;
    std::vector<std::byte> m_head; ///< as much of it as has come
    RecordHead m_record;
    std::size_t m_done = 0; ///< bytes of the record that have come; 0: its head is awaited
    bool m_lost = false;    ///< between records: whatever is no head is passed over
    std::uint64_t m_whole = 0, m_late = 0, m_missing = 0;
    std::map<std::uint32_t, std::uint32_t> m_last; ///< number of the last record, by sender
};

} // namespace sluice::mechanisms
