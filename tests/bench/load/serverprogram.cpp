#include "tests/bench/load/serverprogram.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

namespace sketchroom::bench {

namespace {

std::string readLine(int file)
{
    std::string line;
    char byte = 0;
    while (read(file, &byte, 1) == 1 && byte != '\n')
        line.push_back(byte);
    return line;
}

std::string statusFile(pid_t process, const char *name)
{
    return "/proc/" + std::to_string(process) + '/' + name;
}

} // namespace

ServerProgram::ServerProgram(const ServerRecipe &recipe, Data data)
    : m_dialect(recipe.dialect)
{
    if (data == Data::Fresh && !recipe.dataFolder.empty())
        std::filesystem::remove_all(recipe.dataFolder);
    int ends[2];
    if (pipe(ends) != 0)
        return;
    m_process = fork();
    if (m_process == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        std::vector<char *> arguments;
        for (const std::string &argument : recipe.command)
            arguments.push_back(const_cast<char *>(argument.c_str()));
        arguments.push_back(nullptr);
        execvp(arguments.front(), arguments.data());
        _exit(127);
    }
    close(ends[1]);
    m_output = ends[0];
    const std::string line = readLine(m_output);
    const std::size_t colon = line.rfind(':');
    if (line.starts_with("listening on ") && colon != std::string::npos)
        m_port = {std::uint16_t(std::atoi(line.c_str() + colon + 1)), line.find("wss://") != std::string::npos};
}

ServerProgram::~ServerProgram()
{
    stop();
    if (m_output >= 0)
        close(m_output);
}

void ServerProgram::stop()
{
    if (m_process <= 0)
        return;
    kill(m_process, SIGTERM);
    waitpid(m_process, nullptr, 0);
    m_process = -1;
    m_port = {};
}

double ServerProgram::cpuSeconds() const
{
    // proc_pid_stat(5): utime and stime are the 14th and 15th field; the second one is in brackets and may hold blanks.
    std::ifstream file(statusFile(m_process, "stat"));
    std::string text;
    std::getline(file, text);
    std::istringstream fields(text.substr(text.rfind(')') + 1));
    std::string skipped;
    for (int i = 0; i < 11; ++i)
        fields >> skipped;
    double user = 0;
    double system = 0;
    fields >> user >> system;
    return (user + system) / double(sysconf(_SC_CLK_TCK));
}

double ServerProgram::residentKiB() const
{
    std::ifstream file(statusFile(m_process, "statm"));
    double total = 0;
    double resident = 0;
    file >> total >> resident;
    return resident * double(sysconf(_SC_PAGESIZE)) / 1024;
}

} // namespace sketchroom::bench
