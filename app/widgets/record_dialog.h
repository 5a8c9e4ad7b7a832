#pragma once

#include "record/figure.h"
#include "widgets/film_job.h"

#include <QDialog>
#include <QTimer>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace sluice::widgets {

class FilmForm;
class SceneView;
class Slider;

/// Where a film begins and ends, as it is suggested.
struct FilmRange {
    TraceTime from, to;
    bool operator==(const FilmRange&) const = default;
};

/// A film or a figure of the trace that is shown: what it will look like, from when to when, and how; then how far it
/// is. The run goes on meanwhile.
class RecordDialog : public QDialog
{
    Q_OBJECT
public:
    RecordDialog(trace::TraceView trace, FilmRange range, QWidget* parent);
    ~RecordDialog() override;
    [[nodiscard]] FilmForm& form() { return *m_form; }
    /// The range, as its two fields say; nothing: they make no sense.
    [[nodiscard]] std::optional<FilmRange> range() const;
    void setRange(FilmRange range);
    /// Makes it, without asking for a name.
    void make(const QString& file);
    [[nodiscard]] bool busy() const { return m_job != nullptr; }

public Q_SLOTS:
    void reject() override; ///< while it works: cancels that

Q_SIGNALS:
    void made(QString file);

private:
    QWidget* makePreviewSide();
    QWidget* makeRangeRow();
    QWidget* makeFooter();
    QLineEdit* makeTimeField(const QString& name);
    void planChanged();
    [[nodiscard]] QString summaryOf(const record::Film& film) const;
    void drawStill();
    void showPreview();
    void showScene(scene::Scene scene);
    void askForFile();
    void makeFigure(const QString& file);
    void showProgress(const FilmProgress& progress);
    void finish(const std::optional<Error>& problem);
    void say(const QString& words, bool problem);
    void setWorking(bool working);

    trace::TraceView m_trace;
    std::shared_ptr<record::Studio> m_studio;
    std::optional<record::Film> m_film;    ///< as it would be
    std::optional<record::Figure> m_still; ///< of the range, where that is what is wanted
    std::unique_ptr<FilmJob> m_job;
    QTimer m_soon; ///< a plan that changes letter by letter is worked out once
    FilmForm* m_form = nullptr;
    SceneView* m_preview = nullptr;
    Slider* m_position = nullptr;
    QLabel* m_moment = nullptr;
    QLineEdit* m_from = nullptr;
    QLineEdit* m_to = nullptr;
    QLabel* m_summary = nullptr;
    QProgressBar* m_progress = nullptr;
    QPushButton* m_cancel = nullptr;
    QPushButton* m_make = nullptr;
};

} // namespace sluice::widgets
