#include "scene/wait_for_page.h"

#include "analysis/explain.h"
#include "analysis/wait_for.h"
#include "scene/card_words.h"
#include "scene/duration.h"
#include "scene/sketch.h"
#include "state/channel_model.h"
#include "words/words.h"

#include <algorithm>
#include <map>

namespace sluice::scene {

using analysis::Releaser;
using analysis::Wait;
using analysis::WaitObject;
using state::Activity;
using state::ProcessState;

namespace {

constexpr double pageMargin = 24, pageTop = 16, rightGutter = 30, wordsLineHeight = 22, partGap = 14;
constexpr double boxHeight = 64, arrowLength = 52;

/// Draws the page from top to bottom. Lives as long as one buildWaitFor().
class WaitForPage
{
public:
    WaitForPage(Scene& scene, const state::SystemState& state, const trace::TraceView& trace, double width)
        : m_sketch(scene), m_state(state), m_trace(trace), m_graph(analysis::waitForGraph(state)), m_width(width)
    {}

    void draw(ProcessId chosen)
    {
        if (chosen.value == 0) chosen = mostUrgent();
        const analysis::Explanation why =
            chosen.value == 0 ? analysis::explain(m_state, m_trace) : analysis::explain(m_state, m_trace, chosen);
        m_sketch.about({Subject::Kind::Process, chosen.value}, Evidence::Derived);
        drawWords(QString::fromStdString(why.headline), ink::strong);
        drawWords(QString::fromStdString(why.sentence), ink::words);
        const Wait* wait = m_graph.of(chosen);
        if (!wait) {
            m_y += partGap;
            return drawWords(m_graph.waits.empty() ? translated("scene", "Nobody is blocked: nobody waits for anybody.")
                                                   : translated("scene", "It is not blocked. Click one that is."),
                             ink::quiet);
        }
        const QString since =
            translated("scene", "since %1 · for %2 real time")
                .arg(formatDuration(wait->since - TraceTime{}), formatDuration(m_state.time - wait->since));
        drawWords(since, ink::quiet);
        if (wait->deadlock) drawDeadlock(*wait);
        m_y += partGap;
        drawProcess(chosen, nullptr);
        drawWait(*wait);
        m_y += partGap;
    }
    [[nodiscard]] double bottom() const { return m_y; }

private:
    [[nodiscard]] ProcessId mostUrgent() const
    {
        const auto dead = std::ranges::find_if(m_graph.waits, &Wait::deadlock);
        if (dead != m_graph.waits.end()) return dead->process;
        if (!m_graph.waits.empty()) return m_graph.waits.front().process;
        return analysis::explain(m_state, m_trace).process;
    }
    [[nodiscard]] QString nameOf(ProcessId id) const
    {
        const auto& specs = m_trace.meta().scenario.processes;
        return id.value > 0 && id.value <= specs.size() ? shown(specs[id.value - 1U].name) : QString();
    }
    [[nodiscard]] QString nameOf(ChannelId id) const
    {
        const auto& specs = m_trace.meta().scenario.channels;
        return id.value > 0 && id.value <= specs.size() ? shown(specs[id.value - 1U].name)
                                                        : translated("scene", "object");
    }
    [[nodiscard]] double right() const { return m_width - pageMargin - rightGutter; }

    /// Words in as many lines as they need.
    void drawWords(const QString& words, const Ink& ink)
    {
        if (words.isEmpty()) return;
        const double room = m_width - 2 * pageMargin;
        QString line;
        const auto put = [&] {
            m_sketch.text({pageMargin, m_y, room, wordsLineHeight}, line, ink);
            m_y += wordsLineHeight;
        };
        for (const QString& word : words.split(QLatin1Char(' '))) {
            const QString longer = line.isEmpty() ? word : line + QLatin1Char(' ') + word;
            if (!line.isEmpty() && widthOf(longer, ink) > room) {
                put();
                line = word;
            } else line = longer;
        }
        put();
        m_y += 4;
    }

    void drawDeadlock(const Wait& wait)
    {
        m_y += 4;
        m_sketch.about({Subject::Kind::Process, wait.process.value}, Evidence::Derived);
        const auto inside = std::ranges::find_if(m_graph.deadlocks, [&](const auto& cycle) {
            return std::ranges::find(cycle, wait.process) != cycle.end();
        });
        const QString words = inside == m_graph.deadlocks.end() ? translated("scene", "Deadlock: it waits for a cycle")
                              : inside->size() == 1             ? translated("scene", "Deadlock: it waits for itself")
                                                                : translated("scene", "Deadlock: they wait in a cycle");
        const Ink ink = ink::strong.in(Tone::Signal);
        const QRectF chip(pageMargin, m_y, std::min(m_width - 2 * pageMargin, widthOf(words, ink) + 56), 34);
        m_sketch.box(chip, 17, Tone::None, Tone::Signal, 2);
        m_sketch.icon({chip.left() + 14, chip.center().y() - 8, 16, 16}, QStringLiteral("lightning"), Tone::Signal);
        m_sketch.text(chip.adjusted(40, 0, -8, 0), words, ink);
        m_y += chip.height() + 4;
    }

