#pragma once

#include "tests/bench/load/channel.h"
#include "tests/bench/load/dialect.h"

#include <cstdint>
#include <string>
#include <vector>

#include <sys/types.h>

namespace sketchroom::bench {

/// How a server is started that says "listening on ws://ADDRESS:PORT", or wss, when it is ready.
struct ServerRecipe
{
    std::string name;
    Dialect::Kind dialect = Dialect::Kind::Relay;
    std::vector<std::string> command;
    std::string dataFolder = {}; ///< that it keeps things in
};

/// A server in a process of its own, and what that uses.
class ServerProgram final
{
public:
    enum class Data : std::uint8_t { Fresh, Kept };
    /// Starts it, with an empty data folder or with what is there.
    explicit ServerProgram(const ServerRecipe &recipe, Data data = Data::Fresh);
    ~ServerProgram();
    ServerProgram(const ServerProgram &) = delete;
    ServerProgram &operator=(const ServerProgram &) = delete;

    bool isRunning() const { return m_port.number != 0; } ///< whether it has said that it listens
    const Port &port() const { return m_port; }
    Dialect dialect() const { return m_dialect; }
    double cpuSeconds() const; ///< of all its threads so far, the kernel's part included
    double residentKiB() const;
    /// Asks it to end and waits until it has.
    void stop();

private:
    Dialect m_dialect;
    pid_t m_process = -1;
    int m_output = -1;
    Port m_port;
};

} // namespace sketchroom::bench
