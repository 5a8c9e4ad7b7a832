#pragma once

#include "lessons/lesson.h"
#include "scene/theme.h"

#include <QImage>

#include <filesystem>
#include <map>

namespace sluice::widgets {

/// The small pictures of the start page. Of a lesson: the stage of its last run on this machine, drawn small, as far as
/// its trace is still there; else who and what is there before its processes start. Nothing in them is made up.
/// Thread: UI.
/// Each costs a few milliseconds: ask for those in sight only.
class StartPictures
{
public:
    struct Small {
        scene::Scene scene;
        QString origin; ///< where it comes from: "run here 24 Nov 14:03", "not run here yet"
    };

    explicit StartPictures(std::filesystem::path runs) : m_runs(std::move(runs)) {}
    /// Looks again at which runs there are.
    void refresh();
    [[nodiscard]] const Small& of(const lessons::Lesson& lesson);
    [[nodiscard]] const Small& ofTrace(const std::filesystem::path& file);

private:
    std::filesystem::path m_runs;
    std::map<QString, std::filesystem::path> m_newest; ///< by lesson id
    std::map<std::string, Small> m_made;               ///< by file, or lesson id where there is none
};

/// Width : height of the part of the stage that they show.
inline constexpr double smallAspect = 1424.0 / 590.0;
/// Paints one into `size` device pixels.
[[nodiscard]] QImage paintSmall(const scene::Scene& scene, const scene::Theme& theme, QSize size);

} // namespace sluice::widgets
