#include "common/protocol/shapecodec.h"

#include "common/protocol/registercodec.h"
#include "common/protocol/verbatim.h"

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
    const QString name = QString::fromUtf8(key).left(64);
    refusal.set(ErrorCode::Invalid, ShapeCodecSentences::tr("There is no register “%1”.").arg(name),
                {{"register", name}});
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

/// Keeps the register as it stands, instead of what was in the way of reading it.
void keep(QByteArrayView key, element value, QMap<QByteArray, QByteArray> &unknown)
{
    if (isValidId(key)) // what can be no name of a register is nothing that a host would have sent
        unknown.insert(key.toByteArray(), withTaken(QByteArray::fromStdString(simdjson::minify(value)), takenExt()));
}

void writeUnknown(JsonWriter &out, const QMap<QByteArray, QByteArray> &unknown)
{
    for (auto entry = unknown.cbegin(); entry != unknown.cend(); ++entry) {
        if (entry.key() != "kind")
            out.key(entry.key()).raw(entry.value());
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
        writeUnknown(out, op.unknown);
        out.endObject();
    }
    void operator()(const AppendOp &op) const
    {
        out.ascii("append").key("id").ascii(op.id).key("at").value(qint64(op.at)).key("points");
        writeRegisterValue(out, op.points);
    }
    void operator()(const SpliceOp &op) const
    {
        out.ascii("splice").key("id").ascii(op.id);
        if (op.base >= 0)
            out.key("base").value(op.base);
        if (op.after > 0)
            out.key("after").value(op.after);
        out.key("at").value(qint64(op.splice.at)).key("remove").value(qint64(op.splice.remove));
        out.key("insert").value(QStringView(op.splice.insert));
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

std::optional<Op> readUpdate(const Fields &fields, const Limits &limits, Problem &refusal, Unknown unknown)
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
            else if (unknown == Unknown::Keep)
                keep(key, field.value, op.unknown);
            else
                refuseUnknown(key, refusal);
            continue;
        }
        Problem problem;
        if (auto value = readValue(*row, field.value, limits, problem); value && !problem)
            op.set.append({row->reg, std::move(*value)});
        else if (unknown == Unknown::Keep)
            keep(key, field.value, op.unknown);
        else
            refusal.set(*problem.error());
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

Op readSplice(const Fields &fields, const Limits &limits, Problem &refusal)
{
    SpliceOp op;
    op.id = readShapeId(fields, refusal);
    op.base = fields.integer("base", -1);
    op.after = fields.integer("after", 0);
    op.splice.at = fields.integer("at");
    op.splice.remove = fields.integer("remove");
    op.splice.insert = fields.text("insert");
    if (op.splice.at < 0 || op.splice.remove < 0)
        refusal.set(ErrorCode::Invalid, ShapeCodecSentences::tr("“at” and “remove” of a splice begin at 0."));
    if (op.splice.insert.size() > limits.textLength)
        refusal.set(ErrorCode::Limit,
                    ShapeCodecSentences::tr("A text can be %1 characters long at the most. Split it into two.")
                        .arg(limits.textLength),
                    {{"text", qint64(limits.textLength)}});
    return op;
}

} // namespace

Shape readShape(element value, const Limits &limits, Problem &refusal, Unknown unknown)
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
    if (!kind && !(kindBytes && unknown == Unknown::Keep)) {
        refusal.set(ErrorCode::Invalid,
                    ShapeCodecSentences::tr("The “kind” of a shape must be one of rect, ellipse, triangle, diamond, "
                                            "line, arrow, ink, text, note, image or frame."));
        return {};
    }
    Shape shape = Shape::defaults(kind.value_or(Kind::Rect));
    if (!kind)
        keep("kind", kindName, shape.unknown);
    for (const auto &field : object) {
        const QByteArrayView key(field.key.data(), qsizetype(field.key.size()));
        if (key == QByteArrayView("kind"))
            continue;
        if (key == QByteArrayView("id")) {
            const auto id = toBytes(field.value);
            if (id && isValidId(*id))
                shape.id = id->toByteArray();
        } else if (const RegisterInfo *row = registerNamed(key)) {
            Problem problem;
            if (!row->usedBy(shape.kind))
                problem.set(
                    ErrorCode::Invalid,
                    ShapeCodecSentences::tr("A shape of kind %1 has no register “%2”.")
                        .arg(QLatin1StringView(name(shape.kind)), QLatin1StringView(row->name)),
                    {{"kind", QString::fromLatin1(name(shape.kind))}, {"register", QString::fromLatin1(row->name)}});
            else if (const auto read = readValue(*row, field.value, limits, problem); read && !problem)
                row->set(shape, *read);
            if (problem && unknown == Unknown::Keep)
                keep(key, field.value, shape.unknown);
            else if (problem)
                refusal.set(*problem.error());
        } else if (isStamp(key)) {
            readStamp(key, field.value, shape);
        } else if (unknown == Unknown::Keep) {
            keep(key, field.value, shape.unknown);
        } else {
            refuseUnknown(key, refusal);
        }
    }
    if (shape.id.isEmpty())
        refusal.set(ErrorCode::Invalid,
                    ShapeCodecSentences::tr("A shape needs an “id” of 1 to 64 characters A-Z, a-z, 0-9, _ or -."));
    if (const int perPoint = numbersPerPoint(shape.kind); perPoint > 0 && shape.points.size() % perPoint != 0)
        refusal.set(ErrorCode::Invalid,
                    ShapeCodecSentences::tr("“points” must hold %1 numbers for each point.").arg(perPoint),
                    {{"perPoint", qint64(perPoint)}});
    return shape;
}

void write(JsonWriter &out, const Shape &shape)
{
    out.beginObject().key("id").ascii(shape.id).key("kind");
    if (shape.isOfUnknownKind())
        out.raw(shape.unknown.value("kind"));
    else
        out.ascii(name(shape.kind));
    const Shape &defaults = Shape::defaults(shape.kind);
    for (const RegisterInfo &row : registers()) {
        if (row.usedBy(shape.kind) && !row.same(shape, defaults))
            writeRegister(out, row, row.get(shape));
    }
    writeUnknown(out, shape.unknown);
    if (!shape.by.isEmpty())
        out.key("by").ascii(shape.by);
    if (shape.made != 0)
        out.key("made").value(shape.made);
    if (shape.changed != 0)
        out.key("changed").value(shape.changed);
    out.endObject();
}

std::optional<Op> readOp(element value, const Limits &limits, Problem &problem, Problem &refusal, Unknown unknown)
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
        return CreateOp{std::make_shared<const Shape>(readShape(*shape, limits, refusal, unknown))};
    }
    if (type == "update")
        return readUpdate(fields, limits, refusal, unknown);
    if (type == "append")
        return readAppend(fields, limits, refusal);
    if (type == "splice")
        return readSplice(fields, limits, refusal);
    if (type == "delete")
        return DeleteOp{readShapeId(fields, refusal)};
    if (unknown == Unknown::Refuse)
        fields.wrong("op", "create, update, append, splice or delete");
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
    for (const element op : fields.list("ops")) {
        // What a host has committed is taken as it is: it may know more than we do.
        if (auto read = readOp(op, withoutLimits(), problem, problem, Unknown::Keep))
            edit.ops.append(std::move(*read));
        else
            edit.incomplete = true;
    }
    return edit;
}

} // namespace sketchroom::json
