#include "cli/display.h"
#include "cli/doctor.h"
#include "cli/headless.h"
#include "session/spawn.h"

#include <QFontDatabase>
#include <QStringList>

namespace sluice::cli {

namespace {

Check supervisor()
{
    const auto found = session::findSupervisor({});
    if (found) return fine("supervisor", found->string());
    return warn("supervisor", found.error().context, "No run can start.",
                "Install Sluice again, or set SLUICE_SUPERVISOR to the program.");
}

Check font(const QString& family, const char* package)
{
    const std::string name = "font " + family.toStdString();
    if (QFontDatabase::families().contains(family)) return fine(name, "found");
    return warn(name, "not found", "Another font is used: pictures look different from those of other machines.",
                std::string("sudo apt-get install ") + package);
}

Check display()
{
    const auto found = findDisplay();
    if (found) return fine("display", *found);
    return warn("display", found.error().why, "The window cannot open; all other commands work.",
                "Start it on a desktop, or set DISPLAY.");
}

} // namespace

std::vector<Check> checkWindow()
{
    std::vector<Check> checks{supervisor(), display()}; // before Headless sets another platform
    const Headless noDisplay;
    checks.push_back(font(QStringLiteral("Inter"), "fonts-inter"));
    checks.push_back(font(QStringLiteral("JetBrains Mono"), "fonts-jetbrains-mono"));
    return checks;
}

} // namespace sluice::cli
