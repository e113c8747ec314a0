#include "tests/support/corpus.h"

#include <QDirIterator>

using namespace Qt::StringLiterals;

namespace sketchroom::testing {

QStringList corpusFiles()
{
    QStringList files;
    const QString folder = qEnvironmentVariable("SKETCHROOM_CORPUS");
    if (folder.isEmpty())
        return files;
    QDirIterator walk(folder, {u"*.excalidraw"_s, u"*.excalidrawlib"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (walk.hasNext())
        files.append(walk.next());
    files.sort();
    return files;
}

} // namespace sketchroom::testing
