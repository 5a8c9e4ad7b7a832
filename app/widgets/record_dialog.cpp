#include "widgets/record_dialog.h"

#include "base/error_words.h"
#include "widgets/controls.h"
#include "widgets/film_form.h"
#include "widgets/panel_layout.h"
#include "widgets/scene_view.h"
#include "widgets/style.h"
#include "widgets/words.h"
#include "words/numbers.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <chrono>
#include <cmath>

namespace sluice::widgets {

using scene::Tone;
namespace type = scene::type;

namespace {

constexpr QSize previewSize{576, 324};
constexpr std::chrono::milliseconds soon{120};

QString lengthWords(double seconds)
{
    return seconds < 60 ? RecordDialog::tr("%1 s").arg(words::decimal(seconds, 1))
                        : RecordDialog::tr("%1 min %2 s").arg(int(seconds) / 60).arg(int(seconds) % 60);
}

/// "0.018432": seconds, as one types them.
QString fieldText(TraceTime time) { return words::decimal(toSeconds(time), 6); }

std::optional<TraceTime> timeIn(const QLineEdit* field)
{
    bool fine = false;
    QString text = field->text().remove(QLatin1Char(' ')).replace(words::decimalPoint(), QLatin1Char('.'));
    if (text.endsWith(QLatin1Char('s'))) text.chop(1);
    const double value = text.toDouble(&fine);
    constexpr double aDay = 86'400;
    if (!fine || !(value >= 0 && value <= aDay)) return std::nullopt;
    return TraceTime{std::llround(value * 1e9)};
}

QPushButton* makePlain(const QString& words)
{
    auto* button = new QPushButton(words);
    button->setFont(scene::Theme::font(scene::Shape::Face::Words, type::small, 600));
    button->setFocusPolicy(Qt::TabFocus);
    button->setAutoDefault(false);
    return button;
}

} // namespace

RecordDialog::RecordDialog(trace::TraceView trace, FilmRange range, QWidget* parent)
    : QDialog(parent), m_trace(std::move(trace)), m_studio(std::make_shared<record::Studio>(m_trace))
{
    setObjectName(QStringLiteral("record"));
    setWindowTitle(tr("Film or figure"));
    setModal(true);
    m_form = new FilmForm;
    m_form->setFixedWidth(384);
    auto* across = new QHBoxLayout;
    across->setSpacing(32);
    across->addWidget(makePreviewSide());
    auto* right = new QVBoxLayout;
    right->addWidget(m_form);
    right->addStretch();
    across->addLayout(right);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 16, 24, 16);
    column->setSpacing(16);
    column->addWidget(makeLabel(tr("Film or figure"), type::title, 650, Tone::Text));
    column->addLayout(across);
    column->addStretch();
    column->addWidget(makeFooter());
    layout()->setSizeConstraint(QLayout::SetFixedSize);

    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &RecordDialog::planChanged);
    connect(m_form, &FilmForm::changed, this, [this] { m_soon.start(soon); });
    setRange(range);
    planChanged();
}

RecordDialog::~RecordDialog() = default;

QWidget* RecordDialog::makePreviewSide()
{
    m_preview = new SceneView;
    m_preview->setFixedSize(previewSize);
    m_preview->setFocusPolicy(Qt::NoFocus);
    m_preview->setAccessibleName(tr("Preview"));
    m_position = new Slider;
    m_position->setAccessibleName(tr("Moment of the preview"));
    m_moment = makeLabel({}, type::small, 400, Tone::Muted, scene::Shape::Face::Mono);
    connect(m_position, &Slider::valueChanged, this, &RecordDialog::showPreview);
    auto* side = new QWidget;
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_preview);
    column->addWidget(m_position);
    column->addWidget(m_moment);
    column->addSpacing(8);
    column->addWidget(makeRangeRow());
    column->addStretch();
    return side;
}

QLineEdit* RecordDialog::makeTimeField(const QString& name)
{
    auto* field = new QLineEdit;
    field->setAccessibleName(name);
    field->setFont(scene::Theme::font(scene::Shape::Face::Mono, type::small, 400));
    field->setFixedWidth(112);
    field->setMinimumHeight(34);
    connect(field, &QLineEdit::textChanged, this, [this] { m_soon.start(soon); });
    return field;
}

