#pragma once

namespace sluice {

/// Memory that is freed stays with this process for the next use, up to some tens of MB. A picture is built and thrown
/// away for every frame: without this, a fifth of a frame's time goes to pages that the kernel takes back and gives
/// again. For programs that draw, once at their start.
void keepFreedMemory();

} // namespace sluice
