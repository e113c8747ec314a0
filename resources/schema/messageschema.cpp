#include "common/protocol/closecodes.h"
#include "common/protocol/codec.h"
#include "common/protocol/messagetable.h"
#include "resources/schema/schema.h"

#include <utility>

namespace sketchroom::schema {

namespace {

// ---- the type of a field, for programs ----

// clang-format off
const char *typeName(Plain, const int *) { return "integer"; }
const char *typeName(Plain, const qint64 *) { return "integer"; }
const char *typeName(Plain, const bool *) { return "boolean"; }
const char *typeName(Plain, const QString *) { return "text"; }
const char *typeName(Plain, const Color *) { return "color"; }
const char *typeName(Plain, const Role *) { return "role"; }
const char *typeName(Plain, const Newcomers *) { return "newcomers"; }
const char *typeName(Plain, const RoomVerb *) { return "roomAction"; }
const char *typeName(Plain, const Sync *) { return "sync"; }
const char *typeName(Plain, const ErrorCode *) { return "rejectCode"; }
const char *typeName(Plain, const Params *) { return "params"; }
const char *typeName(Plain, const Limits *) { return "limits"; }
const char *typeName(Plain, const std::optional<QPointF> *) { return "placeOrNull"; }
const char *typeName(Plain, const QRectF *) { return "area"; }
const char *typeName(Plain, const ShapeRef *) { return "shape"; }
const char *typeName(Plain, const CommittedEdit *) { return "committedEdit"; }
const char *typeName(Plain, const PeerInfo *) { return "peer"; }
const char *typeName(Plain, const RoomInfo *) { return "room"; }
const char *typeName(Plain, const Ban *) { return "ban"; }
const char *typeName(Plain, const RoomSummary *) { return "roomSummary"; }
const char *typeName(Plain, const ChatLine *) { return "chatLine"; }
const char *typeName(Plain, const Presence *) { return "presence"; }
const char *typeName(Plain, const HistoryPoint *) { return "historyPoint"; }
const char *typeName(Plain, const Vocabulary *) { return "vocabulary"; }
const char *typeName(Plain, const Deletion *) { return "deletion"; }
const char *typeName(Plain, const Member *) { return "member"; }
const char *typeName(Plain, const Applicant *) { return "applicant"; }
const char *typeName(IsId, const QByteArray *) { return "id"; }
const char *typeName(IsIdOrNull, const QByteArray *) { return "idOrNull"; }
const char *typeName(IsWord, const QByteArray *) { return "id"; }
const char *typeName(IsBase64Url, const QByteArray *) { return "base64url"; }
const char *typeName(IsRoomName, const QByteArray *) { return "roomName"; }
const char *typeName(IsVersion, const int *) { return "integer"; }
const char *typeName(IsEditId, const qint64 *) { return "editId"; }
const char *typeName(IsNumberList, const PointList *) { return "number"; }
const char *typeName(IsIdList, const QList<QByteArray> *) { return "id"; }
const char *typeName(IsWordList, const QList<QByteArray> *) { return "id"; }
const char *typeName(IsOperations, const EditMessage *) { return "op"; }
// clang-format on

struct Type
{
    const char *name;
    const char *container; ///< "", "list" or "map"
};

Type typeOf(Plain form, const Params *params)
{
    return {typeName(form, params), ""};
}
Type typeOf(Plain form, const std::optional<QPointF> *place)
{
    return {typeName(form, place), ""};
}

template <class Form, class T>
Type typeOf(Form form, const T *value)
{
    constexpr bool isList = std::is_same_v<Form, IsNumberList> || std::is_same_v<Form, IsIdList> ||
                            std::is_same_v<Form, IsWordList> || std::is_same_v<Form, IsOperations>;
    return {typeName(form, value), isList ? "list" : ""};
}
template <class T>
Type typeOf(Plain form, const QList<T> *)
{
    return {typeName(form, static_cast<const T *>(nullptr)), "list"};
}
template <class T>
Type typeOf(Plain form, const std::map<PeerId, T> *)
{
    return {typeName(form, static_cast<const T *>(nullptr)), "map"};
}
template <class Form, class T>
Type typeOf(Form form, const std::optional<T> *)
{
    return typeOf(form, static_cast<const T *>(nullptr));
}

/// One field as it is told.
struct FieldRow
{
    const char *name;
    Type type;
    Need need;
    const char *note;
};

template <class Struct>
void addFields(QList<FieldRow> &rows)
{
    description<Struct>.forEach([&](const auto &field) {
        Struct made;
        using Value = std::remove_cvref_t<decltype(field.of(made))>;
        if constexpr (std::is_same_v<decltype(field.form), IsInlined>)
            addFields<Value>(rows);
        else
            rows.append({field.name, typeOf(field.form, static_cast<const Value *>(nullptr)), field.need, field.note});
    });
}

template <class Struct>
QList<FieldRow> fieldsOf()
{
    QList<FieldRow> rows;
    addFields<Struct>(rows);
    return rows;
}

QByteArray fieldsJson(const QList<FieldRow> &rows)
{
    return json([&](JsonWriter &out) {
        out.beginArray();
        for (const FieldRow &row : rows) {
            out.beginObject().key("name").ascii(row.name).key("type").ascii(row.type.name);
            if (*row.type.container)
                out.key("container").ascii(row.type.container);
            out.key("required").value(row.need == Need::Required);
            if (*row.note)
                out.key("note").raw(text(row.note));
            out.endObject();
        }
        out.endArray();
    });
}

template <class Struct>
QByteArray partJson()
{
    return json([](JsonWriter &out) {
        out.beginObject().key("name").ascii(typeName(Plain(), static_cast<const Struct *>(nullptr)));
        out.key("fields").raw(fieldsJson(fieldsOf<Struct>())).endObject();
    });
}

template <class... Structs>
QByteArray partsJson()
{
    return list({partJson<Structs>()...});
}

template <class Variant, class Visit>
void forEachMessage(const Visit &visit)
{
    [&]<size_t... I>(std::index_sequence<I...>)
    {
        (visit(description<std::variant_alternative_t<I, Variant>>.name,
               fieldsOf<std::variant_alternative_t<I, Variant>>()),
         ...);
    }
    (std::make_index_sequence<std::variant_size_v<Variant>>());
}

template <class Variant>
QByteArray variantJson()
{
    QList<QByteArray> rows;
    forEachMessage<Variant>([&](const char *name, const QList<FieldRow> &fields) {
        rows.append(json([&](JsonWriter &out) {
            out.beginObject().key("type").ascii(name).key("fields").raw(fieldsJson(fields)).endObject();
        }));
    });
    return list(rows);
}

QByteArray limitsJson()
{
    return json([](JsonWriter &out) {
        out.beginObject();
        for (const auto &[name, value] : limitValues(Limits()))
            out.key(name).value(value);
        out.endObject();
    });
}

QByteArray rejectCodes()
{
    std::vector<const char *> codes;
    for (int code = 0; code <= int(ErrorCode::Rate); ++code)
        codes.push_back(codeName(ErrorCode(code)));
    return names(codes);
}

QByteArray closeCodesJson()
{
    QList<QByteArray> rows;
    for (const CloseCodeInfo &row : closeCodeTable) {
        rows.append(json([&](JsonWriter &out) {
            out.beginObject().key("code").value(int(row.code)).key("errors").beginArray();
            for (const QByteArray &error : QByteArray(row.errors).split(' ')) {
                if (!error.isEmpty())
                    out.ascii(error);
            }
            out.endArray().key("reconnect").ascii(name(row.reconnect)).key("meaning").raw(text(row.meaning));
            out.endObject();
        }));
    }
    return list(rows);
}

template <class Variant>
void addToTable(QByteArray &table, const char *direction)
{
    forEachMessage<Variant>([&](const char *name, const QList<FieldRow> &fields) {
        QByteArrayList told;
        for (const FieldRow &row : fields) {
            QByteArray field = QByteArray("`") + row.name + "` " + row.type.name;
            if (*row.type.container)
                field.append(' ').append(row.type.container);
            told.append(field + (row.need == Need::Required ? "" : "?"));
        }
        table.append(QByteArray("| ") + direction + " | `" + name + "` | " + told.join(", ") + " |\n");
    });
}

} // namespace

QByteArray messagesJson()
{
    return object({{"protocol", QByteArray::number(protocolVersion)},
                   {"role", names(namesOf<Role>())},
                   {"newcomers", names(namesOf<Newcomers>())},
                   {"roomAction", names(namesOf<RoomVerb>())},
                   {"sync", names(namesOf<Sync>())},
                   {"rejectCode", rejectCodes()},
                   {"closeCodes", closeCodesJson()},
                   {"limits", limitsJson()},
                   {"parts", partsJson<PeerInfo, RoomInfo, Ban, RoomSummary, ChatLine, Presence, HistoryPoint,
                                       Vocabulary, Deletion, Member, Applicant>()},
                   {"client", variantJson<ClientMessage>()},
                   {"host", variantJson<HostMessage>()}}) +
           '\n';
}

QByteArray messageTable()
{
    QByteArray table = "|   | `type` | fields |\n|---|---|---|\n";
    addToTable<ClientMessage>(table, "→");
    addToTable<HostMessage>(table, "←");
    return table;
}

QByteArray closeCodeTableText()
{
    QByteArray table = "| code | meaning | `error` before it | reconnect? |\n|---|---|---|---|\n";
    for (const CloseCodeInfo &row : closeCodeTable) {
        const QByteArray errors = QByteArray(row.errors).replace(' ', "` `");
        table.append("| " + QByteArray::number(int(row.code)) + " | " + row.meaning + " | " +
                     (errors.isEmpty() ? QByteArray("none") : QByteArray('`' + errors + '`')) + " | " +
                     name(row.reconnect) + " |\n");
    }
    return table;
}

} // namespace sketchroom::schema
