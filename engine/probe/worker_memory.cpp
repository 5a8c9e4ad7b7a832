// What workers do with memory that they share, through the probe.

#include "probe/reported.h"

#include <ctime>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace sluice::probe {

namespace {
constexpr std::uintptr_t lineBytes = 64;

timespec soon()
{
    const std::int64_t until = monotonicNow() + 100'000'000;
    return {until / 1'000'000'000, until % 1'000'000'000};
}
} // namespace

int Worker::shmOpen(const char* name, int flags, End end, Where where)
{
    Event event;
    event.call = Call::ShmOpen;
    event.channel = m_place.channel.value;
    event.size = static_cast<std::uint32_t>(end) | ((flags & O_CREAT) != 0 ? createFlag : 0);
    return opening(event, end, where, [&] { return ::shm_open(name, flags, 0600); });
}

int Worker::truncate(int fd, std::size_t bytes, Where where)
{
    return static_cast<int>(
        reported(Call::Ftruncate, fd, bytes, where, [&] { return ::ftruncate(fd, static_cast<off_t>(bytes)); }));
}

void* Worker::map(int fd, std::size_t bytes, int protection, std::uint32_t flags, std::uint16_t which, Where where)
{
    void* address = MAP_FAILED;
    const auto result = reported(Call::Mmap, fd, bytes, where, [&]() -> ssize_t {
        address = ::mmap(nullptr, bytes, protection, (flags & mapShared) != 0 ? MAP_SHARED : MAP_PRIVATE, fd, 0);
        return address == MAP_FAILED ? -1 : 0;
    });
    if (result != 0) return nullptr;
    hasMapping(which, address, bytes, flags);
    return address;
}

int Worker::msync(void* address, std::size_t bytes, Where where)
{
    return static_cast<int>(reported(Call::Msync, 0, bytes, where, [&] { return ::msync(address, bytes, MS_SYNC); }));
}

void Worker::hasMapping(std::uint16_t which, const void* address, std::size_t bytes, std::uint32_t flags)
{
    const auto number = reinterpret_cast<std::uintptr_t>(address);
    Event event;
    event.kind = EventKind::MemoryMapped;
    event.channel = m_place.channel.value;
    event.message = static_cast<std::uint32_t>(number);
    event.detail = static_cast<std::uint32_t>(number >> 32 & 0xffff) | std::uint32_t{which} << 16;
    event.size = static_cast<std::uint32_t>(bytes);
    event.result = static_cast<std::int32_t>(flags);
    emit(event);
}

void Worker::timed(std::uint32_t ns, std::uint32_t flags, std::int64_t value, Where where)
{
    Event event;
    event.kind = EventKind::MemoryTimed;
    event.channel = m_place.channel.value;
    event.size = ns;
    event.detail = flags;
    event.result = static_cast<std::int32_t>(value);
    event.line = calls::lineOf(where);
    emit(event);
}

void Worker::measured(Figure figure, std::int64_t value, std::uint16_t index)
{
    Event event;
    event.kind = EventKind::Measured;
    event.channel = m_place.channel.value;
    event.detail = static_cast<std::uint32_t>(figure) | std::uint32_t{index} << 16;
    event.setValue(value);
    emit(event);
}

bool Worker::sharesALineWith(const void* address, std::size_t bytes) const
{
    const auto first = reinterpret_cast<std::uintptr_t>(address) / lineBytes;
    const auto last = (reinterpret_cast<std::uintptr_t>(address) + bytes - 1) / lineBytes;
    const auto meets = [&](const void* own, std::size_t size) {
        const auto begin = reinterpret_cast<std::uintptr_t>(own) / lineBytes;
        const auto end = (reinterpret_cast<std::uintptr_t>(own) + size - 1) / lineBytes;
        return begin <= last && first <= end;
    };
    // Everything in the region lies between its first control block and the end of its last ring.
    const std::byte* begin = reinterpret_cast<const std::byte*>(&m_region.control({0}));
    const std::byte* end = m_region.ring({static_cast<std::uint16_t>(m_region.workers())}) + m_region.ringBytes();
    return meets(this, sizeof *this) || meets(begin, static_cast<std::size_t>(end - begin));
}

int Worker::lockMutex(pthread_mutex_t& mutex, std::uint32_t number, Where where)
{
    if (!mayTouch(GatePoint::Lock, where)) return ECANCELED;
    int result = pthread_mutex_trylock(&mutex);
    if (result == EBUSY) {
        Event event;
        event.kind = EventKind::CallEntered;
        event.call = Call::MutexLock;
        event.channel = m_place.channel.value;
        event.detail = number;
        event.line = calls::lineOf(where);
        emit(event);
        do { // the end of the run cannot interrupt this wait
            const timespec until = soon();
            result = pthread_mutex_clocklock(&mutex, CLOCK_MONOTONIC, &until);
        } while (result == ETIMEDOUT && !stopped());
        if (result == ETIMEDOUT) result = ECANCELED;
        event.kind = EventKind::CallReturned;
        event.result = -result;
        emit(event);
    }
    if (result != 0 && result != EOWNERDEAD) return result;
    Event event;
    event.kind = EventKind::LockTaken;
    event.channel = m_place.channel.value;
    event.detail = number;
    event.size = result == EOWNERDEAD ? 1 : 0;
    event.line = calls::lineOf(where);
    emit(event);
    return result;
}

void Worker::unlockMutex(pthread_mutex_t& mutex, std::uint32_t number, Where where)
{
    emitOf(EventKind::LockReleased, number, calls::lineOf(where));
    pthread_mutex_unlock(&mutex);
}

int Worker::nodesOfPages(unsigned long count, void** pages, int* nodes, Where where)
{
    return static_cast<int>(reported(Call::MovePages, 0, count, where, [&] {
        return static_cast<ssize_t>(syscall(SYS_move_pages, 0, count, pages, nullptr, nodes, 0));
    }));
}

int Worker::memoryPolicy(const void* address, unsigned long flags, Where where)
{
    constexpr unsigned long ofAddress = 1UL << 1; // MPOL_F_ADDR: linux/mempolicy.h
    int told = 0;
    const auto result = reported(Call::GetMempolicy, 0, 0, where, [&] {
        return static_cast<ssize_t>(syscall(SYS_get_mempolicy, &told, nullptr, 0, address, flags | ofAddress));
    });
    return result == 0 ? told : -errno;
}

} // namespace sluice::probe
