#include "widgets/film_form.h"

#include "widgets/controls.h"
#include "widgets/style.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QSignalBlocker>

#include <array>

namespace sluice::widgets {

using playback::Pace;
using scene::Tone;
namespace type = scene::type;

namespace {

using Shows = FilmForm::Shows;

struct OutputKind {
    const char* name;
    const char* ending;
    Shows shows = Shows::Film;
    int size = 2, rate = 2; ///< which of the entries below suit it
};
constexpr std::array outputKinds{
    OutputKind{QT_TRANSLATE_NOOP("sluice::widgets::FilmForm", "Video, MP4 (H.264)"), ".mp4"},
    OutputKind{QT_TRANSLATE_NOOP("sluice::widgets::FilmForm", "Video, WebM (VP9)"), ".webm"},
    OutputKind{QT_TRANSLATE_NOOP("sluice::widgets::FilmForm", "Animation, GIF"), ".gif", Shows::Film, 4, 3},
    OutputKind{QT_TRANSLATE_NOOP("sluice::widgets::FilmForm", "Animation, APNG"), ".apng", Shows::Film, 4, 3},
    OutputKind{QT_TRANSLATE_NOOP("sluice::widgets::FilmForm", "Web page that plays it"), ".html", Shows::Film, 3, 2},
    OutputKind{QT_TRANSLATE_NOOP("sluice::widgets::FilmForm", "Images, one a frame"), ""},
    OutputKind{QT_TRANSLATE_NOOP("sluice::widgets::FilmForm", "This moment, PDF"), ".pdf", Shows::Moment},
    OutputKind{QT_TRANSLATE_NOOP("sluice::widgets::FilmForm", "This moment, SVG"), ".svg", Shows::Moment},
    OutputKind{QT_TRANSLATE_NOOP("sluice::widgets::FilmForm", "This moment, PNG"), ".png", Shows::Moment},
    OutputKind{QT_TRANSLATE_NOOP("sluice::widgets::FilmForm", "Timeline, PDF"), ".pdf", Shows::Timeline},
    OutputKind{QT_TRANSLATE_NOOP("sluice::widgets::FilmForm", "Timeline, SVG"), ".svg", Shows::Timeline},
    OutputKind{QT_TRANSLATE_NOOP("sluice::widgets::FilmForm", "Strip of steps, PDF"), ".pdf", Shows::Steps},
    OutputKind{QT_TRANSLATE_NOOP("sluice::widgets::FilmForm", "Strip of steps, SVG"), ".svg", Shows::Steps},
};
constexpr std::array sizes{QSize(3840, 2160), QSize(2560, 1440), QSize(1920, 1080),
                           QSize(1280, 720),  QSize(960, 540),   QSize(1080, 1080)};
constexpr std::array rates{60, 50, 30, 25, 15};

struct Speed {
    const char* name;
    Pace::Kind kind;
    double speed;
};
constexpr std::array speeds{
    Speed{QT_TRANSLATE_NOOP("sluice::widgets::FilmForm", "As in the window"), Pace::Kind::Even, 0},
    Speed{QT_TRANSLATE_NOOP("sluice::widgets::FilmForm", "Follow the action"), Pace::Kind::FollowAction, 1},
    Speed{QT_TRANSLATE_NOOP("sluice::widgets::FilmForm", "Real time"), Pace::Kind::Even, 1},
    Speed{QT_TRANSLATE_NOOP("sluice::widgets::FilmForm", "Real time, idle shortened"), Pace::Kind::ShortenIdle, 1},
    Speed{QT_TRANSLATE_NOOP("sluice::widgets::FilmForm", "10 times slower"), Pace::Kind::Even, 0.1},
    Speed{QT_TRANSLATE_NOOP("sluice::widgets::FilmForm", "100 times slower"), Pace::Kind::Even, 0.01},
    Speed{QT_TRANSLATE_NOOP("sluice::widgets::FilmForm", "1,000 times slower"), Pace::Kind::Even, 0.001},
    Speed{QT_TRANSLATE_NOOP("sluice::widgets::FilmForm", "10,000 times slower"), Pace::Kind::Even, 0.0001},
};

template <std::size_t N, class Each>
QStringList wordsOf(const std::array<Each, N>& entries, QString (*words)(const Each&))
{
    QStringList list;
    for (const Each& each : entries) list << words(each);
    return list;
}

} // namespace

FilmForm::FilmForm(QWidget* parent) : QWidget(parent)
{
    m_grid = new QGridLayout(this);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(8);
    m_grid->setColumnStretch(1, 1);
    m_kind = addChoice(
        tr("Kind"),
        wordsOf<outputKinds.size(), OutputKind>(outputKinds, [](const OutputKind& each) { return tr(each.name); }), 0);
    m_speed = addChoice(tr("Speed"),
                        wordsOf<speeds.size(), Speed>(speeds, [](const Speed& each) { return tr(each.name); }), 0);
    m_size = addChoice(
        tr("Size"),
        wordsOf<sizes.size(), QSize>(
            sizes, [](const QSize& each) { return QStringLiteral("%1 × %2").arg(each.width()).arg(each.height()); }),
        outputKinds[0].size);
    m_rate = addChoice(tr("Frames a second"),
                       wordsOf<rates.size(), int>(rates, [](const int& each) { return QString::number(each); }),
                       outputKinds[0].rate);
    m_theme = addChoice(tr("Theme"), {tr("Dark"), tr("Light")}, 0);
    m_title = new QLineEdit;
    m_title->setFont(scene::Theme::font(scene::Shape::Face::Words, type::small, 400));
    m_title->setPlaceholderText(tr("none"));
    m_title->setMaxLength(120);
    m_title->setMinimumHeight(34);
    connect(m_title, &QLineEdit::textChanged, this, &FilmForm::changed);
    addRow(tr("Title"), m_title);
    m_captions = addSwitch(tr("Captions"));
    m_clock = addSwitch(tr("Clock"));
    m_timeline = addSwitch(tr("Timeline"));
    connect(m_kind, &QComboBox::activated, this, &FilmForm::suggest);
}

void FilmForm::addRow(const QString& name, QWidget* control)
{
    const int row = m_grid->rowCount();
    control->setAccessibleName(name);
    m_grid->addWidget(makeLabel(name, type::small, 400, Tone::Muted), row, 0, Qt::AlignVCenter);
    m_grid->addWidget(control, row, 1, qobject_cast<Switch*>(control) ? Qt::AlignRight : Qt::Alignment());
}

ChoiceBox* FilmForm::addChoice(const QString& name, const QStringList& entries, int chosen)
{
    auto* box = new ChoiceBox;
    box->setFont(scene::Theme::font(scene::Shape::Face::Words, type::small, 400));
    box->addItems(entries);
    box->setCurrentIndex(chosen);
    connect(box, &QComboBox::currentIndexChanged, this, &FilmForm::changed);
    addRow(name, box);
    return box;
}

Switch* FilmForm::addSwitch(const QString& name)
{
    auto* box = new Switch;
    box->setChecked(true);
    connect(box, &Switch::toggled, this, &FilmForm::changed);
    addRow(name, box);
    return box;
}

void FilmForm::suggest()
{
    const OutputKind& kind = outputKinds[static_cast<std::size_t>(m_kind->currentIndex())];
    m_size->setCurrentIndex(kind.size);
    m_rate->setCurrentIndex(kind.rate);
    for (QWidget* ofFilms :
         {static_cast<QWidget*>(m_speed), static_cast<QWidget*>(m_rate), static_cast<QWidget*>(m_title)})
        ofFilms->setEnabled(kind.shows == Shows::Film);
    const bool ofTheRange = kind.shows == Shows::Timeline || kind.shows == Shows::Steps; // as large as it needs
    for (QWidget* ofMoments : {static_cast<QWidget*>(m_size), static_cast<QWidget*>(m_captions),
                               static_cast<QWidget*>(m_clock), static_cast<QWidget*>(m_timeline)})
        ofMoments->setEnabled(!ofTheRange);
}

Shows FilmForm::shows() const { return outputKinds[static_cast<std::size_t>(m_kind->currentIndex())].shows; }

QString FilmForm::ending() const
{
    return QString::fromLatin1(outputKinds[static_cast<std::size_t>(m_kind->currentIndex())].ending);
}

QString FilmForm::kindName() const { return m_kind->currentText(); }

record::FilmPlan FilmForm::plan() const
{
    record::FilmPlan plan;
    const Speed& speed = speeds[static_cast<std::size_t>(m_speed->currentIndex())];
    plan.pace = m_windowPace;
    const bool even = shows() == Shows::Timeline || shows() == Shows::Steps; // nothing plays there
    if (even) plan.pace = {};
    else if (speed.speed > 0) {
        plan.pace = {};
        plan.pace.kind = speed.kind;
        plan.pace.speed = speed.speed;
    }
    plan.rate = {rates[static_cast<std::size_t>(m_rate->currentIndex())], 1};
    plan.size = sizes[static_cast<std::size_t>(m_size->currentIndex())];
    plan.theme = m_theme->currentIndex() == 0 ? scene::Theme::Kind::Dark : scene::Theme::Kind::Light;
    plan.parts.caption = m_captions->isChecked();
    plan.parts.clock = m_clock->isChecked();
    plan.parts.timeline = m_timeline->isChecked();
    if (!isFigure()) plan.title = m_title->text().simplified();
    return plan;
}

void FilmForm::startFrom(const Pace& pace, scene::Theme::Kind theme)
{
    const QSignalBlocker quiet(this);
    m_windowPace = pace;
    m_theme->setCurrentIndex(theme == scene::Theme::Kind::Dark ? 0 : 1);
}

} // namespace sluice::widgets
