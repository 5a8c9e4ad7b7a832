#include "scene/code_page.h"

#include "scene/card_words.h"
#include "scene/code_lines.h"
#include "scene/signal_words.h"
#include "scene/sketch.h"
#include "words/words.h"

#include <algorithm>

namespace sluice::scene {

using state::Activity;
using state::ProcessState;

namespace {

constexpr double codeMargin = 24, codeTop = 16, codeIndent = 26, codeLineHeight = 24, processHeadHeight = 28,
                 betweenProcesses = 18;
constexpr int linesRunning = 7, linesCut = 5; ///< of a function that are shown at once
constexpr Ink codeInk{16, 400, Tone::Muted, Shape::Face::Mono};

/// The line in pieces that fit, broken at a blank or after a bracket where there is one; what follows the first piece
/// stands further in.
QStringList broken(QString line, qsizetype most)
{
    qsizetype indent = 0;
    while (indent < line.size() && line[indent].isSpace()) ++indent;
    const QString further(std::min(indent + 4, most / 2), QLatin1Char(' '));
    QStringList pieces;
    while (line.size() > most) {
        qsizetype at = line.lastIndexOf(QLatin1Char(' '), most);
        const qsizetype least = std::max(indent, further.size());
        if (at <= least) at = line.lastIndexOf(QLatin1Char('('), most - 1) + 1;
        if (at <= least) at = most;
        pieces << line.left(at);
        line = further + line.mid(at).trimmed();
    }
    return pieces << line;
}

/// How far all of them stand in: room that a narrow page needs for words.
qsizetype commonIndent(const QStringList& lines)
{
    qsizetype common = 80;
    for (const QString& line : lines) {
        qsizetype indent = 0;
        while (indent < line.size() && line[indent].isSpace()) ++indent;
        if (indent < line.size()) common = std::min(common, indent);
    }
    return common;
}

/// Draws the page from top to bottom. Lives as long as one buildCode().
class CodePage
{
public:
    CodePage(Scene& scene, const trace::TraceView& trace, double width)
        : m_sketch(scene), m_trace(trace), m_width(width)
    {}

    void draw(const ProcessState& process)
    {
        m_sketch.about({Subject::Kind::Process, process.id.value}, Evidence::Probe);
        drawHead(process);
        const std::string* source = sourceOf(process);
        if (const QString why = whyNothing(process, source); !why.isEmpty()) drawNote(why);
        else drawFlow(process, *source);
        m_y += betweenProcesses;
    }
    [[nodiscard]] double bottom() const { return m_y; }

private:
    [[nodiscard]] const scenario::ProcessSpec& specOf(const ProcessState& process) const
    {
        return m_trace.meta().scenario.processes.at(process.id.value - 1U);
    }

    [[nodiscard]] const std::string* sourceOf(const ProcessState& process) const
    {
        const auto& meta = m_trace.meta();
        const ChannelId channel = specOf(process).channel;
        if (channel.value == 0 || channel.value > meta.scenario.channels.size()) return nullptr;
        const auto found = meta.sources.find(meta.scenario.channels[channel.value - 1U].kind);
        return found == meta.sources.end() || found->second.empty() ? nullptr : &found->second;
    }

    [[nodiscard]] QString whyNothing(const ProcessState& process, const std::string* source) const
    {
        if (process.activity == Activity::Absent) return translated("scene", "It has not started yet.");
        if (process.isProgram())
            return translated("scene", "There is no source: it has become %1, a program without a probe.")
                .arg(QString::fromStdString(m_trace.string(process.programName())));
        if (!source) return translated("scene", "There is no source: this trace was made without it.");
        return process.line == 0 ? translated("scene", "It has not come to its first line yet.") : QString();
    }

    void drawHead(const ProcessState& process)
    {
        const auto& spec = specOf(process);
        const QRectF line(codeMargin, m_y, m_width - 2 * codeMargin, processHeadHeight);
        const ActivitySign sign = signOf(process);
        const QString name = shown(spec.name), role = shown(spec.role);
        m_sketch.text(line, name, ink::strong);
        if (role != name)
            m_sketch.text(line, translated("scene", "role %1").arg(role), ink::quiet.aligned(Shape::Align::Right));
        m_y += processHeadHeight;
        const Tone tone = sign.tone == Tone::Dead ? Tone::Muted : sign.tone;
        if (!sign.icon.isEmpty()) m_sketch.icon({codeMargin, m_y + 4, 16, 16}, sign.icon, tone);
        m_sketch.text({codeMargin + (sign.icon.isEmpty() ? 0 : codeIndent), m_y, m_width - 2 * codeMargin - codeIndent,
                       codeLineHeight},
                      sign.words, ink::words.in(tone));
        m_y += codeLineHeight + 6;
    }

