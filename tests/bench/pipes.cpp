// Real processes over a real pipe: what the probe takes away.

#include "mechanisms/mechanism.h"
#include "probe/worker.h"
#include "results.h"
#include "support/no_names.h"

#include <functional>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sluice::bench {

namespace {

using Events = probe::Worker::Events;

constexpr int rounds = 21;
constexpr std::size_t ringBytes = 16 << 20; // holds all events of a round: nobody drains meanwhile

void pinToFirstCpu()
{
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(0, &one);
    sched_setaffinity(0, sizeof one, &one); // both on one core: the steadiest figure
}

pid_t inChild(const std::function<int()>& work)
{
    const pid_t pid = fork();
    if (pid != 0) return pid;
    pinToFirstCpu();
    _exit(work());
}

/// Seconds from the start of two processes to the end of both.
double secondsOf(const std::function<int()>& first, const std::function<int()>& second,
                 const std::function<void()>& closeOwn)
{
    const std::int64_t begin = probe::monotonicNow();
    const pid_t one = inChild(first), other = inChild(second);
    closeOwn();
    waitpid(one, nullptr, 0);
    waitpid(other, nullptr, 0);
    return static_cast<double>(probe::monotonicNow() - begin) * 1e-9;
}

/// The lesson's own roles, at full speed.
double throughputRun(Events events, std::int64_t size, std::int64_t count)
{
    const auto& mechanism = *mechanisms::find("pipe");
    std::vector<std::int64_t> values;
    for (const auto& setting : mechanism.settings) values.push_back(setting.initial);
    auto region = probe::Region::create(2, ringBytes, probe::safestFastClock());
    test::NoNames names;
    auto object = mechanism.create(values, names);
    if (!region || !object) return 0;
    const auto set = [&](const char* key, std::int64_t value) {
        const auto index = static_cast<std::size_t>(mechanisms::settingIndex(mechanism, key));
        for (const std::uint16_t id : {std::uint16_t{1}, std::uint16_t{2}})
            region->control({id}).settings[index] = value;
    };
    for (std::size_t i = 0; i < values.size(); ++i) set(mechanism.settings[i].key.data(), values[i]);
    set("writer.rate", 0);
    set("reader.rate", 0);
    set("writer.size", size);
    set("reader.size", 65536);
    set("writer.count", count);
    region->setStartRaw(1);
    const auto play = [&](std::uint16_t id, std::string_view name, probe::End unused) {
        for (const auto& descriptor : (*object)->descriptors())
            if (descriptor.end == unused) close(descriptor.fd);
        probe::Worker me(*region, {id}, events);
        for (const auto& role : mechanism.roles)
            if (role.name == name) return role.run(me, **object);
        return 1;
    };
    const double seconds =
        secondsOf([&] { return play(1, "writer", probe::End::Read); },
                  [&] { return play(2, "reader", probe::End::Write); }, [&] { (*object)->releaseInSupervisor(); });
    return static_cast<double>(size * count) / seconds / 1e6;
}

/// One message back and forth over two pipes; microseconds a round trip.
double roundTripRun(Events events, std::int64_t count)
{
    auto region = probe::Region::create(2, ringBytes, probe::safestFastClock());
    int there[2], back[2];
    if (!region || pipe(there) != 0 || pipe(back) != 0) return 0;
    const auto play = [&](std::uint16_t id, int in, int out, bool first) {
        probe::Worker me(*region, {id}, events);
        me.hasDescriptor(in, {1}, probe::End::Read);
        me.hasDescriptor(out, {2}, probe::End::Write);
        char message[64] = {};
        for (std::int64_t i = 0; i < count; ++i) {
            if (first && me.write(out, message, sizeof message) < 0) return 1;
            if (me.read(in, message, sizeof message) <= 0) return 1;
            if (!first && me.write(out, message, sizeof message) < 0) return 1;
        }
        return 0;
    };
    const double seconds =
        secondsOf([&] { return play(1, back[0], there[1], true); }, [&] { return play(2, there[0], back[1], false); },
                  [&] {
                      for (const int fd : {there[0], there[1], back[0], back[1]}) close(fd);
                  });
    return seconds / static_cast<double>(count) * 1e6;
}

/// Both ways, interleaved A B B A; the ratio is the median of the rounds' own ratios.
Result paired(const std::string& name, const std::string& unit, const std::string& meaning,
              const std::function<double(Events)>& run)
{
    std::vector<double> with, without, ratios;
    for (int i = 0; i < rounds; ++i) {
        const double a1 = run(Events::On), b1 = run(Events::Off), b2 = run(Events::Off), a2 = run(Events::On);
        with.insert(with.end(), {a1, a2});
        without.insert(without.end(), {b1, b2});
        ratios.push_back((a1 + a2) / (b1 + b2));
    }
    return {name, median(with), unit, median(without), median(ratios), meaning};
}

} // namespace

void measurePipes(Results& results)
{
    results.add(paired("pipe, 4 KiB: throughput", "MB/s", "with events against without; aim 0.95",
                       [](Events events) { return throughputRun(events, 4096, 20'000); }));
    results.add(paired("pipe, 64 B: throughput", "MB/s", "with events against without",
                       [](Events events) { return throughputRun(events, 64, 50'000); }));
    results.add(paired("pipe, 64 B: round trip", "µs", "with events against without",
                       [](Events events) { return roundTripRun(events, 4'000); }));
}

} // namespace sluice::bench
