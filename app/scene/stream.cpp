#include "scene/stream.h"

#include "words/words.h"

#include <cmath>

namespace sluice::scene {

namespace {
constexpr double mostTokens = 12; // messages per second of screen time that can be told apart
constexpr double mostDots = 20;   // dots per second: at 60 pictures a second they still seem to move forward
constexpr double dotSpacing = 44;
constexpr double dotRadius = 5;

/// A number that is measured anew all the time says no more than three digits.
std::uint64_t rounded(double number)
{
    if (number < 1) return 0;
    const double unit = std::pow(10.0, std::max(0.0, std::floor(std::log10(number)) - 2));
    return static_cast<std::uint64_t>(std::llround(number / unit) * std::llround(unit));
}
} // namespace

std::optional<Stream> Stream::of(double messagesPerSecond, double stretch)
{
    double onScreen = stretch > 0 ? messagesPerSecond / stretch : 0;
    if (onScreen <= mostTokens) return std::nullopt;
    Stream stream{messagesPerSecond, 1};
    for (; onScreen > mostDots; onScreen /= 10) stream.perDot *= 10;
    return stream;
}

QString Stream::words() const
{
    return translated("scene", "%1 messages/s · each dot = %2 messages")
        .arg(grouped(rounded(messagesPerSecond)), grouped(perDot));
}

void drawStream(Sketch& sketch, const Way& way, const Stream& stream, std::uint64_t passed, Tone tone)
{
    if (way.empty()) return;
    sketch.line(way.rounded(10), tone, 3).opacity = 0.35;
    const double phase = static_cast<double>(passed % stream.perDot) / static_cast<double>(stream.perDot);
    for (double at = phase * dotSpacing; at < way.length(); at += dotSpacing) {
        const QPointF center = way.at(at);
        sketch.box({center.x() - dotRadius, center.y() - dotRadius, 2 * dotRadius, 2 * dotRadius}, dotRadius, tone);
    }
}

} // namespace sluice::scene
