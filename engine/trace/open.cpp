#include "trace/trace_data.h"

#include <algorithm>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sluice::trace {

namespace {

/// Payloads of files up to this size are all checked when the file is opened, of larger ones all but the events.
constexpr std::int64_t checkedWhole = 256 << 20;
constexpr std::size_t maxStrings = 65536;

/// Steps through the blocks of a file. Stops at the first byte that it does not understand.
class Opener
{
public:
    Opener(std::string name, UniqueFd file, std::int64_t size)
        : m_name(std::move(name)), m_file(std::make_shared<const UniqueFd>(std::move(file))), m_size(size)
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
            || header.sequence != m_sequence || header.payloadBytes > maxPayload)
            return false;
        const std::int64_t payload = m_at + static_cast<std::int64_t>(sizeof header);
        const std::int64_t next = payload + header.payloadBytes;
        if (next > m_size) return false;
        const bool last = next == m_size;
        if (header.type != BlockType::Events || m_size <= checkedWhole || last) {
            m_payload.resize(header.payloadBytes);
            if (!readAt(payload, m_payload.data(), m_payload.size())
                || crc32(m_payload.data(), m_payload.size()) != header.payloadCrc)
                return false;
        }
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
        case BlockType::End:
            if (m_payload.size() != sizeof(Totals)) return false;
            std::memcpy(&m_data->totals, m_payload.data(), sizeof(Totals));
            m_ended = true;
            return true;
        }
        return true; // of a later version
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
        if (m_size <= checkedWhole) countLost();
        m_data->blocks.add({payload, m_data->inBlocks, header.count, header.firstTime, header.lastTime});
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

    bool takeStrings()
    {
        std::size_t begin = 0;
        while (begin < m_payload.size() && m_strings.size() < maxStrings) {
            const std::size_t end = m_payload.find('\0', begin);
            if (end == std::string::npos) return false;
            m_strings.push_back(m_payload.substr(begin, end - begin));
            begin = end + 1;
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
    std::int64_t m_size;
    std::int64_t m_at = 0;
    std::uint64_t m_sequence = 0;
    std::int64_t m_lastTime = 0;
    std::uint64_t m_lost = 0;
    bool m_hasMeta = false, m_ended = false;
    std::optional<Error> m_error;
    std::string m_payload;
    std::vector<std::string> m_strings;
    std::shared_ptr<TraceView::Data> m_data = std::make_shared<TraceView::Data>();
};

} // namespace

Result<TraceView> TraceView::open(const std::filesystem::path& file)
{
    UniqueFd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!fd) return failedCall("open", file.string());
    struct stat info {};
    if (fstat(fd.get(), &info) != 0) return failedCall("fstat", file.string());
    if (!S_ISREG(info.st_mode)) return fail(Error::badInput(file.string(), "not a regular file"));
    return Opener(file.string(), std::move(fd), info.st_size).open();
}

} // namespace sluice::trace
