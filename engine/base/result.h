#pragma once

#include "base/error.h"

#include <tl/expected.hpp>

namespace sluice {

/// A value, or why there is none.
template <class T>
using Result = tl::expected<T, Error>;

/// `return fail(error);` from any function that returns a Result.
[[nodiscard]] inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

/// Fails with the errno of the system call that has just returned an error.
[[nodiscard]] inline tl::unexpected<Error> failedCall(std::string call, std::string context = {})
{
    const int number = errno;
    return fail(Error::ofCall(std::move(call), number, std::move(context)));
}

} // namespace sluice
