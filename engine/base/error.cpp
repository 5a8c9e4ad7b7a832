#include "base/error.h"

#include <cstring>

namespace sluice {

std::string Error::describe() const
{
    std::string text = call;
    if (!context.empty()) text += (text.empty() ? "" : ": ") + context;
    if (number != 0) {
        text += std::string(": ") + strerrordesc_np(number);
        if (const char* name = strerrorname_np(number)) text += std::string(" (") + name + ")";
    }
    return text;
}

Error Error::badInput(std::string where, std::string what)
{
    return {Code::BadInput, std::move(where), 0, std::move(what)};
}

} // namespace sluice
