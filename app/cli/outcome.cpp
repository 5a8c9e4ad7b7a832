#include "cli/commands.h"

#include <cerrno>
#include <ostream>

namespace sluice::cli {

namespace {

std::string advice(const Error& error)
{
    switch (error.code) {
    case Error::Code::Limit: return "`sluice doctor` shows the limits of this machine and how to raise them.";
    case Error::Code::Missing: return "`sluice doctor` shows what was looked for, and where.";
    case Error::Code::BadInput: return {};
    case Error::Code::SystemCall: break;
    }
    switch (error.number) {
    case EACCES:
    case EPERM:
    case EROFS: return "Choose a place where you may write, or change its permissions.";
    case ENOENT:
    case ENOTDIR: return "Check the path: every folder in it must exist.";
    case EISDIR: return "Give the name of a file, not of a folder.";
    case ENOSPC:
    case EDQUOT: return "Free some space, or choose another disk.";
    default: return {};
    }
}

} // namespace

std::string Failure::text() const
{
    std::string text = "sluice: " + what;
    if (!why.empty()) text += ": " + why;
    text += '\n';
    if (!todo.empty()) text += todo + '\n';
    return text;
}

Failure wrongUsage(std::string what, std::string why, std::string todo)
{
    return {status::wrongUsage, std::move(what), std::move(why), std::move(todo)};
}

Failure failed(std::string what, const Error& error)
{
    return {status::failed, std::move(what), error.describe(), advice(error)};
}

Outcome flushed(const Console& console)
{
    if (console.out.flush()) return {};
    return refuse(
        {status::failed, "cannot write the result", "standard output does not take it (is the disk full?)", {}});
}

} // namespace sluice::cli
