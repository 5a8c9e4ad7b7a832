#include "base/error.h"

#include "base/names.h"

namespace sluice {

std::string Error::describe() const
{
    std::string text = call;
    if (!context.empty()) text += (text.empty() ? "" : ": ") + context;
    if (number != 0) {
        text += ": " + errnoText(number) + " (" + errnoName(number) + ")";
    }
    return text;
}

namespace {

/// Which limit stands behind an errno, and where to raise it; "" if none does.
std::string limitBehind(const std::string& call, int number)
{
    const bool startsProcess = call == "fork" || call == "posix_spawn" || call == "pthread_create";
    if (number == EMFILE && call == "mq_open")
        return "message queues of this user, RLIMIT_MSGQUEUE; raise it with ulimit -q";
    if (number == EMFILE) return "open files of one process, RLIMIT_NOFILE; raise it with ulimit -n";
    if (number == ENFILE) return "open files of the whole machine, /proc/sys/fs/file-max";
    if (number == EAGAIN && startsProcess) return "processes of this user, RLIMIT_NPROC; raise it with ulimit -u";
    if (number == ENOMEM) return "memory";
    if (number == ENOSPC) return "space of the file system";
    if (number == EFBIG) return "size of a file, RLIMIT_FSIZE; raise it with ulimit -f";
    return {};
}

} // namespace

Error Error::ofCall(std::string call, int number, std::string context)
{
    const std::string limit = limitBehind(call, number);
    if (limit.empty()) return {Code::SystemCall, std::move(call), number, std::move(context)};
    context += (context.empty() ? "limit reached: " : "; limit reached: ") + limit;
    return {Code::Limit, std::move(call), number, std::move(context)};
}

Error Error::badInput(std::string where, std::string what)
{
    return {Code::BadInput, std::move(where), 0, std::move(what)};
}

} // namespace sluice
