#include "common/model/attachment.h"
#include "common/model/registers.h"
#include "common/protocol/codec.h"
#include "resources/schema/schema.h"

#include <QStringList>

namespace sketchroom::schema {

QByteArray object(const QList<std::pair<QByteArray, QByteArray>> &members)
{
    QByteArray bytes = "{\n";
    for (const auto &[name, value] : members)
        bytes.append(bytes.endsWith("{\n") ? "" : ",\n").append('"' + name + "\": " + value);
    return bytes + "\n}";
}

QByteArray list(const QList<QByteArray> &values)
{
    return values.isEmpty() ? QByteArray("[]") : "[\n  " + values.join(",\n  ") + "\n]";
}

QByteArray text(const char *words)
{
    return json([&](JsonWriter &out) { out.value(QStringView(QString::fromUtf8(words))); });
}

QByteArray names(std::span<const char *const> words)
{
    return json([&](JsonWriter &out) {
        out.beginArray();
        for (const char *word : words)
            out.ascii(word);
        out.endArray();
    });
}

namespace {

constexpr std::array familyNames = {"closed", "line", "arrow", "ink", "text", "note", "image", "frame"};
static_assert(familyNames.size() == size_t(Family::Frame) + 1);

/// The type of a register for programs, and the words that it may be.
struct TypeName
{
    const RegisterInfo &row;

