#pragma once

#include "mechanisms/mechanism.h"

namespace sluice::mechanisms {

/// What the kernel says about a connection: SIOCOUTQ, SIOCOUTQNSD and SO_SNDBUF of the socket that sends, SIOCINQ and
/// SO_RCVBUF of the one that receives (-1: not known), TCP_INFO of both: tcp(7), unix(7).
[[nodiscard]] KernelView viewConnection(int sender, int receiver);

} // namespace sluice::mechanisms
