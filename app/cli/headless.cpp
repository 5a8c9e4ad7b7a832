#include "cli/headless.h"

#include <QGuiApplication>

#include <cstdlib>

namespace sluice::cli {

Headless::Headless()
{
    // A picture depends on nothing but its trace: neither on a display nor on the user's scale or time zone.
    setenv("QT_QPA_PLATFORM", "offscreen", 1);
    setenv("TZ", "UTC", 1);
    for (const char* scaling : {"QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_FONT_DPI", "QT_USE_PHYSICAL_DPI"})
        unsetenv(scaling);
    static int count = 1;
    static char name[] = "sluice";
    static char* arguments[] = {name, nullptr};
    m_application = std::make_unique<QGuiApplication>(count, arguments);
}

Headless::~Headless() = default;

} // namespace sluice::cli
