#include "trace/trace_writer.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sluice::trace {

namespace {

/// What stood in the file is gone only when nobody else is writing there: its lock (flock(2)) is held until finish().
Result<void> makeEmpty(int fd, const std::string& name)
{
    struct stat status {};
    if (fstat(fd, &status) != 0) return failedCall("fstat", name);
    if (!S_ISREG(status.st_mode)) return {}; // a device or a pipe: nothing stands there
    if (flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        return fail({Error::Code::SystemCall, "open", EBUSY, name + ": another run is being recorded into it"});
    if (ftruncate(fd, 0) != 0) return failedCall("ftruncate", name);
    return {};
}

} // namespace

Result<TraceWriter> TraceWriter::create(const std::filesystem::path& file, Meta meta)
{
    const int usual = O_RDWR | O_CREAT | O_CLOEXEC;
    UniqueFd fd(::open(file.c_str(), usual | O_EXCL, 0644));
    const bool isNew = fd.get() >= 0;
    if (!isNew) fd.reset(::open(file.c_str(), usual, 0644));
    if (!fd) return failedCall("open", file.string());
    if (auto empty = makeEmpty(fd.get(), file.string()); !empty) return fail(empty.error());
    TraceWriter writer;
    writer.m_name = file.string();
    writer.m_file = std::make_shared<const UniqueFd>(std::move(fd));
    writer.m_meta = std::move(meta);

    FileHeader header{};
    std::memcpy(header.magic, fileMagic, sizeof fileMagic);
    header.version = fileVersion;
    header.crc = crcOf(header);
    const std::string json = metaToJson(writer.m_meta);
    auto written = writer.writeAll(&header, sizeof header);
    if (written) written = writer.writeBlock(BlockType::Meta, 1, 0, 0, json.data(), json.size());
    if (!written) {
        if (isNew) unlink(file.c_str()); // not even its beginning could be written: nobody can read it
        return fail(written.error());
    }
    return writer;
}

Result<void> TraceWriter::append(std::span<const probe::Event> events)
{
    m_tail.insert(m_tail.end(), events.begin(), events.end());
    std::size_t done = 0;
    Result<void> result;
    while (result && m_tail.size() - done >= eventsPerBlock) {
        const probe::Event* first = m_tail.data() + done;
        result = writeBlock(BlockType::Events, eventsPerBlock, first->time, first[eventsPerBlock - 1].time, first,
                            eventsPerBlock * sizeof(probe::Event));
        if (result) done += eventsPerBlock;
    }
    m_tail.erase(m_tail.begin(), m_tail.begin() + static_cast<std::ptrdiff_t>(done));
    return result;
}

Result<void> TraceWriter::flush()
{
    if (auto written = writeStrings(); !written) return written;
    if (m_tail.empty()) return {};
    auto written = writeBlock(BlockType::Events, static_cast<std::uint32_t>(m_tail.size()), m_tail.front().time,
                              m_tail.back().time, m_tail.data(), m_tail.size() * sizeof(probe::Event));
    if (written) m_tail.clear();
    return written;
}

std::uint32_t TraceWriter::intern(std::string_view text)
{
    if (const auto known = m_ids.find(text); known != m_ids.end()) return known->second;
    const auto id = static_cast<std::uint32_t>(m_strings->size());
    m_strings = std::make_shared<std::vector<std::string>>(*m_strings); // views keep the table they were made with
    m_strings->emplace_back(text);
    m_ids.emplace(text, id);
    return id;
}

Result<void> TraceWriter::writeStrings()
{
    if (m_stringsWritten == m_strings->size()) return {};
    std::string payload;
    for (std::size_t i = m_stringsWritten; i < m_strings->size(); ++i) payload += (*m_strings)[i] + '\0';
    auto written = writeBlock(BlockType::Strings, static_cast<std::uint32_t>(m_strings->size() - m_stringsWritten), 0,
                              0, payload.data(), payload.size());
    if (written) m_stringsWritten = m_strings->size();
    return written;
}

namespace {

void put(std::vector<std::byte>& out, const void* data, std::size_t bytes)
{
    const auto* begin = static_cast<const std::byte*>(data);
    out.insert(out.end(), begin, begin + bytes);
}

} // namespace

Result<void> TraceWriter::append(const Extract& extract)
{
    // Whoever finds the segment in a file that was cut off finds its events before it.
    if ((m_segments.size() + 1) * eventsPerSegment > m_inBlocks)
        if (auto flushed = flush(); !flushed) return flushed;
    const SegmentHeader sizes{static_cast<std::uint32_t>(extract.head.size()),
                              static_cast<std::uint32_t>(extract.head.size() + extract.summary.size()),
                              static_cast<std::uint32_t>(extract.checkpoint.size())};
    const std::array<Part, 4> parts{std::as_bytes(std::span(&sizes, 1)), extract.head, extract.summary,
                                    extract.checkpoint};
    const std::int64_t at = m_at + static_cast<std::int64_t>(sizeof(BlockHeader) + sizeof sizes);
    auto written = writeBlock(BlockType::Segment, 1, 0, 0, parts);
    if (written) m_segments.add({{at, sizes, 0}, std::make_shared<const std::vector<std::byte>>(extract.head)});
    return written;
}

Result<void> TraceWriter::writeDirectory()
{
    DirectoryHeader header{m_blocks.size(), m_segments.size(), 0, 0};
    std::vector<std::byte> payload(sizeof header);
    for (std::size_t i = 0; i < m_blocks.size(); ++i) put(payload, &m_blocks[i], sizeof(BlockRef));
    for (std::size_t i = 0; i < m_segments.size(); ++i) put(payload, &m_segments[i].ref, sizeof(SegmentRef));
    for (const std::string& text : *m_strings) {
        put(payload, text.c_str(), text.size() + 1);
        header.textBytes += text.size() + 1;
    }
    for (std::size_t i = 0; i < m_segments.size(); ++i) {
        put(payload, m_segments[i].head->data(), m_segments[i].head->size());
        header.headBytes += m_segments[i].head->size();
    }
    std::memcpy(payload.data(), &header, sizeof header);
    return writeBlock(BlockType::Directory, 1, 0, 0, payload.data(), payload.size());
}

Result<void> TraceWriter::finish(const Totals& totals)
{
    if (auto flushed = flush(); !flushed) return flushed;
    const EndOfRun end{totals, m_at};
    if (auto written = writeDirectory(); !written) return written;
    m_totals = totals;
    m_finished = true;
    auto written = writeBlock(BlockType::End, 1, totals.durationNs, totals.durationNs, &end, sizeof end);
    flock(m_file->get(), LOCK_UN); // whoever still reads it keeps it open
    return written;
}

Result<void> TraceWriter::writeBlock(BlockType type, std::uint32_t count, std::int64_t first, std::int64_t last,
                                     const void* payload, std::size_t bytes)
{
    const Part whole(static_cast<const std::byte*>(payload), bytes);
    return writeBlock(type, count, first, last, std::span(&whole, 1));
}

Result<void> TraceWriter::writeBlock(BlockType type, std::uint32_t count, std::int64_t first, std::int64_t last,
                                     std::span<const Part> parts)
{
    BlockHeader header{};
    header.magic = blockMagic;
    header.type = type;
    for (const Part& part : parts) {
        header.payloadBytes += static_cast<std::uint32_t>(part.size());
        header.payloadCrc = crc32(part.data(), part.size(), header.payloadCrc);
    }
    header.count = count;
    header.sequence = m_sequence;
    header.firstTime = first;
    header.lastTime = last;
    header.headerCrc = crcOf(header);
    const std::int64_t begin = m_at;
    auto written = writeAll(&header, sizeof header);
    for (const Part& part : parts)
        if (written) written = writeAll(part.data(), part.size());
    if (!written) {
        // Half a block is of no use to anybody: the file ends with the last whole one.
        if (ftruncate(m_file->get(), begin) == 0) m_at = begin;
        return written;
    }
    ++m_sequence;
    if (type == BlockType::Events) {
        m_blocks.add({begin + static_cast<std::int64_t>(sizeof header), m_inBlocks, first, last, count, 0});
        m_inBlocks += count;
    }
    return {};
}

Result<void> TraceWriter::writeAll(const void* data, std::size_t bytes)
{
    const auto* at = static_cast<const std::byte*>(data);
    while (bytes > 0) {
        const ssize_t n = pwrite(m_file->get(), at, bytes, m_at);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return failedCall("write", m_name);
        at += n;
        m_at += n;
        bytes -= static_cast<std::size_t>(n);
    }
    return {};
}

TraceView TraceWriter::view(TraceTime end, std::uint64_t lost, bool live) const
{
    auto data = std::make_shared<TraceView::Data>();
    data->meta = m_meta;
    data->file = m_file;
    data->blocks = m_blocks;
    data->segments = m_segments;
    data->inBlocks = m_inBlocks;
    data->tail = m_tail;
    data->strings = m_strings;
    data->totals = m_finished ? m_totals : Totals{m_inBlocks + m_tail.size() + lost, lost, end.ns};
    if (!m_tail.empty()) data->totals.durationNs = std::max(data->totals.durationNs, m_tail.back().time);
    data->live = live;
    return TraceView::Data::view(std::move(data));
}

} // namespace sluice::trace
