#pragma once

#include "scene/scene.h"
#include "scene/text_lines.h"
#include "scene/theme.h"

#include <QImage>
#include <QWidget>

#include <vector>

namespace sluice::widgets {

/// Shows a scene. Keeps it as an image and repaints only what differs from the scene before; an equal scene costs
/// nothing. Answers what lies under the pointer and what a screen reader reads: both come from the shapes.
class SceneView : public QWidget
{
    Q_OBJECT
public:
    /// Something with words, where it is on the widget.
    struct Item {
        scene::Subject subject;
        QString text;
        QRectF rect;
    };

    explicit SceneView(QWidget* parent = nullptr);

    void setScene(scene::Scene scene);
    [[nodiscard]] const scene::Scene& scene() const { return m_scene; }
    [[nodiscard]] const std::vector<Item>& items() const;
    /// What the tooltip says at a place of the widget; empty where there is nothing.
    [[nodiscard]] QString textAt(QPointF position) const;
    /// Where something of the scene lies on the widget.
    [[nodiscard]] QRectF onWidget(const QRectF& inScene) const;
    /// The picture as it is kept, in device pixels.
    [[nodiscard]] const QImage& image();

protected:
    /// Where the scene lies on the widget, in its own pixels.
    struct Placement {
        double scale = 1;
        QPointF origin;
        bool operator==(const Placement&) const = default;
    };
    /// As large as it fits, in the middle.
    [[nodiscard]] virtual Placement placement() const;
    [[nodiscard]] QPointF toScene(QPointF position) const;

    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void ensureImage();
    void paintInto(const QRegion& devicePixels);

    scene::Scene m_scene;
    QImage m_image;
    scene::TextLines m_lines;
    Placement m_imagePlacement; ///< with which m_image was painted
    const scene::Theme* m_imageTheme = nullptr;
    mutable std::vector<Item> m_items;
    mutable bool m_itemsValid = false;
};

/// Makes scene views speak to assistive technology. Once, before the first window.
void installSceneAccessibility();

} // namespace sluice::widgets
