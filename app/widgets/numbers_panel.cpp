#include "widgets/numbers_panel.h"

#include "timeline/time_axis.h"
#include "widgets/controls.h"
#include "widgets/panel_layout.h"
#include "widgets/scene_view.h"
#include "widgets/style.h"

#include <QGridLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace sluice::widgets {

using scene::Shape;
using scene::Tone;
namespace type = scene::type;

namespace {

constexpr qint64 renewalMs = 200;
constexpr int distributionHeight = 132;

bool sameLabels(const std::vector<NumberRow>& a, const std::vector<NumberRow>& b)
{
    return std::ranges::equal(
        a, b, [](const NumberRow& x, const NumberRow& y) { return x.group == y.group && x.label == y.label; });
}

} // namespace

NumbersPanel::NumbersPanel(QWidget* parent) : QWidget(parent)
{
    m_content = new QWidget;
    new QVBoxLayout(m_content);
    m_distribution = new SceneView;
    m_distribution->setFixedHeight(distributionHeight);
    auto* footer = new QWidget;
    auto* column = new QVBoxLayout(footer);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_distributionTitle = makeLabel({}, type::body, 600, Tone::Text);
    column->addWidget(m_distributionTitle);
    column->addWidget(m_distribution);
    layOutPanel(this, m_content, footer);
}

void NumbersPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_frame) renew();
}

void NumbersPanel::showFrame(const FramePtr& frame)
{
    m_frame = frame;
    if (!isVisible()) return;
    const bool moving = frame->mode != playback::Playback::Mode::Paused;
    if (moving && m_sinceRenewal.isValid() && m_sinceRenewal.elapsed() < renewalMs) return;
    renew();
}

void NumbersPanel::renew()
{
    m_sinceRenewal.restart();
    std::vector<NumberRow> numbers = numbersOf(*m_frame);
    if (!sameLabels(numbers, m_shown)) rebuild(numbers);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        setWords(m_rows[i].value, numbers[i].value);
        m_rows[i].tag->setEvidence(numbers[i].evidence);
    }
    m_shown = std::move(numbers);
    showDistribution();
}

void NumbersPanel::showDistribution()
{
    const Distribution distribution = distributionOf(*m_frame);
    const bool any = !distribution.histogram.counts.empty();
    m_distributionTitle->parentWidget()->setVisible(any);
    if (!any) return;
    setWords(m_distributionTitle, distribution.title);
    scene::Scene drawn = scene::buildHistogram(
        distribution.histogram,
        {{distribution.median, tr("half within %1").arg(timeline::formatDuration(distribution.median, 3))}},
        distribution.tone, QSizeF(m_distribution->size()));
    drawn.ground = Tone::Panel;
    m_distribution->setScene(std::move(drawn));
}

void NumbersPanel::rebuild(const std::vector<NumberRow>& numbers)
{
    m_rows.clear();
    qDeleteAll(m_content->findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
    delete m_content->layout();
    auto* grid = new QGridLayout(m_content);
    grid->setContentsMargins(24, 16, 24, 24);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(0, 1);
    QString group;
    int line = 0;
    for (const NumberRow& number : numbers) {
        if (number.group != group) {
            QLabel* title = makeLabel(number.group, type::body, 600, Tone::Text);
            title->setContentsMargins(0, line == 0 ? 0 : 14, 0, 2);
            grid->addWidget(title, line++, 0, 1, 3);
            group = number.group;
        }
        const Row row{makeLabel(number.value, type::small, 400, Tone::Text, Shape::Face::Mono),
                      new EvidenceTag(number.evidence)};
        QLabel* name = makeWrapping(type::small, 400, Tone::Muted);
        name->setText(number.label);
        grid->addWidget(name, line, 0);
        grid->addWidget(row.value, line, 1, Qt::AlignRight);
        grid->addWidget(row.tag, line++, 2);
        m_rows.push_back(row);
    }
    grid->setRowStretch(line, 1);
}

} // namespace sluice::widgets
