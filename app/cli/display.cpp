#include "cli/display.h"

#include "base/unique_fd.h"

#include <netdb.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace sluice::cli {

namespace {

std::string environment(const char* name)
{
    const char* value = std::getenv(name);
    return value ? value : "";
}

/// `path` may begin with a zero byte: the abstract name space of Linux.
bool somebodyListensAt(const std::string& path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) return false;
    std::memcpy(address.sun_path, path.data(), path.size());
    const UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const auto length =
        static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size() + (path[0] != '\0' ? 1 : 0));
    return socket && connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), length) == 0;
}

bool somebodyListensAt(const std::string& host, int port)
{
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    if (getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &list) != 0) return false;
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(list, freeaddrinfo);
    for (const addrinfo* each = list; each; each = each->ai_next) {
        const UniqueFd socket(::socket(each->ai_family, each->ai_socktype | SOCK_CLOEXEC, each->ai_protocol));
        if (socket && connect(socket.get(), each->ai_addr, each->ai_addrlen) == 0) return true;
    }
    return false;
}

/// DISPLAY is [host]:number[.screen], X(7); no host or "unix" means a socket of this machine.
bool isX11There(const std::string& display)
{
    const auto colon = display.rfind(':');
    if (colon == std::string::npos) return false;
    const std::string host = display.substr(0, colon);
    int number = -1;
    const char* digits = display.data() + colon + 1;
    if (std::from_chars(digits, display.data() + display.size(), number).ec != std::errc() || number < 0) return false;
    const std::string path = "/tmp/.X11-unix/X" + std::to_string(number);
    if (host.empty() || host == "unix")
        return somebodyListensAt(std::string(1, '\0') + path) || somebodyListensAt(path);
    return somebodyListensAt(host, 6000 + number);
}

bool isWaylandThere(const std::string& name)
{
    return somebodyListensAt(name.starts_with('/') ? name : environment("XDG_RUNTIME_DIR") + "/" + name);
}

} // namespace

OutcomeOf<std::string> findDisplay()
{
    const std::string platform = environment("QT_QPA_PLATFORM");
    const std::string x11 = environment("DISPLAY"), wayland = environment("WAYLAND_DISPLAY");
    const bool any = platform.empty();
    if (!any && !platform.starts_with("xcb") && !platform.starts_with("wayland")) return "Qt platform " + platform;
    if ((any || platform.starts_with("wayland")) && !wayland.empty() && isWaylandThere(wayland))
        return "Wayland at " + wayland;
    if ((any || platform.starts_with("xcb")) && !x11.empty() && isX11There(x11)) return "X11 at " + x11;

    Failure failure{status::failed,
                    "cannot open a window",
                    {},
                    "Start it on a desktop, or set DISPLAY.\n"
                    "`sluice run LESSON` and `sluice render LESSON --at 1.5s -o picture.png` work without a display."};
    if (x11.empty() && wayland.empty()) failure.why = "there is no display: neither DISPLAY nor WAYLAND_DISPLAY is set";
    else failure.why = "no display answers at " + (x11.empty() ? "WAYLAND_DISPLAY=" + wayland : "DISPLAY=" + x11);
    return refuse(std::move(failure));
}

} // namespace sluice::cli