QWidget* RecordDialog::makeRangeRow()
{
    m_from = makeTimeField(tr("From, in seconds of the run"));
    m_to = makeTimeField(tr("To, in seconds of the run"));
    auto* whole = makePlain(tr("Whole run"));
    connect(whole, &QPushButton::clicked, this, [this] { setRange({{}, m_trace.end()}); });
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(makeLabel(tr("From"), type::small, 400, Tone::Muted));
    row->addWidget(m_from);
    row->addWidget(makeLabel(tr("s   to"), type::small, 400, Tone::Muted));
    row->addWidget(m_to);
    row->addWidget(makeLabel(tr("s"), type::small, 400, Tone::Muted));
    row->addStretch();
    row->addWidget(whole);
    return box;
}

QWidget* RecordDialog::makeFooter()
{
    m_summary = makeWrapping(type::small, 400, Tone::Muted);
    m_summary->setFixedHeight(40); // two lines: nothing moves when there is more to say
    m_summary->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_progress = new QProgressBar;
    m_progress->setTextVisible(false);
    m_progress->setFixedSize(160, 8);
    m_progress->setAccessibleName(tr("Progress"));
    m_cancel = makePlain(tr("Close"));
    m_make = makePlain(tr("Save film…"));
    m_make->setProperty("weight", "main");
    connect(m_cancel, &QPushButton::clicked, this, &RecordDialog::reject);
    connect(m_make, &QPushButton::clicked, this, &RecordDialog::askForFile);
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(m_summary, 1);
    row->addWidget(m_progress);
    row->addWidget(m_cancel);
    row->addWidget(m_make);
    m_progress->hide();
    return box;
}

std::optional<FilmRange> RecordDialog::range() const
{
    const auto from = timeIn(m_from), to = timeIn(m_to);
    if (!from || !to || *from >= *to) return std::nullopt;
    return FilmRange{*from, *to};
}

void RecordDialog::setRange(FilmRange range)
{
    m_from->setText(fieldText(range.from));
    m_to->setText(fieldText(range.to));
}

/// What the film would be: how long, and how it looks.
void RecordDialog::planChanged()
{
    if (m_job) return;
    m_make->setText(m_form->isFigure() ? tr("Save figure…") : tr("Save film…"));
    record::FilmPlan plan = m_form->plan();
    const auto wanted = range();
    if (!wanted) return say(tr("From and to are seconds of the run, and to is later than from."), true);
    plan.from = wanted->from;
    plan.to = wanted->to;
    auto film = record::Film::of(m_studio, plan);
    m_film.reset();
    if (!film) return say(QString::fromStdString(film.error().context), true);
    m_film.emplace(std::move(*film));
    {
        const QSignalBlocker quiet(m_position);
        m_position->setRange(0, static_cast<int>(m_film->frameCount()) - 1);
    }
    drawStill();
    say(summaryOf(*m_film), false);
    showPreview();
}

QString RecordDialog::summaryOf(const record::Film& film) const
{
    switch (m_form->shows()) {
    case FilmForm::Shows::Moment: return tr("The moment of the preview, as a figure.");
    case FilmForm::Shows::Timeline: return tr("The timeline from the one moment to the other, as a figure.");
    case FilmForm::Shows::Steps: return tr("Where each step of the lesson begins, beside each other.");
    case FilmForm::Shows::Film: break;
    }
    return tr("%1 long, %2 frames.").arg(lengthWords(film.seconds()), grouped(film.frameCount()));
}

/// The figure of the whole range, if that is wanted.
void RecordDialog::drawStill()
{
    using What = record::FigurePlan::What;
    m_still.reset();
    const auto shows = m_form->shows();
    if (shows != FilmForm::Shows::Timeline && shows != FilmForm::Shows::Steps) return;
    record::FigurePlan plan;
    plan.what = shows == FilmForm::Shows::Timeline ? What::Timeline : What::Frame;
    plan.from = m_film->plan().from;
    plan.to = m_film->plan().to;
    if (shows == FilmForm::Shows::Steps) {
        for (const record::Chapter& each : m_film->chapters()) plan.moments.push_back(m_film->timeOf(each.frame));
        if (plan.moments.empty()) plan.moments.push_back(plan.from); // no lesson
    }
    m_still = record::buildFigure(*m_studio, plan);
}

