#include "mechanisms/socket.h"

#include "base/mapping.h"
#include "base/unique_fd.h"
#include "base/words.h"
#include "mechanisms/meeting_place.h"
#include "mechanisms/record.h"
#include "mechanisms/socket_view.h"
#include "mechanisms/source_text.h"
#include "probe/worker.h"

#include <array>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace sluice::mechanisms {

namespace {

using probe::End;
using probe::Worker;

constexpr Duration retryAfter = milliseconds(50);
constexpr Duration refusedRetry = milliseconds(500);

enum Index { // rows of the table below
    ClientRate,
    ClientSize,
    ClientCount,
    ClientNonblocking,
    ClientSendBuffer,
    ClientNoDelay,
    ClientClose,
    ServerRate,
    ServerSize,
    ServerReceiveBuffer,
    ServerBacklog,
    ServerListens,
    ServerAccepts,
    ServerClose,
    SettingCount
};

using Kind = Setting::Kind;
using Unit = Setting::Unit;

constexpr std::array<Setting, SettingCount> settings{{
    {"client.rate", marked("settings", "Client, messages per second"), Kind::Number, Unit::PerSecond, 0, 1'000'000, 10},
    {"client.size", marked("settings", "Message size"), Kind::Number, Unit::Bytes, sizeof(RecordHead), largestRecord,
     1024},
    {"client.count", marked("settings", "Messages to send (0: endless)"), Kind::Number, Unit::None, 0, 4'000'000'000,
     0},
    {"client.nonblocking", marked("settings", "Client: O_NONBLOCK"), Kind::Toggle, Unit::None, 0, 1, 0},
    {"client.sndbuf", marked("settings", "Client: SO_SNDBUF (0: the system's)"), Kind::Number, Unit::Bytes, 0, 4 << 20,
     0},
    {"client.nodelay", marked("settings", "Client: TCP_NODELAY"), Kind::Toggle, Unit::None, 0, 1, 0},
    {"client.close", marked("settings", "Close the client's socket"), Kind::Action, Unit::None, 0, 1'000'000, 0},
    {"server.rate", marked("settings", "Server, reads per second"), Kind::Number, Unit::PerSecond, 0, 1'000'000, 10},
    {"server.size", marked("settings", "Read size"), Kind::Number, Unit::Bytes, 1, largestRecord, 4096},
    {"server.rcvbuf", marked("settings", "Server: SO_RCVBUF (0: the system's)"), Kind::Number, Unit::Bytes, 0, 4 << 20,
     0},
    {"server.backlog", marked("settings", "Server: backlog of listen()"), Kind::Number, Unit::None, 0, 4096, 8},
    {"server.listens", marked("settings", "Server listens"), Kind::Toggle, Unit::None, 0, 1, 1},
    {"server.accepts", marked("settings", "Server accepts"), Kind::Toggle, Unit::None, 0, 1, 1},
    {"server.close", marked("settings", "Close the server's connection"), Kind::Action, Unit::None, 0, 1'000'000, 0},
}};

/// What the five kinds differ in.
struct Family {
    int domain, type;
    bool connects; ///< with listen() and accept()
};
constexpr Family tcp{AF_INET, SOCK_STREAM, true}, unixStream{AF_UNIX, SOCK_STREAM, true},
    datagram{AF_UNIX, SOCK_DGRAM, false}, seqpacket{AF_UNIX, SOCK_SEQPACKET, true}, pair{AF_UNIX, SOCK_STREAM, false};

/// Where client and server meet: an address, or two sockets that are connected already. The sockets themselves are made
/// by the workers.
class Sockets final : public KernelObject
{
public:
    Sockets(Family family, std::string path, Mapping meetingPlace)
        : m_family(family), m_path(std::move(path)), m_meetingPlace(std::move(meetingPlace))
    {}
    Sockets(UniqueFd client, UniqueFd server)
        : m_family(pair), m_clientEnd(std::move(client)), m_serverEnd(std::move(server))
    {}

