#include "server/config/processsignals.h"

#include <QSocketNotifier>

#include <csignal>

#include <sys/signalfd.h>
#include <unistd.h>

namespace sketchroom {

namespace {

sigset_t ourSet()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    return set;
}

} // namespace

ProcessSignals::ProcessSignals(QObject *parent)
    : QObject(parent)
{
    // Blocked, they wait to be read. Threads that start later inherit that.
    const sigset_t set = ourSet();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    m_descriptor = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    m_notifier = new QSocketNotifier(m_descriptor, QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        signalfd_siginfo info{};
        if (::read(m_descriptor, &info, sizeof info) != sizeof info)
            return;
        if (info.ssi_signo == SIGHUP)
            Q_EMIT reloadWanted();
        else
            Q_EMIT stopWanted();
    });
}

ProcessSignals::~ProcessSignals()
{
    delete m_notifier;
    ::close(m_descriptor);
    const sigset_t set = ourSet();
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

} // namespace sketchroom
