// One plain pair as a program of its own: a process that has ever had threads takes the slower way through many of the
// library's calls (__libc_single_threaded), and the bench has had some.

#include "plain_pairs.h"

#include <cstdio>
#include <cstdlib>

/// plain_pair MECHANISM SIZE ROUND-TRIPS MESSAGES WARM-UP CAPACITY SENDER-CPU RECEIVER-CPU EVENTS: prints the
/// nanoseconds of a round trip and the messages per second one way.
int main(int argc, char** argv)
{
    using namespace sluice;
    if (argc != 10) return 2;
    const auto through = compare::throughNamed(argv[1]);
    if (!through) return 2;
    compare::Plan plan;
    plan.size = std::atoll(argv[2]);
    plan.roundTrips = std::atoll(argv[3]);
    plan.messages = std::atoll(argv[4]);
    plan.warmUp = std::atoll(argv[5]);
    plan.capacity = std::atoll(argv[6]);
    const auto events = std::atoi(argv[9]) != 0 ? bench::PlainEvents::Plain : bench::PlainEvents::None;
    const auto times = bench::runPlainPair(plan, *through, {std::atoi(argv[7]), std::atoi(argv[8])}, events);
    std::printf("%.17g %.17g\n", times.roundTripNs, times.messagesPerSecond);
    return times.roundTripNs > 0 ? 0 : 1;
}
