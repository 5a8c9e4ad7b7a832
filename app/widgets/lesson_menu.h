#pragma once

#include "lessons/lesson.h"
#include "playback/bookmarks.h"
#include "widgets/command.h"
#include "words/language.h"

#include <QMenu>

namespace sluice::widgets {

/// The menu of the window: the lessons in a menu for each mechanism, then files and settings.
class LessonMenu : public QMenu
{
    Q_OBJECT
public:
    explicit LessonMenu(QWidget* parent = nullptr);
    void setCurrent(const lessons::Lesson* lesson);
    void setCanSave(bool can);
    void setReducedMotion(bool reduced);
    void setPredictFirst(bool predict);
    void setBookmarks(const std::vector<playback::Bookmark>& bookmarks);

Q_SIGNALS:
    void lessonChosen(const sluice::lessons::Lesson* lesson);
    void commanded(sluice::widgets::Command command);
    void reducedMotionChosen(bool reduced);
    void predictFirstChosen(bool predict);
    void languageChosen(sluice::words::Language language);
    void bookmarkChosen(const sluice::playback::Bookmark& bookmark);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void addLessons();
    void addLanguages();
    QAction* addCommand(const QString& words, Command command);

    QList<std::pair<const lessons::Lesson*, QAction*>> m_lessons;
    QAction* m_nearest = nullptr; ///< the menu of the current lesson
    QAction* m_save = nullptr;
    QAction* m_reduced = nullptr;
    QAction* m_predict = nullptr;
    QMenu* m_bookmarks = nullptr;
};

} // namespace sluice::widgets
