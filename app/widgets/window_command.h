#pragma once

#include <QString>

#include <optional>

class QApplication;

namespace sluice::widgets {

/// What the window shows first. None of them: the start page.
struct WindowRequest {
    std::optional<QString> lesson;   ///< id of a lesson that lessons::find() knows
    std::optional<QString> trace;    ///< file to replay
    std::optional<QString> playlist; ///< file; the caller has checked it
};

/// Opens the window and runs until it is closed; by then every process of its run has ended. Returns the exit status.
[[nodiscard]] int runWindow(QApplication& app, const WindowRequest& request);

} // namespace sluice::widgets
