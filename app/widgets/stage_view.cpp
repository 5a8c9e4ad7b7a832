#include "widgets/stage_view.h"

#include "scenario/setting_table.h"
#include "scene/held_words.h"
#include "scene/presentation.h"
#include "scene/race_table.h"
#include "widgets/lesson_link.h"
#include "widgets/let_go_button.h"
#include "widgets/stage_switch.h"
#include "widgets/words.h"
#include "words/words.h"

#include <QMouseEvent>

#include <ranges>

namespace sluice::widgets {

using scene::Shape;
using scene::Subject;

StageView::StageView(QWidget* parent) : SceneView(parent) { setAccessibleName(tr("Stage")); }

void StageView::showFrame(const FramePtr& frame)
{
    m_frame = frame;
    build();
    setAccessibleDescription(QString::fromStdString(frame->explanation.sentence));
    renewButtons(*frame);
    placeButtons();
}

void StageView::renewButtons(const Frame& frame)
{
    const std::size_t wanted = frame.schedule && !frame.state.processes.empty() ? frame.state.processes.size() - 1 : 0;
    while (m_buttons.size() > wanted) {
        delete m_buttons.back();
        m_buttons.pop_back();
    }
    while (m_buttons.size() < wanted) {
        auto* button = new LetGoButton({static_cast<std::uint16_t>(m_buttons.size() + 1)}, this);
        connect(button, &LetGoButton::clicked, this, [this, button] { Q_EMIT letGo(button->process()); });
        m_buttons.push_back(button);
    }
    const auto& specs = frame.trace.meta().scenario.processes;
    for (LetGoButton* button : m_buttons) {
        const std::size_t id = button->process().value;
        const bool ready = id < frame.schedule->canLetGo.size() && frame.schedule->canLetGo[id];
        button->showReady(ready, id <= specs.size() ? shown(specs[id - 1].name) : QString(),
                          scene::heldWords(frame.state.processes[id], frame.state, frame.trace).full);
    }
}

/// Where the scene has left room for them.
void StageView::placeButtons()
{
    const Placement at = placement();
    for (LetGoButton* button : m_buttons) {
        const auto place = std::ranges::find(scene().shapes, Subject{Subject::Kind::LetGo, button->process().value, 0},
                                             &Shape::subject);
        button->setVisible(place != scene().shapes.end());
        if (place == scene().shapes.end()) continue;
        button->setGeometry(
            QRectF(place->rect.topLeft() * at.scale + at.origin, place->rect.size() * at.scale).toAlignedRect());
    }
    renewLinks();
    renewSwitches();
}

/// As many as there are words that lead to a lesson, each over its own.
void StageView::renewLinks()
{
    const Placement at = placement();
    std::size_t used = 0;
    for (const Shape& shape : scene().shapes) {
        if (shape.subject.kind != Subject::Kind::Lesson || shape.kind != Shape::Kind::Text) continue;
        const std::string_view lesson = scene::linkedLesson(shape.subject.id);
        if (lesson.empty()) continue;
        if (used == m_links.size()) {
            auto* link = new LessonLink(this);
            connect(link, &LessonLink::clicked, this, [this, link] { Q_EMIT lessonWanted(link->lesson()); });
            m_links.push_back(link);
        }
        LessonLink* link = m_links[used++];
        link->lead(shape.text, QString::fromUtf8(lesson.data(), static_cast<qsizetype>(lesson.size())));
        const QRectF words = shape.rect.adjusted(-6, 3, 0, -3);
        link->setGeometry(QRectF(words.topLeft() * at.scale + at.origin, words.size() * at.scale).toAlignedRect());
        link->show();
    }
    for (; used < m_links.size(); ++used) m_links[used]->hide();
}

/// As many as the stage has drawn, each over its own.
void StageView::renewSwitches()
{
    const Placement at = placement();
    std::size_t used = 0;
    for (const Shape& shape : scene().shapes) {
        if (shape.subject.kind != Subject::Kind::Switch || shape.kind != Shape::Kind::Rect) continue;
        if (used == m_switches.size()) {
            auto* made = new StageSwitch(this);
            connect(made, &StageSwitch::clicked, this, [this, made] {
                const scenario::SettingTable table(m_frame->trace.meta().scenario);
                if (made->setting() < table.size())
                    Q_EMIT switched(fromStd(table[made->setting()].key), !made->isChecked());
            });
            m_switches.push_back(made);
        }
        StageSwitch* control = m_switches[used++];
        const bool on = (shape.subject.sub & Subject::switchOn) != 0,
                   fixed = (shape.subject.sub & Subject::switchFixed) != 0;
        control->stand(shape.subject.id, shape.text, on ? Qt::Checked : Qt::Unchecked, !fixed);
        control->setGeometry(
            QRectF(shape.rect.topLeft() * at.scale + at.origin, shape.rect.size() * at.scale).toAlignedRect());
        control->show();
    }
    for (; used < m_switches.size(); ++used) m_switches[used]->hide();
}

/// A click on a process asks why it waits.
void StageView::mousePressEvent(QMouseEvent* event)
{
    SceneView::mousePressEvent(event);
    if (event->button() != Qt::LeftButton) return;
    const QPointF point = toScene(event->position());
    for (const Shape& shape : scene().shapes | std::views::reverse) {
        const bool ofProcess = shape.subject.kind == Subject::Kind::Process
                               || shape.subject.kind == Subject::Kind::ProcessState
                               || shape.subject.kind == Subject::Kind::ProcessCall;
        if (!ofProcess || !shape.bounds().contains(point)) continue;
        Q_EMIT processClicked({static_cast<std::uint16_t>(shape.subject.id)});
        return;
    }
}

void StageView::setPresenting(bool presenting)
{
    m_presenting = presenting;
    if (m_frame) build();
    placeButtons();
}

void StageView::build()
{
    const Frame& frame = *m_frame;
    setScene(m_presenting ? scene::buildPresentation(frame.state, frame.trace, frame.caption, frame.view, size())
                          : scene::buildStage(frame.state, frame.trace, frame.caption, frame.view));
}

void StageView::resizeEvent(QResizeEvent* event)
{
    SceneView::resizeEvent(event);
    if (m_presenting && m_frame) build(); // its shape is the screen's
    placeButtons();
}

} // namespace sluice::widgets
