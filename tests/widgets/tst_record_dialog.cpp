#include "sample_trace.h"
#include "support/test_class.h"
#include "widgets/controls.h"
#include "widgets/film_form.h"
#include "widgets/main_window.h"
#include "widgets/record_dialog.h"
#include "widgets/scene_view.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace sluice;
using namespace sluice::widgets;

namespace {

struct DialogBench {
    QTemporaryDir dir;
    std::unique_ptr<MainWindow> window;
    explicit DialogBench(QSize size = {1280, 720})
    {
        const std::filesystem::path folder(dir.path().toStdString());
        window = std::make_unique<MainWindow>(RunPlaces{.runs = folder / "runs", .supervisor = folder / "missing"});
        window->resize(size);
        window->show();
        if (!QTest::qWaitForWindowExposed(window.get())) qFatal("no window");
        window->controller().showTrace(widgets::test::sampleTrace(), "sample");
        window->controller().scrubTo({2'000'000});
    }
    RecordDialog& open() const
    {
        window->perform(Command::MakeFilm);
        return *window->findChild<RecordDialog*>();
    }
    [[nodiscard]] QString path(const char* name) const { return dir.filePath(QString::fromLatin1(name)); }
};

ChoiceBox& choice(const RecordDialog& dialog, const char* name)
{
    for (ChoiceBox* box : dialog.findChildren<ChoiceBox*>())
        if (box->accessibleName() == QLatin1String(name)) return *box;
    qFatal("no choice of %s", name);
}

QString summary(const RecordDialog& dialog)
{
    for (const QLabel* label : dialog.findChildren<QLabel*>())
        if (label->wordWrap()) return label->text();
    return {};
}

} // namespace

class TestRecordDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void startsFromWhatIsShown();
    void fitsTheSmallestScreen_data();
    void fitsTheSmallestScreen();
    void everyControlChangesThePlan();
    void theKindSuggestsItsSize();
    void thePreviewIsTheFilm();
    void aRangeWithoutSenseIsSaid();
    void makesTheFilm();
    void cancelledLeavesNothing();
    void whatCannotBeWrittenIsSaid();
    void savesAFigure();
    void aFigureHasNoTitle();
    void savesFiguresOfTheRange_data();
    void savesFiguresOfTheRange();
    void oneKeyStartsAndStops();
    void whereThePictureStoodStillAllCanBeChosenFrom();
};

void TestRecordDialog::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication::setOrganizationName("sluice-test");
    QApplication::setApplicationName("record-dialog");
    QSettings().clear();
}

void TestRecordDialog::startsFromWhatIsShown()
{
    const DialogBench bench;
    bench.window->controller().setSpeed(0.01);
    const TraceTime end = bench.window->controller().frame()->trace.end();
    RecordDialog& dialog = bench.open();
    QVERIFY(dialog.isModal() && dialog.isVisible());
    QVERIFY((dialog.range() == FilmRange{{}, {end.ns / 1000 * 1000}}));
    QCOMPARE(dialog.form().plan().pace.speed, 0.01);
    QVERIFY(!dialog.form().isFigure());
    dialog.close();
    bench.window->controller().loopRange({1'000'000}, {2'000'000});
    QTRY_VERIFY(!bench.window->findChild<RecordDialog*>());
    QVERIFY((bench.open().range() == FilmRange{{1'000'000}, {2'000'000}}));
}

void TestRecordDialog::fitsTheSmallestScreen_data()
{
    QTest::addColumn<int>("switches");
    QTest::newRow("one theme") << 0;
    QTest::newRow("the other") << 1;
}

void TestRecordDialog::fitsTheSmallestScreen()
{
    QFETCH(int, switches);
    const DialogBench bench;
    for (int i = 0; i < switches; ++i) bench.window->perform(Command::SwitchTheme);
    RecordDialog& dialog = bench.open();
    QVERIFY(dialog.width() <= 1280 && dialog.height() <= 720 - 40); // a title bar
    for (const QLabel* label : dialog.findChildren<QLabel*>()) {
        if (!label->isVisible() || label->wordWrap()) continue;
        QVERIFY2(label->width() >= label->sizeHint().width(), qPrintable(label->text()));
        QVERIFY2(label->height() >= label->sizeHint().height(), qPrintable(label->text()));
    }
    for (const auto* button : dialog.findChildren<QPushButton*>())
        if (button->isVisible()) QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->text()));
    for (const auto* box : dialog.findChildren<ChoiceBox*>()) // whatever is chosen
        QVERIFY2(box->width() >= box->sizeHint().width(), qPrintable(box->accessibleName()));
    for (const auto* control : dialog.findChildren<QWidget*>())
        if (control->focusPolicy() != Qt::NoFocus && qobject_cast<const QAbstractButton*>(control))
            QVERIFY(!control->accessibleName().isEmpty()
                    || !qobject_cast<const QAbstractButton*>(control)->text().isEmpty());
}

