#pragma once

#include <atomic>

/// Three ways to wait until somebody sets a variable. Compiled with -O2 -fno-finite-loops in every build, alone: see
/// polled.cpp.
namespace sluice::mechanisms::polled {

void pollPlain(const int& flag);
void pollVolatile(const volatile int& flag);
void pollAtomic(const std::atomic<int>& flag);

} // namespace sluice::mechanisms::polled
