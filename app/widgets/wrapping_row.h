#pragma once

#include <QWidget>

#include <vector>

namespace sluice::widgets {

/// Widgets beside each other as they need, in as many rows as that takes.
class WrappingRow : public QWidget
{
public:
    WrappingRow(const QMargins& margins, int spacing, QWidget* parent = nullptr);
    void add(QWidget* widget); ///< takes it

    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] std::vector<QRect> placesFor(int width) const;

    QMargins m_margins;
    int m_spacing;
    std::vector<QWidget*> m_widgets;
};

} // namespace sluice::widgets
