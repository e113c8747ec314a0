#include "common/protocol/shapecodec.h"

#include "common/protocol/registercodec.h"

#include <QCoreApplication>

namespace sketchroom::json {

using simdjson::dom::element;

namespace {

struct ShapeCodecSentences
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::json::Registers)
};

void refuseUnknown(QByteArrayView key, Problem &refusal)
{
    refusal.set(ErrorCode::Invalid,
                ShapeCodecSentences::tr("There is no register “%1”.").arg(QString::fromUtf8(key).left(64)));
}

bool isStamp(QByteArrayView key)
{
    return key == QByteArrayView("by") || key == QByteArrayView("made") || key == QByteArrayView("changed");
}

void readStamp(QByteArrayView key, element value, Shape &shape)
{
    if (key == QByteArrayView("by")) {
        if (const auto by = toBytes(value); by && isValidId(*by))
            shape.by = by->toByteArray();
    } else if (const auto ms = toInteger(value)) {
        (key == QByteArrayView("made") ? shape.made : shape.changed) = *ms;
    }
}

struct WriteOp
{
    JsonWriter &out;

    void operator()(const CreateOp &op) const
    {
        out.ascii("create").key("shape");
        write(out, *op.shape);
    }
    void operator()(const UpdateOp &op) const
    {
        out.ascii("update").key("id").ascii(op.id).key("set").beginObject();
        for (const RegisterValue &entry : op.set)
            writeRegister(out, info(entry.reg), entry.value);
        out.endObject();
    }
    void operator()(const AppendOp &op) const
    {
        out.ascii("append").key("id").ascii(op.id).key("at").value(qint64(op.at)).key("points");
        writeRegisterValue(out, op.points);
    }
    void operator()(const DeleteOp &op) const { out.ascii("delete").key("id").ascii(op.id); }
};

ShapeId readShapeId(const Fields &fields, Problem &refusal)
{
    ShapeId id = fields.bytes("id");
    if (!isValidId(id))
        refusal.set(ErrorCode::Invalid, ShapeCodecSentences::tr("An operation needs the “id” of a shape."));
    return id;
}

std::optional<Op> readUpdate(const Fields &fields, const Limits &limits, Problem &refusal)
{
    UpdateOp op;
    op.id = readShapeId(fields, refusal);
    const auto set = fields.need("set");
    simdjson::dom::object object;
    if (!set)
        return std::nullopt;
    if (set->get(object)) {
        fields.wrong("set", "an object of registers");
        return std::nullopt;
    }
    for (const auto &field : object) {
        const QByteArrayView key(field.key.data(), qsizetype(field.key.size()));
        const RegisterInfo *row = registerNamed(key);
        if (!row) {
            if (key == QByteArrayView("id") || key == QByteArrayView("kind") || isStamp(key))
                refusal.set(
                    ErrorCode::Invalid,
                    ShapeCodecSentences::tr("“%1” of a shape never changes by an update.").arg(QLatin1StringView(key)));
            else
                refuseUnknown(key, refusal);
        } else if (auto value = readValue(*row, field.value, limits, refusal)) {
            op.set.append({row->reg, std::move(*value)});
        }
    }
    return op;
}

std::optional<Op> readAppend(const Fields &fields, const Limits &limits, Problem &refusal)
{
    AppendOp op;
    op.id = readShapeId(fields, refusal);
    op.at = fields.integer("at");
    const auto points = fields.need("points");
    if (!points)
        return std::nullopt;
    if (!points->is_array()) {
        fields.wrong("points", "a list of numbers");
        return std::nullopt;
    }
    if (auto value = readValue(info(Register::Points), *points, limits, refusal))
        op.points = std::get<PointList>(std::move(*value));
    return op;
}

} // namespace

