#include "common/protocol/packing.h"

#include "common/base/jsonwriter.h"

#include <QCoreApplication>
#include <QtEndian>

#include <array>
#include <charconv>
#include <cmath>
#include <memory>
#include <optional>
#include <vector>

#include <zlib.h>

namespace sketchroom {

namespace {

struct PackingSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::Packing)
};

constexpr char zlibBegins = '\x78';
constexpr QByteArrayView pointsKey = "\"points\":[";
constexpr std::array<double, 7> powersOfTen = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
constexpr double mostSteps = double(qint64(1) << 53); // whole numbers up to it are exact
constexpr int mostColumns = 3;

/// A number as a whole one of so many decimal places; nothing where it is none.
std::optional<qint64> stepsOf(double number, size_t decimals)
{
    const double steps = std::round(number * powersOfTen.at(decimals));
    if (std::abs(steps) > mostSteps || steps / powersOfTen.at(decimals) != number)
        return std::nullopt;
    return qint64(steps);
}

void appendVarint(QByteArray &out, quint64 value)
{
    while (value >= 0x80) {
        out.append(char(value | 0x80));
        value >>= 7;
    }
    out.append(char(value));
}

/// Small numbers of either sign become small ones without.
void appendSigned(QByteArray &out, qint64 value)
{
    appendVarint(out, (quint64(value) << 1) ^ quint64(value >> 63));
}

/// Numbers that stand in columns, as x, y and pressure do: every `columns`-th belongs to one.
struct Columns
{
    const std::vector<double> &numbers;
    size_t count;

    /// The fewest decimal places that all numbers of a column have; nothing where they have more than are kept.
    std::optional<size_t> decimals(size_t column) const
    {
        size_t most = 0;
        for (size_t i = column; i < numbers.size(); i += count) {
            while (most < powersOfTen.size() && !stepsOf(numbers.at(i), most))
                ++most;
            if (most == powersOfTen.size())
                return std::nullopt;
        }
        return most;
    }

    /// What is left of each number when it is taken to go on as those before it.
    template <class Take>
    void forEachDifference(size_t column, size_t places, const Take &take) const
    {
        qint64 before = 0;
        qint64 difference = 0;
        for (size_t i = column; i < numbers.size(); i += count) {
            const qint64 steps = *stepsOf(numbers.at(i), places);
            take(steps - before - difference);
            difference = i == column ? 0 : steps - before;
            before = steps;
        }
    }
};

/// The numbers packed in so many columns; nothing where they cannot be.
std::optional<QByteArray> packedIn(const std::vector<double> &numbers, size_t count)
{
    const Columns columns{numbers, count};
    QByteArray out;
    appendVarint(out, numbers.size());
    if (numbers.empty())
        return out;
    out.append(char(count));
    for (size_t column = 0; column < count; ++column) {
        const auto places = columns.decimals(column);
        if (!places)
            return std::nullopt;
        out.append(char(*places));
        columns.forEachDifference(column, *places, [&](qint64 left) { appendSigned(out, left); });
    }
    return out;
}

/// The numbers of the list that begins at `from`, up to its `]`; nothing where it has anything else, or a number that
/// would be written in another way.
std::optional<std::vector<double>> numbersOf(QByteArrayView list)
{
    std::vector<double> numbers;
    QByteArray again;
    JsonWriter writer(again);
    const char *at = list.begin();
    while (at != list.end()) {
        double number = 0;
        const auto [end, error] = std::from_chars(at, list.end(), number);
        again.clear();
        writer.value(number);
        if (error != std::errc() || again != QByteArrayView(at, end - at) || (end != list.end() && *end != ','))
            return std::nullopt;
        numbers.push_back(number);
        at = end;
        if (at != list.end() && ++at == list.end())
            return std::nullopt; // ends with a comma
    }
    return numbers;
}

/// In two columns or three, whichever takes less.
std::optional<QByteArray> packedList(QByteArrayView list)
{
    const auto numbers = numbersOf(list);
    if (!numbers)
        return std::nullopt;
    const auto inTwo = packedIn(*numbers, 2);
    const auto inThree = packedIn(*numbers, mostColumns);
    if (inTwo && inThree)
        return inTwo->size() < inThree->size() ? inTwo : inThree;
    return inTwo ? inTwo : inThree;
}

QByteArray deflated(const QByteArray &bytes)
{
    constexpr int level = 6;
    uLongf size = compressBound(uLong(bytes.size()));
    QByteArray out(qsizetype(size), Qt::Uninitialized);
    if (compress2(reinterpret_cast<Bytef *>(out.data()), &size, reinterpret_cast<const Bytef *>(bytes.constData()),
                  uLong(bytes.size()), level) != Z_OK)
        return {};
    out.truncate(qsizetype(size));
    out.squeeze();
    return out;
}

tl::unexpected<Error> damaged()
{
    return failure(ErrorCode::BadMessage, PackingSentences::tr("A packed message is damaged."));
}

tl::unexpected<Error> tooLong()
{
    return failure(ErrorCode::Limit, PackingSentences::tr("A packed message would be too long."));
}