void TestRecordDialog::everyControlChangesThePlan()
{
    const DialogBench bench;
    RecordDialog& dialog = bench.open();
    QSignalSpy changes(&dialog.form(), &FilmForm::changed);
    for (const char* name : {"Kind", "Speed", "Size", "Frames a second", "Theme"}) {
        ChoiceBox& box = choice(dialog, name);
        const auto before = dialog.form().plan();
        const QString ending = dialog.form().ending();
        box.setCurrentIndex((box.currentIndex() + 1) % box.count());
        QVERIFY2(dialog.form().plan() != before || dialog.form().ending() != ending, name);
    }
    for (Switch* each : dialog.findChildren<Switch*>()) {
        const auto before = dialog.form().plan();
        each->click();
        QVERIFY2(dialog.form().plan() != before, qPrintable(each->accessibleName()));
    }
    const auto before = dialog.form().plan();
    dialog.form().findChild<QLineEdit*>()->setText("A title");
    QVERIFY(dialog.form().plan() != before);
    QCOMPARE(changes.count(), 5 + 3 + 1);
}

void TestRecordDialog::theKindSuggestsItsSize()
{
    const DialogBench bench;
    RecordDialog& dialog = bench.open();
    QCOMPARE(dialog.form().plan().size, QSize(1920, 1080));
    ChoiceBox& kind = choice(dialog, "Kind");
    kind.setCurrentIndex(2); // GIF
    Q_EMIT kind.activated(2);
    QCOMPARE(dialog.form().ending(), QStringLiteral(".gif"));
    QCOMPARE(dialog.form().plan().size, QSize(960, 540));
    QCOMPARE(dialog.form().plan().rate, (record::Rate{25, 1}));
}

void TestRecordDialog::thePreviewIsTheFilm()
{
    const DialogBench bench;
    RecordDialog& dialog = bench.open();
    choice(dialog, "Speed").setCurrentIndex(5); // 100 times slower
    QTRY_VERIFY(summary(dialog).contains("frames"));
    auto* position = dialog.findChild<Slider*>();
    record::FilmPlan plan = dialog.form().plan();
    plan.from = dialog.range()->from;
    plan.to = dialog.range()->to;
    auto film = record::Film::of(bench.window->controller().frame()->trace, plan);
    QVERIFY(film);
    QTRY_COMPARE(position->maximum(), static_cast<int>(film->frameCount()) - 1);
    position->setValue(7);
    QVERIFY(dialog.findChild<SceneView*>()->scene() == film->frame(7));
}

void TestRecordDialog::aRangeWithoutSenseIsSaid()
{
    const DialogBench bench;
    RecordDialog& dialog = bench.open();
    const auto fields = dialog.findChildren<QLineEdit*>();
    const auto make = [&] { return dialog.findChildren<QPushButton*>().last(); };
    for (const auto& [from, to] : {std::pair{"0.002", "0.001"}, {"soon", "1"}, {"-1", "1"}, {"0", ""}}) {
        dialog.setRange({{}, {5'000'000}});
        for (QLineEdit* field : fields) {
            if (field->accessibleName().startsWith("From")) field->setText(from);
            if (field->accessibleName().startsWith("To")) field->setText(to);
        }
        QVERIFY(!dialog.range());
        QTRY_VERIFY(summary(dialog).startsWith("From and to"));
        QVERIFY(!make()->isEnabled());
    }
    dialog.setRange({{}, {5'000'000}});
    QTRY_VERIFY(make()->isEnabled());
}

