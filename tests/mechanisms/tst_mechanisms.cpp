#include "mechanisms/mechanism.h"
#include "mechanisms/pattern.h"
#include "mechanisms/record.h"
#include "probe/region.h"
#include "support/no_names.h"
#include "support/test_class.h"

#include <cstdio>
#include <random>
#include <set>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace sluice;
using namespace sluice::mechanisms;

namespace {

std::vector<std::int64_t> initialValues(const Mechanism& mechanism)
{
    std::vector<std::int64_t> values;
    for (const Setting& setting : mechanism.settings) values.push_back(setting.initial);
    return values;
}

test::NoNames names;

} // namespace

class TestMechanisms : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tableIsSound();
    void keysOfThePipe();
    void settingsAreFound();
    void pipeIsMadeAndSeen();
    void capacityIsApplied();
    void refusedCapacityIsAnError();
    void noFreeDescriptorIsALimit();
    void patternIsKnownEverywhere();
    void tornRecordsAreFound();
};

void TestMechanisms::tableIsSound()
{
    std::set<std::string_view> kinds;
    for (const Mechanism& mechanism : all()) {
        QVERIFY(kinds.insert(mechanism.kind).second);
        QCOMPARE(find(mechanism.kind), &mechanism);
        QVERIFY(!mechanism.roles.empty() && mechanism.create && mechanism.view && mechanism.apply);
        QVERIFY(mechanism.settings.size() <= probe::maxSettings);
        std::set<std::string_view> keys;
        for (const Setting& setting : mechanism.settings) {
            QVERIFY(keys.insert(setting.key).second);
            QVERIFY(!setting.label.empty());
            QVERIFY(setting.key.find('.') != std::string_view::npos);
            QVERIFY(setting.min <= setting.initial && setting.initial <= setting.max);
            if (setting.kind == Setting::Kind::Toggle) QVERIFY(setting.min == 0 && setting.max == 1);
        }
    }
    QVERIFY(!find("pigeon"));
}

void TestMechanisms::keysOfThePipe()
{
    // Lessons, --set and recorded traces name settings by key and index: neither may change.
    const std::vector<std::string_view> expected{
        "writer.rate",    "writer.size",   "writer.count",          "writer.nonblocking", "writer.ignore-sigpipe",
        "writer.close",   "reader.rate",   "reader.size",           "reader.nonblocking", "reader.verify",
        "reader.close",   "pipe.capacity", "reader.keep-write-end", "reader.close-write", "writer.records",
        "reader.records", "pipe.named"};
    std::vector<std::string_view> keys;
    for (const Setting& setting : find("pipe")->settings) keys.push_back(setting.key);
    QVERIFY(keys == expected);
}

void TestMechanisms::settingsAreFound()
{
    const Mechanism& pipe = *find("pipe");
    const int index = settingIndex(pipe, "pipe.capacity");
    QCOMPARE(pipe.settings[static_cast<std::size_t>(index)].doer, Setting::Doer::Supervisor);
    QCOMPARE(settingIndex(pipe, "pipe"), -1);
}

void TestMechanisms::pipeIsMadeAndSeen()
{
    const Mechanism& pipe = *find("pipe");
    auto object = pipe.create(initialValues(pipe), names);
    QVERIFY(object.has_value());
    const auto descriptors = (*object)->descriptors();
    QCOMPARE(descriptors.size(), std::size_t{2});
    QCOMPARE(descriptors[0].end, probe::End::Read);
    QCOMPARE(descriptors[1].end, probe::End::Write);
    QCOMPARE(write(descriptors[1].fd, "abc", 3), ssize_t{3});
    for (const auto& descriptor : descriptors) { // either end tells the same
        QCOMPARE(pipe.view(descriptor.fd, -1).depthBytes, std::int64_t{3});
        QCOMPARE(pipe.view(descriptor.fd, -1).capacityBytes, std::int64_t{65536});
    }
    QCOMPARE(pipe.view(-1, -1).depthBytes, std::int64_t{-1});
    QCOMPARE(pipe.view(-1, -1).capacityBytes, std::int64_t{-1});
    (*object)->releaseInSupervisor();
    QCOMPARE(pipe.view(descriptors[0].fd, -1).depthBytes, std::int64_t{-1});
}

