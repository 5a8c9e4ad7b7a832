#pragma once

#include "cli/request.h"

#include <span>
#include <string>
#include <variant>

namespace sluice::cli {

/// What to answer without doing anything: help, the version, or why the command line was not understood.
struct Answer {
    int status = 0; ///< 0: `text` goes to stdout, else to stderr
    std::string text;
};

/// Reads the command line; `arguments` do not include the program's name.
[[nodiscard]] std::variant<Request, Answer> readCommandLine(std::span<const std::string> arguments);

} // namespace sluice::cli
