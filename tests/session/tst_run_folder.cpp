#include "supervisor/run_folder.h"
#include "support/test_class.h"

#include <QTemporaryDir>

#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <mqueue.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>

using namespace sluice;
using namespace sluice::supervisor;
namespace fs = std::filesystem;

namespace {

bool sharedMemoryExists(const std::string& name)
{
    const UniqueFd fd(shm_open(name.c_str(), O_RDONLY, 0));
    return fd.valid();
}

void makeSharedMemory(const std::string& name)
{
    UniqueFd(shm_open(name.c_str(), O_RDWR | O_CREAT | O_EXCL, 0600)).reset();
}

void makeFile(const fs::path& path) { std::ofstream(path) << "x"; }

/// Runs `life` in a child that is then killed, as a supervisor may be.
template <class Life>
void liveAndDie(const Life& life)
{
    const pid_t child = fork();
    if (child == 0) {
        life();
        raise(SIGKILL);
    }
    QCOMPARE(waitpid(child, nullptr, 0), child);
}

} // namespace

class TestRunFolder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void baseIsPrivate();
    void baseOfOthersIsRefused_data();
    void baseOfOthersIsRefused();
    void endedRunLeavesNothing();
    void deadRunIsSwept();
    void livingRunIsNotTouched();
    void onlyOwnNamesAreRemoved();
    void forgottenNamesAreNotRemoved();
    void recordRefusesForeignNames_data();
    void recordRefusesForeignNames();
    void halfALineIsPassedOver();
    void folderWithoutLockIsSwept();

private:
    [[nodiscard]] fs::path base() const { return m_dir->path().toStdString(); }
    [[nodiscard]] int runs() const
    {
        int count = 0;
        for (const auto& entry : fs::directory_iterator(base()))
            count += entry.path().filename().string().starts_with("run-") ? 1 : 0;
        return count;
    }
    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestRunFolder::init() { m_dir = std::make_unique<QTemporaryDir>(); }

void TestRunFolder::baseIsPrivate()
{
    qputenv("XDG_RUNTIME_DIR", m_dir->path().toUtf8());
    const auto found = RunFolder::base();
    QVERIFY(found.has_value());
    QCOMPARE(*found, base() / "sluice");
    struct stat info {};
    QCOMPARE(stat(found->c_str(), &info), 0);
    QCOMPARE(info.st_mode & 0777U, 0700U);
    QVERIFY(RunFolder::base().has_value()); // the second time as well
    qputenv("XDG_RUNTIME_DIR", "relative/path");
    const auto fallback = RunFolder::base();
    QVERIFY(fallback.has_value());
    QCOMPARE(*fallback, fs::path("/tmp/sluice-" + std::to_string(geteuid())));
    qunsetenv("XDG_RUNTIME_DIR");
}

void TestRunFolder::baseOfOthersIsRefused_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("open to others") << 0;
    QTest::newRow("a symbolic link") << 1;
    QTest::newRow("a file") << 2;
}

void TestRunFolder::baseOfOthersIsRefused()
{
    QFETCH(int, kind);
    const fs::path folder = base() / "sluice";
    if (kind == 0) {
        fs::create_directory(folder);
        fs::permissions(folder, fs::perms::all);
    } else if (kind == 1) {
        fs::create_directory(base() / "elsewhere");
        fs::permissions(base() / "elsewhere", fs::perms::owner_all);
        fs::create_symlink(base() / "elsewhere", folder);
    } else {
        makeFile(folder);
    }
    qputenv("XDG_RUNTIME_DIR", m_dir->path().toUtf8());
    QVERIFY(!RunFolder::base());
    qunsetenv("XDG_RUNTIME_DIR");
}

void TestRunFolder::endedRunLeavesNothing()
{
    std::string name;
    {
        auto folder = RunFolder::create(base());
        QVERIFY(folder.has_value());
        name = "/sluice-" + folder->runId() + "-segment";
        QVERIFY(folder->names().record({Name::Kind::SharedMemory, name}));
        makeSharedMemory(name);
        QVERIFY(folder->names().record({Name::Kind::File, "fifo"}));
        QCOMPARE(mkfifo((folder->path() / "fifo").c_str(), 0600), 0);
        QCOMPARE(runs(), 1);
    }
    QVERIFY(!sharedMemoryExists(name));
    QCOMPARE(runs(), 0);
}

