#pragma once

#include "fits.h"
#include "support/legible.h"
#include "widgets/answer_button.h"

#include <QAbstractSpinBox>
#include <QHash>
#include <QImage>
#include <QLineEdit>
#include <QPixmap>

/// Can the words of a window be read on what they stand on? Asked of the pixels, since style sheets, palettes and
/// painted buttons all have a say in them.
namespace sluice::widgets::test {

/// What cannot be used now may be pale, but for answers: they are read once they are given.
inline bool hasWordsToRead(const QWidget& widget)
{
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) return !label->text().isEmpty();
    if (qobject_cast<const AnswerButton*>(&widget)) return true;
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget))
        return button->isEnabled() && !button->text().isEmpty();
    if (const auto* line = qobject_cast<const QLineEdit*>(&widget)) // a caret would stand out for the words
        return line->isEnabled() && !line->hasFocus() && !line->displayText().append(line->placeholderText()).isEmpty();
    return false;
}

/// The strongest contrast within `rect` to the colour that covers most of it.
inline double strongestContrast(const QImage& image, const QRect& rect)
{
    QHash<QRgb, int> counts;
    for (int y = rect.top(); y <= rect.bottom(); ++y)
        for (int x = rect.left(); x <= rect.right(); ++x) ++counts[image.pixel(x, y)];
    QRgb ground = 0;
    for (auto at = counts.cbegin(); at != counts.cend(); ++at)
        if (at.value() > counts.value(ground)) ground = at.key();
    double strongest = 1;
    for (auto at = counts.cbegin(); at != counts.cend(); ++at)
        strongest = std::max(strongest, sluice::test::contrast(QColor(at.key()), QColor(ground)));
    return strongest;
}

/// Words with less than 4.5:1 (WCAG 2.1, 1.4.3).
inline QStringList pale(QWidget& window)
{
    const QImage image = window.grab().toImage().convertToFormat(QImage::Format_RGB32);
    QStringList found;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisible() || !hasWordsToRead(*widget)) continue;
        QRect seen = widget->visibleRegion().boundingRect();
        if (!qobject_cast<const QLabel*>(widget))
            seen = seen.intersected(widget->rect().adjusted(5, 5, -5, -5)); // edge
        if (seen.width() < 8 || seen.height() < 8) continue;                // scrolled out of sight
        const double ratio = strongestContrast(image, seen.translated(widget->mapTo(&window, QPoint())));
        if (ratio < 4.5) found << whoIs(widget) + QStringLiteral(" %1").arg(ratio);
    }
    return found;
}

} // namespace sluice::widgets::test
