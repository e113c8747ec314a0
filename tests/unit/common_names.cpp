// What may be an id, a kind and a tool in a message, and what may not.

#include "common/model/kinds.h"
#include "common/protocol/codec.h"

#include <QFile>
#include <QRegularExpression>
#include <QtTest>

using namespace sketchroom;
using namespace Qt::StringLiterals;

namespace {

/// With ' for ", and % for what is tried.
QByteArray json(QByteArray form, const QByteArray &tried)
{
    return form.replace('\'', '"').replace('%', tried);
}

} // namespace

class NamesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void T14_idsAreShortWordsOfLettersDigitsAndDashes_data()
    {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<bool>("lawful");
        QTest::newRow("one letter") << "a"_ba << true;
        QTest::newRow("all that there is") << "AZaz09_-"_ba << true;
        QTest::newRow("64") << QByteArray(64, 'x') << true;
        QTest::newRow("empty") << ""_ba << false;
        QTest::newRow("65") << QByteArray(65, 'x') << false;
        QTest::newRow("blank") << "a b"_ba << false;
        QTest::newRow("point") << "a.b"_ba << false;
        QTest::newRow("slash") << "a/b"_ba << false;
        QTest::newRow("letter with an accent") << "\xc3\xa9"_ba << false;
    }
    void T14_idsAreShortWordsOfLettersDigitsAndDashes()
    {
        QFETCH(const QByteArray, id);
        QFETCH(const bool, lawful);
        // In an op it is the edit that is refused (E13), elsewhere the message is malformed (T7).
        const auto edit = decodeClient(json("{'type':'edit','id':1,'ops':[{'op':'delete','id':'%'}]}", id));
        QVERIFY(edit);
        const auto refusal = std::get<EditMessage>(*edit).refusal;
        QCOMPARE(refusal.has_value(), !lawful);
        if (refusal)
            QCOMPARE(int(refusal->code), int(ErrorCode::Invalid));

        for (const char *form :
             {"{'type':'edit','id':1,'gesture':'%','ops':[]}", "{'type':'room','action':'kick','peer':'%'}",
              "{'type':'presence','selection':['%']}"}) {
            // An absent gesture or peer and an empty one are the same.
            if (id.isEmpty() && !QByteArrayView(form).contains("selection"))
                continue;
            const auto decoded = decodeClient(json(form, id));
            QCOMPARE(decoded.has_value(), lawful);
            if (!decoded)
                QCOMPARE(int(decoded.error().code), int(ErrorCode::BadMessage));
        }
    }

    void P4_aToolIsAnId_data()
    {
        QTest::addColumn<QByteArray>("tool");
        QTest::addColumn<bool>("lawful");
        QTest::newRow("one of ours") << "pen"_ba << true;
        QTest::newRow("one that nobody knows") << "chain-saw_2"_ba << true;
        QTest::newRow("none") << ""_ba << true;
        QTest::newRow("64") << QByteArray(64, 'x') << true;
        QTest::newRow("65") << QByteArray(65, 'x') << false;
        QTest::newRow("blank") << "a pen"_ba << false;
    }
    void P4_aToolIsAnId()
    {
        QFETCH(const QByteArray, tool);
        QFETCH(const bool, lawful);
        const auto message = decodeClient(json("{'type':'presence','tool':'%'}", tool));
        QCOMPARE(message.has_value(), lawful);
        if (message)
            QCOMPARE(std::get<PresenceMessage>(*message).presence.tool, tool);
    }

    void S1_theDocumentNamesTheKinds()
    {
        QFile file(QFINDTESTDATA("../../common/protocol/PROTOCOL.md"));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.errorString()));
        const QString text = QString::fromUtf8(file.readAll());
        const auto rule = QRegularExpression(u"`kind` is one of ([^.]*)\\."_s).match(text);
        QVERIFY(rule.hasMatch());
        QStringList documented;
        auto words = QRegularExpression(u"`([a-z]+)`"_s).globalMatch(rule.captured(1));
        while (words.hasNext())
            documented.append(words.next().captured(1));
        QStringList known;
        for (const KindInfo &row : kinds())
            known.append(QString::fromLatin1(row.name));
        QCOMPARE(documented, known);
    }
};

QTEST_GUILESS_MAIN(NamesTest)
#include "common_names.moc"
