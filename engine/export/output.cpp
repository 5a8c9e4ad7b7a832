#include "export/output.h"

namespace sluice::exports {

void Output::flush()
{
    if (m_result) m_result = m_file.write(m_buffer);
    m_buffer.clear();
}

Result<void> Output::commit()
{
    flush();
    return m_result ? m_file.commit() : m_result;
}

} // namespace sluice::exports
