#pragma once

#include "scene/sketch.h"
#include "state/system_state.h"
#include "trace/trace_view.h"

#include <vector>

namespace sluice::scene {

/// One line of a card's table of descriptors.
struct CardRow {
    std::uint32_t fd = 0;
    ChannelId channel;
    bool open = true;
    probe::End end = probe::End::None;
    QRectF rect;
    std::uint16_t port = 0, peerPort = 0; ///< of a TCP socket
};

/// Where a process's card lies on the stage, and its descriptors' rows in it: ways begin and end there.
struct Card {
    ProcessId process;
    QString name;
    QRectF rect;
    QRectF frame;              ///< what it looks like: the same, or wider
    QRectF annex;              ///< room in the frame for what the mechanism's drawing adds; empty: none
    std::vector<CardRow> rows; ///< those that lead to a channel
    double gutter = 0;         ///< x of the ways right of the card
    bool standard = true;      ///< there is room for stdin, stdout and stderr
    bool table = true;         ///< false: descriptors have no part in it, and are left out

    /// The row of that end of a channel, or null.
    [[nodiscard]] const CardRow* row(ChannelId channel, probe::End end) const;
    /// The row of that descriptor on a channel, or null.
    [[nodiscard]] const CardRow* row(ChannelId channel, std::uint32_t fd) const;
};

/// The card's place within `room`, as high as its table needs. What is left of `frame` on its right is its annex, or
/// below it if it has no `table` of descriptors.
[[nodiscard]] Card layOutCard(const state::ProcessState& process, const QString& name, const QRectF& room,
                              const QRectF& frame = {}, bool table = true);

/// Has the card a place for the button that lets its process go?
enum class CardButton { None, LetGo };

/// `channelNames` by ChannelId.
void drawCard(Sketch& sketch, const Card& card, const state::SystemState& state, const trace::TraceView& trace,
              const std::vector<QString>& channelNames, CardButton button = CardButton::None);

} // namespace sluice::scene
