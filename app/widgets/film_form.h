#pragma once

#include "record/film.h"

#include <QWidget>

class QGridLayout;
class QLineEdit;

namespace sluice::widgets {

class ChoiceBox;
class Switch;

/// What a film is to be: kind, speed, size, rate, theme, title, what it shows. Holds no trace.
class FilmForm : public QWidget
{
    Q_OBJECT
public:
    explicit FilmForm(QWidget* parent = nullptr);

    /// A film, or a figure: of the preview's moment, of the timeline alone, of the lesson's steps beside each other.
    enum class Shows { Film, Moment, Timeline, Steps };
    [[nodiscard]] Shows shows() const;
    [[nodiscard]] bool isFigure() const { return shows() != Shows::Film; }
    [[nodiscard]] QString ending() const; ///< ".mp4"; of images "" (a folder)
    [[nodiscard]] QString kindName() const;
    /// Everything but the range.
    [[nodiscard]] record::FilmPlan plan() const;
    /// The pace of the window, and its theme, are what one would expect.
    void startFrom(const playback::Pace& pace, scene::Theme::Kind theme);

Q_SIGNALS:
    void changed();

private:
    ChoiceBox* addChoice(const QString& name, const QStringList& entries, int chosen);
    Switch* addSwitch(const QString& name);
    void addRow(const QString& name, QWidget* control);
    void suggest(); ///< size and rate that suit the kind

    QGridLayout* m_grid = nullptr;
    ChoiceBox* m_kind = nullptr;
    ChoiceBox* m_speed = nullptr;
    ChoiceBox* m_size = nullptr;
    ChoiceBox* m_rate = nullptr;
    ChoiceBox* m_theme = nullptr;
    QLineEdit* m_title = nullptr;
    Switch* m_captions = nullptr;
    Switch* m_clock = nullptr;
    Switch* m_timeline = nullptr;
    playback::Pace m_windowPace;
};

} // namespace sluice::widgets
