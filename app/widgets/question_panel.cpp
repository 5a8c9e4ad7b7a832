#include "widgets/question_panel.h"

#include "timeline/time_axis.h"
#include "widgets/answer_button.h"
#include "widgets/style.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>
#include <numeric>

namespace sluice::widgets {

using lessons::Asking;
using scene::Tone;
namespace type = scene::type;

namespace {

constexpr int mostAnswers = 4;
constexpr int mostHands = 999;

/// "A", "B", …: key and name of an answer.
QString letter(int index) { return QString(QChar(u'A' + index)); }

QPushButton* makeButton(const QString& words, bool main)
{
    auto* button = new QPushButton(words);
    button->setFocusPolicy(Qt::TabFocus);
    if (main) button->setProperty("weight", "main");
    return button;
}

/// What is out of sight for a while leaves its place empty, so that nothing beside it moves.
void keepRoom(QWidget* widget)
{
    QSizePolicy policy = widget->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    widget->setSizePolicy(policy);
}

} // namespace

QuestionPanel::QuestionPanel(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("question"));
    setAttribute(Qt::WA_StyledBackground);
    m_state = makeLabel({}, type::strong, 650, Tone::Text);
    m_state->setWordWrap(true);
    m_words = makeLabel({}, type::small, 400, Tone::Muted);
    m_words->setWordWrap(true);
    keepRoom(m_words);
    m_skip = makeButton(tr("Skip  Esc"), false);
    m_go = makeButton({}, true);
    connect(m_skip, &QPushButton::clicked, this, &QuestionPanel::closeWanted);
    connect(m_go, &QPushButton::clicked, this, [this] {
        if (m_go->property("closes").toBool()) Q_EMIT closeWanted();
        else Q_EMIT watchWanted();
    });

    auto* head = new QHBoxLayout;
    head->setSpacing(12);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_state);
    texts->addWidget(m_words);
    head->addLayout(texts, 1);
    head->addWidget(m_skip, 0, Qt::AlignTop);
    head->addWidget(m_go, 0, Qt::AlignTop);
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    for (int i = 0; i < mostAnswers; ++i) {
        m_choices.push_back(makeChoice(i));
        row->addWidget(m_choices.back().box, 1);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 12, 24, 12);
    column->setSpacing(8);
    column->addLayout(head);
    column->addLayout(row, 1);
}

QuestionPanel::Choice QuestionPanel::makeChoice(int index)
{
    Choice choice{new QWidget, new AnswerButton, new QSpinBox};
    choice.button->setKey(letter(index));
    choice.hands->setRange(0, mostHands);
    connect(choice.hands, &QSpinBox::valueChanged, this, [hands = choice.hands](int count) {
        const QString suffix = count == 1 ? tr(" hand") : tr(" hands");
        if (hands->suffix() != suffix) hands->setSuffix(suffix);
    });
    keepRoom(choice.hands);
    choice.hands->setSpecialValueText(tr("hands up"));
    choice.hands->setButtonSymbols(QAbstractSpinBox::NoButtons);
    choice.hands->setAlignment(Qt::AlignCenter);
    choice.hands->setFocusPolicy(Qt::StrongFocus);
    choice.hands->setAccessibleName(tr("Hands for %1").arg(letter(index)));
    choice.hands->setToolTip(tr("How many think so. Shift+%1 counts one more.").arg(letter(index)));
    auto* column = new QVBoxLayout(choice.box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(choice.button, 1);
    column->addWidget(choice.hands);
    connect(choice.button, &AnswerButton::clicked, this, [this, index] { choose(index); });
    choice.hands->installEventFilter(this);
    return choice;
}

/// What is typed takes the place of what stood there; Enter ends the typing, and does not yet show what happens.
bool QuestionPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (auto* hands = qobject_cast<QSpinBox*>(watched); hands && event->type() == QEvent::FocusIn)
        QMetaObject::invokeMethod(hands, &QSpinBox::selectAll, Qt::QueuedConnection); // a click comes after this
    if (event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key != Qt::Key_Return && key != Qt::Key_Enter) return QWidget::eventFilter(watched, event);
    qobject_cast<QWidget*>(watched)->clearFocus();
    return true;
}

void QuestionPanel::rebuild(const lessons::Question& question)
{
    m_question = &question;
    m_chosen.reset();
    for (std::size_t i = 0; i < m_choices.size(); ++i) {
        const Choice& choice = m_choices[i];
        choice.box->setVisible(i < question.answers.size());
        choice.hands->setValue(0);
        if (i >= question.answers.size()) continue;
        const QString& words = question.answers[i].text;
        choice.button->setText(words);
        choice.button->setAccessibleName(QStringLiteral("%1: %2").arg(letter(static_cast<int>(i)), words));
        choice.button->setChecked(false);
    }
    setWords(m_words, question.text);
    setAccessibleName(question.text);
}