    /// Words in as many lines as they need.
    void drawNote(const QString& words)
    {
        const double room = m_width - 2 * codeMargin;
        QString line;
        const auto put = [&] {
            m_sketch.text({codeMargin, m_y, room, codeLineHeight}, line, ink::quiet);
            m_y += codeLineHeight;
        };
        for (const QString& word : words.split(QLatin1Char(' '))) {
            const QString longer = line.isEmpty() ? word : line + QLatin1Char(' ') + word;
            if (!line.isEmpty() && widthOf(longer, ink::quiet) > room) {
                put();
                line = word;
            } else line = longer;
        }
        put();
    }

    void drawFlow(const ProcessState& process, const std::string& source)
    {
        const Tone tone = signOf(process).tone;
        drawFunction(source, process.line, linesRunning, tone == Tone::Dead ? Tone::Muted : tone);
        for (std::size_t level = process.cut.size(); level-- > 0;) {
            m_y += 8;
            m_sketch.icon({codeMargin, m_y + 4, 16, 16}, QStringLiteral("lightning"), Tone::Signal);
            m_sketch.text({codeMargin + codeIndent, m_y, m_width - 2 * codeMargin - codeIndent, codeLineHeight},
                          cutWords(process), ink::words.in(Tone::Signal));
            m_y += codeLineHeight;
            const std::uint16_t line = level == 0 ? process.signals.flowLine : process.cut[level].line;
            drawFunction(source, line, linesCut, Tone::Signal);
        }
    }

    void drawFunction(const std::string& source, int line, int most, Tone tone)
    {
        const CodeLines code = codeAround(source, line, most);
        if (code.lines.isEmpty()) return drawNote(translated("scene", "Line %1 is in no function.").arg(line));
        const QRectF head(codeMargin, m_y, m_width - 2 * codeMargin, codeLineHeight);
        m_sketch.text(head, code.function + QStringLiteral("()"), codeInk);
        m_sketch.text(head, translated("scene", "line %1").arg(line), ink::quiet.aligned(Shape::Align::Right));
        m_y += codeLineHeight + 2;
        const qsizetype common = commonIndent(code.lines);
        for (qsizetype i = 0; i < code.lines.size(); ++i) drawLine(code.lines[i].mid(common), i == code.line, tone);
    }

    /// The current line has a bar, an arrow and heavier letters: it can be found without its colour.
    void drawLine(const QString& words, bool current, Tone tone)
    {
        Ink ink = codeInk;
        if (current) ink = Ink{16, 600, Tone::Text, Shape::Face::Mono};
        const double room = m_width - 2 * codeMargin - codeIndent - 4;
        const auto most = std::max<qsizetype>(16, static_cast<qsizetype>(room / widthOf(QStringLiteral("0"), ink)));
        const QStringList pieces = broken(words, most);
        if (current) {
            const QRectF lit(codeMargin, m_y, m_width - 2 * codeMargin,
                             codeLineHeight * static_cast<double>(pieces.size()));
            m_sketch.box(lit, 5, Tone::Raised);
            m_sketch.box({lit.left(), lit.top(), 4, lit.height()}, 0, tone);
            const double x = lit.left() + 9, y = lit.top() + codeLineHeight / 2;
            m_sketch.polygon({{QPointF(x, y - 6), QPointF(x + 10, y), QPointF(x, y + 6)}}, tone);
        }
        for (const QString& piece : pieces) {
            m_sketch.text({codeMargin + codeIndent, m_y, room, codeLineHeight}, piece, ink);
            m_y += codeLineHeight;
        }
    }

    Sketch m_sketch;
    const trace::TraceView& m_trace;
    double m_width;
    double m_y = codeTop;
};

} // namespace

Scene buildCode(const state::SystemState& state, const trace::TraceView& trace, double width)
{
    Scene scene;
    CodePage page(scene, trace, width);
    const std::size_t known = trace.meta().scenario.processes.size();
    for (std::size_t i = 1; i < state.processes.size() && i <= known; ++i) page.draw(state.processes[i]);
    scene.size = {width, page.bottom()};
    return scene;
}

} // namespace sluice::scene
