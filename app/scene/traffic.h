#pragma once

#include "scene/pipe_ways.h"
#include "scene/stream.h"

#include <functional>

namespace sluice::scene {

/// What goes on between the processes and the slots of a channel: the ways, what is in a hand, a closed gate, and what
/// moves. The same for every channel that has slots. Lives as long as the drawing of that channel.
class Traffic
{
public:
    struct Ends {
        std::function<std::uint64_t(const state::ProcessState&)> into; ///< slot that a sender's message goes to
        std::uint64_t from = 0;                                        ///< slot that is emptied next
        QString wanted;                                                ///< "waits for bytes"
    };

    Traffic(Sketch& sketch, const ChannelPicture& picture, const Ways& ways, Ends ends);

    void drawWays(); ///< below the slots' contents
    void draw();     ///< all that lies above them
    /// How far a movement has come: 0 … 1 while it is seen. A message that is taken out at once is seen to arrive
    /// first: it is never in two places.
    [[nodiscard]] double progress(const state::Movement& movement) const;
    /// That message is still seen on its way to its place; its picture there is faint.
    [[nodiscard]] bool isComing(ProcessId sender, std::uint32_t message) const;
    [[nodiscard]] bool streams() const { return m_stream.has_value(); } ///< single messages cannot be told apart

private:
    enum class Waiting { No, Yes };
    /// Seconds on the screen: since it happened, and for how long what was put in by then is still seen coming.
    [[nodiscard]] double age(const state::Movement& movement) const;
    [[nodiscard]] double wait(const state::Movement& movement) const;
    [[nodiscard]] Subject about(Subject::Kind kind) const { return {kind, m_picture.channel.id.value}; }
    [[nodiscard]] const Card* cardOf(ProcessId process) const;
    [[nodiscard]] bool waitsOn(const state::ProcessState& process, probe::Transfer direction) const;
    [[nodiscard]] Way wayIn(const Card& card, const CardRow& row) const;
    [[nodiscard]] Way wayOut(const Card& card, const CardRow& row) const;
    void drawWays(Waiting waiting);
    void drawHand(const Card& card);
    void drawGate(const Card& card, const CardRow& row);
    void drawMovement(const state::Movement& movement);
    void drawStreams();

    Sketch& m_sketch;
    const ChannelPicture& m_picture;
    Ends m_ends;
    const Ways& m_ways;
    std::optional<Stream> m_stream;
};

} // namespace sluice::scene
