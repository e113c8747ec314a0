#include "common/base/background.h"

#include <QtGlobal>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace sketchroom {

void giveWay()
{
#ifdef Q_OS_LINUX
    constexpr int nice = 10; // a tenth of what others get
    const auto thread = id_t(gettid());
    // Where it cannot be, things are only less smooth.
    if (getpriority(PRIO_PROCESS, thread) < nice)
        setpriority(PRIO_PROCESS, thread, nice);
#endif
}

} // namespace sketchroom
