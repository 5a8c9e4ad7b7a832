#pragma once

#include "scene/scene.h"

#include <QPointer>
#include <QWidget>

namespace sluice::widgets {

class SceneView;

/// Lies over a scene and dims all of it but a circle round the pointer, or one process or channel: the one that was
/// clicked, or that the keyboard has gone to. The wheel changes the circle.
/// Owner: Presenter. While hidden it costs nothing.
class Spotlight : public QWidget
{
    Q_OBJECT
public:
    /// A process or a channel of a scene, and where it is there.
    struct Thing {
        scene::Subject subject;
        QRectF rect;
    };

    explicit Spotlight(SceneView* over);
    void open();         ///< round the pointer
    void sceneChanged(); ///< what is lit may have moved, or gone
    /// Lights the next or the previous thing of the scene; after the last one the pointer again.
    void step(int by);
    void resizeBy(double factor);
    /// What is lit, in this widget's pixels.
    [[nodiscard]] QRectF lit() const;
    [[nodiscard]] std::optional<scene::Subject> pinned() const { return m_pinned; }

    [[nodiscard]] static std::vector<Thing> thingsOf(const scene::Scene& scene);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    template <class Change>
    void change(Change what);

    SceneView* m_view;
    QPointF m_pointer;
    double m_radius = 0; ///< in shares of this widget's height
    std::optional<scene::Subject> m_pinned;
    QRectF m_painted; ///< lit() as it was painted last
};

} // namespace sluice::widgets
