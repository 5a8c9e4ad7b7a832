#pragma once

#include "mechanisms/mechanism.h"

namespace sluice::mechanisms {

/// Sockets, with the same roles and settings for all: TCP on the loopback interface, and in the Unix domain streams,
/// datagrams, sequenced packets and pairs: socket(7), tcp(7), unix(7), socketpair(2).
[[nodiscard]] Mechanism tcpSocket();
[[nodiscard]] Mechanism unixSocket();
[[nodiscard]] Mechanism datagramSocket();
[[nodiscard]] Mechanism seqpacketSocket();
[[nodiscard]] Mechanism socketPair();

} // namespace sluice::mechanisms
