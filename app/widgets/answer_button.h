#pragma once

#include <QAbstractButton>

namespace sluice::widgets {

/// One answer of a question: its key, its words over up to two lines, behind them how large a part of the hall chose
/// it, and at the end whether it came true.
class AnswerButton : public QAbstractButton
{
    Q_OBJECT
public:
    enum class Verdict { Open, Right, Wrong };
    explicit AnswerButton(QWidget* parent = nullptr);
    void setKey(const QString& key);
    /// How much larger than in a window: in a hall.
    void setScale(double scale);
    void setShare(double share); ///< 0 to 1
    void setVerdict(Verdict verdict);
    [[nodiscard]] Verdict verdict() const { return m_verdict; }
    /// Of its words: as large as the room for two lines allows.
    [[nodiscard]] QFont wordsFont() const;
    [[nodiscard]] QRect wordsRoom() const;
    [[nodiscard]] QSize sizeHint() const override { return {160, 60}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, 52}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] double keySide() const;

    QString m_key;
    double m_scale = 1;
    double m_share = 0;
    Verdict m_verdict = Verdict::Open;
};

} // namespace sluice::widgets