    [[nodiscard]] std::vector<Descriptor> descriptors() const override
    {
        if (!m_clientEnd) return {};
        return {{m_clientEnd.get(), End::Write}, {m_serverEnd.get(), End::Read}};
    }
    void releaseInSupervisor() override
    {
        m_clientEnd.reset();
        m_serverEnd.reset();
    }

    [[nodiscard]] const Family& family() const { return m_family; }
    [[nodiscard]] int clientEnd() const { return m_clientEnd.get(); } ///< of a pair, else -1
    [[nodiscard]] int serverEnd() const { return m_serverEnd.get(); }
    [[nodiscard]] const Pattern& pattern() const { return m_pattern; }
    [[nodiscard]] MeetingPlace meetingPlace() const { return MeetingPlace(m_meetingPlace); }

    /// 127.0.0.1 with that port, or the path. Returns its length.
    socklen_t address(std::uint16_t port, sockaddr_storage& out) const
    {
        out = {};
        if (m_family.domain == AF_UNIX) {
            auto& local = reinterpret_cast<sockaddr_un&>(out);
            local.sun_family = AF_UNIX;
            m_path.copy(local.sun_path, sizeof local.sun_path - 1);
            return sizeof local;
        }
        auto& inet = reinterpret_cast<sockaddr_in&>(out);
        inet.sin_family = AF_INET;
        inet.sin_port = htons(port);
        inet.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return sizeof inet;
    }

private:
    Family m_family;
    std::string m_path;
    Mapping m_meetingPlace;
    UniqueFd m_clientEnd, m_serverEnd;
    Pattern m_pattern{largestRecord}; ///< made once, inherited by all
};

template <const Family& family>
Result<std::unique_ptr<KernelObject>> createSockets(std::span<const std::int64_t>, Names& names)
{
    auto place = MeetingPlace::create();
    if (!place) return fail(place.error());
    if (family.domain == AF_INET) return std::make_unique<Sockets>(family, std::string(), std::move(*place));
    auto path = names.file("socket");
    if (!path) return fail(path.error());
    if (path->size() >= sizeof(sockaddr_un::sun_path))
        return fail({Error::Code::Limit, "bind", ENAMETOOLONG,
                     *path + ": a socket's path has at most 107 characters; set XDG_RUNTIME_DIR to a shorter one"});
    return std::make_unique<Sockets>(family, *path, std::move(*place));
}

Result<std::unique_ptr<KernelObject>> createPair(std::span<const std::int64_t>, Names&)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return failedCall("socketpair");
    return std::make_unique<Sockets>(UniqueFd(ends[0]), UniqueFd(ends[1]));
}

void setNonblocking(int fd, bool on)
{
    const int flags = fcntl(fd, F_GETFL);
    fcntl(fd, F_SETFL, on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK);
}

void setOption(int fd, int level, int option, std::int64_t value)
{
    const auto number = static_cast<int>(value);
    setsockopt(fd, level, option, &number, sizeof number);
}

/// Connects, then sends numbered messages, each with as many send() calls as it takes.
class Client
{
public:
    Client(Worker& worker, const Sockets& shared) : me(worker), sockets(shared)
    {
        me.onChange([this] { attend(); });
    }

    int run()
    {
        if (!connectOnce()) return EXIT_SUCCESS;
        bool going = true;
        for (std::int64_t sent = 0; going && fd >= 0 && !done(sent) && me.waitForTurn(ClientRate); ++sent) {
            makeRecord(sockets.pattern(), me.id().value, me.nextMessage(),
                       static_cast<std::size_t>(me.setting(ClientSize)), message);
            going = sendAll();
        }
        if (!going) return EXIT_FAILURE;   // its end closes the socket
        if (fd < 0) me.waitUntilStopped(); // closed by the viewer: nothing is left to do
        closeSocket();
        return EXIT_SUCCESS;
    }

    /// Only calls, and waits to be answered.
    int call()
    {
        if (connectOnce()) me.waitUntilStopped();
        closeSocket();
        return EXIT_SUCCESS;
    }

private:
    [[nodiscard]] bool done(std::int64_t sent) const
    {
        return me.setting(ClientCount) > 0 && sent >= me.setting(ClientCount);
    }

