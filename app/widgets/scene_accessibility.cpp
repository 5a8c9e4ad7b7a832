#include "widgets/scene_view.h"

#include <QAccessibleWidget>

namespace sluice::widgets {

namespace {

/// One thing of the scene, for assistive technology. Reads the view anew each time: scenes come and go.
class AccessibleItem final : public QAccessibleInterface
{
public:
    AccessibleItem(SceneView* view, int index) : m_view(view), m_index(index) {}

    bool isValid() const override { return m_view && m_index < static_cast<int>(m_view->items().size()); }
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_view.data()); }
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::StaticText; }
    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Name && isValid() ? item().text : QString{};
    }
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override
    {
        if (!isValid()) return {};
        const QRect local = item().rect.toAlignedRect();
        return {m_view->mapToGlobal(local.topLeft()), local.size()};
    }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.readOnly = true;
        state.invalid = !isValid();
        return state;
    }
    int index() const { return m_index; }

private:
    const SceneView::Item& item() const { return m_view->items()[static_cast<std::size_t>(m_index)]; }

    QPointer<SceneView> m_view;
    int m_index;
};

/// The picture, with one child for each thing that has words. Children are made once per place and kept.
class AccessibleScene final : public QAccessibleWidget
{
public:
    explicit AccessibleScene(SceneView* view)
        : QAccessibleWidget(view, QAccessible::Graphic, view->accessibleName()), m_view(view)
    {}
    ~AccessibleScene() override
    {
        for (const QAccessible::Id id : m_children) QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override { return static_cast<int>(m_view->items().size()); }
    QAccessibleInterface* child(int index) const override
    {
        if (index < 0 || index >= childCount()) return nullptr;
        while (static_cast<int>(m_children.size()) <= index) {
            auto* item = new AccessibleItem(m_view, static_cast<int>(m_children.size()));
            m_children.push_back(QAccessible::registerAccessibleInterface(item)); // which owns it from here on
        }
        return QAccessible::accessibleInterface(m_children[static_cast<std::size_t>(index)]);
    }
    int indexOfChild(const QAccessibleInterface* child) const override
    {
        const auto* item = dynamic_cast<const AccessibleItem*>(child);
        return item ? item->index() : -1;
    }
    QAccessibleInterface* childAt(int x, int y) const override
    {
        for (int i = childCount() - 1; i >= 0; --i) {
            if (child(i)->rect().contains(x, y)) return child(i);
        }
        return nullptr;
    }

private:
    SceneView* m_view;
    mutable std::vector<QAccessible::Id> m_children;
};

QAccessibleInterface* makeInterface(const QString&, QObject* object)
{
    auto* view = qobject_cast<SceneView*>(object);
    return view ? new AccessibleScene(view) : nullptr;
}

} // namespace

void installSceneAccessibility() { QAccessible::installFactory(makeInterface); }

} // namespace sluice::widgets
