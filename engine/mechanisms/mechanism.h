#pragma once

#include "base/result.h"
#include "base/words.h"
#include "probe/event.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::probe {
class Worker;
}

namespace sluice::mechanisms {

/// What a viewer can change while the processes run, and a scenario can set from the start.
struct Setting {
    enum class Kind {
        Number, ///< any whole number from min to max
        Toggle, ///< 0 or 1
        Action, ///< each change of the value asks for it once more
        Choice, ///< index in `choices`
    };
    enum class Unit { None, Bytes, PerSecond };
    enum class Doer {
        Role,       ///< the workers of `role` read it from their own control block
        Supervisor, ///< it is made on the kernel object; an Action: workers of that role that have ended start again
        Start,      ///< counts from the start of a run: another value needs another run
        Killer,     ///< an Action: the supervisor kills whoever KernelObject::owner() names
    };

    std::string_view key;   ///< "writer.size": part before the dot is a role, a process or a channel
    std::string_view label; ///< "Message size"
    Kind kind = Kind::Number;
    Unit unit = Unit::None;
    std::int64_t min = 0;
    std::int64_t max = 0;
    std::int64_t initial = 0;
    Doer doer = Doer::Role;
    std::span<const std::string_view> choices = {};

    /// 0 is the most of it, not the least: a rate as fast as possible, messages without end.
    [[nodiscard]] constexpr bool zeroIsNoLimit() const { return unit == Unit::PerSecond || key.ends_with(".count"); }
};

/// The kernel object of one channel while the supervisor sets it up: it is made before the fork, and inherited.
class KernelObject
{
public:
    struct Descriptor {
        int fd = -1;
        probe::End end = probe::End::None;
    };

    virtual ~KernelObject() = default;
    /// The descriptors that lead to it: the same numbers in every worker right after the fork.
    [[nodiscard]] virtual std::vector<Descriptor> descriptors() const = 0;
    /// Called in the supervisor once all workers have been forked: it closes its own copies.
    virtual void releaseInSupervisor() = 0;
    /// Called in a worker whose role has children, before it forks them: what it maps here they inherit.
    virtual Result<void> prepareForChildren() { return {}; }
    /// Who has it locked just now; 0: nobody. Asked in the supervisor.
    [[nodiscard]] virtual ProcessId owner() const { return {}; }
};

/// Gives an object the names it needs: of this run alone, written down before they are made, taken away with the run.
class Names
{
public:
    virtual ~Names() = default;
    /// The path of a file that is not there yet, in the run's own folder.
    [[nodiscard]] virtual Result<std::string> file(std::string_view what) = 0;
    /// The name of a message queue that is not there yet: mq_open(3).
    [[nodiscard]] virtual Result<std::string> messageQueue(std::string_view what) = 0;
    /// The name of a shared memory object that is not there yet: shm_open(3).
    [[nodiscard]] virtual Result<std::string> sharedMemory(std::string_view what) = 0;
};

/// How the kernel's own view of a channel is read: with a duplicate of a worker's descriptor (pidfd_getfd(2)).
struct KernelView {
    std::int64_t depthBytes = -1;    ///< -1: cannot be told
    std::int64_t capacityBytes = -1; ///< -1: cannot be told
    std::int64_t depthMessages = -1; ///< -1: it does not count any
    /// Of a connection, each of its two sockets: see SocketQueue::Side.
    struct Socket {
        std::int64_t queued = -1, unsent = 0, window = 0, buffer = -1; ///< bytes; -1: cannot be told
        std::uint8_t tcpState = 0;
        bool operator==(const Socket&) const = default;
    };
    Socket sender, receiver;
};

/// A part that a process plays on a channel.
struct Role {
    std::string_view name;
    /// The whole life of the worker after fork; the return value is its exit status.
    int (*run)(probe::Worker& self, KernelObject& object);
    bool sends = false;            ///< its messages have a colour of their own
    bool executes = false;         ///< it becomes another program, and is held by SIGSTOP from then on
    std::string_view like = {};    ///< another role, if it plays that one: it heeds its settings beside its own
    std::string_view childOf = {}; ///< role of the worker that forks it; empty: the supervisor does
};

/// One row of the table of mechanisms: all that the rest of the house needs to know about one of them.
struct Mechanism {
    std::string_view kind;   ///< of its channels: "tcp"
    std::string_view family; ///< those that are taught together: "socket"
    std::string_view title;  ///< of the family: "Sockets"
    std::span<const Role> roles;
    std::span<const Setting> settings; ///< one table for those of a family that share it
    Result<std::unique_ptr<KernelObject>> (*create)(std::span<const std::int64_t> settings, Names& names);
    /// Reads the object behind `fd`, and `other` at its other end if viewsBothEnds, else -1. Has no effect on the
    /// object.
    KernelView (*view)(int fd, int other);
    /// Carries out a Setting with Doer::Supervisor on the object behind `fd`; returns what the kernel made of it.
    /// Errors: that call's.
    Result<std::int64_t> (*apply)(int fd, const Setting& setting, std::int64_t value);
    /// Which end of the channel may be duplicated for a moment without changing what the workers see.
    probe::End viewThrough = probe::End::Write;
    bool viewsBothEnds = false;
    std::string_view boundedIn = marked(
        "mechanisms", "bytes"); ///< "messages" or "signals": what its capacity counts; empty: nothing is inside of it
    bool signals = false;       ///< its processes' sets of signals are asked for: /proc/PID/status
    std::string_view source;    ///< text of the file that its roles are in, see sourceText()
    bool maps = false;          ///< its processes' mappings are asked for: /proc/PID/pagemap, maps, smaps
    std::string_view listing = {}; ///< machine code of its roles, as objdump(1) has it
};

/// All mechanisms, in the order in which they are taught.
[[nodiscard]] std::span<const Mechanism> all();
/// The mechanism of that kind, or null.
[[nodiscard]] const Mechanism* find(std::string_view kind);
/// Any mechanism of that family, or null.
[[nodiscard]] const Mechanism* findFamily(std::string_view family);
/// Do its workers tell figures and mappings (mechanisms::SharedMemory), and not what goes in and comes out?
[[nodiscard]] bool isToldInFigures(const Mechanism& mechanism);
/// Index of a setting in the mechanism's table, or -1.
[[nodiscard]] int settingIndex(const Mechanism& mechanism, std::string_view key);

} // namespace sluice::mechanisms
