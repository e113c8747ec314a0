#include "server/http/metrics.h"

#include <QFile>

#include <unistd.h>

namespace sketchroom {

namespace {

class Page final
{
public:
    void one(const char *name, const char *type, const char *help, qint64 value)
    {
        begin(name, type, help);
        line(name, {}, QByteArray::number(value));
    }
    void begin(const char *name, const char *type, const char *help)
    {
        m_text += QByteArray("# HELP ") + name + ' ' + help + "\n# TYPE " + name + ' ' + type + '\n';
    }
    void line(const QByteArray &name, const QByteArray &labels, const QByteArray &value)
    {
        m_text += name + (labels.isEmpty() ? QByteArray() : '{' + labels + '}') + ' ' + value + '\n';
    }
    QByteArray text() const { return m_text; }

private:
    QByteArray m_text;
};

QByteArray seconds(qint64 ms)
{
    return QByteArray::number(double(ms) / 1000, 'g', 6);
}

void write(Page &page, const char *name, const char *help, const Histogram &histogram)
{
    page.begin(name, "histogram", help);
    qint64 count = 0;
    for (size_t i = 0; i < histogram.counts().size(); ++i) {
        count += histogram.counts().at(i);
        const QByteArray bound = i < Histogram::boundsMs.size() ? seconds(Histogram::boundsMs.at(i)) : "+Inf";
        page.line(QByteArray(name) + "_bucket", "le=\"" + bound + '"', QByteArray::number(count));
    }
    page.line(QByteArray(name) + "_sum", {}, seconds(histogram.sumMs()));
    page.line(QByteArray(name) + "_count", {}, QByteArray::number(count));
}

} // namespace

qint64 residentMemory()
{
    // proc_pid_statm(5): the second number counts pages.
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> numbers = file.readLine().split(' ');
    return numbers.size() > 1 ? numbers.at(1).toLongLong() * sysconf(_SC_PAGESIZE) : 0;
}

QByteArray renderMetrics(const HostFacts &facts, qint64 residentBytes)
{
    Page page;
    page.one("sketchroom_rooms", "gauge", "Rooms that are stored.", facts.roomsStored);
    page.one("sketchroom_rooms_in_memory", "gauge", "Rooms that are in memory now.", facts.roomsInMemory);
    page.one("sketchroom_people", "gauge", "People in rooms now.", facts.people);
    page.one("sketchroom_connections", "gauge", "Connections of all kinds now.", facts.connections);
    page.one("sketchroom_edits_total", "counter", "Edits committed.", facts.rooms.edits);
    page.one("sketchroom_batches_total", "counter", "Commits that had edits.", facts.rooms.batches);
    page.begin("sketchroom_rejects_total", "counter", "Edits refused, by the code of the reject.");
    for (const auto &[code, count] : facts.rooms.rejects)
        page.line("sketchroom_rejects_total", QByteArray("code=\"") + codeName(code) + '"', QByteArray::number(count));
    page.one("sketchroom_received_bytes_total", "counter", "Bytes of messages from clients.", facts.bytesIn);
    page.one("sketchroom_sent_bytes_total", "counter", "Bytes of frames to clients.", facts.bytesOut);
    page.one("sketchroom_queued_bytes", "gauge", "Bytes that wait for clients to read.", facts.bytesQueued);
    page.one("sketchroom_images", "gauge", "Images that are kept.", facts.images);
    page.one("sketchroom_image_bytes", "gauge", "Bytes of the images that are kept.", facts.imageBytes);
    write(page, "sketchroom_commit_seconds", "From handing a batch to the log to its being stored.",
          facts.rooms.commitMs);
    page.one("process_resident_memory_bytes", "gauge", "Resident memory of this process.", residentBytes);
    return page.text();
}

} // namespace sketchroom
