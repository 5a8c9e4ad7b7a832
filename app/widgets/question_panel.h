#pragma once

#include "widgets/frame.h"

#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QPushButton;
class QSpinBox;

namespace sluice::widgets {

class AnswerButton;

/// Predict first: stands in the place of the timeline, which would give the answer away, while the picture waits.
/// The viewer chooses an answer, or counts the hands of the hall; then the run plays on, and the trace tells.
class QuestionPanel : public QWidget
{
    Q_OBJECT
public:
    explicit QuestionPanel(QWidget* parent = nullptr);
    void showFrame(const FramePtr& frame);
    /// A key that was typed: A to D choose an answer, with Shift they count one hand more. True: it was for this.
    bool press(QKeyCombination key);
    void goOn(); ///< as its main button
    /// How much larger its words are than in a window: in a hall.
    void setScale(double scale);

Q_SIGNALS:
    void watchWanted(); ///< go on, and show what happens
    void closeWanted(); ///< done, or skipped

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Choice {
        QWidget* box = nullptr;
        AnswerButton* button = nullptr;
        QSpinBox* hands = nullptr;
    };

    Choice makeChoice(int index);
    void rebuild(const lessons::Question& question);
    void choose(int index);
    [[nodiscard]] int hands() const; ///< all that were counted
    void showVotes(bool told);
    void showWords(const Prediction& prediction);

    const lessons::Question* m_question = nullptr;
    std::optional<int> m_chosen;
    QLabel* m_state = nullptr; ///< what is to be done, and in the end who was right
    QLabel* m_words = nullptr; ///< the question, once the caption has gone on
    QPushButton* m_skip = nullptr;
    QPushButton* m_go = nullptr;
    std::vector<Choice> m_choices;
};

} // namespace sluice::widgets