    const char *operator()(bool) const { return "boolean"; }
    const char *operator()(int) const { return "integer"; }
    const char *operator()(double) const { return "number"; }
    template <class Enum>
    requires std::is_enum_v<Enum>
    const char *operator()(Enum) const { return "name"; }
    const char *operator()(const Box &) const { return "box"; }
    const char *operator()(Color) const { return "color"; }
    const char *operator()(const QByteArray &) const
    {
        switch (row.format) {
        case Format::ShapeIdOrEmpty:
            return "idOrEmpty";
        case Format::Sha256OrEmpty:
            return "sha256OrEmpty";
        case Format::ZIndex:
            return "zIndex";
        case Format::Any:
        case Format::Text:
        case Format::Ids:
        case Format::LinkOrEmpty:
            break;
        }
        return "string";
    }
    const char *operator()(const QList<QByteArray> &) const { return "ids"; }
    const char *operator()(const PointList &) const { return "numbers"; }
    const char *operator()(const QString &) const { return row.format == Format::LinkOrEmpty ? "linkOrEmpty" : "text"; }
    const char *operator()(const Font &) const { return "font"; }
    const char *operator()(const Ends &) const { return "ends"; }
    const char *operator()(const Binding &) const { return "bindingOrNull"; }
    const char *operator()(const JsonObject &) const { return "object"; }
};

struct Words
{
    std::span<const char *const> operator()(Dash) const { return namesOf<Dash>(); }
    std::span<const char *const> operator()(Hatch) const { return namesOf<Hatch>(); }
    std::span<const char *const> operator()(const Ends &) const { return namesOf<Head>(); }
    template <class Other>
    std::span<const char *const> operator()(const Other &) const
    {
        return {};
    }
};

const char *controlName(Control control)
{
    switch (control) {
    case Control::None:
        return "";
    case Control::StrokeColor:
        return "strokeColor";
    case Control::FillColor:
        return "fillColor";
    case Control::Width:
        return "width";
    case Control::Dash:
        return "dash";
    case Control::Hatch:
        return "hatch";
    case Control::Rough:
        return "rough";
    case Control::Opacity:
        return "opacity";
    case Control::Corner:
        return "corner";
    case Control::Font:
        return "font";
    case Control::Ends:
        return "ends";
    }
    Q_UNREACHABLE();
}

/// What a register is for. A reference shows itself by a shape that has one.
std::vector<const char *> usesOf(const RegisterInfo &row)
{
    std::vector<const char *> uses;
    if (row.sameOutline)
        uses.push_back("outline");
    if (row.sameLook)
        uses.push_back("look");
    if (row.target)
        uses.push_back("reference");
    if (row.format == Format::Text)
        uses.push_back("text");
    if (row.control != Control::None)
        uses.push_back("style");
    if (row.wireSize)
        uses.push_back("long");
    return uses;
}

QByteArray valueJson(const RegisterInfo &row, Kind kind)
{
    return encodeValue(row.get(Shape::defaults(kind)));
}

QByteArray familiesOf(const RegisterInfo &row)
{
    std::vector<const char *> found;
    for (size_t family = 0; family < familyNames.size(); ++family) {
        if ((row.families >> family) & 1u)
            found.push_back(familyNames.at(family));
    }
    return names(found);
}

QByteArray registerJson(const RegisterInfo &row)
{
    const KindInfo *first = nullptr;
    for (const KindInfo &kind : kinds()) {
        if (!first && row.usedBy(kind.kind))
            first = &kind;
    }
    const Value value = row.get(Shape::defaults(first->kind));
    return json([&](JsonWriter &out) {
        out.beginObject().key("name").ascii(row.name).key("since").value(row.since);
        out.key("type").ascii(std::visit(TypeName{row}, value));
        if (row.max > row.min)
            out.key("min").value(row.min).key("max").value(row.max);
        if (const auto words = std::visit(Words{}, value); !words.empty())
            out.key("words").raw(names(words));
        out.key("families").raw(familiesOf(row)).key("default").raw(valueJson(row, first->kind));
        QByteArray others;
        JsonWriter other(others);
        other.beginObject();
        for (const KindInfo &kind : kinds()) {
            if (row.usedBy(kind.kind) && !row.same(Shape::defaults(kind.kind), Shape::defaults(first->kind)))
                other.key(kind.name).raw(valueJson(row, kind.kind));
        }
        other.endObject();
        if (others != "{}")
            out.key("defaults").raw(others);
        out.key("for").raw(names(usesOf(row)));
        if (row.control != Control::None)
            out.key("control").ascii(controlName(row.control));
        out.key("expected").raw(text(row.type)).key("note").raw(text(row.note)).endObject();
    });
}

QByteArray kindJson(const KindInfo &kind)
{
    return json([&](JsonWriter &out) {
        out.beginObject().key("name").ascii(kind.name).key("title").raw(text(kind.title));
        out.key("family").ascii(familyNames.at(size_t(kind.family)));
        out.key("size").beginArray().value(kind.size.width()).value(kind.size.height()).endArray();
        out.key("numbersPerPoint").value(numbersPerPoint(kind.kind));
        out.key("fillsBox").value(kind.fillsBox).key("hasCorners").value(kind.hasCorners);
        out.key("canBeFramed").value(canBeFramed(kind.kind)).key("canBeAttachedTo").value(canBeAttachedTo(kind.kind));
        out.key("shortcut").ascii(kind.shortcut).key("registers").beginArray();
        for (const RegisterInfo &row : registers()) {
            if (row.usedBy(kind.kind))
                out.ascii(row.name);
        }
        out.endArray().endObject();
    });
}

/// “all”, or the families that have it.
QString kindsText(const RegisterInfo &row)
{
    QStringList with;
    QStringList without;
    for (size_t family = 0; family < familyNames.size(); ++family)
        ((row.families >> family) & 1u ? with : without).append(QString::fromLatin1(familyNames.at(family)));
    if (without.isEmpty())
        return QStringLiteral("all");
    return with.size() > without.size() + 2 ? QStringLiteral("all but ") + without.join(QStringLiteral(", "))
                                            : with.join(QStringLiteral(", "));
}

QString rangeText(const RegisterInfo &row)
{
    if (row.format == Format::Ids || row.max <= row.min)
        return {};
    if (row.min == -row.max)
        return QStringLiteral("±%1").arg(row.max);
    return QStringLiteral("%1 to %2").arg(row.min).arg(row.max);
}

} // namespace

QByteArray registersJson()
{
    QList<QByteArray> rows;
    for (const RegisterInfo &row : registers())
        rows.append(registerJson(row));
    return object({{"registers", list(rows)},
                   {"fontAlign", names(namesOf<Align>())},
                   {"fontValign", names(namesOf<VAlign>())}}) +
           '\n';
}

QByteArray kindsJson()
{
    QList<QByteArray> rows;
    for (const KindInfo &kind : kinds())
        rows.append(kindJson(kind));
    return object({{"families", names(familyNames)}, {"kinds", list(rows)}}) + '\n';
}

QByteArray registerTable()
{
    QByteArray table = "| register | value | range | kinds | default | note |\n|---|---|---|---|---|---|\n";
    for (const RegisterInfo &row : registers()) {
        Kind kind = Kind::Rect;
        for (const KindInfo &one : kinds()) {
            if (!row.usedBy(kind) && row.usedBy(one.kind))
                kind = one.kind;
        }
        const QString line =
            QStringLiteral("| `%1` | %2 | %3 | %4 | `%5` | %6 |\n")
                .arg(QString::fromLatin1(row.name), QString::fromUtf8(row.type), rangeText(row), kindsText(row),
                     QString::fromUtf8(valueJson(row, kind)), QString::fromUtf8(row.note));
        table.append(line.toUtf8());
    }
    return table;
}

} // namespace sketchroom::schema
