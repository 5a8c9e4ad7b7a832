#pragma once

#include "base/error.h"

#include <tl/expected.hpp>

#include <iosfwd>
#include <string>

namespace sluice::cli {

/// Exit statuses: part of the contract with scripts.
namespace status {
inline constexpr int done = 0, failed = 1, wrongUsage = 2;
}

/// Why a command did not do what it was asked to, in words for people: what, why, what to do.
struct Failure {
    int status = status::failed;
    std::string what; ///< "cannot write a.sluice"
    std::string why;  ///< "open: Permission denied (EACCES)"; may be empty
    std::string todo; ///< a sentence; may be empty

    [[nodiscard]] std::string text() const; ///< as it goes to stderr, line ends included
};

using Outcome = tl::expected<void, Failure>;
template <class T>
using OutcomeOf = tl::expected<T, Failure>;

[[nodiscard]] inline tl::unexpected<Failure> refuse(Failure failure)
{
    return tl::unexpected<Failure>(std::move(failure));
}
/// Wrong usage: the command was not understood or names something that is not there.
[[nodiscard]] Failure wrongUsage(std::string what, std::string why = {}, std::string todo = {});
/// The engine's error with the advice that fits its kind.
[[nodiscard]] Failure failed(std::string what, const Error& error);

/// Where a command writes. Results go to `out`; notes and progress to `err`.
struct Console {
    std::ostream& out;
    std::ostream& err;
    bool progress = false; ///< `err` is a terminal
};

} // namespace sluice::cli