void RecordDialog::showPreview()
{
    if (!m_film) return;
    m_position->setEnabled(!m_still);
    if (m_still) {
        showScene(m_still->scene);
        setWords(m_moment, tr("%1 × %2 pixels").arg(m_still->size.width()).arg(m_still->size.height()));
        return;
    }
    const std::int64_t frame = std::min<std::int64_t>(m_position->value(), m_film->frameCount() - 1);
    showScene(m_film->frame(frame));
    setWords(m_moment, tr("frame %1 · real time %2").arg(grouped(frame + 1), clockText(m_film->timeOf(frame))));
}

void RecordDialog::showScene(scene::Scene scene)
{
    QPalette palette = scene::Theme::get(m_film->plan().theme).palette();
    if (m_preview->palette() != palette) m_preview->setPalette(palette); // the film's own theme
    m_preview->setScene(std::move(scene));
}

void RecordDialog::say(const QString& words, bool problem)
{
    setWords(m_summary, words);
    m_summary->setProperty("tone", problem ? "signal" : "muted");
    m_summary->setStyleSheet({}); // the rule for its tone is another one now
    m_make->setEnabled(!problem);
}

void RecordDialog::askForFile()
{
    const QString suggested = m_trace.meta().scenario.id.empty() ? tr("film") : fromStd(m_trace.meta().scenario.id);
    const QString filter =
        m_form->ending().isEmpty()
            ? tr("Folder of images")
            : QStringLiteral("%1 (*%2)")
                  .arg(m_form->kindName().remove(QLatin1Char('(')).remove(QLatin1Char(')')), m_form->ending());
    QString file = QFileDialog::getSaveFileName(this, windowTitle(), suggested + m_form->ending(), filter);
    if (file.isEmpty()) return;
    if (!file.endsWith(m_form->ending(), Qt::CaseInsensitive)) file += m_form->ending();
    if (m_form->ending().isEmpty() && !file.endsWith(QLatin1Char('/'))) file += QLatin1Char('/');
    make(file);
}

void RecordDialog::make(const QString& file)
{
    m_soon.stop();
    planChanged(); // what was typed last counts
    if (m_job || !m_film) return;
    if (m_form->isFigure()) return makeFigure(file);
    m_job = std::make_unique<FilmJob>(m_trace, m_film->plan(), file);
    connect(m_job.get(), &FilmJob::progressed, this, &RecordDialog::showProgress);
    connect(m_job.get(), &FilmJob::ended, this, &RecordDialog::finish);
    setWorking(true);
    showProgress({0, m_film->frameCount(), {}});
}

void RecordDialog::makeFigure(const QString& file)
{
    const record::FilmPlan& plan = m_film->plan();
    const QSize size = m_still ? m_still->size : plan.size;
    const auto written = record::renderFile(m_preview->scene(), scene::Theme::get(plan.theme), size, file);
    if (!written) return say(tr("Not saved: %1").arg(QString::fromStdString(said(written.error()))), true);
    say(tr("Saved as %1.").arg(file), false);
    Q_EMIT made(file);
}

void RecordDialog::showProgress(const FilmProgress& progress)
{
    m_progress->setRange(0, static_cast<int>(progress.total));
    m_progress->setValue(static_cast<int>(progress.done));
    const QString left = progress.secondsLeft ? tr(" · %1 left").arg(lengthWords(*progress.secondsLeft)) : QString();
    setWords(m_summary, tr("%1 of %2 frames%3").arg(grouped(progress.done), grouped(progress.total), left));
}

void RecordDialog::finish(const std::optional<Error>& problem)
{
    const bool cancelled = m_job->cancelled();
    const QString file = m_job->file();
    m_job.release()->deleteLater(); // it is its signal that is at work here
    setWorking(false);
    if (!problem) {
        say(tr("Saved as %1.").arg(file), false);
        Q_EMIT made(file);
    } else if (cancelled) say(tr("Cancelled: nothing was saved."), false);
    else {
        say(tr("Not saved: %1").arg(QString::fromStdString(said(*problem))), true);
        m_make->setEnabled(true); // perhaps somewhere else
    }
}

void RecordDialog::setWorking(bool working)
{
    m_form->setEnabled(!working);
    for (QWidget* field : {static_cast<QWidget*>(m_from), static_cast<QWidget*>(m_to), static_cast<QWidget*>(m_make)})
        field->setEnabled(!working);
    m_progress->setVisible(working);
    m_cancel->setText(working ? tr("Cancel") : tr("Close"));
}

void RecordDialog::reject()
{
    if (m_job) return m_job->cancel();
    QDialog::reject();
}

} // namespace sluice::widgets
