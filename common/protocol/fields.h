#pragma once

#include <QtGlobal>

#include <cstddef>
#include <functional>
#include <tuple>
#include <type_traits>

namespace sketchroom {

// How a message is described (messagetable.h): by its fields, from which it is read, written, made at random and
// documented.

/// When a field is there.
enum class Need : quint8 {
    Required,    ///< always
    Defaulted,   ///< always written; where it is absent it has its default
    Omitted,     ///< left out where it has its default, which is empty, 0 or false
    Conditional, ///< written where other fields ask for it
};

// What a value is on the wire where its type does not say it. An empty type, so that codecs are chosen by it.
struct Plain ///< as the type says
{
};
struct IsId ///< T14; where the field need not be there: or empty
{
};
struct IsIdOrNull ///< null and "" are the same, and are written as null
{
};
struct IsWord ///< an id, or "" which is written as that
{
};
struct IsBase64Url
{
};
struct IsRoomName ///< T2
{
};
struct IsVersion ///< of the protocol: where it is another one, nothing behind it is read
{
};
struct IsEditId ///< 1 to 2^53 - 1
{
};
struct IsNumberList ///< of x, y, …
{
};
struct IsIdList ///< of ids; one that is none is a mistake
{
};
struct IsWordList ///< of names; one that cannot be an id is left out
{
};
/// The fields of the value stand beside the others, without an object of their own.
struct IsInlined
{
};
/// The operations of an edit.
struct IsOperations
{
};

struct Always
{
    template <class Struct>
    constexpr bool operator()(const Struct &) const
    {
        return true;
    }
};

template <class Accessor, class Form, class When>
struct Field
{
    const char *name;
    Accessor accessor; ///< a pointer to the member, or a function that gives a reference to it
    Need need;
    const char *note; ///< for the documentation; may be empty
    Form form = {};
    When when = {};

    template <class Struct>
    constexpr decltype(auto) of(Struct &value) const
    {
        return std::invoke(accessor, value);
    }
};

template <class Form = Plain, class Accessor>
constexpr auto required(const char *name, Accessor accessor, const char *note = "")
{
    return Field<Accessor, Form, Always>{name, accessor, Need::Required, note};
}
template <class Form = Plain, class Accessor>
constexpr auto defaulted(const char *name, Accessor accessor, const char *note = "")
{
    return Field<Accessor, Form, Always>{name, accessor, Need::Defaulted, note};
}
template <class Form = Plain, class Accessor>
constexpr auto omitted(const char *name, Accessor accessor, const char *note = "")
{
    return Field<Accessor, Form, Always>{name, accessor, Need::Omitted, note};
}
template <class Form = Plain, class Accessor, class When>
constexpr auto conditional(const char *name, Accessor accessor, When when, const char *note = "")
{
    return Field<Accessor, Form, When>{name, accessor, Need::Conditional, note, {}, when};
}
template <class Accessor>
constexpr auto inlined(Accessor accessor)
{
    return Field<Accessor, IsInlined, Always>{"", accessor, Need::Required, ""};
}

template <class... Fields>
struct Description
{
    const char *name; ///< of a message its `type`; of a part of one, what a sentence about a mistake in it calls it
    std::tuple<Fields...> fields;

    /// Calls `visit` with each field, in the order on the wire.
    template <class Visit>
    constexpr void forEach(const Visit &visit) const
    {
        std::apply([&](const auto &...field) { (visit(field), ...); }, fields);
    }
};
template <class... Fields>
constexpr auto describe(const char *name, const Fields &...fields)
{
    return Description<Fields...>{name, {fields...}};
}

/// Of a struct that has one: a specialization for each (messagetable.h).
template <class Struct>
inline constexpr std::nullptr_t description = nullptr;

template <class Struct>
concept Described = !std::is_same_v<std::remove_cvref_t<decltype(description<Struct>)>, std::nullptr_t>;

} // namespace sketchroom
