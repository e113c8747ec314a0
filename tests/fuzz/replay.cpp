#include "tests/fuzz/claim.h"

#include "common/base/random.h"

#include <QByteArray>
#include <QDir>
#include <QFile>

#include <csignal>

#include <fcntl.h>
#include <unistd.h>

using namespace sketchroom;

// In place of libFuzzer, for compilers that do not have it: runs a target on all that is kept for it, and on as many
// variations of each as are asked for, which are the same every time.

namespace {

QByteArray current;

/// What a target ends with is kept, as libFuzzer does it. Calls only what a signal's handler may call.
void keep(int signal)
{
    const int file = ::open("crash-replay", O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (file >= 0 && ::write(file, current.constData(), size_t(current.size())) == current.size())
        ::close(file);
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

void run(const QByteArray &bytes)
{
    current = bytes;
    LLVMFuzzerTestOneInput(reinterpret_cast<const unsigned char *>(bytes.constData()), size_t(bytes.size()));
}

/// Some bytes are changed, left out, or taken from another input.
QByteArray varied(QByteArray bytes, const QByteArray &other, Random &random)
{
    const auto place = [&random](qsizetype size) { return qsizetype(random.below(quint32(size + 1))); };
    for (quint32 i = 0; i <= random.below(4); ++i) {
        const qsizetype at = place(bytes.size());
        switch (random.below(4)) {
        case 0:
            if (at < bytes.size())
                bytes[at] = char(random.below(256));
            break;
        case 1:
            bytes.remove(at, place(16));
            break;
        case 2:
            bytes.insert(at, other.mid(place(other.size()), place(64)));
            break;
        default:
            bytes.insert(at, bytes.mid(place(bytes.size()), place(64)));
        }
    }
    return bytes;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3) {
        std::fprintf(stderr, "Usage: %s FOLDER VARIATIONS\n", argv[0]);
        return 1;
    }
    const QDir folder(QFile::decodeName(argv[1]));
    QList<QByteArray> inputs;
    for (const QString &name : folder.entryList(QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        claim(file.open(QIODevice::ReadOnly), "what is kept can be read");
        inputs.append(file.readAll());
    }
    claim(!inputs.isEmpty(), "something is kept");
    std::signal(SIGABRT, keep);
    std::signal(SIGSEGV, keep);
    Random random(1);
    const int variations = QByteArray(argv[2]).toInt();
    for (const QByteArray &input : inputs) {
        run(input);
        for (int i = 0; i < variations; ++i) {
            const QByteArray &other = inputs.at(random.below(quint32(inputs.size())));
            run(varied(input, other, random));
        }
    }
    std::printf("%lld inputs, %d variations of each\n", static_cast<long long>(inputs.size()), variations);
    return 0;
}