    /// False: the run is to end.
    bool connectOnce()
    {
        if (sockets.clientEnd() >= 0) {
            fd = sockets.clientEnd();
            connected = true;
            me.close(sockets.serverEnd()); // the server has its own copy
            attend();
            return true;
        }
        while (!me.stopped()) {
            if (!sockets.meetingPlace().ready()) {
                me.waitForOther([this] { return sockets.meetingPlace().ready(); });
                continue;
            }
            fd = me.socket(sockets.family().domain, sockets.family().type);
            if (fd < 0) return false;
            attend();
            sockaddr_storage to;
            const socklen_t size = sockets.address(sockets.meetingPlace().port(), to);
            if (me.connect(fd, reinterpret_cast<const sockaddr*>(&to), size, End::Write) == 0) {
                sockets.meetingPlace().sayConnected(fd);
                connected = true;
                attend();
                return true;
            }
            me.waitToRetry(refusedRetry);
            closeSocket(); // POSIX: after a refusal a socket is not to be used again
        }
        return false;
    }

    /// False: the other side has gone.
    bool sendAll()
    {
        std::size_t done = 0;
        while (done < message.size() && fd >= 0 && !me.stopped()) {
            const ssize_t n = me.send(fd, message.data() + done, message.size() - done);
            if (n >= 0) done += static_cast<std::size_t>(n);
            else if (errno == EAGAIN) me.waitToRetry(retryAfter);        // O_NONBLOCK and no room
            else if (errno == EMSGSIZE) return true;                     // a datagram that large can never go
            else if (errno != EINTR && errno != ECANCELED) return false; // EPIPE, ECONNRESET
        }
        return true;
    }

    void attend()
    {
        if (fd < 0) return;
        if (connected) setNonblocking(fd, me.setting(ClientNonblocking) != 0); // connect() itself waits
        if (me.setting(ClientSendBuffer) > 0) setOption(fd, SOL_SOCKET, SO_SNDBUF, me.setting(ClientSendBuffer));
        if (sockets.family().domain == AF_INET) setOption(fd, IPPROTO_TCP, TCP_NODELAY, me.setting(ClientNoDelay));
        if (me.requested(ClientClose)) closeSocket();
    }

    void closeSocket()
    {
        if (fd >= 0) me.close(std::exchange(fd, -1));
    }

    Worker& me;
    const Sockets& sockets;
    int fd = -1;
    bool connected = false;
    std::vector<std::byte> message;
};

/// Listens, then serves one connection after the other, each until its end.
class Server
{
public:
    Server(Worker& worker, const Sockets& shared) : me(worker), sockets(shared)
    {
        me.onChange([this] { attend(); });
    }

    int run()
    {
        if (!prepare()) return me.stopped() ? EXIT_SUCCESS : EXIT_FAILURE;
        do {
            if (sockets.family().connects && !takeConnection()) break;
            serve();
        } while (sockets.family().connects && !me.stopped());
        if (!me.stopped()) me.waitUntilStopped();
        closeConnection();
        if (listening >= 0) me.close(listening);
        return EXIT_SUCCESS;
    }

private:
    /// A socket with an address where clients find it. False: it cannot be made, or the run is to end.
    bool prepare()
    {
        if (sockets.serverEnd() >= 0) {
            connection = sockets.serverEnd();
            me.close(sockets.clientEnd()); // or recv() would never see the end of the stream
            attend();
            return true;
        }
        int& fd = sockets.family().connects ? listening : connection;
        fd = me.socket(sockets.family().domain, sockets.family().type);
        if (fd < 0) return false;
        attend();
        sockaddr_storage here;
        const socklen_t size = sockets.address(0, here); // port 0: the kernel picks a free one
        if (me.bind(fd, reinterpret_cast<const sockaddr*>(&here), size) != 0) return false;
        if (!sockets.family().connects) me.hasDescriptor(fd, me.channel(), End::Read);
        if (me.setting(ServerListens) == 0) sockets.meetingPlace().open(fd); // clients call, and nobody listens
        if (sockets.family().connects) me.waitUntil([this] { return me.setting(ServerListens) != 0; });
        if (sockets.family().connects && me.listen(fd, static_cast<int>(me.setting(ServerBacklog))) != 0) return false;
        sockets.meetingPlace().open(fd);
        return true;
    }