void TestMechanisms::capacityIsApplied()
{
    const Mechanism& pipe = *find("pipe");
    auto values = initialValues(pipe);
    const auto index = static_cast<std::size_t>(settingIndex(pipe, "pipe.capacity"));
    values[index] = 8192;
    auto object = pipe.create(values, names);
    QVERIFY(object.has_value());
    const int writeEnd = (*object)->descriptors()[1].fd;
    QCOMPARE(pipe.view(writeEnd, -1).capacityBytes, std::int64_t{8192});
    const auto made = pipe.apply(writeEnd, pipe.settings[index], 10'000);
    QVERIFY(made.has_value());
    QCOMPARE(*made, std::int64_t{16384}); // rounded up
}

void TestMechanisms::refusedCapacityIsAnError()
{
    const Mechanism& pipe = *find("pipe");
    auto object = pipe.create(initialValues(pipe), names);
    QVERIFY(object.has_value());
    const int writeEnd = (*object)->descriptors()[1].fd;
    const std::vector<char> bytes(20'000);
    QCOMPARE(write(writeEnd, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
    const auto& capacity = pipe.settings[static_cast<std::size_t>(settingIndex(pipe, "pipe.capacity"))];
    const auto made = pipe.apply(writeEnd, capacity, 4096);
    QVERIFY(!made);
    QCOMPARE(made.error().number, EBUSY);
}

void TestMechanisms::noFreeDescriptorIsALimit()
{
    const pid_t child = fork();
    if (child == 0) {
        const rlimit limit{4, 4};
        setrlimit(RLIMIT_NOFILE, &limit);
        const Mechanism& pipe = *find("pipe");
        const auto object = pipe.create(initialValues(pipe), names);
        _exit(!object && object.error().code == Error::Code::Limit && object.error().number == EMFILE ? 0 : 1);
    }
    int status = -1;
    QCOMPARE(waitpid(child, &status, 0), child);
    QCOMPARE(status, 0);
}

void TestMechanisms::patternIsKnownEverywhere()
{
    const Pattern pattern(100'000);
    const Pattern other(10);
    for (const std::uint64_t offset : {0ULL, 1ULL, 65'520ULL, 65'521ULL, 1'000'000'007ULL}) {
        std::vector<std::byte> bytes(pattern.at(offset), pattern.at(offset) + 100'000);
        QVERIFY(pattern.matches(offset, bytes.data(), bytes.size()));
        QVERIFY(!pattern.matches(offset + 1, bytes.data(), bytes.size()));
        QVERIFY(!pattern.matches(offset + 4096, bytes.data(), bytes.size()));
        bytes[99'999] ^= std::byte{1};
        QVERIFY(!pattern.matches(offset, bytes.data(), bytes.size()));
        QVERIFY(other.matches(offset, bytes.data(), 10));
    }
}

/// Records of two writers, whole or with another one in their middle, read in pieces of any size.
void TestMechanisms::tornRecordsAreFound()
{
    const Pattern pattern(largestRecord);
    std::mt19937 random(1);
    for (int round = 0; round < 200; ++round) {
        std::vector<std::byte> stream, one, other;
        unsigned torn = 0, whole = 0;
        for (std::uint32_t number = 1; number <= 30; ++number) {
            makeRecord(pattern, 1, number, random() % 9000, one);
            makeRecord(pattern, 2, number, random() % 9000, other);
            const bool cut = random() % 4 == 0 && one.size() > sizeof(RecordHead) + 8;
            const std::size_t place =
                cut ? sizeof(RecordHead) + 1 + random() % (one.size() - sizeof(RecordHead) - 4) : one.size();
            stream.insert(stream.end(), one.begin(), one.begin() + static_cast<std::ptrdiff_t>(place));
            stream.insert(stream.end(), other.begin(), other.end());
            stream.insert(stream.end(), one.begin() + static_cast<std::ptrdiff_t>(place), one.end());
            torn += cut ? 2 : 0; // where it breaks off, and where the rest of it comes
            whole += cut ? 1 : 2;
        }
        RecordReader reader(pattern);
        unsigned found = 0;
        for (std::size_t at = 0; at < stream.size();) {
            const std::size_t piece = std::min<std::size_t>(1 + random() % 5000, stream.size() - at);
            found += reader.take(std::span(stream).subspan(at, piece));
            at += piece;
        }
        QCOMPARE(reader.whole(), whole);
        // The rest of a record that is shorter than a head is noticed with what follows it.
        QVERIFY(found <= torn && found + 1 >= torn);
    }
}

SLUICE_TEST(TestMechanisms)
#include "tst_mechanisms.moc"