Shape readShape(element value, const Limits &limits, Problem &refusal)
{
    simdjson::dom::object object;
    if (value.get(object)) {
        refusal.set(ErrorCode::Invalid, ShapeCodecSentences::tr("A shape must be a JSON object."));
        return {};
    }
    element kindName;
    const bool hasKind = !object.at_key("kind").get(kindName);
    const auto kindBytes = hasKind ? toBytes(kindName) : std::nullopt;
    const auto kind = kindBytes ? fromName<Kind>(*kindBytes) : std::nullopt;
    if (!kind) {
        refusal.set(ErrorCode::Invalid,
                    ShapeCodecSentences::tr("The “kind” of a shape must be one of rect, ellipse, triangle, diamond, "
                                            "line, arrow, ink, text, note, image or frame."));
        return {};
    }
    Shape shape = Shape::defaults(*kind);
    for (const auto &field : object) {
        const QByteArrayView key(field.key.data(), qsizetype(field.key.size()));
        if (key == QByteArrayView("kind"))
            continue;
        if (key == QByteArrayView("id")) {
            const auto id = toBytes(field.value);
            if (id && isValidId(*id))
                shape.id = id->toByteArray();
        } else if (const RegisterInfo *row = registerNamed(key)) {
            if (!row->usedBy(*kind))
                refusal.set(ErrorCode::Invalid, ShapeCodecSentences::tr("A shape of kind %1 has no register “%2”.")
                                                    .arg(QLatin1StringView(name(*kind)), QLatin1StringView(row->name)));
            else if (const auto read = readValue(*row, field.value, limits, refusal))
                row->set(shape, *read);
        } else if (isStamp(key)) {
            readStamp(key, field.value, shape);
        } else {
            refuseUnknown(key, refusal);
        }
    }
    if (shape.id.isEmpty())
        refusal.set(ErrorCode::Invalid,
                    ShapeCodecSentences::tr("A shape needs an “id” of 1 to 64 characters A-Z, a-z, 0-9, _ or -."));
    if (const int perPoint = numbersPerPoint(*kind); perPoint > 0 && shape.points.size() % perPoint != 0)
        refusal.set(ErrorCode::Invalid,
                    ShapeCodecSentences::tr("“points” must hold %1 numbers for each point.").arg(perPoint));
    return shape;
}

void write(JsonWriter &out, const Shape &shape)
{
    out.beginObject().key("id").ascii(shape.id).key("kind").ascii(name(shape.kind));
    const Shape &defaults = Shape::defaults(shape.kind);
    for (const RegisterInfo &row : registers()) {
        if (row.usedBy(shape.kind) && !row.same(shape, defaults))
            writeRegister(out, row, row.get(shape));
    }
    if (!shape.by.isEmpty())
        out.key("by").ascii(shape.by);
    if (shape.made != 0)
        out.key("made").value(shape.made);
    if (shape.changed != 0)
        out.key("changed").value(shape.changed);
    out.endObject();
}

std::optional<Op> readOp(element value, const Limits &limits, Problem &problem, Problem &refusal)
{
    const Fields fields(value, "an operation", problem);
    const QByteArray type = fields.bytes("op");
    if (problem)
        return std::nullopt;
    if (type == "create") {
        const auto shape = fields.need("shape");
        if (!shape)
            return std::nullopt;
        if (!shape->is_object()) {
            fields.wrong("shape", "an object");
            return std::nullopt;
        }
        return CreateOp{std::make_shared<const Shape>(readShape(*shape, limits, refusal))};
    }
    if (type == "update")
        return readUpdate(fields, limits, refusal);
    if (type == "append")
        return readAppend(fields, limits, refusal);
    if (type == "delete")
        return DeleteOp{readShapeId(fields, refusal)};
    fields.wrong("op", "create, update, append or delete");
    return std::nullopt;
}

void write(JsonWriter &out, const Op &op)
{
    out.beginObject().key("op");
    std::visit(WriteOp{out}, op);
    out.endObject();
}

void write(JsonWriter &out, const CommittedEdit &edit)
{
    out.beginObject().key("seq").value(edit.seq).key("peer").ascii(edit.peer).key("client").ascii(edit.client);
    out.key("id").value(edit.id).key("at").value(edit.at);
    if (!edit.gesture.isEmpty())
        out.key("gesture").ascii(edit.gesture);
    out.key("ops").beginArray();
    for (const Op &op : edit.ops)
        write(out, op);
    out.endArray().endObject();
}

CommittedEdit readCommitted(element value, Problem &problem)
{
    const Fields fields(value, "a committed edit", problem);
    CommittedEdit edit;
    edit.seq = fields.integer("seq");
    edit.peer = fields.id("peer");
    edit.client = fields.id("client");
    edit.id = fields.integer("id");
    edit.at = fields.integer("at");
    edit.gesture = fields.optionalId("gesture");
    Limits unlimited;
    unlimited.numbersInPoints = unlimited.textLength = std::numeric_limits<int>::max();
    for (const element op : fields.list("ops")) {
        // What a host has committed is taken as it is: a refusal here means that it knows more than we do.
        if (auto read = readOp(op, unlimited, problem, problem))
            edit.ops.append(std::move(*read));
    }
    return edit;
}

} // namespace sketchroom::json
