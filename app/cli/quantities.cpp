#include "cli/quantities.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

namespace sluice::cli {

namespace {

struct Unit {
    std::string_view name;
    double ns;
};
constexpr std::array<Unit, 6> timeUnits{{{"ns", 1}, {"us", 1e3}, {"µs", 1e3}, {"ms", 1e6}, {"s", 1e9}, {"", 1e9}}};
constexpr double longestNs = 24 * 3600e9;

template <class Number>
const char* readNumber(std::string_view text, Number& number)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() ? end : nullptr;
}

std::string quoted(std::string_view text) { return fmt::format("'{}'", text); }

} // namespace

Read<Duration> readDuration(std::string_view text)
{
    double number = 0;
    const char* end = readNumber(text, number);
    if (!end)
        return tl::unexpected(quoted(text) + " is not a duration; write 500ms, 1.5s, 200us, 10ns or plain seconds");
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    for (const Unit& each : timeUnits) {
        if (each.name != unit) continue;
        const double ns = number * each.ns;
        if (!(ns >= 0 && ns <= longestNs)) return tl::unexpected(quoted(text) + " is not between 0 and 24 hours");
        return Duration{std::llround(ns)};
    }
    return tl::unexpected(quoted(text) + " has an unknown unit " + quoted(unit) + "; known: ns, us, ms, s");
}

Read<PictureSize> readSize(std::string_view text)
{
    constexpr int smallest = 16, largest = 16384;
    constexpr std::int64_t mostPixels = 64'000'000;
    PictureSize size;
    const char* const all = text.data() + text.size();
    const char* cross = readNumber(text, size.width);
    const char* end = cross && cross < all && *cross == 'x'
                          ? readNumber({cross + 1, static_cast<std::size_t>(all - cross - 1)}, size.height)
                          : nullptr;
    if (!end || end != all) return tl::unexpected(quoted(text) + " is not a size; write it like 1920x1080");
    for (const int side : {size.width, size.height})
        if (side < smallest || side > largest)
            return tl::unexpected(
                fmt::format("each side must be from {} to {} pixels, not {}", smallest, largest, side));
    if (std::int64_t{size.width} * size.height > mostPixels)
        return tl::unexpected(fmt::format("{} has more than {} million pixels", text, mostPixels / 1'000'000));
    return size;
}

Read<std::vector<Duration>> readDurations(std::string_view text)
{
    std::vector<Duration> all;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t comma = std::min(text.find(',', at), text.size());
        const auto one = readDuration(text.substr(at, comma - at));
        if (!one) return tl::unexpected(one.error());
        all.push_back(*one);
        at = comma + 1;
    }
    return all;
}

Read<FilmSpeed> readSpeed(std::string_view text)
{
    constexpr double slowest = 1e-7, fastest = 100;
    FilmSpeed speed;
    std::string_view number = text;
    if (text == "idle") return FilmSpeed{FilmSpeed::Kind::ShortenIdle, 1};
    if (text == "follow") return FilmSpeed{FilmSpeed::Kind::FollowAction, 1};
    if (text.starts_with("follow*")) {
        speed.kind = FilmSpeed::Kind::FollowAction;
        number = text.substr(7);
    } else if (text.starts_with("idle*")) {
        speed.kind = FilmSpeed::Kind::ShortenIdle;
        number = text.substr(5);
    } else if (text.ends_with('x')) number.remove_suffix(1);
    if (number.empty() || readNumber(number, speed.speed) != number.data() + number.size())
        return tl::unexpected(quoted(text) + " is not a speed; write 0.1 (ten times slower), 2, idle, or follow");
    if (!(speed.speed >= slowest && speed.speed <= fastest))
        return tl::unexpected(quoted(text) + " is not between 1e-7 and 100");
    return speed;
}

Read<FrameRate> readRate(std::string_view text)
{
    constexpr int most = 240, finest = 1000;
    const auto wrong = [&](const char* what) { return tl::unexpected(quoted(text) + what); };
    FrameRate rate{0, 1};
    const char* const all = text.data() + text.size();
    const char* end = nullptr;
    if (const auto slash = text.find('/'); slash != std::string_view::npos) {
        end = readNumber(text.substr(slash + 1), rate.seconds);
        if (readNumber(text.substr(0, slash), rate.frames) != text.data() + slash) end = nullptr;
    } else {
        double perSecond = 0;
        end = readNumber(text, perSecond);
        if (!(perSecond >= 0 && perSecond <= most)) return wrong(" is not between 1 and 240 frames a second");
        const bool whole = perSecond == std::floor(perSecond);
        rate = {static_cast<int>(std::lround(perSecond * (whole ? 1 : finest))), whole ? 1 : finest};
    }
    if (end != all) return wrong(" is not a frame rate; write 30, 59.94 or 30000/1001");
    if (rate.seconds < 1 || rate.frames < rate.seconds || rate.frames / rate.seconds > most)
        return wrong(" is not between 1 and 240 frames a second");
    return rate;
}

Read<std::pair<std::string, std::int64_t>> readSetting(std::string_view text)
{
    const auto equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0)
        return tl::unexpected(quoted(text) + " is not KEY=VALUE; write it like writer.size=512");
    const std::string_view key = text.substr(0, equals), value = text.substr(equals + 1);
    if (value == "on") return std::pair{std::string(key), std::int64_t{1}};
    if (value == "off") return std::pair{std::string(key), std::int64_t{0}};
    std::int64_t number = 0;
    if (readNumber(value, number) != value.data() + value.size())
        return tl::unexpected(
            fmt::format("the value of {} must be a whole number, on or off, not {}", key, quoted(value)));
    return std::pair{std::string(key), number};
}

std::string grouped(std::uint64_t number)
{
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
    return digits;
}

std::string inWords(Duration duration)
{
    const auto ns = static_cast<double>(duration.ns);
    for (const Unit& unit : {timeUnits[4], timeUnits[3], timeUnits[1]})
        if (std::abs(ns) >= unit.ns) return fmt::format("{:.4g} {}", ns / unit.ns, unit.name);
    return fmt::format("{} ns", duration.ns);
}

} // namespace sluice::cli
