#include "app/session/hostwords.h"

#include <QCoreApplication>

#include <algorithm>

namespace sketchroom {

namespace {

struct HostWords
{
    Q_DECLARE_TR_FUNCTIONS(sketchroom::HostWords)
};

/// A sentence for a code with just these params, which take the places %1, %2 in this order.
struct Words
{
    const char *code;
    QList<QByteArray> params;
    const char *sentence;
};

#define TEXT(sentence) QT_TRANSLATE_NOOP("sketchroom::HostWords", sentence)
// clang-format off
const QList<Words> &table()
{
    static const QList<Words> rows{
        {"version", {"host", "client"}, TEXT("This host is of another version: it speaks version %1 of the protocol, this program version %2. Get the newer program on both.")},
        {"not-found", {"room"}, TEXT("There is no room “%1” on this host.")},
        {"not-found", {"peer"}, TEXT("%1 is not in the room any more.")},
        {"forbidden", {"by"}, TEXT("%1 has put you out of the room.")},
        {"forbidden", {"name"}, TEXT("%1 hosts this session and cannot be put out of it.")},
        {"limit", {"people"}, TEXT("The room is full: %1 people are in it.")},
        {"limit", {"neighbours"}, TEXT("%1 people are in this room from your address already, and no more may be.")},
        {"limit", {"rooms"}, TEXT("This host has %1 rooms and makes no more. Join one of them, or ask whoever runs the host.")},
        {"limit", {"waiting"}, TEXT("%1 people wait to be let in already. Try again later.")},
        {"limit", {"bans"}, TEXT("A room can keep out %1 people. Lift a ban that is not needed any more.")},
        {"limit", {"chat"}, TEXT("A line of chat can be %1 characters long.")},
        {"gone", {"shape"}, TEXT("What you wanted to change was deleted meanwhile.")},
        {"locked", {}, TEXT("The room is locked. Its owner can unlock it.")},
        {"identity", {}, TEXT("The host does not take the proof of who you are. Start the program anew; if that does not help, something between you and the host changes what is sent.")},
        {"in-use", {}, TEXT("You are in this room already, in another window or on another computer. Leave it there first.")},
        {"replaced", {}, TEXT("This window has joined the room again.")},
        {"timeout", {}, TEXT("The host has waited for an answer too long. Try again.")},
    };
    return rows;
}
// clang-format on
#undef TEXT

QString textOf(const std::variant<qint64, QString> &param)
{
    const auto *const number = std::get_if<qint64>(&param);
    return number ? QString::number(*number) : std::get<QString>(param);
}

} // namespace

QString hostWords(const QByteArray &code, const QString &message, const Params &params)
{
    const auto fits = [&](const Words &words) {
        return code == words.code && size_t(words.params.size()) == params.size() &&
               std::all_of(words.params.begin(), words.params.end(),
                           [&](const QByteArray &name) { return params.contains(name); });
    };
    const auto found = std::find_if(table().begin(), table().end(), fits);
    if (found == table().end())
        return message;
    const QString sentence = HostWords::tr(found->sentence);
    // Both at once: a name may look like a place for the next.
    if (found->params.size() == 2)
        return sentence.arg(textOf(params.at(found->params.at(0))), textOf(params.at(found->params.at(1))));
    return found->params.isEmpty() ? sentence : sentence.arg(textOf(params.at(found->params.constFirst())));
}

void putInWords(HostMessage &message)
{
    if (auto *const error = std::get_if<ErrorMessage>(&message))
        error->message = hostWords(error->code, error->message, error->params);
    else if (auto *const reject = std::get_if<RejectMessage>(&message))
        reject->error.message = hostWords(codeName(reject->error.code), reject->error.message, reject->error.params);
}

} // namespace sketchroom
