#include "widgets/why_beside.h"

#include "scene/wait_for_page.h"

#include <algorithm>
#include <utility>

namespace sluice::widgets {

namespace {
constexpr double pageWidth = 400;        // in units of the page
constexpr double pageHeight = 15.0 * 45; // its smallest letters, 15 units, are 1/45 of a window that is as high
} // namespace

WhyBeside::WhyBeside(QWidget* parent)
    : PagePanel(
        QStringLiteral("whyBeside"), tr("Who waits for whom"),
        [this](const Frame& frame, double width) {
            return scene::buildWaitFor(frame.state, frame.trace, m_asked, width);
        },
        parent)
{
    setObjectName(QStringLiteral("beside"));
    setAttribute(Qt::WA_StyledBackground);
    hide();
}

void WhyBeside::ask(ProcessId process)
{
    const bool another = std::exchange(m_asked, process) != process;
    setVisible(another || !isVisible());
    renew();
}

void WhyBeside::fitTo(QSize window)
{
    const double scale = std::max(1.0, window.height() / pageHeight);
    setFixedWidth(std::min(static_cast<int>(pageWidth * scale), window.width() * 2 / 5));
    setScale(scale);
}

} // namespace sluice::widgets
