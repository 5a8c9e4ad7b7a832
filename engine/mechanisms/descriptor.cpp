#include "mechanisms/descriptor.h"

#include "base/unique_fd.h"
#include "base/words.h"
#include "mechanisms/source_text.h"
#include "probe/worker.h"

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sluice::mechanisms {

namespace {

using probe::End;
using probe::Worker;

enum Index { // rows of the table below
    GiverRate,
    GiverClose,
    TakerRate,
    TakerClose,
    SettingCount
};

using Kind = Setting::Kind;
using Unit = Setting::Unit;

constexpr std::array<Setting, SettingCount> settings{{
    {"giver.rate", marked("settings", "Giver, steps per second"), Kind::Number, Unit::PerSecond, 0, 1000, 1},
    {"giver.close", marked("settings", "Close the giver's descriptor"), Kind::Action, Unit::None, 0, 1'000'000, 0},
    {"taker.rate", marked("settings", "Taker, steps per second"), Kind::Number, Unit::PerSecond, 0, 1000, 1},
    {"taker.close", marked("settings", "Close the taker's descriptor"), Kind::Action, Unit::None, 0, 1'000'000, 0},
}};

/// A socket pair, and the path of a file that one of the processes opens.
class Passage final : public KernelObject
{
public:
    Passage(UniqueFd giver, UniqueFd taker, std::string path)
        : m_giver(std::move(giver)), m_taker(std::move(taker)), m_path(std::move(path))
    {}
    [[nodiscard]] std::vector<Descriptor> descriptors() const override
    {
        return {{m_giver.get(), End::Write}, {m_taker.get(), End::Read}};
    }
    void releaseInSupervisor() override
    {
        m_giver.reset();
        m_taker.reset();
    }
    [[nodiscard]] int giver() const { return m_giver.get(); }
    [[nodiscard]] int taker() const { return m_taker.get(); }
    [[nodiscard]] const char* path() const { return m_path.c_str(); }

private:
    UniqueFd m_giver, m_taker;
    std::string m_path;
};

Result<std::unique_ptr<KernelObject>> createPassage(std::span<const std::int64_t>, Names& names)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return failedCall("socketpair");
    UniqueFd giver(ends[0]), taker(ends[1]);
    auto path = names.file("file");
    if (!path) return fail(path.error());
    return std::make_unique<Passage>(std::move(giver), std::move(taker), *path);
}

constexpr char line[] = "a line of text, 32 bytes long..\n";
constexpr std::size_t lineBytes = sizeof line - 1;

/// `file` becomes -1 when the viewer wants it closed.
void keepWriting(Worker& me, const int& file, int rate)
{
    while (file >= 0 && me.waitForTurn(rate) && file >= 0) {
        me.nextMessage();
        me.write(file, line, lineBytes);
    }
}

/// Opens a file, writes a line, sends the descriptor, and goes on writing.
int runGiver(Worker& me, KernelObject& object)
{
    const auto& passage = static_cast<const Passage&>(object);
    int file = -1;
    me.onChange([&] {
        if (me.requested(GiverClose) && file >= 0) me.close(std::exchange(file, -1));
    });
    me.close(passage.taker());
    if (!me.waitForTurn(GiverRate)) return EXIT_SUCCESS;
    file = me.open(passage.path(), O_RDWR | O_CREAT | O_CLOEXEC, me.channel(), End::Both);
    if (file < 0) return me.stopped() ? EXIT_SUCCESS : EXIT_FAILURE;
    if (me.waitForTurn(GiverRate)) {
        me.nextMessage();
        me.write(file, line, lineBytes);
    }
    if (me.waitForTurn(GiverRate)) me.sendDescriptor(passage.giver(), file);
    keepWriting(me, file, GiverRate);
    me.waitUntilStopped(); // its copy is closed: the file is still open, the other process has it
    return EXIT_SUCCESS;
}

/// Receives a descriptor of a file that it has never opened, and writes where the other one stopped.
int runTaker(Worker& me, KernelObject& object)
{
    const auto& passage = static_cast<const Passage&>(object);
    int file = -1;
    me.onChange([&] {
        if (me.requested(TakerClose) && file >= 0) me.close(std::exchange(file, -1));
    });
    me.close(passage.giver());
    while (file < 0 && !me.stopped()) file = me.receiveDescriptor(passage.taker(), End::Both); // -1: interrupted
    keepWriting(me, file, TakerRate);
    if (!me.stopped()) me.waitUntilStopped();
    return EXIT_SUCCESS;
}

/// Where the offset stands and how long the file is: lseek(2) and fstat(2) on a duplicate, which shares the offset.
KernelView viewFile(int fd, int)
{
    KernelView view;
    struct stat info {};
    if (fd >= 0 && fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) view.depthBytes = lseek(fd, 0, SEEK_CUR);
    return view;
}

Result<std::int64_t> applyToFile(int, const Setting& setting, std::int64_t)
{
    return fail(Error::badInput(std::string(setting.key), "is the workers' own"));
}

constexpr std::array<Role, 2> roles{{{"giver", runGiver, true}, {"taker", runTaker, true}}};

} // namespace

Mechanism passedDescriptor()
{
    return {.kind = "descriptor",
            .family = "socket",
            .title = marked("mechanisms", "Sockets"),
            .roles = roles,
            .settings = settings,
            .create = createPassage,
            .view = viewFile,
            .apply = applyToFile,
            .viewThrough = End::Both,
            .source = sourceText("descriptor.cpp")};
}

} // namespace sluice::mechanisms
