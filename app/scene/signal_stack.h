#pragma once

#include "scene/channel_picture.h"

namespace sluice::scene {

/// Beside the card of a receiver of signals: its own code, lit where it is or was cut, and its stack with a frame for
/// each handler. Lives as long as one buildStage().
class SignalStack
{
public:
    SignalStack(Sketch& sketch, const ChannelPicture& picture, const Card& card);
    void draw();
    /// Where a signal that is delivered goes: the newest handler's frame, or the one that would be.
    [[nodiscard]] QRectF top() const;

private:
    [[nodiscard]] QRectF code() const;
    [[nodiscard]] QRectF frame(std::size_t level) const;
    void drawCode();
    void drawCut(const QRectF& line);
    void drawFlowFrame();
    void drawHandler(std::size_t index);

    Sketch& m_sketch;
    const ChannelPicture& m_picture;
    const Card& m_card;
    const state::ProcessState& m_receiver;
};

} // namespace sluice::scene
