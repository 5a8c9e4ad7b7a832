#include "mechanisms/memory.h"

#include "base/unique_fd.h"
#include "base/words.h"
#include "mechanisms/source_text.h"
#include "probe/worker.h"

#include <array>
#include <atomic>
#include <cstdlib>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/mman.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace sluice::mechanisms {

namespace {

using probe::End;
using probe::Figure;
using probe::Touch;
using probe::Worker;

enum Index { // rows of the table below
    WriterRate,
    WriterPrivate,
    WriterMsync,
    ViewerRate,
    ReaderRead,
    SettingCount
};

using Kind = Setting::Kind;
using Unit = Setting::Unit;

constexpr std::array<Setting, SettingCount> settings{{
    {"writer.rate", marked("settings", "Writer, stores per second"), Kind::Number, Unit::PerSecond, 1, 1000, 1},
    {"writer.private", marked("settings", "The writer maps it MAP_PRIVATE"), Kind::Toggle, Unit::None, 0, 1, 0,
     Setting::Doer::Start},
    {"writer.msync", marked("settings", "msync() now"), Kind::Action, Unit::None, 0, 1'000'000, 0},
    {"viewer.rate", marked("settings", "Viewer, loads per second"), Kind::Number, Unit::PerSecond, 1, 1000, 2},
    {"reader.read", marked("settings", "Read the file"), Kind::Action, Unit::None, 0, 1'000'000, 0},
}};

constexpr std::size_t page = 4096;
using Word = std::atomic<std::int64_t>;

bool isOnADisk(int fd)
{
    struct statfs info {};
    return fstatfs(fd, &info) == 0 && info.f_type != TMPFS_MAGIC && info.f_type != RAMFS_MAGIC;
}

class File final : public KernelObject
{
public:
    explicit File(UniqueFd fd) : m_fd(std::move(fd)) {}
    [[nodiscard]] std::vector<Descriptor> descriptors() const override { return {{m_fd.get(), End::Both}}; }
    void releaseInSupervisor() override { m_fd.reset(); }
    [[nodiscard]] int fd() const { return m_fd.get(); }

private:
    UniqueFd m_fd;
};

/// In the run's own folder, unless that is kept in memory alone: then without a name on a disk, if there is one.
Result<std::unique_ptr<KernelObject>> createFile(std::span<const std::int64_t>, Names& names)
{
    auto path = names.file("mapped");
    if (!path) return fail(path.error());
    UniqueFd fd(open(path->c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!fd) return failedCall("open", *path);
    if (!isOnADisk(fd.get())) {
        UniqueFd nameless(open("/var/tmp", O_RDWR | O_TMPFILE | O_CLOEXEC, 0600));
        if (nameless && isOnADisk(nameless.get())) fd = std::move(nameless);
    }
    if (ftruncate(fd.get(), page) != 0) return failedCall("ftruncate", *path);
    return std::make_unique<File>(std::move(fd));
}

/// Stores into the file's page, and has it written to the disk when the viewer says so.
int runWriter(Worker& me, KernelObject& object)
{
    const int fd = static_cast<const File&>(object).fd();
    bool sync = false;
    me.onChange([&] { sync = sync || me.requested(WriterMsync); });
    struct statfs info {};
    if (fstatfs(fd, &info) == 0) me.measured(Figure::FileSystem, static_cast<std::int64_t>(info.f_type));
    if (!me.waitForTurn(WriterRate)) return EXIT_SUCCESS;
    const std::uint32_t how = me.setting(WriterPrivate) != 0 ? probe::mapPrivate : probe::mapShared;
    auto* word = static_cast<Word*>(me.map(fd, page, PROT_READ | PROT_WRITE, how | probe::mapOfFile, 0));
    if (!word) return EXIT_FAILURE;
    for (std::int64_t n = 1; me.waitForTurn(WriterRate) && me.mayTouch(probe::GatePoint::Store);) {
        if (std::exchange(sync, false)) {
            me.msync(word, page);
            me.sleep(milliseconds(1'500)); // the page stays clean for a while
            continue;
        }
        word->store(n);
        me.touched(Touch::Store, 0, 0, n++);
    }
    return EXIT_SUCCESS;
}

/// Has the same file mapped, and looks at it.
int runViewer(Worker& me, KernelObject& object)
{
    if (!me.waitForTurn(ViewerRate)) return EXIT_SUCCESS;
    const auto* word = static_cast<const Word*>(
        me.map(static_cast<const File&>(object).fd(), page, PROT_READ, probe::mapShared | probe::mapOfFile, 0));
    if (!word) return EXIT_FAILURE;
    while (me.waitForTurn(ViewerRate) && me.mayTouch(probe::GatePoint::Load))
        me.touched(Touch::Load, 0, 0, word->load());
    return EXIT_SUCCESS;
}

/// Maps nothing: reads the file as any other program would.
int runReader(Worker& me, KernelObject& object)
{
    const std::string path = "/proc/self/fd/" + std::to_string(static_cast<const File&>(object).fd());
    bool wanted = false;
    me.onChange([&] { wanted = wanted || me.requested(ReaderRead); });
    while (!me.stopped()) {
        me.waitUntil([&] { return wanted; });
        if (!std::exchange(wanted, false)) continue;
        const int fd = me.open(path.c_str(), O_RDONLY | O_CLOEXEC, me.channel(), End::Read);
        std::int64_t value = 0;
        if (me.read(fd, &value, sizeof value) == sizeof value) me.touched(Touch::Load, 1, 0, value);
        me.close(fd);
    }
    return EXIT_SUCCESS;
}

constexpr std::array<Role, 3> roles{{{"writer", runWriter, true}, {"viewer", runViewer}, {"reader", runReader}}};

} // namespace

Mechanism mappedFile()
{
    return {.kind = "file",
            .family = "mapped",
            .title = marked("mechanisms", "Memory-mapped files"),
            .roles = roles,
            .settings = settings,
            .create = createFile,
            .view = [](int, int) { return KernelView{}; },
            .apply = notTheKernels,
            .viewThrough = End::Both,
            .boundedIn = {},
            .source = sourceText("mapped_file.cpp"),
            .maps = true};
}

} // namespace sluice::mechanisms
