#pragma once

#include "widgets/command.h"
#include "widgets/frame.h"
#include "widgets/start_card.h"
#include "widgets/start_pictures.h"

#include <QTimer>
#include <QWidget>

#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace sluice::widgets {

class NoticePanel;

/// Where one begins: all lessons with a small picture each, what was opened last, and a line to search in. One click or
/// Enter, and processes run. Pictures are drawn one by one while nothing else is to be done, those in sight only.
class StartPage : public QWidget
{
    Q_OBJECT
public:
    explicit StartPage(std::filesystem::path runs, QWidget* parent = nullptr);

    /// Looks again at what was opened last and which runs there are, and takes the keyboard. `back`: title of what is
    /// still shown behind this page; empty: nothing.
    void open(const QString& back);
    void showNotice(const std::optional<Notice>& notice);
    /// The card with the keyboard, else the one that Enter opens; null if none is in sight.
    [[nodiscard]] StartCard* current() const;
    [[nodiscard]] std::vector<StartCard*> cardsInSight() const; ///< in reading order

Q_SIGNALS:
    void chosen(const sluice::widgets::Opened& opened);
    void commanded(sluice::widgets::Command command);
    void noticeDismissed();
    void left(); ///< back to what is shown behind

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Section {
        QString title;
        QWidget* box = nullptr;
        CardGrid* grid = nullptr;
    };

    QWidget* makeHead();
    QWidget* makePills();
    QPushButton* makeButton(const QString& text, const QString& name);
    Section& addSection(QVBoxLayout* column, const QString& title);
    void addLessons(QVBoxLayout* column);
    StartCard* makeCard(const Opened& opened);
    void showLastOpened();
    void search(const QString& words);
    void goTo(const Section& section);
    bool step(int key);
    void focusOn(StartCard* card);
    void drawSigns();
    void dropPictures();
    [[nodiscard]] static QString foundWords(std::size_t count);
    [[nodiscard]] const StartPictures::Small& pictureOf(const Opened& opened);
    void drawOne();

    StartPictures m_pictures;
    QTimer m_drawing;
    QLineEdit* m_line = nullptr;
    QLabel* m_answer = nullptr;
    QLabel* m_nothing = nullptr; ///< in the place of the cards when none is found
    QPushButton* m_back = nullptr;
    QPushButton* m_theme = nullptr;
    QPushButton* m_lastPill = nullptr;
    NoticePanel* m_notice = nullptr;
    QScrollArea* m_scroll = nullptr;
    std::vector<Section> m_sections; ///< the first one: what was opened last
    bool m_canGoBack = false;
};

} // namespace sluice::widgets
