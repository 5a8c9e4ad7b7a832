#include "widgets/lesson_menu.h"

#include "scene/theme.h"
#include "words/numbers.h"

#include <QActionGroup>

namespace sluice::widgets {

using lessons::Lesson;

LessonMenu::LessonMenu(QWidget* parent) : QMenu(parent)
{
    setFont(scene::Theme::font(scene::Shape::Face::Words, scene::type::small, 400));
    addCommand(tr("Start page"), Command::StartPage);
    addSeparator();
    addLessons();
    addSeparator();
    addCommand(tr("Open trace or playlist…"), Command::OpenTrace);
    m_save = addCommand(tr("Save trace as…"), Command::SaveTrace);
    addCommand(tr("Film or figure…"), Command::MakeFilm);
    addSeparator();
    m_bookmarks = addMenu(tr("Bookmarks"));
    m_bookmarks->setFont(font());
    addSeparator();
    m_reduced = addAction(tr("Reduce motion"));
    m_reduced->setCheckable(true);
    connect(m_reduced, &QAction::triggered, this, &LessonMenu::reducedMotionChosen);
    m_predict = addAction(tr("Predict first"));
    m_predict->setCheckable(true);
    connect(m_predict, &QAction::triggered, this, &LessonMenu::predictFirstChosen);
    addLanguages();
    addSeparator();
    addCommand(tr("Quit"), Command::Quit);
}

/// Each in its own words: who has chosen the wrong one finds the way back.
void LessonMenu::addLanguages()
{
    using words::Language;
    QMenu* languages = addMenu(tr("Language"));
    languages->setFont(font());
    auto* one = new QActionGroup(this);
    for (const auto& [language, name] : {std::pair{Language::English, "English"}, {Language::German, "Deutsch"}}) {
        QAction* action = languages->addAction(QString::fromUtf8(name));
        action->setCheckable(true);
        action->setChecked(language == words::spoken());
        one->addAction(action);
        connect(action, &QAction::triggered, this, [this, language = language] { Q_EMIT languageChosen(language); });
    }
}

void LessonMenu::addLessons()
{
    QMenu* family = nullptr;
    for (const Lesson& lesson : lessons::builtIn()) {
        if (!family || family->title() != lesson.mechanism) {
            family = addMenu(lesson.mechanism);
            family->setFont(font());
            family->setToolTipsVisible(true);
        }
        QAction* action = family->addAction(lesson.title);
        action->setCheckable(true);
        action->setToolTip(lesson.about);
        connect(action, &QAction::triggered, this, [this, &lesson] { Q_EMIT lessonChosen(&lesson); });
        m_lessons.append({&lesson, action});
    }
}

QAction* LessonMenu::addCommand(const QString& words, Command command)
{
    // The window itself listens to the key: here it is only written down.
    QAction* action = addAction(words + QLatin1Char('\t') + keyText(command));
    connect(action, &QAction::triggered, this, [this, command] { Q_EMIT commanded(command); });
    return action;
}

void LessonMenu::setCurrent(const Lesson* current)
{
    m_nearest = nullptr;
    for (const auto& [lesson, action] : m_lessons) {
        action->setChecked(lesson == current);
        if (lesson == current) m_nearest = qobject_cast<QMenu*>(action->parent())->menuAction();
    }
}

/// Where one is now is where one is likely to go next: that menu is open at once.
void LessonMenu::showEvent(QShowEvent* event)
{
    QMenu::showEvent(event);
    if (m_nearest)
        QMetaObject::invokeMethod(
            this, [this] { setActiveAction(m_nearest); }, Qt::QueuedConnection);
}

void LessonMenu::setBookmarks(const std::vector<playback::Bookmark>& bookmarks)
{
    m_bookmarks->clear();
    QAction* add =
        m_bookmarks->addAction(tr("Bookmark this moment") + QLatin1Char('\t') + keyText(Command::AddBookmark));
    connect(add, &QAction::triggered, this, [this] { Q_EMIT commanded(Command::AddBookmark); });
    if (!bookmarks.empty()) m_bookmarks->addSeparator();
    for (const playback::Bookmark& each : bookmarks) {
        const QString time = words::decimal(toSeconds(each.moment.time), 6);
        QAction* action = m_bookmarks->addAction(tr("%1 s  %2").arg(time, QString::fromStdString(each.name)));
        connect(action, &QAction::triggered, this, [this, each] { Q_EMIT bookmarkChosen(each); });
    }
}

void LessonMenu::setCanSave(bool can) { m_save->setEnabled(can); }

void LessonMenu::setReducedMotion(bool reduced) { m_reduced->setChecked(reduced); }

void LessonMenu::setPredictFirst(bool predict) { m_predict->setChecked(predict); }

} // namespace sluice::widgets
