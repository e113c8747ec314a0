#include "app/files/jsonfile.h"

#include "app/files/jsonrepair.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace sketchroom {

using namespace simdjson;

namespace {

struct JsonFileSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::JsonFile)
};

QByteArray padded(const QByteArray &bytes)
{
    const qsizetype wanted = bytes.size() + qsizetype(SIMDJSON_PADDING);
    if (bytes.capacity() >= wanted)
        return bytes;
    QByteArray copy;
    copy.reserve(wanted);
    copy.append(bytes);
    return copy;
}

/// The text of an object or a list, unread. INCORRECT_TYPE for anything else.
error_code takeWhole(ondemand::value value, std::string_view &raw)
{
    ondemand::json_type type{};
    if (const auto error = value.type().get(type))
        return error;
    if (type == ondemand::json_type::object) {
        ondemand::object object;
        const auto error = value.get_object().get(object);
        return error ? error : object.raw_json().get(raw);
    }
    if (type == ondemand::json_type::array) {
        ondemand::array array;
        const auto error = value.get_array().get(array);
        return error ? error : array.raw_json().get(raw);
    }
    return INCORRECT_TYPE;
}

} // namespace

JsonFile::JsonFile(const QByteArray &bytes, const LoadMonitor &monitor)
    : m_bytes(padded(repairedText(bytes, m_replaced)))
    , m_monitor(monitor)
{
}

Result<void> JsonFile::open()
{
    if (QByteArrayView(m_bytes).trimmed().isEmpty())
        return failure(ErrorCode::Damaged, JsonFileSentences::tr("The file is empty."));
    const padded_string_view view(m_bytes.constData(), size_t(m_bytes.size()), size_t(m_bytes.capacity()));
    if (m_parser.iterate(view).get(m_document))
        return damagedItem(m_bytes);
    ondemand::object object;
    if (m_document.get_object().get(object))
        return damagedItem(m_bytes);
    return {};
}

simdjson_result<ondemand::value> JsonFile::find(const char *key)
{
    if (m_broken)
        return TAPE_ERROR;
    m_document.rewind();
    ondemand::object object;
    if (const auto error = m_document.get_object().get(object))
        return error;
    auto found = object.find_field(key);
    if (found.error() && found.error() != NO_SUCH_FIELD)
        m_broken = damagedHere().value();
    return found;
}

bool JsonFile::has(const char *key)
{
    return find(key).error() == SUCCESS;
}

