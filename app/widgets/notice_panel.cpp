#include "widgets/notice_panel.h"

#include "widgets/panel_layout.h"
#include "widgets/style.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace sluice::widgets {

using scene::Tone;
namespace type = scene::type;

NoticePanel::NoticePanel(QWidget* parent) : QWidget(parent)
{
    m_card = new QWidget;
    m_card->setObjectName(QStringLiteral("notice"));
    m_card->setAttribute(Qt::WA_StyledBackground);
    m_what = makeWrapping(type::strong, 600, Tone::Text);
    m_why = makeWrapping(type::small, 400, Tone::Muted);
    m_todo = makeWrapping(type::small, 400, Tone::Text);
    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    for (QLabel* label : {m_what, m_why, m_todo}) words->addWidget(label);
    auto* close = new QPushButton(tr("Close"));
    close->setFocusPolicy(Qt::TabFocus);
    close->setFont(scene::Theme::font(scene::Shape::Face::Words, type::small, 600));
    connect(close, &QPushButton::clicked, this, &NoticePanel::dismissed);
    auto* row = new QHBoxLayout(m_card);
    row->setContentsMargins(20, 16, 16, 16);
    row->addLayout(words, 1);
    row->addWidget(close, 0, Qt::AlignTop);
    auto* around = new QVBoxLayout(this);
    around->setContentsMargins(24, 16, 24, 0);
    around->addWidget(m_card);
    hide();
}

void NoticePanel::showNotice(const std::optional<Notice>& notice)
{
    if (notice) {
        setWords(m_what, notice->what);
        setWords(m_why, notice->why);
        setWords(m_todo, notice->todo);
        setAccessibleName(notice->what);
    }
    setVisible(notice.has_value());
}

} // namespace sluice::widgets
