#include "base/error_words.h"

#include "base/names.h"
#include "base/words.h"

#include <array>

namespace sluice {

namespace {

/// What errnoText() says of those that people may come to see, for translators.
[[maybe_unused]] constexpr std::array errors{
    marked("errno", "Operation not permitted"),
    marked("errno", "No such file or directory"),
    marked("errno", "No such process"),
    marked("errno", "Interrupted system call"),
    marked("errno", "Input/output error"),
    marked("errno", "No such device or address"),
    marked("errno", "Argument list too long"),
    marked("errno", "Exec format error"),
    marked("errno", "Bad file descriptor"),
    marked("errno", "No child processes"),
    marked("errno", "Resource temporarily unavailable"),
    marked("errno", "Cannot allocate memory"),
    marked("errno", "Permission denied"),
    marked("errno", "Bad address"),
    marked("errno", "Device or resource busy"),
    marked("errno", "File exists"),
    marked("errno", "Invalid cross-device link"),
    marked("errno", "No such device"),
    marked("errno", "Not a directory"),
    marked("errno", "Is a directory"),
    marked("errno", "Invalid argument"),
    marked("errno", "Too many open files in system"),
    marked("errno", "Too many open files"),
    marked("errno", "Inappropriate ioctl for device"),
    marked("errno", "Text file busy"),
    marked("errno", "File too large"),
    marked("errno", "No space left on device"),
    marked("errno", "Illegal seek"),
    marked("errno", "Read-only file system"),
    marked("errno", "Too many links"),
    marked("errno", "Broken pipe"),
    marked("errno", "Resource deadlock avoided"),
    marked("errno", "File name too long"),
    marked("errno", "Function not implemented"),
    marked("errno", "Too many levels of symbolic links"),
    marked("errno", "Protocol error"),
    marked("errno", "Value too large for defined data type"),
    marked("errno", "Message too long"),
    marked("errno", "Protocol wrong type for socket"),
    marked("errno", "Protocol not available"),
    marked("errno", "Operation not supported"),
    marked("errno", "Address family not supported by protocol"),
    marked("errno", "Address already in use"),
    marked("errno", "Cannot assign requested address"),
    marked("errno", "Software caused connection abort"),
    marked("errno", "Connection reset by peer"),
    marked("errno", "No buffer space available"),
    marked("errno", "Transport endpoint is already connected"),
    marked("errno", "Transport endpoint is not connected"),
    marked("errno", "Connection timed out"),
    marked("errno", "Connection refused"),
    marked("errno", "Operation already in progress"),
    marked("errno", "Operation now in progress"),
    marked("errno", "Stale file handle"),
    marked("errno", "Disk quota exceeded"),
    marked("errno", "Operation canceled"),
    marked("errno", "Owner died"),
    marked("errno", "State not recoverable"),
};

/// What Error::ofCall() says of limits, and others of why something cannot be.
constexpr std::array reasons{
    marked("errno", "limit reached: open files of one process, RLIMIT_NOFILE; raise it with ulimit -n"),
    marked("errno", "limit reached: open files of the whole machine, /proc/sys/fs/file-max"),
    marked("errno", "limit reached: processes of this user, RLIMIT_NPROC; raise it with ulimit -u"),
    marked("errno", "limit reached: message queues of this user, RLIMIT_MSGQUEUE; raise it with ulimit -q"),
    marked("errno", "limit reached: memory"),
    marked("errno", "limit reached: space of the file system"),
    marked("errno", "limit reached: size of a file, RLIMIT_FSIZE; raise it with ulimit -f"),
    marked("errno", "limits: /proc/sys/fs/mqueue/msgsize_max and RLIMIT_MSGQUEUE (ulimit -q)"),
    marked("errno", "a message of"),
    marked("errno", "limit: /proc/sys/net/core/wmem_max"),
    marked("errno", "a signal carries one value of 8 bytes"),
    marked("errno", "shared memory has no descriptor that poll(2) could wait for"),
    marked("errno", "a process of the lane has stopped moving"),
    marked("errno", "another run is being recorded into it"),
    marked("errno", "it was killed by"),
    marked("errno", "events were lost: fewer messages, or a quieter machine"),
    marked("errno", "a socket's path has at most 107 characters; set XDG_RUNTIME_DIR to a shorter one"),
};

} // namespace

std::string errnoWords(int number) { return saidIn("errno", errnoText(number)); }

std::string said(const Error& error)
{
    std::string text = error.describe();
    const auto say = [&text](std::string_view english) {
        const std::size_t at = text.rfind(english);
        if (at != std::string::npos) text.replace(at, english.size(), saidIn("errno", english));
    };
    if (error.number != 0) say(errnoText(error.number));
    for (const std::string_view reason : reasons) say(reason);
    return text;
}

} // namespace sluice
