#pragma once

#include "probe/event.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QSlider>

namespace sluice::widgets {

/// The small painted controls of the window. All take the keyboard by Tab only: after a click the arrow keys still
/// step through time. All are painted from the theme of their palette.

/// A round button of the transport.
class RoundButton : public QAbstractButton
{
    Q_OBJECT
public:
    enum class Sign { Play, Pause, Back, Forward };
    enum class Weight { Quiet, Main };
    RoundButton(Sign sign, Weight weight, QWidget* parent = nullptr);
    void setSign(Sign sign);
    [[nodiscard]] Sign sign() const { return m_sign; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Sign m_sign;
    Weight m_weight;
};

/// "Live", or how far behind it the picture is.
class LivePill : public QAbstractButton
{
    Q_OBJECT
public:
    enum class Look { Live, Behind, Over };
    explicit LivePill(QWidget* parent = nullptr);
    void setLook(Look look);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Look m_look = Look::Over;
};

/// A list to choose one of.
class ChoiceBox : public QComboBox
{
    Q_OBJECT
public:
    explicit ChoiceBox(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// A button with words on the left and its key on the right. The one that is wanted next is blue.
class KeyButton : public QAbstractButton
{
    Q_OBJECT
public:
    explicit KeyButton(QWidget* parent = nullptr);
    void setKey(const QString& key);
    void setWanted(bool wanted);
    [[nodiscard]] bool wanted() const { return m_wanted; }
    void setLow(bool low); ///< one of so many that each has to be less high
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
    /// How wide it has to be for some words, in the smallest letters it falls back on.
    [[nodiscard]] static int leastWidth(const QString& words);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_key;
    bool m_wanted = false;
    bool m_low = false;
};

/// An on/off switch.
class Switch : public QAbstractButton
{
    Q_OBJECT
public:
    explicit Switch(QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override { return {44, 28}; }

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// A slider with a filled track and, if wanted, ticks at its page steps. Click goes to the place.
class Slider : public QSlider
{
    Q_OBJECT
public:
    enum class Ticks { None, AtPages };
    explicit Slider(Ticks ticks = Ticks::None, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    [[nodiscard]] double x(int sliderValue) const;
    [[nodiscard]] int valueAt(double x) const;
    Ticks m_ticks;
};

/// Who vouches for a fact: probe, kernel, derived, model.
class EvidenceTag : public QWidget
{
    Q_OBJECT
public:
    explicit EvidenceTag(probe::Evidence evidence, QWidget* parent = nullptr);
    void setEvidence(probe::Evidence evidence);
    [[nodiscard]] QSize sizeHint() const override { return {66, 20}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    probe::Evidence m_evidence;
};

} // namespace sluice::widgets
