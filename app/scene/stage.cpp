#include "scene/stage.h"

#include "scenario/setting_table.h"
#include "scene/cards.h"
#include "scene/channel_box.h"
#include "scene/duration.h"
#include "scene/race_rows.h"
#include "words/words.h"

#include <algorithm>
#include <array>

namespace sluice::scene {

namespace {

constexpr double cardTop = 108;
constexpr double widestCard = 440;
constexpr double cardGap = 56; // room for the ways between two cards
constexpr double narrowCard = 280, roomyCard = 300, roomyGap = 70, roomyHeight = 264; // where one has an annex
constexpr double narrowestCard = 236;                                                 // where several have one
constexpr double borderY = 392;
constexpr double busY = 408;
constexpr double objectTop = 424, objectBottom = 612;

constexpr std::array drawings{
    ChannelDrawing{"signal", drawSignals, "receiver"},
    ChannelDrawing{"pipe", drawPipe},
    ChannelDrawing{"shell", drawPipe},
    ChannelDrawing{"mq", drawQueue},
    ChannelDrawing{"tcp", drawSocket},
    ChannelDrawing{"unix", drawSocket},
    ChannelDrawing{"datagram", drawSocket},
    ChannelDrawing{"seqpacket", drawSocket},
    ChannelDrawing{"pair", drawSocket},
    ChannelDrawing{"descriptor", drawPassedDescriptor},
    ChannelDrawing{"line", drawCacheLine, {}, marked("scene", "caches")},
    ChannelDrawing{"segment", drawMappings},
    ChannelDrawing{"file", drawMappings},
    ChannelDrawing{"counter", drawCounter},
    ChannelDrawing{"ring", drawMemoryRing, {}, marked("scene", "shared memory")},
    ChannelDrawing{"node", drawNodes, {}, marked("scene", "memory")},
    ChannelDrawing{"polling", drawPolling, {}, marked("scene", "machine code")},
    ChannelDrawing{"race", drawRace, {}, {}},
    ChannelDrawing{"race-times", drawRaceTimes, {}, {}},
    ChannelDrawing{"race-sizes", drawRaceSizes, {}, {}},
    ChannelDrawing{"race-table", drawRaceTable, {}, {}},
};

constexpr Ink overlineInk{16, 650, Tone::Action};

void drawCaption(Sketch& sketch, const Caption& caption)
{
    sketch.about({Subject::Kind::Caption});
    const double width = stageSize.width() - 2 * stageMargin;
    sketch.text({stageMargin, 14, width, 22}, caption.overline, overlineInk);
    const auto [first, second] = inTwoLines(caption.text, ink::heading, width);
    const double top = second.isEmpty() ? 46 : 36;
    sketch.text({stageMargin, top, width, 34}, first, ink::heading);
    if (!second.isEmpty()) sketch.text({stageMargin, top + 32, width, 34}, second, ink::heading);
}

/// Time is passed over quickly: said where the eye is, beside the step.
void drawShortened(Sketch& sketch, Duration shortened, const QString& overline)
{
    if (shortened.ns <= 0) return;
    sketch.about({Subject::Kind::Caption, 1}, Evidence::Derived);
    const QString words = translated("scene", "nothing new for %1 · shortened").arg(formatDuration(shortened, 3));
    const Ink ink{16, 600, Tone::Muted, Shape::Face::Words, Shape::Align::Center};
    const double left = stageMargin + std::max(180.0, widthOf(overline, overlineInk) + 24);
    const QRectF chip(left, 12, widthOf(words, ink) + 24, 24);
    sketch.box(chip, 12, Tone::Panel, Tone::Line, 1);
    sketch.text(chip, words, ink);
}

void drawBorder(Sketch& sketch, std::string_view below)
{
    sketch.about({Subject::Kind::Border});
    sketch
        .line({{QPointF(stageMargin, borderY), QPointF(stageSize.width() - stageMargin, borderY)}}, Tone::Faint, 1.5,
              Pattern::Dotted)
        .opacity = 0.8;
    sketch.text({stageMargin, borderY - 22, 140, 20}, translated("scene", "user space"), ink::quiet);
    sketch.text({stageMargin, borderY + 3, 140, 20}, translated("scene", below), ink::quiet);
}

/// What lies below the border: the kernel's objects, or what no kernel sees.
std::string_view below(const trace::TraceView& trace)
{
    const auto& channels = trace.meta().scenario.channels;
    if (!channels.empty())
        for (const ChannelDrawing& row : drawings)
            if (row.kind == channels.front().kind) return row.below;
    return marked("scene", "kernel");
}

/// Do figures tell what this worker does? Then its card has no table of descriptors.
bool isToldInFigures(const trace::TraceView& trace, std::size_t worker)
{
    const auto& scenario = trace.meta().scenario;
    if (worker == 0 || worker > scenario.processes.size()) return false;
    return mechanisms::isToldInFigures(mechanismOf(scenario, scenario.processes[worker - 1].channel));
}

const ChannelDrawing* drawingOf(std::string_view kind)
{
    const auto found = std::ranges::find(drawings, kind, &ChannelDrawing::kind);
    return found == drawings.end() ? nullptr : &*found;
}

bool isRoomy(const scenario::Scenario& scenario, std::size_t process)
{
    if (process >= scenario.processes.size()) return false;
    const std::size_t channel = scenario.processes[process].channel.value;
    if (channel == 0 || channel > scenario.channels.size()) return false;
    const ChannelDrawing* drawing = drawingOf(scenario.channels[channel - 1].kind);
    return drawing && plays(scenario, {static_cast<std::uint16_t>(process + 1)}, drawing->roomy);
}

/// Where a card and its frame lie, `count` of them side by side. A roomy one takes what the narrow others leave; its
/// annex is on its right, or, where several share that room, below.
struct CardPlaces {
    std::vector<QRectF> cards, frames;
    bool annexBelow = false;
};
CardPlaces placesOf(const scenario::Scenario& scenario, std::size_t count)
{
    CardPlaces places;
    const double all = stageSize.width() - 2 * stageMargin;
    const auto workers = static_cast<double>(count);
    const double even = std::min(widestCard, (all - cardGap * (workers - 1)) / workers);
    const double step = count == 1 ? 0 : (all - even) / (workers - 1);
    std::size_t roomy = 0;
    for (std::size_t i = 0; i < count; ++i) roomy += isRoomy(scenario, i) ? 1 : 0;
    places.annexBelow = roomy > 1;
    const double narrow = places.annexBelow ? narrowestCard : narrowCard;
    const double gap = places.annexBelow ? cardGap : roomyGap;
    const double left = all - narrow * static_cast<double>(count - roomy) - gap * (workers - 1);
    double x = stageMargin;
    for (std::size_t i = 0; i < count; ++i) {
        const bool wide = isRoomy(scenario, i);
        if (roomy == 0) x = stageMargin + step * static_cast<double>(i);
        const double frame = roomy == 0 ? even : wide ? left / static_cast<double>(roomy) : narrow;
        places.cards.emplace_back(x, cardTop, wide && !places.annexBelow ? roomyCard : frame, 0);
        places.frames.emplace_back(x, cardTop, frame, wide ? roomyHeight : 0);
        x += frame + gap;
    }
    return places;
}

/// Workers side by side: the first at the left edge, the last at the right one. Those of one channel stand together.
std::vector<Card> layOutCards(const state::SystemState& state, const trace::TraceView& trace)
{
    const auto& specs = trace.meta().scenario.processes;
    const std::size_t workers = state.processes.empty() ? 0 : state.processes.size() - 1;
    std::vector<Card> cards;
    if (workers == 0) return cards;
    const CardPlaces places = placesOf(trace.meta().scenario, workers);
    for (std::size_t i = 1; i <= workers; ++i) {
        QString name = i <= specs.size() ? shown(specs[i - 1].name) : translated("scene", "worker %1").arg(i);
        if (const auto& process = state.processes[i]; process.isProgram())
            name += QStringLiteral(": ") + QString::fromStdString(trace.string(process.programName()));
        const bool table = !isToldInFigures(trace, i) && !(places.annexBelow && isRoomy(trace.meta().scenario, i - 1));
        cards.push_back(layOutCard(state.processes[i], name, places.cards[i - 1], places.frames[i - 1], table));
    }
    return cards;
}

/// Names of the kernel objects, by ChannelId.
std::vector<QString> channelNames(const trace::TraceView& trace)
{
    std::vector<QString> names{QString()};
    for (const auto& spec : trace.meta().scenario.channels) names.push_back(shown(spec.name));
    return names;
}

/// The cards of the processes that work on a channel.
std::vector<Card> cardsOn(const std::vector<Card>& cards, const trace::TraceView& trace, ChannelId channel)
{
    const auto& specs = trace.meta().scenario.processes;
    std::vector<Card> own;
    std::ranges::copy_if(cards, std::back_inserter(own), [&](const Card& card) {
        return card.process.value <= specs.size() && specs[card.process.value - 1U].channel == channel;
    });
    return own;
}

void drawChannels(Sketch& sketch, const state::SystemState& state, const trace::TraceView& trace,
                  const std::vector<Card>& cards, const ViewTime& view)
{
    const auto& specs = trace.meta().scenario.channels;
    const std::size_t count = std::min(specs.size(), state.channels.empty() ? 0 : state.channels.size() - 1);
    if (count == 0 || cards.empty()) return;
    for (std::size_t i = 0; i < count; ++i) {
        const ChannelId id{static_cast<std::uint16_t>(i + 1)};
        const std::vector<Card> own = cardsOn(cards, trace, id);
        if (own.empty()) continue;
        const double left = count == 1 ? stageMargin : own.front().rect.left();
        const double right = count == 1 ? stageSize.width() - stageMargin : own.back().rect.right();
        const ChannelDrawing* drawing = drawingOf(specs[i].kind);
        if (!drawing) continue;
        const double top = drawing->hasAllBelow() ? own.front().frame.bottom() + 16 : objectTop;
        const double bottom = drawing->hasAllBelow() ? stageSize.height() - 12 : objectBottom;
        const QRectF room(left, top, right - left, bottom - top);
        drawing->draw(sketch, {state, state.channels[i + 1], trace, view, own, shown(specs[i].name), room, busY});
    }
}

} // namespace

Scene buildStage(const state::SystemState& state, const trace::TraceView& trace, const Caption& caption,
                 const ViewTime& view)
{
    Scene scene;
    scene.size = stageSize;
    Sketch sketch(scene);
    drawCaption(sketch, caption);
    drawShortened(sketch, view.shortened, caption.overline);
    if (const std::string_view what = below(trace); !what.empty()) drawBorder(sketch, what);
    const std::vector<Card> cards = layOutCards(state, trace);
    const std::vector<QString> names = channelNames(trace);
    const CardButton button = view.letGoButtons ? CardButton::LetGo : CardButton::None;
    for (const Card& card : cards) drawCard(sketch, card, state, trace, names, button);
    drawChannels(sketch, state, trace, cards, view);
    sketch.lift();
    return scene;
}

} // namespace sluice::scene
