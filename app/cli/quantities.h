#pragma once

#include "base/trace_time.h"
#include "cli/request.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

namespace sluice::cli {

/// A value, or what is wrong with the text.
template <class T>
using Read = tl::expected<T, std::string>;

/// "500ms", "1.5s", "200us", "10ns", "2" (seconds). Not negative, at most 24 hours.
[[nodiscard]] Read<Duration> readDuration(std::string_view text);
/// "1920x1080": each side 16 to 16,384, at most 64 million pixels.
[[nodiscard]] Read<PictureSize> readSize(std::string_view text);
/// "1s,1.5s,2s": one duration or several.
[[nodiscard]] Read<std::vector<Duration>> readDurations(std::string_view text);
/// "0.1", "2x", "1e-3": how fast, from 1e-7 to 100; "idle": gaps shortened; "follow", "follow*2": by the action.
[[nodiscard]] Read<FilmSpeed> readSpeed(std::string_view text);
/// "25", "59.94", "30000/1001": frames a second, from 1 to 240.
[[nodiscard]] Read<FrameRate> readRate(std::string_view text);
/// "writer.size=512" or "reader.hold=on": key and value.
[[nodiscard]] Read<std::pair<std::string, std::int64_t>> readSetting(std::string_view text);

/// "65,536".
[[nodiscard]] std::string grouped(std::uint64_t number);
/// "1.284 s", "12.5 ms", "200 us", "10 ns": for people.
[[nodiscard]] std::string inWords(Duration duration);

} // namespace sluice::cli