void QuestionPanel::showFrame(const FramePtr& frame)
{
    if (!frame->prediction) {
        m_question = nullptr; // the same question of another run is asked anew
        return;
    }
    const Prediction& prediction = *frame->prediction;
    if (m_question != prediction.question) rebuild(*prediction.question);
    const bool open = prediction.phase == Asking::Phase::Asked;
    const bool told = prediction.right.has_value();
    for (std::size_t i = 0; i < m_choices.size(); ++i) {
        using Verdict = AnswerButton::Verdict;
        const Choice& choice = m_choices[i];
        choice.button->setEnabled(open);
        choice.hands->setEnabled(open);
        choice.hands->setVisible(open || choice.hands->value() > 0);
        const bool right = told && static_cast<std::size_t>(*prediction.right) == i;
        const Verdict verdict = !told ? Verdict::Open : right ? Verdict::Right : Verdict::Wrong;
        if (choice.button->verdict() != verdict) choice.button->setVerdict(verdict);
    }
    showWords(prediction);
    showVotes(told);
    m_words->setVisible(!open); // until then it is the caption
    m_skip->setVisible(open);
    m_go->setProperty("closes", !open);
    const QString go = open ? tr("See what happens  ⏎") : tr("Go on  ⏎");
    if (m_go->text() != go) m_go->setText(go);
}

void QuestionPanel::showWords(const Prediction& prediction)
{
    if (prediction.phase == Asking::Phase::Asked)
        return setWords(m_state, tr("Predict first. The picture stands still; nobody has seen what comes next."));
    if (!prediction.right)
        return setWords(m_state,
                        prediction.over ? tr("The run ended before this was decided.") : tr("The run goes on: watch."));
    const int all = hands();
    const auto right = static_cast<std::size_t>(*prediction.right);
    QString words =
        tr("%1 is what happened, %2 later.").arg(letter(*prediction.right), timeline::formatDuration(prediction.took));
    if (all > 0)
        words += QLatin1Char(' ') + tr("%1 of %2 hands were right.").arg(m_choices[right].hands->value()).arg(all);
    else if (m_chosen)
        words += QLatin1Char(' ')
                 + (m_chosen == prediction.right ? tr("You were right.") : tr("You chose %1.").arg(letter(*m_chosen)));
    setWords(m_state, words);
}

int QuestionPanel::hands() const
{
    int all = 0;
    for (const Choice& choice : m_choices) all += choice.hands->value();
    return all;
}

/// Only afterwards: a running count would lead the hall.
void QuestionPanel::showVotes(bool told)
{
    const int all = hands();
    for (const Choice& choice : m_choices)
        choice.button->setShare(told && all > 0 ? static_cast<double>(choice.hands->value()) / all : 0);
}

void QuestionPanel::choose(int index)
{
    m_chosen = index;
    for (std::size_t i = 0; i < m_choices.size(); ++i) m_choices[i].button->setChecked(static_cast<int>(i) == index);
}

void QuestionPanel::setScale(double scale)
{
    using scene::Theme;
    const auto font = [scale](int size, int weight) {
        return Theme::font(scene::Shape::Face::Words, size * scale, weight);
    };
    m_state->setFont(font(type::strong, 650));
    m_words->setFont(font(type::small, 400));
    for (QPushButton* button : {m_skip, m_go}) button->setFont(font(type::small, 400));
    for (const Choice& choice : m_choices) {
        choice.button->setScale(scale);
        choice.hands->setFont(font(type::small, 400));
        choice.hands->findChild<QLineEdit*>()->setFont(choice.hands->font()); // a styled one does not take it over
    }
}

void QuestionPanel::goOn() { m_go->click(); }

bool QuestionPanel::press(QKeyCombination key)
{
    if (!m_question) return false;
    if (key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter) {
        goOn();
        return true;
    }
    if (key.key() == Qt::Key_Escape) {
        Q_EMIT closeWanted();
        return true;
    }
    const int index = key.key() - Qt::Key_A;
    const bool plain = (key.keyboardModifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == Qt::NoModifier;
    if (!plain || index < 0 || index >= static_cast<int>(m_question->answers.size())) return false;
    const Choice& choice = m_choices[static_cast<std::size_t>(index)];
    if (!choice.button->isEnabled()) return false;
    if (key.keyboardModifiers().testFlag(Qt::ShiftModifier)) choice.hands->setValue(choice.hands->value() + 1);
    else choose(index);
    return true;
}

} // namespace sluice::widgets
