#pragma once

#include "common/protocol/messagetable.h"
#include "tests/support/randomshapes.h"

#include <utility>

namespace sketchroom::testing {

/// Fills a message, or a part of one, by its description.
class RandomFields final
{
public:
    explicit RandomFields(Random &random)
        : m_random(random)
    {
    }

    template <Described Struct>
    Struct make()
    {
        Struct made;
        fill(made);
        return made;
    }

private:
    template <Described Struct>
    void fill(Struct &into)
    {
        description<Struct>.forEach([&](const auto &field) {
            if constexpr (std::is_same_v<decltype(field.form), IsInlined>)
                fill(field.of(into));
            else if (field.need == Need::Required || (field.when(into) && m_random.chance(0.6)))
                set(field.form, field.of(into));
        });
        // What a field asks for that comes after the one that was filled: a value nobody would write.
        description<Struct>.forEach([&](const auto &field) {
            if constexpr (!std::is_same_v<decltype(field.form), IsInlined>) {
                if (!field.when(into))
                    field.of(into) = std::remove_cvref_t<decltype(field.of(into))>();
            }
        });
    }

    QByteArray id() { return makeId(m_random, 6); }
    QString text() { return std::get<QString>(randomValue(Register::Text, Kind::Text, m_random)); }
    qint64 number() { return qint64(m_random.below(1u << 30)); }
    double place() { return double(m_random.below(2000)) / 8 - 100; }
    template <class Make>
    auto some(const Make &one)
    {
        QList<decltype(one())> list;
        for (quint32 i = m_random.below(4); i > 0; --i)
            list.append(one());
        return list;
    }

    template <Described T>
    void set(Plain, T &into)
    {
        fill(into);
    }
    template <class T>
    requires std::is_enum_v<T>
    void set(Plain, T &into) { into = T(m_random.below(quint32(namesOf<T>().size()))); }
    void set(Plain, ErrorCode &into) { into = ErrorCode(m_random.below(quint32(ErrorCode::Cancelled) + 1)); }
    void set(Plain, int &into) { into = int(number()); }
    void set(Plain, qint64 &into) { into = number(); }
    void set(Plain, bool &into) { into = m_random.chance(0.5); }
    void set(Plain, QString &into) { into = text(); }
    void set(Plain, Color &into) { into = Color::fromRgba(quint32(m_random.next())); }
    template <class Form, class T>
    void set(Form form, std::optional<T> &into)
    {
        set(form, into.emplace());
    }
    void set(Plain, QPointF &into) { into = QPointF(place(), place()); }
    void set(Plain, std::optional<QPointF> &into)
    {
        if (m_random.chance(0.5))
            set(Plain(), into.emplace());
    }
    void set(Plain, QRectF &into) { into = QRectF(place(), place(), place(), place()); }
    template <class T>
    void set(Plain, QList<T> &into)
    {
        into = some([this] {
            T one{};
            set(Plain(), one);
            return one;
        });
    }
    void set(Plain, ShapeRef &into)
    {
        into = std::make_shared<const Shape>(randomShape(id(), randomKind(m_random), m_random));
    }
    void set(Plain, CommittedEdit &into)
    {
        into = {number(), id(), id(), number(), number(), {}, some([this] { return op(); })};
    }
    void set(Plain, Params &into)
    {
        into.emplace("count", number());
        into.emplace("name", text());
    }
    void set(Plain, Limits &into) { into.frameBytes = number(); }
    void set(Plain, std::map<PeerId, Presence> &into)
    {
        for (const PeerId &peer : some([this] { return id(); }))
            into.emplace(peer, make<Presence>());
    }
    void set(IsId, QByteArray &into) { into = id(); }
    void set(IsWord, QByteArray &into) { into = id(); }
    void set(IsIdOrNull, QByteArray &into) { into = m_random.chance(0.5) ? id() : QByteArray(""); }
    void set(IsBase64Url, QByteArray &into) { into = makeId(m_random, 43); }
    void set(IsRoomName, QByteArray &into) { into = "room-" + QByteArray::number(number()); }
    void set(IsVersion, int &into) { into = protocolVersion; }
    void set(IsEditId, qint64 &into) { into = 1 + number(); }
    void set(IsIdList, QList<QByteArray> &into)
    {
        into = some([this] { return id(); });
    }
    void set(IsWordList, QList<QByteArray> &into)
    {
        into = some([this] { return id(); });
    }
    void set(IsNumberList, PointList &into) { into = {place(), place()}; }
    void set(IsOperations, EditMessage &into) { into.edit.ops = {op(), op()}; }

    Op op()
    {
        switch (m_random.below(5)) {
        case 0:
            return DeleteOp{id()};
        case 1:
            return AppendOp{id(), qsizetype(number()), {place(), place()}};
        case 2:
            return makeSplice(id(), qsizetype(number()), 2, text());
        case 3: {
            const auto reg = Register(m_random.below(registerCount));
            return UpdateOp{id(), {{reg, randomValue(reg, Kind::Ink, m_random)}}};
        }
        default:
            return randomOp(Document(), id(), m_random);
        }
    }

    Random &m_random;
};

/// A message of each type of the variant, made at random.
template <class Variant>
QList<Variant> randomMessages(Random &random)
{
    QList<Variant> messages;
    [&]<size_t... I>(std::index_sequence<I...>)
    {
        (messages.append(RandomFields(random).make<std::variant_alternative_t<I, Variant>>()), ...);
    }
    (std::make_index_sequence<std::variant_size_v<Variant>>());
    return messages;
}

} // namespace sketchroom::testing