/// Never holds more than what a packed message may become, whatever the bytes claim.
Result<QByteArray> inflated(QByteArrayView packed)
{
    // The numbers take less than their digits, but each list has a head.
    constexpr qint64 most = 2 * longestPackedMessage;
    if (packed.size() > most)
        return tooLong();
    QByteArray out;
    z_stream stream = {};
    if (inflateInit(&stream) != Z_OK)
        return tooLong();
    const std::unique_ptr<z_stream, int (*)(z_stream *)> end(&stream, &inflateEnd);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(packed.data())); // NOLINT(*-const-cast): zlib's way
    stream.avail_in = uInt(packed.size());
    int state = Z_OK;
    while (state == Z_OK) {
        if (out.size() >= most)
            return tooLong();
        const qsizetype before = out.size();
        out.resize(qMin<qsizetype>(most, qMax<qsizetype>(4 * packed.size(), 2 * before)));
        stream.next_out = reinterpret_cast<Bytef *>(out.data() + before);
        stream.avail_out = uInt(out.size() - before);
        state = inflate(&stream, Z_NO_FLUSH);
        out.truncate(out.size() - qsizetype(stream.avail_out));
        if (state == Z_BUF_ERROR || (state == Z_OK && stream.avail_out > 0))
            return damaged(); // it ends too early
    }
    if (state != Z_STREAM_END || stream.avail_in > 0)
        return damaged();
    return out;
}

/// Reads what packedIn() has written.
class PackedNumbers final
{
public:
    explicit PackedNumbers(QByteArrayView bytes)
        : m_at(bytes.begin())
        , m_end(bytes.end())
    {
    }

    /// Appends the next list, without its brackets. False where there is none, or it would grow past `most` bytes.
    bool appendNext(QByteArray &out, qint64 most)
    {
        const auto size = varint();
        if (!size || *size > quint64(m_end - m_at)) // each takes a byte at least
            return false;
        if (*size == 0)
            return true;
        std::vector<double> numbers(*size);
        const size_t columns = size_t(byte());
        if (columns < 1 || columns > mostColumns)
            return false;
        for (size_t column = 0; column < columns; ++column) {
            if (!readColumn(numbers, column, columns))
                return false;
        }
        QByteArray list;
        JsonWriter(list).values(numbers);
        out.append(QByteArrayView(list).sliced(1, list.size() - 2));
        return out.size() <= most;
    }
    bool isAtEnd() const { return m_at == m_end; }

private:
    bool readColumn(std::vector<double> &numbers, size_t column, size_t columns)
    {
        const auto places = size_t(byte());
        if (places >= powersOfTen.size())
            return false;
        // Unsigned: what is damaged may run over.
        quint64 before = 0;
        quint64 difference = 0;
        for (size_t i = column; i < numbers.size(); i += columns) {
            const auto left = varint();
            if (!left)
                return false;
            const quint64 steps = before + difference + ((*left >> 1) ^ (~(*left & 1) + 1));
            difference = i == column ? 0 : steps - before;
            before = steps;
            numbers.at(i) = double(qint64(steps)) / powersOfTen.at(places);
        }
        return true;
    }
    uchar byte() { return m_at == m_end ? uchar(0xff) : uchar(*m_at++); }
    std::optional<quint64> varint()
    {
        quint64 value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (m_at == m_end)
                return std::nullopt;
            const auto next = uchar(*m_at++);
            value |= quint64(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
        return std::nullopt;
    }

    const char *m_at;
    const char *m_end;
};

} // namespace

QByteArray packMessage(const QByteArray &json)
{
    constexpr qsizetype lengthBytes = sizeof(quint32);
    if (json.size() > longestPackedMessage)
        return json;
    QByteArray text(lengthBytes, 0);
    text.reserve(json.size() + lengthBytes);
    QByteArray numbers;
    qsizetype done = 0;
    for (qsizetype key = json.indexOf(pointsKey); key >= 0; key = json.indexOf(pointsKey, done)) {
        const qsizetype from = key + pointsKey.size();
        const qsizetype to = json.indexOf(']', from);
        if (to < 0)
            break;
        text.append(QByteArrayView(json).sliced(done, from - done));
        done = from;
        if (const auto packed = packedList(QByteArrayView(json).sliced(from, to - from))) {
            numbers.append(*packed);
            done = to;
        }
    }
    text.append(QByteArrayView(json).sliced(done));
    qToBigEndian(quint32(text.size() - lengthBytes), text.data());
    const QByteArray packed = deflated(text.append(numbers));
    return packed.isEmpty() ? json : packed;
}

bool isPacked(QByteArrayView message)
{
    return message.startsWith(zlibBegins);
}

Result<QByteArray> unpackMessage(QByteArrayView packed)
{
    auto bytes = inflated(packed);
    if (!bytes)
        return bytes;
    constexpr qsizetype lengthBytes = sizeof(quint32);
    if (bytes->size() < lengthBytes)
        return damaged();
    const qsizetype length = qFromBigEndian<quint32>(bytes->constData());
    if (length > bytes->size() - lengthBytes)
        return damaged();
    const QByteArrayView text = QByteArrayView(*bytes).sliced(lengthBytes, length);
    PackedNumbers numbers(QByteArrayView(*bytes).sliced(lengthBytes + length));
    QByteArray json;
    json.reserve(4 * text.size());
    qsizetype done = 0;
    for (qsizetype key = text.indexOf(pointsKey); key >= 0; key = text.indexOf(pointsKey, done)) {
        const qsizetype from = key + pointsKey.size();
        json.append(text.sliced(done, from - done));
        done = from;
        if (done < text.size() && text.at(done) == ']' && !numbers.appendNext(json, longestPackedMessage))
            return json.size() > longestPackedMessage ? tooLong() : damaged();
    }
    json.append(text.sliced(done));
    if (json.size() > longestPackedMessage)
        return tooLong();
    if (!numbers.isAtEnd())
        return damaged();
    return json;
}

} // namespace sketchroom
