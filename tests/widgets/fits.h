#pragma once

#include <QAbstractButton>
#include <QLabel>
#include <QScrollArea>
#include <QSplitter>
#include <QWidget>

/// Do the words of a window fit, and does nothing lie over something else?
namespace sluice::widgets::test {

inline bool insideScrollArea(const QWidget* widget)
{
    for (; widget; widget = widget->parentWidget()) {
        if (qobject_cast<const QScrollArea*>(widget)) return true;
    }
    return false;
}

inline QString whoIs(const QWidget* widget)
{
    QString words = widget->accessibleName();
    if (const auto* label = qobject_cast<const QLabel*>(widget)) words = label->text();
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) words = button->text();
    return QStringLiteral("%1 \"%2\"").arg(widget->metaObject()->className(), words);
}

/// Labels and buttons whose words do not fit.
inline QStringList clipped(const QWidget& window)
{
    QStringList found;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        const auto* label = qobject_cast<const QLabel*>(widget);
        if (!widget->isVisible() || (!label && !qobject_cast<const QAbstractButton*>(widget))) continue;
        const bool wraps = label && label->wordWrap();
        const QSize needed = wraps ? QSize(0, label->heightForWidth(label->width())) : widget->sizeHint();
        const bool cut = needed.width() > widget->width() || needed.height() > widget->height();
        const QRect seen(widget->mapTo(&window, QPoint()), widget->size());
        const bool outside = !insideScrollArea(widget) && !window.rect().contains(seen);
        if (cut || outside)
            found << QStringLiteral("%1 needs %2×%3, has %4×%5")
                         .arg(whoIs(widget))
                         .arg(needed.width())
                         .arg(needed.height())
                         .arg(widget->width())
                         .arg(widget->height());
    }
    return found;
}

/// Visible neighbours that lie over each other.
inline QStringList overlapping(const QWidget& window)
{
    QStringList found;
    QList<const QWidget*> parents{&window};
    for (const QWidget* widget : window.findChildren<QWidget*>()) parents << widget;
    for (const QWidget* parent : parents) {
        const auto children = parent->findChildren<QWidget*>(Qt::FindDirectChildrenOnly);
        for (qsizetype i = 0; i < children.size(); ++i) {
            for (qsizetype j = 0; j < i; ++j) {
                const QWidget *a = children[i], *b = children[j];
                if (qobject_cast<const QSplitterHandle*>(a) || qobject_cast<const QSplitterHandle*>(b)) continue;
                if (a->isVisible() && b->isVisible() && a->geometry().intersects(b->geometry()))
                    found << whoIs(a) + " / " + whoIs(b);
            }
        }
    }
    return found;
}

} // namespace sluice::widgets::test
