#include "widgets/window_layout.h"

#include <QHBoxLayout>
#include <QPalette>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace sluice::widgets {

using scene::Theme;

namespace {

QVariantList toVariants(const QList<int>& numbers)
{
    QVariantList list;
    for (const int number : numbers) list << number;
    return list;
}

QList<int> toNumbers(const QVariant& value)
{
    QList<int> numbers;
    for (const QVariant& number : value.toList()) numbers << number.toInt();
    return numbers.size() == 2 ? numbers : QList<int>{};
}

} // namespace

WindowLayout WindowLayout::load(const QPalette& desktop)
{
    const QSettings settings;
    const bool darkDesktop = desktop.color(QPalette::Window).lightness() < 128;
    WindowLayout layout;
    const QString theme = settings.value("window/theme", darkDesktop ? "dark" : "light").toString();
    layout.theme = theme == QLatin1String("light") ? Theme::Kind::Light : Theme::Kind::Dark;
    layout.geometry = settings.value("window/geometry").toByteArray();
    if (settings.contains("window/inspector")) layout.inspector = settings.value("window/inspector").toBool();
    layout.across = toNumbers(settings.value("window/across"));
    layout.down = toNumbers(settings.value("window/down"));
    if (settings.contains("window/reducedMotion"))
        layout.reducedMotion = settings.value("window/reducedMotion").toBool();
    layout.predictFirst = settings.value("window/predictFirst", true).toBool();
    return layout;
}

void WindowLayout::save() const
{
    QSettings settings;
    settings.setValue("window/theme", theme == Theme::Kind::Dark ? "dark" : "light");
    settings.setValue("window/geometry", geometry);
    if (inspector) settings.setValue("window/inspector", *inspector);
    if (!across.isEmpty()) settings.setValue("window/across", toVariants(across));
    if (!down.isEmpty()) settings.setValue("window/down", toVariants(down));
    if (reducedMotion) settings.setValue("window/reducedMotion", *reducedMotion);
    settings.setValue("window/predictFirst", predictFirst);
}

int timeHeight(int windowHeight)
{
    return windowHeight < depthLanesFitFrom ? 184 : std::min(344, windowHeight * 344 / 1080);
}

int inspectorWidth(int windowWidth) { return std::clamp(windowWidth / 4, 384, 480); }

double hallScale(int windowHeight) { return std::max(1.0, windowHeight / (45.0 * scene::type::small)); }

QSize defaultWindowSize(const QScreen* screen)
{
    const QSize room = screen ? screen->availableSize() : QSize(1280, 720);
    return QSize(1600, 900).boundedTo(room);
}

QWidget* makeColumn(std::initializer_list<QWidget*> widgets)
{
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (QWidget* widget : widgets) column->addWidget(widget);
    column->setStretch(column->count() - 1, 1);
    return box;
}

QWidget* makeRow(std::initializer_list<QWidget*> widgets)
{
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (QWidget* widget : widgets) row->addWidget(widget);
    row->setStretch(0, 1);
    return box;
}

QSplitter* makeSplitter(Qt::Orientation orientation, std::initializer_list<QWidget*> widgets)
{
    auto* splitter = new QSplitter(orientation);
    for (QWidget* widget : widgets) splitter->addWidget(widget);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    return splitter;
}

} // namespace sluice::widgets
