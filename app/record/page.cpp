#include "record/page.h"

#include "base/output_file.h"
#include "record/page_frames.h"
#include "record/png.h"
#include "words/language.h"
#include "words/numbers.h"
#include "words/words.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

// Outside every namespace: the macro declares a function of the global one.
static void makePlayerKnown()
{
    Q_INIT_RESOURCE(page); // the linker drops what nobody names in a static library
}

namespace sluice::record {

namespace {

/// What the page says in its own words.
constexpr std::array said{marked("page", "Player"),
                          marked("page", "One frame back"),
                          marked("page", "One frame back (←)"),
                          marked("page", "Play"),
                          marked("page", "Pause"),
                          marked("page", "Play, pause (Space)"),
                          marked("page", "One frame forward"),
                          marked("page", "One frame forward (→)"),
                          marked("page", "Moment"),
                          marked("page", "Speed"),
                          marked("page", "Captions"),
                          marked("page", "Captions (C)"),
                          marked("page", "Steps"),
                          marked("page", "This browser is too old for this page: use one from 2023 or later."),
                          marked("page", "This page draws with JavaScript, which is switched off here.")};

QByteArray resource(const char* name)
{
    QFile file(QString::fromLatin1(name));
    if (!file.open(QIODevice::ReadOnly)) qFatal("%s is not built in", name);
    return file.readAll();
}

QString css(const QColor& colour)
{
    const QString hex = QStringLiteral("%1");
    QString text = colour.name(QColor::HexRgb);
    if (colour.alpha() < 255) text += hex.arg(colour.alpha(), 2, 16, QLatin1Char('0'));
    return text;
}

/// What the player has to know besides the frames.
QByteArray factsOf(const Film& film, const scene::Scene& first, const Colours& colours)
{
    QJsonArray chapters, table;
    for (const Chapter& each : film.chapters())
        chapters.append(QJsonArray{static_cast<qint64>(each.frame), each.overline, each.text});
    for (const QColor& each : colours.all()) table.append(css(each));
    const auto& theme = scene::Theme::get(film.plan().theme);
    const QJsonObject facts{
        {QStringLiteral("title"), film.name()},
        {QStringLiteral("width"), first.size.width()},
        {QStringLiteral("height"), first.size.height()},
        {QStringLiteral("pixels"), QJsonArray{film.plan().size.width(), film.plan().size.height()}},
        {QStringLiteral("rate"), film.plan().rate.perSecond()},
        {QStringLiteral("point"), QString(words::decimalPoint())},
        {QStringLiteral("background"), css(theme.color(scene::Tone::Background))},
        {QStringLiteral("chapters"), chapters},
        {QStringLiteral("colours"), table},
    };
    // "</script" would end the script that it stands in, and "<!--" changes how a reader goes on.
    return QJsonDocument(facts).toJson(QJsonDocument::Compact).replace("<", "\\u003c");
}

QByteArray styleOf(scene::Theme::Kind kind)
{
    const scene::Theme& theme = scene::Theme::get(kind);
    QByteArray style = resource(":/page/page.css");
    style.replace("%scheme%", kind == scene::Theme::Kind::Dark ? "dark" : "light"); // of what the browser draws itself
    constexpr std::pair<const char*, scene::Tone> tones[] = {{"Background", scene::Tone::Background},
                                                             {"Panel", scene::Tone::Panel},
                                                             {"Raised", scene::Tone::Raised},
                                                             {"Line", scene::Tone::Line},
                                                             {"Text", scene::Tone::Text},
                                                             {"Muted", scene::Tone::Muted},
                                                             {"Action", scene::Tone::Action},
                                                             {"OnData", scene::Tone::OnData}};
    for (const auto& [name, tone] : tones)
        style.replace(QByteArray("%") + name + '%', theme.color(tone).name().toLatin1());
    return style;
}

QByteArray pageOf(const Film& film, const scene::Scene& first, const PageFrames& frames)
{
    const QByteArray data = frames.data();
    const png::Bytes raw(reinterpret_cast<const std::byte*>(data.constBegin()),
                         reinterpret_cast<const std::byte*>(data.constEnd()));
    const png::Bytes packed = png::compressed(raw);
    const QByteArray text =
        QByteArray::fromRawData(reinterpret_cast<const char*>(packed.data()), static_cast<qsizetype>(packed.size()))
            .toBase64();
    std::vector<std::pair<QByteArray, QByteArray>> parts{{"{{title}}", film.name().toHtmlEscaped().toUtf8()},
                                                         {"{{language}}", words::codeOf(words::spoken()).toUtf8()},
                                                         {"{{style}}", styleOf(film.plan().theme)},
                                                         {"{{facts}}", factsOf(film, first, frames.colours())},
                                                         {"{{data}}", text},
                                                         {"{{player}}", resource(":/page/player.js")}};
    for (const std::string_view each : said)
        parts.emplace_back("{{" + QByteArray(each.data(), static_cast<qsizetype>(each.size())) + "}}",
                           translated("page", each).toHtmlEscaped().toUtf8());
    const QByteArray pattern = resource(":/page/page.html");
    QByteArray page;
    qsizetype done = 0; // what was put in is not looked through: a title may look like a place
    for (qsizetype at = 0; (at = pattern.indexOf("{{", at)) >= 0; ++at)
        for (const auto& [place, value] : parts) {
            if (!QByteArrayView(pattern).sliced(at).startsWith(place)) continue;
            page += pattern.sliced(done, at - done) + value;
            done = at + place.size();
        }
    page += pattern.sliced(done);
    return page;
}

} // namespace

Result<void> makePage(Film& film, const QString& file, const OnProgress& onProgress)
{
    makePlayerKnown();
    auto target = OutputFile::create(file.toStdString()); // first: it may not be writable
    if (!target) return fail(target.error());
    const scene::Scene first = film.frame(film.frameCount() - 1); // the title has the same shape, and no timeline
    PageFrames frames(scene::Theme::get(film.plan().theme), film.plan().size.width() / first.size.width());
    for (std::int64_t i = 0; i < film.frameCount(); ++i) {
        scene::Scene frame = film.frame(i);
        const double zoom = first.size.width() / frame.size.width();
        frames.add(frame, film.timeOf(i), zoom);
        if (onProgress && !onProgress(i + 1)) return fail(Error::ofCall({}, ECANCELED, "the film was not finished"));
    }
    const QByteArray page = pageOf(film, first, frames);
    auto written = target->write(std::string_view(page.constData(), static_cast<std::size_t>(page.size())));
    return written ? target->commit() : written;
}

} // namespace sluice::record
