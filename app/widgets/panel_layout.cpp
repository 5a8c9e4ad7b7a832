#include "widgets/panel_layout.h"

#include "widgets/style.h"

#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace sluice::widgets {

void layOutPanel(QWidget* panel, QWidget* content, QWidget* footer)
{
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(scroll, 1);
    if (!footer) return;
    footer->setContentsMargins(24, 8, 24, 16);
    column->addWidget(footer);
}

void keepScrollBar(QScrollArea* area)
{
    area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    QScrollBar* bar = area->verticalScrollBar();
    QObject::connect(bar, &QScrollBar::rangeChanged, bar, [bar](int min, int max) { bar->setEnabled(max > min); });
    bar->setEnabled(bar->maximum() > bar->minimum());
}

QLabel* makeWrapping(int pixels, int weight, scene::Tone tone)
{
    QLabel* label = makeLabel({}, pixels, weight, tone);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    label->setMinimumWidth(80);
    return label;
}

} // namespace sluice::widgets