    bool takeConnection()
    {
        while (!me.stopped()) {
            me.waitUntil([this] { return me.setting(ServerAccepts) != 0; });
            connection = me.accept(listening, End::Read);
            if (connection >= 0 && sockets.meetingPlace().isOurs(connection)) return true;
            if (connection >= 0) closeConnection(); // some other program of this machine
        }
        return false;
    }

    void serve()
    {
        RecordReader records(sockets.pattern());
        std::uint64_t offset = 0;
        attend();
        while (connection >= 0 && me.waitForTurn(ServerRate)) {
            const ssize_t n = me.recv(connection, buffer.data(), static_cast<std::size_t>(me.setting(ServerSize)));
            if (n < 0 && errno == EAGAIN) me.waitToRetry(retryAfter);
            if (n < 0) continue;
            if (n == 0) break; // the client has closed its socket
            const std::uint64_t wrongBefore = wrong(records);
            const unsigned torn = records.take(std::span(buffer).first(static_cast<std::size_t>(n)));
            for (std::uint64_t i = torn + wrong(records) - wrongBefore; i > 0; --i)
                me.reportBrokenStream(connection, offset);
            offset += static_cast<std::uint64_t>(n);
        }
        closeConnection();
    }

    /// Messages that are doubled or out of order or, in a stream, missing: of messages that are sent one by one, one
    /// that is too large never sets out.
    [[nodiscard]] std::uint64_t wrong(const RecordReader& records) const
    {
        return records.late() + (sockets.family().type == SOCK_STREAM ? records.missing() : 0);
    }

    void attend()
    {
        for (const int fd : {listening, connection}) // a new connection gets what the listening socket has
            if (fd >= 0 && me.setting(ServerReceiveBuffer) > 0)
                setOption(fd, SOL_SOCKET, SO_RCVBUF, me.setting(ServerReceiveBuffer));
        if (me.requested(ServerClose)) closeConnection();
    }

    void closeConnection()
    {
        if (connection >= 0) me.close(std::exchange(connection, -1));
    }

    Worker& me;
    const Sockets& sockets;
    int listening = -1, connection = -1;
    std::vector<std::byte> buffer = std::vector<std::byte>(largestRecord);
};

int runClient(Worker& me, KernelObject& object) { return Client(me, static_cast<const Sockets&>(object)).run(); }
int runCaller(Worker& me, KernelObject& object) { return Client(me, static_cast<const Sockets&>(object)).call(); }
int runServer(Worker& me, KernelObject& object) { return Server(me, static_cast<const Sockets&>(object)).run(); }

Result<std::int64_t> applyToSocket(int, const Setting& setting, std::int64_t)
{
    return fail(Error::badInput(std::string(setting.key), "is the workers' own"));
}

constexpr std::array<Role, 3> roles{{{"client", runClient, true}, {"caller", runCaller}, {"server", runServer}}};

using Create = decltype(Mechanism::create);

Mechanism socketOf(std::string_view kind, Create create)
{
    return {.kind = kind,
            .family = "socket",
            .title = marked("mechanisms", "Sockets"),
            .roles = roles,
            .settings = settings,
            .create = create,
            .view = viewConnection,
            .apply = applyToSocket,
            .viewThrough = End::Write,
            .viewsBothEnds = true,
            .source = sourceText("socket.cpp")};
}

} // namespace

Mechanism tcpSocket() { return socketOf("tcp", createSockets<tcp>); }
Mechanism unixSocket() { return socketOf("unix", createSockets<unixStream>); }
Mechanism datagramSocket() { return socketOf("datagram", createSockets<datagram>); }
Mechanism seqpacketSocket() { return socketOf("seqpacket", createSockets<seqpacket>); }
Mechanism socketPair() { return socketOf("pair", createPair); }

} // namespace sluice::mechanisms
