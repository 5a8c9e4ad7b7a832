#pragma once

#include "mechanisms/mechanism.h"

namespace sluice::test {

/// For objects that need no name.
struct NoNames final : mechanisms::Names {
    Result<std::string> file(std::string_view) override { return fail(Error::badInput("names", "none here")); }
    Result<std::string> messageQueue(std::string_view) override { return file({}); }
    Result<std::string> sharedMemory(std::string_view) override { return file({}); }
};

} // namespace sluice::test
