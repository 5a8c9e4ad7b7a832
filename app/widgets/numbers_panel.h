#pragma once

#include "widgets/numbers.h"

#include <QElapsedTimer>
#include <QWidget>

class QGridLayout;
class QLabel;

namespace sluice::widgets {

class EvidenceTag;
class SceneView;

/// All counters at the moment shown, each with who vouches for it. While time runs it is renewed a few times a
/// second: faster, nobody could read it.
class NumbersPanel : public QWidget
{
    Q_OBJECT
public:
    explicit NumbersPanel(QWidget* parent = nullptr);
    void showFrame(const FramePtr& frame);

protected:
    void showEvent(QShowEvent* event) override;

private:
    struct Row {
        QLabel* value = nullptr;
        EvidenceTag* tag = nullptr;
    };

    void renew();
    void rebuild(const std::vector<NumberRow>& numbers);
    void showDistribution();

    FramePtr m_frame;
    QElapsedTimer m_sinceRenewal;
    std::vector<NumberRow> m_shown;
    std::vector<Row> m_rows;
    QWidget* m_content = nullptr;
    QLabel* m_distributionTitle = nullptr;
    SceneView* m_distribution = nullptr;
};

} // namespace sluice::widgets
