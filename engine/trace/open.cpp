#include "trace/trace_data.h"

#include <algorithm>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sluice::trace {

namespace {

constexpr std::size_t maxStrings = 65536;

/// Steps through the blocks of a file. Stops at the first byte that it does not understand.
class Opener
{
public:
    Opener(std::string name, UniqueFd file, std::int64_t size, std::int64_t readWhole)
        : m_name(std::move(name)),
          m_file(std::make_shared<const UniqueFd>(std::move(file))),
          m_size(size),
          m_readWhole(readWhole)
    {}

    Result<TraceView> open()
    {
        FileHeader header{};
        if (!readAt(0, &header, sizeof header) || std::memcmp(header.magic, fileMagic, sizeof fileMagic) != 0)
            return fail(Error::badInput(m_name, "not a trace of this program (offset 0)"));
        if (crcOf(header) != header.crc) return fail(Error::badInput(m_name, "its file header is damaged (offset 0)"));
        if (header.version != fileVersion)
            return fail(Error::badInput(m_name, "format " + std::to_string(header.version) + ", this program reads "
                                                    + std::to_string(fileVersion) + " (offset 8)"));
        m_at = sizeof header;
        if (!takeBlock() || !m_hasMeta)
            return fail(m_error ? *m_error : Error::badInput(m_name, "its first block is damaged (offset 16)"));
        if (m_size > m_readWhole && takeDirectory()) return finish();
        while (m_at < m_size && takeBlock()) {}
        return finish();
    }

private:
    bool readAt(std::int64_t offset, void* out, std::size_t bytes) const
    {
        return pread(m_file->get(), out, bytes, offset) == static_cast<ssize_t>(bytes);
    }

    bool takeBlock()
    {
        BlockHeader header{};
        if (!readAt(m_at, &header, sizeof header) || header.magic != blockMagic || crcOf(header) != header.headerCrc
            || header.sequence != m_sequence
            || header.payloadBytes > (header.type == BlockType::Directory ? maxDirectory : maxPayload))
            return false;
        const std::int64_t payload = m_at + static_cast<std::int64_t>(sizeof header);
        const std::int64_t next = payload + header.payloadBytes;
        if (next > m_size) return false;
        m_payload.resize(header.payloadBytes);
        if (!readAt(payload, m_payload.data(), m_payload.size())
            || crc32(m_payload.data(), m_payload.size()) != header.payloadCrc)
            return false;
        if (!understand(header, payload)) return false;
        m_at = next;
        ++m_sequence;
        return true;
    }

    bool understand(const BlockHeader& header, std::int64_t payload)
    {
        switch (header.type) {
        case BlockType::Meta: return takeMeta();
        case BlockType::Events: return takeEvents(header, payload);
        case BlockType::Strings: return takeStrings();
        case BlockType::Segment: return takeSegment(payload);
        case BlockType::Directory: return true; // what it says is known by now
        case BlockType::End: return takeEnd();
        }
        return true; // of a later version
    }

    bool takeEnd()
    {
        EndOfRun end;
        if (m_payload.size() != sizeof end) return false;
        std::memcpy(&end, m_payload.data(), sizeof end);
        m_data->totals = end.totals;
        m_ended = true;
        return true;
    }

    bool takeSegment(std::int64_t payload)
    {
        SegmentRef ref{payload + static_cast<std::int64_t>(sizeof(SegmentHeader)), {}, 0};
        if (m_payload.size() < sizeof ref.sizes) return false;
        std::memcpy(&ref.sizes, m_payload.data(), sizeof ref.sizes);
        const std::uint64_t bytes = std::uint64_t{ref.sizes.summaryBytes} + ref.sizes.checkpointBytes;
        return bytes == m_payload.size() - sizeof ref.sizes && addSegment(ref, m_payload.data() + sizeof ref.sizes);
    }

    bool addSegment(const SegmentRef& ref, const char* head)
    {
        const auto& [headBytes, summaryBytes, checkpointBytes] = ref.sizes;
        if (headBytes > std::min<std::uint64_t>(summaryBytes, SegmentRef::maxHead) || checkpointBytes > maxPayload)
            return false;
        if ((m_data->segments.size() + 1) * eventsPerSegment > m_data->inBlocks) return false;
        const auto* bytes = reinterpret_cast<const std::byte*>(head);
        m_data->segments.add({ref, std::make_shared<const std::vector<std::byte>>(bytes, bytes + headBytes)});
        return true;
    }

    /// Reads the block at `offset`, which must end at `end`.
    bool readBlock(std::int64_t offset, std::int64_t end, BlockType type)
    {
        BlockHeader header{};
        if (offset < 0 || !readAt(offset, &header, sizeof header) || header.magic != blockMagic
            || crcOf(header) != header.headerCrc || header.type != type)
            return false;
        const std::int64_t payload = offset + static_cast<std::int64_t>(sizeof header);
        if (payload + header.payloadBytes != end) return false;
        m_payload.resize(header.payloadBytes);
        return readAt(payload, m_payload.data(), m_payload.size())
               && crc32(m_payload.data(), m_payload.size()) == header.payloadCrc;
    }

    /// All at one glance, if the run ended in good order. False, and nothing taken, if there is no sound directory.
    bool takeDirectory()
    {
        const std::int64_t endBlock = m_size - static_cast<std::int64_t>(sizeof(BlockHeader) + sizeof(EndOfRun));
        EndOfRun end;
        if (!readBlock(endBlock, m_size, BlockType::End) || m_payload.size() != sizeof end) return false;
        std::memcpy(&end, m_payload.data(), sizeof end);
        if (!readBlock(end.directoryOffset, endBlock, BlockType::Directory)) return false;
        const auto before = *m_data;
        if (!takeBlocksAndSegments()) {
            *m_data = before;
            m_strings.clear();
            return false;
        }
        m_data->checks = std::make_shared<BlockChecks>(m_data->blocks.size());
        m_data->totals = end.totals;
        m_ended = true;
        m_at = m_size;
        return true;
    }