void TestRecordDialog::makesTheFilm()
{
    const DialogBench bench;
    RecordDialog& dialog = bench.open();
    choice(dialog, "Kind").setCurrentIndex(2);
    choice(dialog, "Size").setCurrentIndex(4);
    choice(dialog, "Speed").setCurrentIndex(4);
    QSignalSpy made(&dialog, &RecordDialog::made);
    dialog.make(bench.path("a.gif"));
    QVERIFY(dialog.busy());
    QVERIFY(!dialog.form().isEnabled() && dialog.findChild<QProgressBar*>()->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(made.count(), 1, 60'000);
    QVERIFY(!dialog.busy() && dialog.form().isEnabled());
    QVERIFY(summary(dialog).startsWith("Saved as"));
    QCOMPARE(QImage(bench.path("a.gif")).size(), QSize(960, 540));
}

void TestRecordDialog::cancelledLeavesNothing()
{
    const DialogBench bench;
    RecordDialog& dialog = bench.open();
    choice(dialog, "Speed").setCurrentIndex(7); // minutes of film
    dialog.make(bench.path("b.mp4"));
    QVERIFY(dialog.busy());
    dialog.reject();
    QVERIFY(dialog.isVisible()); // first the work ends
    QTRY_VERIFY_WITH_TIMEOUT(!dialog.busy(), 60'000);
    QVERIFY(summary(dialog).startsWith("Cancelled"));
    QVERIFY(QDir(bench.dir.path()).entryList(QDir::Files | QDir::Hidden).isEmpty());
    dialog.reject();
    QVERIFY(!dialog.isVisible());
}

void TestRecordDialog::whatCannotBeWrittenIsSaid()
{
    const DialogBench bench;
    RecordDialog& dialog = bench.open();
    dialog.make("/nowhere/a.mp4");
    QTRY_VERIFY_WITH_TIMEOUT(!dialog.busy(), 60'000);
    QVERIFY2(summary(dialog).contains("/nowhere/a.mp4") && summary(dialog).startsWith("Not saved"),
             qPrintable(summary(dialog)));
    QVERIFY(dialog.findChildren<QPushButton*>().last()->isEnabled()); // once more, elsewhere
}

void TestRecordDialog::savesAFigure()
{
    const DialogBench bench;
    RecordDialog& dialog = bench.open();
    choice(dialog, "Kind").setCurrentIndex(8);
    QVERIFY(dialog.form().isFigure());
    dialog.make(bench.path("a.png"));
    QVERIFY(!dialog.busy());
    QCOMPARE(QImage(bench.path("a.png")).size(), QSize(1920, 1080));
}

void TestRecordDialog::aFigureHasNoTitle()
{
    const DialogBench bench;
    RecordDialog& dialog = bench.open();
    dialog.form().findChild<QLineEdit*>()->setText("A title");
    QCOMPARE(dialog.form().plan().title, QStringLiteral("A title"));
    choice(dialog, "Kind").setCurrentIndex(8);
    QVERIFY(dialog.form().plan().title.isEmpty()); // else its first moment would be the title alone
}

void TestRecordDialog::savesFiguresOfTheRange_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("begin");
    QTest::newRow("timeline, PDF") << 9 << "t.pdf" << QByteArray("%PDF");
    QTest::newRow("timeline, SVG") << 10 << "t.svg" << QByteArray("<?xml");
    QTest::newRow("steps, PDF") << 11 << "s.pdf" << QByteArray("%PDF");
    QTest::newRow("steps, SVG") << 12 << "s.svg" << QByteArray("<?xml");
}

/// What is seen in the preview is what is saved, and no moment of the slider changes it.
void TestRecordDialog::savesFiguresOfTheRange()
{
    QFETCH(int, kind);
    QFETCH(QString, file);
    QFETCH(QByteArray, begin);
    const DialogBench bench;
    RecordDialog& dialog = bench.open();
    ChoiceBox& box = choice(dialog, "Kind");
    box.setCurrentIndex(kind);
    Q_EMIT box.activated(kind);
    QVERIFY(dialog.form().isFigure());
    QVERIFY(!choice(dialog, "Size").isEnabled() && !choice(dialog, "Speed").isEnabled());
    auto* position = dialog.findChild<Slider*>();
    QTRY_VERIFY(!position->isEnabled());
    record::FigurePlan plan;
    plan.from = dialog.range()->from;
    plan.to = dialog.range()->to;
    plan.what = kind < 11 ? record::FigurePlan::What::Timeline : record::FigurePlan::What::Frame;
    if (kind >= 11) {
        record::FilmPlan film = dialog.form().plan();
        film.from = plan.from;
        film.to = plan.to;
        const auto made = record::Film::of(bench.window->controller().frame()->trace, film);
        QVERIFY(made);
        for (const auto& each : made->chapters()) plan.moments.push_back(made->timeOf(each.frame));
        if (plan.moments.empty()) plan.moments.push_back(plan.from);
    }
    const auto wanted = record::buildFigure(bench.window->controller().frame()->trace, plan);
    QVERIFY(dialog.findChild<SceneView*>()->scene() == wanted.scene);
    dialog.make(bench.dir.filePath(file));
    QFile saved(bench.dir.filePath(file));
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QVERIFY(saved.read(5).startsWith(begin));
    box.setCurrentIndex(0);
    Q_EMIT box.activated(0);
    QTRY_VERIFY(position->isEnabled());
    QVERIFY(choice(dialog, "Size").isEnabled());
}

void TestRecordDialog::oneKeyStartsAndStops()
{
    const DialogBench bench;
    auto& controller = bench.window->controller();
    controller.startRecording(); // as the key does while a run goes on
    QVERIFY(controller.frame()->recordedFrom == TraceTime{2'000'000});
    controller.scrubTo({5'000'000});
    bench.window->perform(Command::Record);
    QVERIFY(!controller.frame()->recordedFrom);
    const auto* dialog = bench.window->findChild<RecordDialog*>();
    QVERIFY(dialog && (dialog->range() == FilmRange{{2'000'000}, {5'000'000}}));
}

void TestRecordDialog::whereThePictureStoodStillAllCanBeChosenFrom()
{
    const DialogBench bench;
    auto& controller = bench.window->controller();
    controller.startRecording(); // and the lesson asks: nothing moves until somebody has answered
    bench.window->perform(Command::Record);
    const auto* dialog = bench.window->findChild<RecordDialog*>();
    QVERIFY(dialog && dialog->range());
    QVERIFY(dialog->range()->from == TraceTime{});
    QVERIFY(dialog->findChildren<QPushButton*>().last()->isEnabled());
}

SLUICE_TEST(TestRecordDialog, QApplication)
#include "tst_record_dialog.moc"
