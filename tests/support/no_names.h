#pragma once

#include "mechanisms/mechanism.h"

#include <unistd.h>

namespace sluice::test {

/// For objects that need no name.
struct NoNames final : mechanisms::Names {
    Result<std::string> file(std::string_view) override { return fail(Error::badInput("names", "none here")); }
    Result<std::string> messageQueue(std::string_view) override { return file({}); }
    Result<std::string> sharedMemory(std::string_view) override { return file({}); }
};

/// For one queue, which nobody else uses.
struct OneName final : mechanisms::Names {
    Result<std::string> file(std::string_view) override { return fail(Error::badInput("names", "none here")); }
    Result<std::string> messageQueue(std::string_view) override { return "/sluice-test-" + std::to_string(::getpid()); }
    Result<std::string> sharedMemory(std::string_view) override { return file({}); }
};

} // namespace sluice::test