std::optional<QString> JsonFile::text(const char *key)
{
    std::string_view text;
    if (find(key).get_string().get(text))
        return std::nullopt;
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

std::optional<double> JsonFile::number(const char *key)
{
    double number = 0;
    if (find(key).get_double().get(number))
        return std::nullopt;
    return number;
}

Result<void> JsonFile::forEachRaw(const char *key, const VisitRaw &visit)
{
    ondemand::array list;
    const auto error = find(key).get_array().get(list);
    if (m_broken)
        return tl::unexpected(*m_broken);
    if (error)
        return failure(ErrorCode::Damaged, JsonFileSentences::tr("“%1” is not a list.").arg(QLatin1StringView(key)));
    qsizetype index = 0;
    for (auto result : list) {
        if (m_monitor.isCancelled())
            return failure(ErrorCode::Cancelled, JsonFileSentences::tr("Opening the file was cancelled."));
        ondemand::value value;
        if (result.get(value))
            return damagedHere();
        std::string_view raw;
        if (const auto taken = takeWhole(value, raw); taken == INCORRECT_TYPE) {
            ++m_skipped;
            ++index;
            continue;
        } else if (taken) {
            return damagedHere();
        }
        if (auto visited = visit(index, {raw.data(), qsizetype(raw.size())}); !visited)
            return visited;
        ++index;
    }
    return {};
}

Result<void> JsonFile::forEach(const char *key, const Visit &visit)
{
    return forEachRaw(key, [&](qsizetype index, QByteArrayView json) -> Result<void> {
        dom::element item;
        if (parseItem(json, item))
            return damagedItem(json);
        auto visited = visit({index, item, json});
        m_monitor.progressed(double(json.end() - m_bytes.constData()) / double(m_bytes.size()));
        return visited;
    });
}

error_code JsonFile::parseItem(QByteArrayView json, dom::element &item)
{
    // What follows in the file is padding enough.
    const error_code error = m_itemParser.parse(json.data(), size_t(json.size()), false).get(item);
    if (!error)
        return error;
    const auto readable = withReadableNumbers(json);
    if (!readable)
        return error;
    m_mendedItem = *readable;
    return m_itemParser.parse(m_mendedItem.constData(), size_t(m_mendedItem.size())).get(item);
}

Result<void> JsonFile::forEachMember(const char *key, const VisitMember &visit)
{
    ondemand::object object;
    const auto error = find(key).get_object().get(object);
    if (m_broken)
        return tl::unexpected(*m_broken);
    if (error)
        return {};
    for (auto field : object) {
        if (m_monitor.isCancelled())
            return failure(ErrorCode::Cancelled, JsonFileSentences::tr("Opening the file was cancelled."));
        std::string_view name;
        ondemand::value value;
        if (field.unescaped_key().get(name) || field.value().get(value))
            return damagedHere();
        const QByteArray said(name.data(), qsizetype(name.size()));
        std::string_view raw;
        if (const auto taken = takeWhole(value, raw); taken == INCORRECT_TYPE)
            continue;
        else if (taken)
            return damagedHere();
        dom::element item;
        if (const QByteArrayView json(raw.data(), qsizetype(raw.size())); parseItem(json, item))
            return damagedItem(json);
        visit(said, item);
    }
    return {};
}

Result<QList<QByteArrayView>> JsonFile::itemsOf(const char *key)
{
    QList<QByteArrayView> items;
    const auto collected = forEachRaw(key, [&items](qsizetype, QByteArrayView json) -> Result<void> {
        items.append(json);
        return {};
    });
    if (!collected)
        return tl::unexpected(collected.error());
    return items;
}

Result<void> JsonFile::finish()
{
    if (m_broken)
        return tl::unexpected(*m_broken);
    m_document.rewind();
    ondemand::object object;
    if (m_document.get_object().get(object))
        return damagedHere();
    for (auto field : object) {
        if (field.error())
            return damagedHere();
    }
    if (const char *rest = nullptr; m_document.current_location().get(rest) == SUCCESS)
        return damagedAt(rest - m_bytes.constData());
    return {};
}

tl::unexpected<Error> JsonFile::damagedHere()
{
    const char *place = nullptr;
    if (m_document.current_location().get(place))
        return damagedAt(m_bytes.size());
    return damagedAt(place - m_bytes.constData());
}

/// simdjson does not say where in an item it stopped; Qt's parser does.
tl::unexpected<Error> JsonFile::damagedItem(QByteArrayView item)
{
    QJsonParseError error;
    QJsonDocument::fromJson(QByteArray::fromRawData(item.data(), item.size()), &error);
    // The offset is behind what cannot be, except at the end.
    const qsizetype offset = error.offset < item.size() ? qMax(0, error.offset - 1) : item.size();
    const qsizetype within = error.error == QJsonParseError::NoError ? 0 : offset;
    return damagedAt(item.data() - m_bytes.constData() + within);
}

tl::unexpected<Error> JsonFile::damagedAt(qsizetype offset) const
{
    const QByteArrayView before = QByteArrayView(m_bytes).first(qBound<qsizetype>(0, offset, m_bytes.size()));
    const qsizetype line = 1 + std::count(before.begin(), before.end(), '\n');
    const qsizetype column = before.size() - before.lastIndexOf('\n');
    const QString sentence = QByteArrayView(m_bytes).trimmed().size() <= offset
                                 ? JsonFileSentences::tr("Line %1, column %2: the file ends too early.")
                                 : JsonFileSentences::tr("Line %1, column %2: the JSON is damaged here.");
    return failure(ErrorCode::Damaged, sentence.arg(line).arg(column));
}

QStringList mendingNotes(int mended, int leftOut, const JsonFile &file)
{
    QStringList notes;
    if (mended > 0)
        notes.append(JsonFileSentences::tr("%n shape(s) had something in the file that is not of its format, which was "
                                           "put right or left out.",
                                           nullptr, mended));
    if (leftOut > 0)
        notes.append(JsonFileSentences::tr("%n part(s) of the file could not be read, and had to be left out.", nullptr,
                                           leftOut));
    if (file.replaced() > 0)
        notes.append(JsonFileSentences::tr("“\uFFFD” stands for %n broken character(s).", nullptr, file.replaced()));
    return notes;
}

} // namespace sketchroom
