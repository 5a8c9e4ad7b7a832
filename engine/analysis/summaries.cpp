#include "analysis/summaries.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace sluice::analysis {

Summaries::Summaries(const scenario::Scenario& scenario)
    : m_scenario(scenario), m_layout(scenario), m_builder(std::make_unique<SegmentBuilder>(scenario))
{}

void Summaries::extend(const trace::TraceView& trace)
{
    m_trace = trace;
    const std::size_t stored = trace.segmentCount();
    m_kept.erase(m_kept.begin(), m_kept.lower_bound(stored)); // in the file by now
    for (std::size_t i = segments(); i < stored; ++i) {
        // A file whose summaries are not of this layout is read as if it had none.
        if (trace.segmentHead(i).size() != m_layout.size()) break;
        addHead(trace.segmentHead(i));
    }
    catchUp(trace);
    m_end = trace.end();
    m_open = m_builder->open(m_end);
}

/// Works out what is not stored. Far behind, it goes on from the newest checkpoint instead of playing everything.
void Summaries::catchUp(const trace::TraceView& trace)
{
    const std::size_t known = segments();
    if (m_builder->taken() < known * trace::eventsPerSegment) {
        auto builder =
            known <= trace.segmentCount() ? SegmentBuilder::after(m_scenario, trace.checkpoint(known - 1)) : nullptr;
        if (builder && builder->taken() == known * trace::eventsPerSegment) m_builder = std::move(builder);
    }
    std::array<probe::Event, 1024> batch;
    std::vector<trace::Extract> done;
    while (const std::size_t got = trace.read(m_builder->taken(), batch)) {
        m_builder->take(std::span(batch).first(got), done);
        for (trace::Extract& extract : done) {
            // Played again from the start because its checkpoint was unreadable: the head is known already.
            const std::size_t index = (m_builder->taken() - 1) / trace::eventsPerSegment - 1;
            if (index < segments()) continue;
            addHead(extract.head);
            m_kept[index] = std::move(extract.summary);
        }
        done.clear();
    }
}

void Summaries::addHead(std::span<const std::byte> head)
{
    std::vector<std::byte> record(head.begin(), head.end());
    for (std::size_t level = 0;; ++level) {
        if (level == m_levels.size()) m_levels.emplace_back();
        auto& records = m_levels[level];
        records.insert(records.end(), record.begin(), record.end());
        if (records.size() / m_layout.size() % segment::fold != 0) return;
        const std::span<const std::byte> last = std::span(records).last(segment::fold * m_layout.size());
        m_layout.join(last.data(), segment::fold, record.data());
    }
}

bool Summaries::readSummary(std::size_t segment, std::size_t offset, std::span<std::byte> out) const
{
    if (const auto kept = m_kept.find(segment); kept != m_kept.end()) {
        if (offset + out.size() > kept->second.size()) return false;
        std::memcpy(out.data(), kept->second.data() + offset, out.size());
        return true;
    }
    return segment < m_trace.segmentCount() && m_trace.readSummary(segment, offset, out) == out.size();
}

const std::byte* Summaries::Cache::part(const Summaries& from, std::size_t segment, std::size_t begin, std::size_t end)
{
    if (const auto known = m_parts.find(segment); known != m_parts.end()) return known->second.data();
    std::vector<std::byte> bytes(end - begin);
    if (!from.readSummary(segment, begin, bytes)) return nullptr;
    if (m_order.size() >= m_most) {
        m_parts.erase(m_order.front());
        m_order.pop_front();
    }
    m_order.push_back(segment);
    return (m_parts[segment] = std::move(bytes)).data();
}

namespace {
constexpr int lastCoarse = 2;
}

const std::byte* Summaries::record(std::size_t segment, int level, std::size_t index) const
{
    const std::size_t size = m_layout.size(), edge = segment::recordsBefore(lastCoarse + 1) * size;
    const std::size_t at = (segment::recordsBefore(level) + index) * size;
    if (level <= lastCoarse) {
        const std::byte* part = m_coarse.part(*this, segment, 0, edge);
        return part ? part + at : nullptr;
    }
    const std::byte* part = m_fine.part(*this, segment, edge, detailsBegin());
    return part ? part + (at - edge) : nullptr;
}

namespace {
constexpr std::size_t groupsPerChunk = 16;
constexpr std::size_t mostChunks = 384; // at the densest a screen of lanes needs a fifth of them
} // namespace

Group Summaries::group(std::size_t segment, std::size_t index) const
{
    const std::size_t first = index / groupsPerChunk * groupsPerChunk;
    const std::size_t chunk = (segment * segment::groups + first) / groupsPerChunk;
    auto known = m_groups.find(chunk);
    if (known == m_groups.end()) {
        if (m_chunks.size() >= mostChunks) {
            m_groups.erase(m_chunks.front());
            m_chunks.pop_front();
        }
        m_chunks.push_back(chunk);
        known = m_groups.emplace(chunk, readGroups(segment, first, groupsPerChunk)).first;
    }
    return known->second.at(index - first);
}

Groups Summaries::readGroups(std::size_t segment, std::size_t from, std::size_t count) const
{
    constexpr std::uint32_t mostDetails = segment::eventsPerGroup * 4096;
    const std::size_t edge = segment::recordsBefore(lastCoarse + 1) * m_layout.size();
    const std::size_t offsets = segment::recordsBefore(segment::deepest + 1) * m_layout.size();
    Groups groups;
    const std::byte* part = m_fine.part(*this, segment, edge, detailsBegin());
    if (!part) return groups;
    std::vector<std::uint32_t> ends(count + 1); // where each group's details begin, and the last one's end
    std::memcpy(ends.data(), part + (offsets - edge) + from * sizeof(std::uint32_t), ends.size() * sizeof ends[0]);
    for (std::size_t i = 0; i < count; ++i)
        if (ends[i] > ends[i + 1] || ends[i + 1] - ends[i] > mostDetails) return groups; // no honest writer's
    std::vector<std::byte> details(ends.back() - ends.front());
    if (!readSummary(segment, detailsBegin() + ends.front(), details)) return groups;
    for (std::size_t i = 0; i < count; ++i) {
        const std::byte* head = record(segment, segment::deepest, from + i);
        if (!head) return groups;
        groups.add({std::span(details).subspan(ends[i] - ends.front(), ends[i + 1] - ends[i]),
                    DigestLayout::begin(head), DigestLayout::firstEvent(head)});
    }
    return groups;
}

} // namespace sluice::analysis
