#pragma once

#include "widgets/page_panel.h"

namespace sluice::widgets {

/// While presenting: beside the stage, in letters for a hall, why a process waits and who could release it.
class WhyBeside : public PagePanel
{
    Q_OBJECT
public:
    explicit WhyBeside(QWidget* parent = nullptr);
    /// Of this process; 0: of the one whose wait matters most. Asked for what is there already, it goes away.
    void ask(ProcessId process);
    /// As wide as it should be beside a stage in a window of this size.
    void fitTo(QSize window);

private:
    ProcessId m_asked;
};

} // namespace sluice::widgets
