#pragma once

#include "base/id.h"

#include <QAbstractButton>

namespace sluice::widgets {

/// The button on a process's card that lets it take one step. As large as the stage makes its place.
class LetGoButton : public QAbstractButton
{
    Q_OBJECT
public:
    explicit LetGoButton(ProcessId process, QWidget* parent = nullptr);
    [[nodiscard]] ProcessId process() const { return m_process; }
    /// "1" … "9" for the first nine processes, else empty.
    [[nodiscard]] QString key() const;
    /// Why it can or cannot be pressed, for the tooltip and assistive technology.
    void showReady(bool ready, const QString& process, const QString& before);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ProcessId m_process;
};

} // namespace sluice::widgets
