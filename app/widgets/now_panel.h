#pragma once

#include "widgets/frame.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <vector>

class QLabel;
class QVBoxLayout;

namespace sluice::widgets {

class EvidenceTag;
class RunCommands;
class TryPanel;

/// What happens at the moment shown: a sentence, the facts behind it and who vouches for each, who can change it,
/// and what to try. The buttons stand still at the bottom while the facts above them come and go. While time runs the
/// facts follow ten times a second: nobody reads more, and to set lines of words anew costs as much as the whole stage.
class NowPanel : public QWidget
{
    Q_OBJECT
public:
    explicit NowPanel(RunCommands& commands, QWidget* parent = nullptr);
    void showFrame(const FramePtr& frame);
    [[nodiscard]] TryPanel& tries() const { return *m_tries; }

private:
    void showNewest();
    struct FactRow {
        QWidget* box = nullptr;
        EvidenceTag* tag = nullptr;
        QLabel* words = nullptr;
    };

    void showFacts(const std::vector<analysis::Fact>& facts);
    void showWakers(const std::vector<std::string>& wakers);
    FactRow makeFactRow();

    FramePtr m_frame;
    QElapsedTimer m_shown; ///< since the facts were
    QTimer m_due;          ///< the newest frame waits for its turn
    QLabel* m_headline = nullptr;
    QLabel* m_waiting = nullptr;
    QVBoxLayout* m_factColumn = nullptr;
    std::vector<FactRow> m_facts; ///< kept when there are fewer
    QLabel* m_wakersTitle = nullptr;
    QVBoxLayout* m_wakerColumn = nullptr;
    std::vector<QLabel*> m_wakers; ///< likewise
    TryPanel* m_tries = nullptr;
};

} // namespace sluice::widgets
