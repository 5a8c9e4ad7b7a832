#include "base/futex.h"
#include "base/mapping.h"
#include "base/process.h"
#include "base/unique_fd.h"
#include "support/test_class.h"

#include <csignal>
#include <cstddef>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>

using namespace sluice;

class TestBase : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void errorTellsAllFacts();
    void limitsAreNamed_data();
    void limitsAreNamed();
    void fdHasOneOwner();
    void mappingIsShared();
    void futexWakesAndTimesOut();
    void descriptorOfAnotherProcess();
    void reopensWhereDuplicatingIsForbidden();
    void signalReachesOnlyThatProcess();
};

void TestBase::errorTellsAllFacts()
{
    QCOMPARE(Error::ofCall("open", ENOENT, "a.sluice").describe(),
             std::string("open: a.sluice: No such file or directory (ENOENT)"));
    QCOMPARE(Error::badInput("x.json:3", "/id: missing").describe(), std::string("x.json:3: /id: missing"));
}

void TestBase::limitsAreNamed_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("names");
    QTest::newRow("files") << "pipe" << EMFILE << "RLIMIT_NOFILE";
    QTest::newRow("files of all") << "open" << ENFILE << "file-max";
    QTest::newRow("processes") << "fork" << EAGAIN << "RLIMIT_NPROC";
    QTest::newRow("memory") << "mmap" << ENOMEM << "memory";
    QTest::newRow("space") << "write" << ENOSPC << "space";
    QTest::newRow("no limit") << "read" << EAGAIN << "";
}

void TestBase::limitsAreNamed()
{
    QFETCH(QString, call);
    QFETCH(int, number);
    QFETCH(QString, names);
    const Error error = Error::ofCall(call.toStdString(), number);
    QCOMPARE(error.code, names.isEmpty() ? Error::Code::SystemCall : Error::Code::Limit);
    QVERIFY(QString::fromStdString(error.context).contains(names));
}

void TestBase::fdHasOneOwner()
{
    int ends[2];
    QCOMPARE(pipe(ends), 0);
    UniqueFd first(ends[0]);
    const UniqueFd other(ends[1]);
    UniqueFd second = std::move(first);
    QVERIFY(!first.valid());
    QCOMPARE(second.get(), ends[0]);
    second.reset();
    QCOMPARE(fcntl(ends[0], F_GETFD), -1);
    QVERIFY(fcntl(ends[1], F_GETFD) >= 0);
}

void TestBase::mappingIsShared()
{
    const UniqueFd fd(memfd_create("test", MFD_CLOEXEC));
    QCOMPARE(ftruncate(fd.get(), 8192), 0);
    auto writable = Mapping::map(fd.get(), 8192, Mapping::Access::ReadWrite);
    auto readable = Mapping::map(fd.get(), 4096, Mapping::Access::Read, 4096);
    QVERIFY(writable && readable);
    writable->bytes()[4096] = std::byte{42};
    QCOMPARE(readable->bytes()[0], std::byte{42});
    const Mapping moved = std::move(*readable);
    QVERIFY(!readable->data());
    QCOMPARE(moved.bytes()[0], std::byte{42});
    QVERIFY(!Mapping::map(-1, 4096, Mapping::Access::Read));
}

void TestBase::futexWakesAndTimesOut()
{
    std::atomic<std::uint32_t> word{0};
    std::thread waker([&] {
        word.store(1);
        futexWakeAll(word);
    });
    while (word.load() == 0) futexWait(word, 0);
    waker.join();
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    const std::int64_t ns = std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
    futexWait(word, 1, ns + 1'000'000);         // would wait for ever if the limit did not work
    futexWait(word, 0, ns + 1'000'000'000'000); // returns at once: the word holds something else
    QCOMPARE(word.load(), 1u);
}

void TestBase::descriptorOfAnotherProcess()
{
    int ends[2];
    QCOMPARE(pipe(ends), 0);
    const UniqueFd readEnd(ends[0]);
    UniqueFd writeEnd(ends[1]);
    const pid_t child = fork();
    if (child == 0) {
        pause();
        _exit(0);
    }
    writeEnd.reset(); // now only the child has it
    auto pidfd = openPidfd(child);
    QVERIFY(pidfd.has_value());
    {
        auto copy = duplicateDescriptor(pidfd->get(), ends[1]);
        QVERIFY(copy.has_value());
        QCOMPARE(write(copy->get(), "x", 1), ssize_t{1});
    }
    QVERIFY(!duplicateDescriptor(pidfd->get(), 999));
    QCOMPARE(duplicateDescriptor(pidfd->get(), 999).error().number, EBADF);
    QVERIFY(sendSignal(pidfd->get(), SIGKILL));
    QCOMPARE(waitpid(child, nullptr, 0), child);
    char byte = 0;
    QCOMPARE(read(readEnd.get(), &byte, 1), ssize_t{1});
    QCOMPARE(read(readEnd.get(), &byte, 1), ssize_t{0}); // the copy did not outlive its scope
}

namespace {

/// From now on pidfd_getfd fails in this process as under a strict security module.
void forbidPidfdGetfd()
{
    sock_filter program[] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
                             BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_pidfd_getfd, 0, 1),
                             BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
                             BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    const sock_fprog filter{std::size(program), program};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter);
}

} // namespace

void TestBase::reopensWhereDuplicatingIsForbidden()
{
    int ends[2];
    QCOMPARE(pipe(ends), 0);
    const UniqueFd readEnd(ends[0]), writeEnd(ends[1]);
    const pid_t child = fork();
    if (child == 0) {
        forbidPidfdGetfd();
        auto pidfd = openPidfd(getppid());
        if (!pidfd || duplicateDescriptor(pidfd->get(), ends[1])) _exit(1);
        const auto copy = duplicateOrReopen(pidfd->get(), getppid(), ends[1]);
        _exit(copy && write(copy->get(), "x", 1) == 1 ? 0 : 2);
    }
    int status = -1;
    QCOMPARE(waitpid(child, &status, 0), child);
    QCOMPARE(status, 0);
    char byte = 0;
    QCOMPARE(read(readEnd.get(), &byte, 1), ssize_t{1});
    QCOMPARE(byte, 'x');
}

void TestBase::signalReachesOnlyThatProcess()
{
    const pid_t child = fork();
    if (child == 0) _exit(0);
    auto pidfd = openPidfd(child);
    QVERIFY(pidfd.has_value());
    QCOMPARE(waitpid(child, nullptr, 0), child);
    const auto sent = sendSignal(pidfd->get(), SIGKILL);
    QVERIFY(!sent);
    QCOMPARE(sent.error().number, ESRCH);
}

SLUICE_TEST(TestBase)
#include "tst_base.moc"
