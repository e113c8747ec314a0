// What is described once is read, written and compared alike: every message, made at random by its description.

#include "common/protocol/codec.h"
#include "tests/support/randommessages.h"

#include <QtTest>

using namespace sketchroom;
using namespace sketchroom::testing;

namespace {

constexpr int rounds = 200;

Result<ClientMessage> decoded(std::type_identity<ClientMessage>, const QByteArray &bytes)
{
    return decodeClient(bytes);
}
Result<HostMessage> decoded(std::type_identity<HostMessage>, const QByteArray &bytes)
{
    return decodeHost(bytes);
}

template <class Message>
void comeBackEqual()
{
    Random random(20);
    for (int round = 0; round < rounds; ++round) {
        for (const Message &message : randomMessages<Message>(random)) {
            const QByteArray bytes = encode(message);
            const auto again = decoded(std::type_identity<Message>(), bytes);
            QVERIFY2(again, again ? "" : qPrintable(again.error().message + QString::fromUtf8(": " + bytes)));
            QVERIFY2(*again == message, bytes);
            QCOMPARE(encode(*again), bytes);
        }
    }
}

/// Calls `visit` with each field that has to be there, of each message of the variant.
template <class Variant, class Visit>
void forEachRequired(const Visit &visit)
{
    [&]<size_t... I>(std::index_sequence<I...>)
    {
        const auto ofOne = [&]<class Message>(std::type_identity<Message>) {
            description<Message>.forEach([&](const auto &field) {
                if constexpr (!std::is_same_v<decltype(field.form), IsInlined>) {
                    if (field.need == Need::Required)
                        visit(std::type_identity<Message>(), field.name);
                }
            });
        };
        (ofOne(std::type_identity<std::variant_alternative_t<I, Variant>>()), ...);
    }
    (std::make_index_sequence<std::variant_size_v<Variant>>());
}

} // namespace

class MessagesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatClientsSayComesBackEqual() { comeBackEqual<ClientMessage>(); }
    void whatHostsSayComesBackEqual() { comeBackEqual<HostMessage>(); }

    void T7_aFieldThatIsRequiredMayNotBeMissing()
    {
        Random random(3);
        forEachRequired<ClientMessage>([&]<class Message>(std::type_identity<Message>, const QByteArray &name) {
            QByteArray bytes = encode(ClientMessage(RandomFields(random).make<Message>()));
            bytes.replace(QByteArray('"' + name + "\":"), "\"no\":");
            const auto message = decodeClient(bytes);
            QVERIFY2(!message, bytes);
            QCOMPARE(int(message.error().code), int(ErrorCode::BadMessage));
            QVERIFY2(message.error().message.contains(QString::fromLatin1(name)), qPrintable(message.error().message));
        });
    }

    void T7_aWordOfAnEnumThatIsNoneIsAMistakeOfAClient()
    {
        const auto message = decodeClient(R"({"type":"room","action":"role","peer":"p1","role":"king"})");
        QVERIFY(!message);
        QVERIFY2(message.error().message.contains(QStringLiteral("owner, editor or viewer")),
                 qPrintable(message.error().message));
    }
};

QTEST_GUILESS_MAIN(MessagesTest)
#include "common_messages.moc"
