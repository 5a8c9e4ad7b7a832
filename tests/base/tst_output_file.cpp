#include "base/output_file.h"
#include "support/test_class.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>

using namespace sluice;

namespace {

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
}

} // namespace

/// A file is there when it is whole, and not before.
class TestOutputFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isThereOnceItIsWhole();
    void withoutACommitNothingIsLeft();
    void theOldOneStaysUntilThen();
    void whoIsKilledLeavesNothing();
    void aLinkIsFollowed();
    void refused_data();
    void refused();
    void aFullDiskIsTold();
    void aDeviceIsNotReplaced();

private:
    [[nodiscard]] QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    /// All that stands in the folder, hidden names included.
    [[nodiscard]] QStringList names() const
    {
        return QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden | QDir::System);
    }
    QTemporaryDir m_folder;
};

void TestOutputFile::isThereOnceItIsWhole()
{
    auto file = OutputFile::create(path("a").toStdString());
    QVERIFY(file);
    QVERIFY(file->write("one ") && file->write("two"));
    QVERIFY(!QFile::exists(path("a")));
    QVERIFY(file->commit());
    QCOMPARE(contents(path("a")), QByteArray("one two"));
    struct stat info {};
    QCOMPARE(stat(path("a").toUtf8().constData(), &info), 0);
    const mode_t mask = umask(0);
    umask(mask);
    QCOMPARE(info.st_mode & 0777, 0666 & ~mask);
    QVERIFY(QFile::remove(path("a")));
}

void TestOutputFile::withoutACommitNothingIsLeft()
{
    const QStringList before = names();
    {
        auto file = OutputFile::create(path("b").toStdString());
        QVERIFY(file && file->write("half"));
    }
    QCOMPARE(names(), before);
}

void TestOutputFile::theOldOneStaysUntilThen()
{
    auto first = OutputFile::create(path("c").toStdString());
    QVERIFY(first && first->write("old") && first->commit());
    {
        auto dropped = OutputFile::create(path("c").toStdString());
        QVERIFY(dropped && dropped->write("half of the new"));
    }
    QCOMPARE(contents(path("c")), QByteArray("old"));
    auto second = OutputFile::create(path("c").toStdString());
    QVERIFY(second && second->write("new") && second->commit());
    QCOMPARE(contents(path("c")), QByteArray("new"));
    QCOMPARE(names(), QStringList("c"));
    QVERIFY(QFile::remove(path("c")));
}

void TestOutputFile::whoIsKilledLeavesNothing()
{
    const int probe = open(m_folder.path().toUtf8().constData(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (probe < 0) QSKIP("this file system has no files without a name");
    ::close(probe);
    const pid_t child = fork();
    if (child == 0) {
        auto file = OutputFile::create(path("d").toStdString());
        if (file) (void)file->write("half");
        raise(SIGKILL);
    }
    int status = 0;
    QCOMPARE(waitpid(child, &status, 0), child);
    QVERIFY(WIFSIGNALED(status));
    QCOMPARE(names(), QStringList());
}

void TestOutputFile::aLinkIsFollowed()
{
    QVERIFY(QFile::link(path("target"), path("link")));
    {
        QFile target(path("target"));
        QVERIFY(target.open(QIODevice::WriteOnly));
    }
    auto file = OutputFile::create(path("link").toStdString());
    QVERIFY(file && file->write("x") && file->commit());
    QCOMPARE(contents(path("target")), QByteArray("x"));
    QVERIFY(QFileInfo(path("link")).isSymLink());
    QVERIFY(QFile::remove(path("link")) && QFile::remove(path("target")));
}

void TestOutputFile::refused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("number");
    QTest::newRow("folder") << m_folder.path() << EISDIR;
    QTest::newRow("nowhere") << path("none/a") << ENOENT;
    QTest::newRow("no name") << QString() << EISDIR;
}

void TestOutputFile::refused()
{
    QFETCH(QString, name);
    QFETCH(int, number);
    const auto file = OutputFile::create(name.toStdString());
    QVERIFY(!file);
    QCOMPARE(file.error().number, number);
    QVERIFY(file.error().describe().find(name.toStdString()) != std::string::npos);
}

void TestOutputFile::aFullDiskIsTold()
{
    auto file = OutputFile::create("/dev/full");
    QVERIFY(file);
    const auto written = file->write("x");
    QVERIFY(!written);
    QCOMPARE(written.error().number, ENOSPC);
}

void TestOutputFile::aDeviceIsNotReplaced()
{
    auto file = OutputFile::create("/dev/null");
    QVERIFY(file && file->write("x") && file->commit());
    struct stat info {};
    QVERIFY(stat("/dev/null", &info) == 0 && S_ISCHR(info.st_mode));
}

SLUICE_TEST(TestOutputFile)
#include "tst_output_file.moc"