    /// `by`: how it can release what was drawn above it; null: it is where the drawing begins.
    void drawProcess(ProcessId id, const Releaser* by)
    {
        const ProcessState& process = m_state.processes[id.value];
        const ActivitySign sign = signOf(process);
        const bool lit = process.activity == Activity::Blocked;
        const QRectF box(pageMargin, m_y, right() - pageMargin, boxHeight);
        m_sketch.about({Subject::Kind::Process, id.value}, by ? by->evidence : Evidence::Probe);
        m_sketch.box(box, 14, Tone::Card, lit ? Tone::Blocked : Tone::Line, lit ? 2 : 1);
        const QRectF top(box.left() + 14, box.top() + 6, box.width() - 28, 26), below = top.translated(0, 27);
        m_sketch.text(top, nameOf(id), ink::strong);
        const QString pid = QStringLiteral("pid %1").arg(process.pid);
        const QString how = by ? releaseWords(*by) : pid;
        const double room = top.width() - widthOf(nameOf(id), ink::strong) - 12;
        m_sketch.text(top, fitting({how, by ? shorterWords(*by) : pid}, ink::number, room),
                      ink::number.aligned(Shape::Align::Right));
        const Tone tone = sign.tone == Tone::Dead ? Tone::Muted : sign.tone;
        m_sketch.about({Subject::Kind::ProcessState, id.value}, process.activityEvidence);
        if (!sign.icon.isEmpty()) m_sketch.icon({below.left(), below.center().y() - 8, 16, 16}, sign.icon, tone);
        m_sketch.text(below.adjusted(sign.icon.isEmpty() ? 0 : 24, 0, 0, 0), sign.words, ink::words.in(tone));
        m_drawn[id.value] = box;
        m_y += boxHeight;
    }

    [[nodiscard]] static QString shorterWords(const Releaser& by)
    {
        return by.call == probe::Call::None ? QStringLiteral("unlock()")
                                            : fromView(probe::name(by.call)) + QStringLiteral("()");
    }
    [[nodiscard]] static QString releaseWords(const Releaser& by)
    {
        if (by.fd < 0) return translated("scene", "by %1").arg(shorterWords(by));
        return translated("scene", "by %1(%2)").arg(fromView(probe::name(by.call))).arg(by.fd);
    }

    [[nodiscard]] QString objectWords(const Wait& wait) const
    {
        switch (wait.object) {
        case WaitObject::Data: return translated("scene", "something in the %1").arg(nameOf(wait.channel));
        case WaitObject::Room: return translated("scene", "room in the %1").arg(nameOf(wait.channel));
        case WaitObject::Lock: return translated("scene", "the lock");
        case WaitObject::OtherEnd: return translated("scene", "the other end of the %1").arg(nameOf(wait.channel));
        case WaitObject::Connection: return translated("scene", "a client");
        case WaitObject::Acceptance: return translated("scene", "its connection to be accepted");
        case WaitObject::Signal: return translated("scene", "a signal");
        case WaitObject::Descriptor: return translated("scene", "a message with a descriptor");
        }
        return {};
    }
    /// What it is like now.
    [[nodiscard]] QString conditionOf(const Wait& wait) const
    {
        if (wait.object == WaitObject::Lock)
            return wait.releasers.empty() ? translated("scene", "taken, and its owner is gone")
                                          : translated("scene", "taken");
        if (wait.object != WaitObject::Data && wait.object != WaitObject::Room) return {};
        if (wait.channel.value == 0 || wait.channel.value >= m_state.channels.size()) return {};
        const state::ChannelState& channel = m_state.channels[wait.channel.value];
        if (channel.uncertain) return translated("scene", "how much is inside is not certain");
        const auto [level, most] = state::fillOf(channel);
        if (most == 0) return {};
        const bool messages = std::holds_alternative<mechanisms::MessageQueue>(channel.object);
        return (messages ? translated("scene", "%1 of %2 messages") : translated("scene", "%1 of %2 bytes"))
            .arg(grouped(level), grouped(most));
    }

