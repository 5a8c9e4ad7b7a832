#include "widgets/now_panel.h"

#include "timeline/time_axis.h"
#include "widgets/controls.h"
#include "widgets/panel_layout.h"
#include "widgets/style.h"
#include "widgets/try_panel.h"
#include "widgets/words.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace sluice::widgets {

using scene::Tone;
namespace type = scene::type;

NowPanel::NowPanel(RunCommands& commands, QWidget* parent) : QWidget(parent)
{
    m_due.setSingleShot(true);
    connect(&m_due, &QTimer::timeout, this, &NowPanel::showNewest);
    m_headline = makeWrapping(type::title, 650, Tone::Text);
    m_waiting = makeLabel({}, type::body, 600, Tone::Blocked);
    m_wakersTitle = makeLabel(tr("Who can wake it"), type::body, 600, Tone::Muted);
    m_wakerColumn = new QVBoxLayout;
    m_wakerColumn->setSpacing(4);
    m_tries = new TryPanel(commands, 2);
    m_factColumn = new QVBoxLayout;
    m_factColumn->setSpacing(8);

    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(24, 16, 24, 4);
    column->setSpacing(8);
    column->addWidget(m_headline);
    column->addWidget(m_waiting);
    column->addSpacing(8);
    column->addLayout(m_factColumn);
    column->addSpacing(10);
    column->addWidget(m_wakersTitle);
    column->addLayout(m_wakerColumn);
    column->addStretch();
    layOutPanel(this, content, m_tries);
}

void NowPanel::showFrame(const FramePtr& frame)
{
    constexpr qint64 everyMs = 100;
    const bool other = !m_frame || m_frame->timeline != frame->timeline
                       || m_frame->explanation.headline != frame->explanation.headline;
    m_frame = frame;
    m_tries->showFrame(frame);
    if (other || frame->mode == playback::Playback::Mode::Paused || m_shown.hasExpired(everyMs)) showNewest();
    else if (!m_due.isActive()) m_due.start(static_cast<int>(std::max<qint64>(everyMs - m_shown.elapsed(), 0)));
}

void NowPanel::showNewest()
{
    m_due.stop();
    m_shown.start();
    const analysis::Explanation& now = m_frame->explanation;
    // What happens on one line, why on the next.
    setWords(m_headline, fromStd(now.headline).replace(QStringLiteral(": "), QStringLiteral(":\n")));
    m_headline->setToolTip(fromStd(now.sentence)); // with all numbers in it
    m_headline->setAccessibleDescription(fromStd(now.sentence));
    m_waiting->setVisible(now.waiting.has_value());
    if (now.waiting) setWords(m_waiting, tr("for %1 real time").arg(timeline::formatDuration(*now.waiting)));
    showFacts(now.facts);
    showWakers(now.wakers);
}

void NowPanel::showFacts(const std::vector<analysis::Fact>& facts)
{
    while (m_facts.size() < facts.size()) m_facts.push_back(makeFactRow());
    for (std::size_t i = 0; i < m_facts.size(); ++i) {
        const FactRow& row = m_facts[i];
        row.box->setVisible(i < facts.size());
        if (i >= facts.size()) continue;
        row.tag->setEvidence(facts[i].evidence);
        setWords(row.words, fromStd(facts[i].text));
    }
}

NowPanel::FactRow NowPanel::makeFactRow()
{
    FactRow row{new QWidget, new EvidenceTag(probe::Evidence::Probe), makeWrapping(type::small, 400, Tone::Text)};
    auto* line = new QHBoxLayout(row.box);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(12);
    line->addWidget(row.tag, 0, Qt::AlignTop);
    line->addWidget(row.words, 1);
    m_factColumn->addWidget(row.box);
    return row;
}

void NowPanel::showWakers(const std::vector<std::string>& wakers)
{
    m_wakersTitle->setVisible(!wakers.empty());
    while (m_wakers.size() < wakers.size()) {
        m_wakers.push_back(makeWrapping(type::small, 400, Tone::Text));
        m_wakerColumn->addWidget(m_wakers.back());
    }
    for (std::size_t i = 0; i < m_wakers.size(); ++i) {
        m_wakers[i]->setVisible(i < wakers.size());
        if (i < wakers.size()) setWords(m_wakers[i], fromStd(wakers[i]));
    }
}

} // namespace sluice::widgets
