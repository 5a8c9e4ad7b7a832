#pragma once

#include "base/output_file.h"

#include <string>
#include <string_view>

namespace sluice::exports {

/// Collects text or bytes and writes them in large pieces. After an error all else is ignored, so that who writes need
/// not ask after every word.
class Output
{
public:
    explicit Output(OutputFile file) : m_file(std::move(file)) {}
    Output& operator<<(std::string_view bytes)
    {
        m_buffer += bytes;
        if (m_buffer.size() >= mostHeld) flush();
        return *this;
    }
    [[nodiscard]] const Result<void>& result() const { return m_result; }
    Result<void> commit();

private:
    static constexpr std::size_t mostHeld = 1 << 20;
    void flush();
    OutputFile m_file;
    std::string m_buffer;
    Result<void> m_result;
};

} // namespace sluice::exports