    /// From a process that has just been drawn to its object, and on to whoever can release that.
    void drawWait(const Wait& wait)
    {
        drawArrow(translated("scene", "waits for"), Tone::Blocked, Pattern::Dotted, wait.evidence);
        const QRectF box(pageMargin, m_y, right() - pageMargin, boxHeight);
        m_sketch.about({Subject::Kind::Channel, wait.channel.value}, Evidence::Derived);
        m_sketch.box(box, 18, Tone::KernelBox, wait.deadlock ? Tone::Signal : Tone::Blocked, 2);
        const QString condition = conditionOf(wait);
        const QRectF top(box.left() + 14, box.top() + (condition.isEmpty() ? 18 : 6), box.width() - 28, 26);
        m_sketch.text(top, objectWords(wait), ink::words);
        if (!condition.isEmpty()) m_sketch.text(top.translated(0, 27), condition, ink::number);
        m_y += boxHeight;
        m_objects[wait.process.value] = box;
        if (wait.releasers.empty()) return drawNobody(wait);
        for (const Releaser& each : wait.releasers) drawReleaser(wait, each, &each == &wait.releasers.front());
        if (wait.othersToo) drawWords(translated("scene", "or: a signal, or somebody who is not shown"), ink::quiet);
    }

    void drawNobody(const Wait& wait)
    {
        m_y += 6;
        if (wait.othersToo)
            drawWords(wait.object == WaitObject::Connection
                          ? translated("scene", "any client can release it: connect()")
                          : translated("scene", "a signal can release it"),
                      ink::quiet);
        else drawWords(translated("scene", "Nobody is left who could release it."), ink::strong.in(Tone::Signal));
    }

    /// Who comes second is another way out, not the next one of a chain.
    void drawReleaser(const Wait& wait, const Releaser& by, bool first)
    {
        if (const auto known = m_drawn.find(by.process.value); known != m_drawn.end())
            return drawBack(wait, by, known->second);
        if (first) drawArrow(translated("scene", "can be released by"), Tone::Muted, Pattern::Solid, by.evidence);
        else drawOr(translated("scene", "or %1 by").arg(nameOf(wait.process)), by.evidence);
        drawProcess(by.process, &by);
        if (const Wait* next = m_graph.of(by.process)) drawWait(*next);
    }

    void drawOr(const QString& words, Evidence evidence)
    {
        constexpr double height = 34;
        m_sketch.about({Subject::Kind::Arrow, ++m_arrows}, evidence);
        drawBesideArrow(words, evidence, height);
        m_y += height;
    }
    /// Where the words of an arrow stand.
    void drawBesideArrow(const QString& words, Evidence evidence, double height)
    {
        const double x = pageMargin + 58;
        m_sketch.text({x, m_y + 4, right() - x, height - 10},
                      QStringLiteral("%1 (%2)").arg(words, translated("evidence", probe::name(evidence))), ink::quiet);
    }

    void drawArrow(const QString& words, Tone tone, Pattern pattern, Evidence evidence)
    {
        const double x = pageMargin + 40;
        m_sketch.about({Subject::Kind::Arrow, ++m_arrows}, evidence);
        m_sketch.line({{QPointF(x, m_y + 2), QPointF(x, m_y + arrowLength - 10)}}, tone, 2, pattern);
        m_sketch.arrowHead({x, m_y + arrowLength - 2}, {x, m_y}, tone);
        drawBesideArrow(words, evidence, arrowLength);
        m_y += arrowLength;
    }

    /// The way leads back to a process that is drawn already: along the right edge, up or down.
    void drawBack(const Wait& wait, const Releaser& by, const QRectF& target)
    {
        const QRectF& from = m_objects[wait.process.value];
        const Tone tone = wait.deadlock ? Tone::Signal : Tone::Muted;
        const double x = right() + 8 + 7 * static_cast<double>(m_backs++ % 3);
        const double y = from.center().y(), end = target.center().y();
        m_sketch.about({Subject::Kind::Arrow, ++m_arrows}, by.evidence);
        m_sketch.line({{QPointF(from.right(), y), QPointF(x, y), QPointF(x, end), QPointF(target.right() + 6, end)}},
                      tone, 2.5);
        m_sketch.arrowHead({target.right() + 1, end}, {x, end}, tone);
        m_y += 6;
        const QString words = !wait.deadlock               ? translated("scene", "↑ %1 can release it, %2")
                              : wait.releasers.size() == 1 ? translated("scene", "↑ only %1 could release it, %2")
                                                           : translated("scene", "↑ %1 could release it, %2");
        drawWords(words.arg(nameOf(by.process), releaseWords(by)),
                  wait.deadlock ? ink::words.in(Tone::Signal) : ink::quiet);
    }

    Sketch m_sketch;
    const state::SystemState& m_state;
    const trace::TraceView& m_trace;
    analysis::WaitForGraph m_graph;
    double m_width;
    double m_y = pageTop;
    std::map<std::uint16_t, QRectF> m_drawn, m_objects; ///< boxes: of processes; of what they wait for
    std::uint32_t m_arrows = 0;
    int m_backs = 0;
};

} // namespace

Scene buildWaitFor(const state::SystemState& state, const trace::TraceView& trace, ProcessId process, double width)
{
    Scene scene;
    WaitForPage page(scene, state, trace, width);
    if (state.processes.size() > 1) page.draw(process.value < state.processes.size() ? process : ProcessId{});
    scene.size = {width, page.bottom()};
    return scene;
}

} // namespace sluice::scene
