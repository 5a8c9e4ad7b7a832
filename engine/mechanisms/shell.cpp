#include "mechanisms/shell.h"

#include "base/unique_fd.h"
#include "base/words.h"
#include "mechanisms/pipe.h"
#include "mechanisms/source_text.h"
#include "probe/worker.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace sluice::mechanisms {

namespace {

using probe::End;
using probe::Worker;

enum Index { // rows of the table below
    LeftCommand,
    RightCommand,
    LeftPause,
    RightPause,
    SettingCount
};

/// What may stand before the bar, and behind it. Nothing here reads or writes a file.
constexpr std::array<std::string_view, 6> leftCommands{
    "yes", "seq 1 1000000", "echo hello", "sleep 3", "head -c 1000000 /dev/zero", "head -c 8000000000 /dev/zero"};
constexpr std::array<std::string_view, 7> rightCommands{"sleep 4",         "head -n 3", "wc -c", "cat",
                                                        "head -c 3000000", "sort -n",   "true"};

using Kind = Setting::Kind;
using Doer = Setting::Doer;

constexpr std::array<Setting, SettingCount> settings{{
    {"left.command", marked("settings", "Before the bar"), Kind::Choice, Setting::Unit::None, 0,
     leftCommands.size() - 1, 0, Doer::Start, leftCommands},
    {"right.command", marked("settings", "Behind the bar"), Kind::Choice, Setting::Unit::None, 0,
     rightCommands.size() - 1, 0, Doer::Start, rightCommands},
    {"left.pause", marked("settings", "Left: ms before each step"), Kind::Number, Setting::Unit::None, 0, 10'000, 0},
    {"right.pause", marked("settings", "Right: ms before each step"), Kind::Number, Setting::Unit::None, 0, 10'000, 0},
}};

class ShellPipe final : public KernelObject
{
public:
    ShellPipe(UniqueFd readEnd, UniqueFd writeEnd) : m_readEnd(std::move(readEnd)), m_writeEnd(std::move(writeEnd)) {}

    [[nodiscard]] std::vector<Descriptor> descriptors() const override
    {
        return {{m_readEnd.get(), End::Read}, {m_writeEnd.get(), End::Write}};
    }
    void releaseInSupervisor() override
    {
        m_readEnd.reset();
        m_writeEnd.reset();
    }
    [[nodiscard]] int readEnd() const { return m_readEnd.get(); }
    [[nodiscard]] int writeEnd() const { return m_writeEnd.get(); }

private:
    UniqueFd m_readEnd, m_writeEnd;
};

Result<std::unique_ptr<KernelObject>> createShellPipe(std::span<const std::int64_t>, Names&)
{
    int ends[2];
    if (::pipe(ends) != 0) return failedCall("pipe");
    return std::make_unique<ShellPipe>(UniqueFd(ends[0]), UniqueFd(ends[1]));
}

/// Becomes that program: its words are divided by blanks. Returns only if that failed.
void become(Worker& me, std::string_view command, std::uint32_t which)
{
    std::string words(command);
    std::array<char*, 8> arguments{};
    std::size_t count = 0;
    for (char* at = words.data(); at && count + 1 < arguments.size();) {
        arguments[count++] = at;
        at = std::find(at, words.data() + words.size(), ' ');
        at = at == words.data() + words.size() ? nullptr : (*at = '\0', at + 1);
    }
    me.execute(arguments.data(), which);
}

/// What a shell's child does between fork(2) and execve(2) for its side of the bar.
int runSide(Worker& me, int mine, int others, int standard, int pause, int command,
            std::span<const std::string_view> commands)
{
    const auto rest = [&] { me.sleep(milliseconds(me.setting(pause))); };
    // Whatever is printed at the end of the line, or complained about, is not to be mixed with the words of sluice.
    const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (const int number : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nowhere, number);
    ::close(nowhere);
    rest();
    me.dup2(mine, standard);
    rest();
    me.close(mine);
    rest();
    me.close(others); // or the reader would wait for itself, and the writer would never meet SIGPIPE
    rest();
    const auto which = static_cast<std::size_t>(me.setting(command));
    if (!me.stopped()) become(me, commands[which], static_cast<std::uint32_t>(which));
    return 127; // as a shell has it: there is no such command
}

int runLeft(Worker& me, KernelObject& object)
{
    const auto& pipe = static_cast<const ShellPipe&>(object);
    return runSide(me, pipe.writeEnd(), pipe.readEnd(), STDOUT_FILENO, LeftPause, LeftCommand, leftCommands);
}

int runRight(Worker& me, KernelObject& object)
{
    const auto& pipe = static_cast<const ShellPipe&>(object);
    return runSide(me, pipe.readEnd(), pipe.writeEnd(), STDIN_FILENO, RightPause, RightCommand, rightCommands);
}

Result<std::int64_t> applyToShellPipe(int, const Setting& setting, std::int64_t)
{
    return fail(Error::badInput(std::string(setting.key), "counts from the start of a run"));
}

constexpr std::array<Role, 2> roles{{{.name = "left", .run = runLeft, .sends = true, .executes = true},
                                     {.name = "right", .run = runRight, .executes = true}}};

} // namespace

Mechanism shellPipe()
{
    return {.kind = "shell",
            .family = "pipe",
            .title = marked("mechanisms", "Pipes"),
            .roles = roles,
            .settings = settings,
            .create = createShellPipe,
            .view = viewPipe,
            .apply = applyToShellPipe,
            .viewThrough = End::Write,
            .source = sourceText("shell.cpp")};
}

} // namespace sluice::mechanisms
