#include "base/memory.h"

#include <malloc.h>

namespace sluice {

void keepFreedMemory()
{
#ifdef __GLIBC__ // elsewhere the allocator's own rules hold
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
#endif
}

} // namespace sluice
