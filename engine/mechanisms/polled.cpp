// Nothing else is in this file: its machine code is shown beside it.
//
// A loop without effects may be taken to end (C++20, [intro.progress]): g++ 12 leaves the plain one out altogether, and
// the process would go on at once. With -fno-finite-loops it keeps the loop, and moves only the load out of it.

#include "mechanisms/polled.h"

namespace sluice::mechanisms::polled {

void pollPlain(const int& flag)
{
    while (flag == 0) {}
}

void pollVolatile(const volatile int& flag)
{
    while (flag == 0) {}
}

void pollAtomic(const std::atomic<int>& flag)
{
    while (flag.load(std::memory_order_acquire) == 0) {}
}

} // namespace sluice::mechanisms::polled