void TestRunFolder::deadRunIsSwept()
{
    const std::string note = (base() / "note").string();
    liveAndDie([&] {
        auto* folder = new RunFolder(std::move(*RunFolder::create(base()))); // never destroyed
        const std::string name = "/sluice-" + folder->runId() + "-x";
        (void)folder->names().record({Name::Kind::SharedMemory, name});
        makeSharedMemory(name);
        (void)folder->names().record({Name::Kind::MessageQueue, name});
        mq_open(name.c_str(), O_RDWR | O_CREAT | O_EXCL, 0600, nullptr);
        (void)folder->names().record({Name::Kind::File, "fifo"});
        mkfifo((folder->path() / "fifo").c_str(), 0600);
        (void)folder->names().record({Name::Kind::File, "never made"});
        std::ofstream(note) << name << std::flush;
    });
    std::string name;
    std::ifstream(note) >> name;
    QVERIFY(sharedMemoryExists(name));
    QCOMPARE(runs(), 1);
    const auto swept = RunFolder::sweep(base());
    QVERIFY(swept.has_value());
    QCOMPARE(*swept, 1);
    QVERIFY(!sharedMemoryExists(name));
    QCOMPARE(mq_open(name.c_str(), O_RDONLY), static_cast<mqd_t>(-1));
    QCOMPARE(runs(), 0);
    QCOMPARE(*RunFolder::sweep(base()), 0);
}

void TestRunFolder::livingRunIsNotTouched()
{
    auto folder = RunFolder::create(base());
    QVERIFY(folder.has_value());
    QCOMPARE(*RunFolder::sweep(base()), 0);
    QVERIFY(fs::exists(folder->path() / "names"));
    auto second = RunFolder::create(base());
    QVERIFY(second.has_value());
    QVERIFY(second->runId() != folder->runId());
    QCOMPARE(runs(), 2);
}

void TestRunFolder::onlyOwnNamesAreRemoved()
{
    const std::string foreign = "/sluice-test-foreign-" + std::to_string(getpid());
    makeSharedMemory(foreign);
    makeFile(base() / "precious");
    fs::create_directory(base() / "kept");
    makeFile(base() / "kept" / "file");
    liveAndDie([&] {
        auto* folder = new RunFolder(std::move(*RunFolder::create(base()))); // never destroyed
        // A journal that was tampered with.
        std::ofstream(folder->path() / "names", std::ios::app)
            << "+ s " << foreign << "\n+ f ../precious\n+ f /etc/passwd\n+ f .\n+ f ..\n+ z what\n+\n\n";
        fs::create_symlink(base() / "kept", folder->path() / "link");
    });
    QCOMPARE(*RunFolder::sweep(base()), 1);
    QVERIFY(sharedMemoryExists(foreign));
    QVERIFY(fs::exists(base() / "precious"));
    QVERIFY(fs::exists(base() / "kept" / "file")); // a link is removed, not what it leads to
    QCOMPARE(runs(), 0);
    shm_unlink(foreign.c_str());
}

void TestRunFolder::forgottenNamesAreNotRemoved()
{
    auto folder = RunFolder::create(base());
    QVERIFY(folder.has_value());
    const Name fifo{Name::Kind::File, "fifo"};
    const Name socket{Name::Kind::File, "socket"};
    QVERIFY(folder->names().record(fifo));
    QVERIFY(folder->names().record(socket));
    QVERIFY(folder->names().forget(fifo));
    QVERIFY((NameJournal::standing(folder->path(), folder->runId()) == std::vector<Name>{socket}));
    QVERIFY(folder->names().record(fifo));
    QVERIFY((NameJournal::standing(folder->path(), folder->runId()) == std::vector<Name>{socket, fifo}));
}

void TestRunFolder::recordRefusesForeignNames_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("text");
    const int file = static_cast<int>(Name::Kind::File);
    const int memory = static_cast<int>(Name::Kind::SharedMemory);
    QTest::newRow("path") << file << "a/b";
    QTest::newRow("parent") << file << "..";
    QTest::newRow("empty") << file << "";
    QTest::newRow("two lines") << file << "a\n+ f b";
    QTest::newRow("without the run's id") << memory << "/sluice-segment";
    QTest::newRow("too long") << file << QString(300, 'x');
}

void TestRunFolder::recordRefusesForeignNames()
{
    QFETCH(int, kind);
    QFETCH(QString, text);
    auto folder = RunFolder::create(base());
    QVERIFY(folder.has_value());
    QVERIFY(!folder->names().record({static_cast<Name::Kind>(kind), text.toStdString()}));
    QVERIFY(NameJournal::standing(folder->path(), folder->runId()).empty());
}

void TestRunFolder::halfALineIsPassedOver()
{
    auto folder = RunFolder::create(base());
    QVERIFY(folder.has_value());
    QVERIFY(folder->names().record({Name::Kind::File, "whole"}));
    std::ofstream(folder->path() / "names", std::ios::app) << "+ f hal";
    QVERIFY((NameJournal::standing(folder->path(), folder->runId()) == std::vector<Name>{{Name::Kind::File, "whole"}}));
}

void TestRunFolder::folderWithoutLockIsSwept()
{
    fs::create_directory(base() / "run-1-2");
    QCOMPARE(*RunFolder::sweep(base()), 1);
    QCOMPARE(runs(), 0);
}

SLUICE_TEST(TestRunFolder)
#include "tst_run_folder.moc"
