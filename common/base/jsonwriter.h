#pragma once

#include <QByteArray>
#include <QStringView>

#include <span>

namespace sketchroom {

/// Appends compact JSON to a byte array. simdjson reads but does not write, and QJsonDocument costs thirty times
/// as much per edit (measured.md), so the few lines that write stand here.
/// The caller keeps to the grammar: key() only inside an object, one value after each key.
class JsonWriter final
{
public:
    explicit JsonWriter(QByteArray &out)
        : m_out(out)
    {
    }

    JsonWriter &beginObject();
    JsonWriter &endObject();
    JsonWriter &beginArray();
    JsonWriter &endArray();
    /// `name` must need no escaping.
    JsonWriter &key(QByteArrayView name);

    JsonWriter &value(double number);                    ///< shortest form that reads back to the same number; -0 as 0
    JsonWriter &values(std::span<const double> numbers); ///< an array; most of what is ever written are these
    JsonWriter &value(qint64 number);
    JsonWriter &value(int number) { return value(qint64(number)); }
    JsonWriter &value(bool truth);
    JsonWriter &value(QStringView text);
    JsonWriter &ascii(QByteArrayView text); ///< an id or another string that needs no escaping
    JsonWriter &null();
    JsonWriter &raw(QByteArrayView json); ///< a value that is JSON already

private:
    void separate();

    QByteArray &m_out;
};

} // namespace sketchroom
