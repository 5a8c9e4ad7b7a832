#pragma once

#include "playback/bookmarks.h"

#include <QFrame>

class QLabel;
class QLineEdit;

namespace sluice::widgets {

/// Names the bookmark at the moment shown, or takes it away. Stands over the timeline's corner while open.
class BookmarkBar : public QFrame
{
    Q_OBJECT
public:
    explicit BookmarkBar(QWidget* parent);
    void open(const playback::Bookmark& bookmark); ///< with its name selected

Q_SIGNALS:
    void named(const sluice::state::Moment& moment, const QString& name); ///< never empty
    void removed(const sluice::state::Moment& moment);
    void left();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void leave();

    state::Moment m_moment;
    QLabel* m_time = nullptr;
    QLineEdit* m_name = nullptr;
};

} // namespace sluice::widgets
