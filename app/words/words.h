#pragma once

#include "base/words.h"

#include <QString>

#include <string_view>

namespace sluice {

/// The words of pictures, in the language that is spoken. For lupdate: literals, of whole sentences.
[[nodiscard]] QString translated(const char* context, const char* english);
/// Words of a table of the engine, which marked() them.
[[nodiscard]] QString translated(const char* context, std::string_view english);
/// How people read the name of a process or a channel.
[[nodiscard]] QString shown(std::string_view name);

} // namespace sluice
