#include "cli/compare_plans.h"

#include "compare/compare.h"

#include <algorithm>
#include <charconv>

namespace sluice::cli {

namespace {

using compare::Plan;

constexpr std::int64_t enoughBytes = 64 << 20; ///< of one pass one way, where the count may be chosen
constexpr std::int64_t fewest = 100, usualTrips = 300, messagesForEachTrip = 10;
constexpr std::int64_t tripsInAll = 15'300, bytesInAll = 1 << 30; ///< where the repetitions may be chosen
constexpr std::int64_t fewestTimes = 7, usualTimes = 51;

Read<std::int64_t> readWholeNumber(const std::string& text, const char* option)
{
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem == std::errc() && end == text.data() + text.size()) return number;
    return tl::unexpected(std::string(option) + ": '" + text + "' is not a whole number");
}

/// Small messages often, large ones as often as it takes to know.
void chooseCounts(Plan& plan, std::optional<std::int64_t> count)
{
    plan.roundTrips = count.value_or(std::clamp(enoughBytes / plan.size, fewest, usualTrips));
    plan.messages = std::max(std::min(messagesForEachTrip * plan.roundTrips, enoughBytes / plan.size), plan.roundTrips);
    plan.warmUp = std::max<std::int64_t>(1, plan.roundTrips / 10);
}

/// Small and few messages often, so that all lanes meet the same moods of the machine.
int chooseRepetitions(const Plan& plan)
{
    const std::int64_t times = std::min(tripsInAll / plan.roundTrips, bytesInAll / (plan.roundTrips * plan.size));
    return static_cast<int>(std::clamp(times, fewestTimes, usualTimes));
}

Read<std::vector<compare::Through>> readKinds(const std::vector<std::string>& words)
{
    std::vector<compare::Through> lanes;
    const auto add = [&lanes](compare::Through through) {
        if (std::find(lanes.begin(), lanes.end(), through) == lanes.end()) lanes.push_back(through);
    };
    for (const std::string& word : words) {
        const auto through = compare::throughNamed(word);
        if (through) add(*through);
        else if (word != "all") return tl::unexpected("no mechanism '" + word + "'; known are " + knownKinds());
        for (std::size_t i = 0; word == "all" && i < mechanisms::throughs; ++i) add(static_cast<compare::Through>(i));
    }
    return lanes;
}

template <class Choice>
Choice chosen(const std::string& word)
{
    for (unsigned i = 0; i < 2; ++i)
        if (compare::name(static_cast<Choice>(i)) == word) return static_cast<Choice>(i);
    return static_cast<Choice>(2); // the parser lets nothing else through
}

std::vector<std::string> parted(const std::string& text)
{
    std::vector<std::string> parts;
    for (std::size_t from = 0, to = 0; to != std::string::npos; from = to + 1) {
        to = text.find(',', from);
        parts.push_back(text.substr(from, to == std::string::npos ? to : to - from));
    }
    return parts;
}

} // namespace

std::string knownKinds()
{
    std::string all;
    for (std::size_t i = 0; i < mechanisms::throughs; ++i)
        all += (i > 0 ? ", " : "") + std::string(compare::name(static_cast<compare::Through>(i)));
    return all;
}

Read<std::vector<Plan>> readPlans(const CompareTexts& texts)
{
    const auto lanes = readKinds(texts.kinds);
    if (!lanes) return tl::unexpected(lanes.error());
    std::optional<std::int64_t> repetitions;
    if (!texts.repetitions.empty()) {
        const auto number = readWholeNumber(texts.repetitions, "--repeat");
        if (!number) return tl::unexpected(number.error());
        repetitions = *number;
    }
    const auto capacity = readWholeNumber(texts.capacity, "--capacity");
    if (!capacity) return tl::unexpected(capacity.error());
    std::optional<std::int64_t> count;
    if (!texts.count.empty()) {
        const auto number = readWholeNumber(texts.count, "--count");
        if (!number) return tl::unexpected(number.error());
        count = *number;
    }
    std::vector<Plan> plans;
    for (const std::string& part : parted(texts.size == "sweep" ? std::string(sweptSizes) : texts.size)) {
        const auto size = readWholeNumber(part, "--size");
        if (!size) return tl::unexpected(size.error());
        Plan plan;
        plan.lanes = *lanes;
        plan.size = *size;
        plan.waiting = chosen<compare::Waiting>(texts.waiting);
        plan.pinning = chosen<compare::Pinning>(texts.pinning);
        plan.capacity = *capacity;
        if (plan.size > 0) chooseCounts(plan, count);
        if (repetitions) plan.repetitions = static_cast<int>(std::clamp<std::int64_t>(*repetitions, -1, INT16_MAX));
        if (const auto allowed = compare::check(plan); !allowed)
            return tl::unexpected(allowed.error().call + ": " + allowed.error().context);
        if (!repetitions) plan.repetitions = chooseRepetitions(plan);
        plans.push_back(std::move(plan));
    }
    return plans;
}

} // namespace sluice::cli