    bool takeBlocksAndSegments()
    {
        DirectoryHeader header;
        if (m_payload.size() < sizeof header) return false;
        std::memcpy(&header, m_payload.data(), sizeof header);
        const std::uint64_t most = m_payload.size();
        if (header.blocks > most || header.segments > most || header.textBytes > most || header.headBytes > most
            || sizeof header + header.blocks * sizeof(BlockRef) + header.segments * sizeof(SegmentRef)
                       + header.textBytes + header.headBytes
                   != most)
            return false;
        const char* at = m_payload.data() + sizeof header;
        for (std::uint64_t i = 0; i < header.blocks; ++i, at += sizeof(BlockRef))
            if (!addBlock(at)) return false;
        const char* refs = at;
        at += header.segments * sizeof(SegmentRef);
        if (!takeTexts({at, header.textBytes})) return false;
        at += header.textBytes;
        for (std::uint64_t i = 0; i < header.segments; ++i, refs += sizeof(SegmentRef)) {
            SegmentRef ref;
            std::memcpy(&ref, refs, sizeof ref);
            if (ref.sizes.headBytes > static_cast<std::size_t>(m_payload.data() + most - at) || ref.summaryOffset < 0
                || ref.checkpointOffset() + ref.sizes.checkpointBytes > m_size || !addSegment(ref, at))
                return false;
            at += ref.sizes.headBytes;
        }
        return true;
    }

    bool addBlock(const char* from)
    {
        BlockRef block;
        std::memcpy(&block, from, sizeof block);
        const std::int64_t bytes = std::int64_t{block.count} * static_cast<std::int64_t>(sizeof(probe::Event));
        if (block.count == 0 || block.firstEvent != m_data->inBlocks || block.payloadOffset < m_lastPayloadEnd
            || block.payloadOffset > m_size - bytes || block.firstTime > block.lastTime || block.firstTime < m_lastTime)
            return false;
        m_data->blocks.add(block);
        m_data->inBlocks += block.count;
        m_lastTime = block.lastTime;
        m_lastPayloadEnd = block.payloadOffset + bytes;
        return true;
    }

    bool takeMeta()
    {
        auto meta = metaFromJson(m_payload, m_name);
        if (!meta) {
            m_error = meta.error();
            return false;
        }
        m_data->meta = std::move(*meta);
        m_hasMeta = true;
        return true;
    }

    bool takeEvents(const BlockHeader& header, std::int64_t payload)
    {
        if (header.count == 0 || header.payloadBytes != header.count * sizeof(probe::Event)) return false;
        if (header.firstTime > header.lastTime || header.firstTime < m_lastTime) return false;
        countLost();
        m_data->blocks.add({payload, m_data->inBlocks, header.firstTime, header.lastTime, header.count, 0});
        m_data->inBlocks += header.count;
        m_lastTime = header.lastTime;
        return true;
    }

    // Only for files without an End block: their totals follow from what is there.
    void countLost()
    {
        for (std::size_t at = 0; at + sizeof(probe::Event) <= m_payload.size(); at += sizeof(probe::Event)) {
            probe::Event event;
            std::memcpy(&event, m_payload.data() + at, sizeof event);
            if (event.kind == probe::EventKind::EventsLost) m_lost += event.size;
        }
    }

    bool takeStrings() { return takeTexts(m_payload); }

    bool takeTexts(std::string_view texts)
    {
        while (!texts.empty() && m_strings.size() < maxStrings) {
            const std::size_t end = texts.find('\0');
            if (end == std::string_view::npos) return false;
            m_strings.emplace_back(texts.substr(0, end));
            texts.remove_prefix(end + 1);
        }
        return true;
    }

    TraceView finish()
    {
        if (m_at < m_size) m_data->truncatedAt = m_at;
        if (!m_ended) {
            if (m_data->truncatedAt < 0) m_data->truncatedAt = m_size; // no End block: the writer was cut off here
            m_data->totals = {m_data->inBlocks + m_lost, m_lost, m_lastTime};
        }
        m_data->totals.durationNs = std::max(m_data->totals.durationNs, m_lastTime);
        m_data->file = m_file;
        m_data->strings = std::make_shared<const std::vector<std::string>>(std::move(m_strings));
        return TraceView::Data::view(std::move(m_data));
    }

    std::string m_name;
    std::shared_ptr<const UniqueFd> m_file;
    std::int64_t m_size, m_readWhole;
    std::int64_t m_at = 0;
    std::uint64_t m_sequence = 0;
    std::int64_t m_lastTime = 0;
    std::int64_t m_lastPayloadEnd = 0; ///< of the directory's blocks: none lies within another
    std::uint64_t m_lost = 0;
    bool m_hasMeta = false, m_ended = false;
    std::optional<Error> m_error;
    std::string m_payload;
    std::vector<std::string> m_strings;
    std::shared_ptr<TraceView::Data> m_data = std::make_shared<TraceView::Data>();
};

} // namespace

Result<TraceView> TraceView::open(const std::filesystem::path& file, std::int64_t readWhole)
{
    UniqueFd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!fd) return failedCall("open", file.string());
    struct stat info {};
    if (fstat(fd.get(), &info) != 0) return failedCall("fstat", file.string());
    if (!S_ISREG(info.st_mode)) return fail(Error::badInput(file.string(), "not a regular file"));
    return Opener(file.string(), std::move(fd), info.st_size, readWhole).open();
}

} // namespace sluice::trace
