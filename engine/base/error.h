#pragma once

#include <cerrno>
#include <string>
#include <utility>

namespace sluice {

/// Why a call failed. The engine fills in the facts; only app/ turns them into words for people.
struct Error {
    enum class Code {
        SystemCall, ///< `call` returned an error; `number` is its errno
        BadInput,   ///< a file, an option or a value that cannot be accepted; `context` says where
        Limit,      ///< a limit of the machine was reached; `context` names it and where to raise it
        Missing,    ///< something that is needed is not there
    };

    Code code = Code::SystemCall;
    std::string call;    ///< system call, file or JSON path that failed
    int number = 0;      ///< errno, or 0
    std::string context; ///< what was attempted, with which object

    bool operator==(const Error&) const = default;

    /// One line with all facts, e.g. `open a.sluice: No such file or directory (ENOENT)`.
    [[nodiscard]] std::string describe() const;

    /// A failed system call. Where the errno (and the call) tell that a limit of the machine was reached, the code is
    /// Limit and the context says which one and where it can be raised.
    [[nodiscard]] static Error ofCall(std::string call, int number, std::string context = {});
    [[nodiscard]] static Error badInput(std::string where, std::string what);
};

} // namespace sluice
