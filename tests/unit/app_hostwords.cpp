#include "app/session/hostwords.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sketchroom;

/// What a host says is a code with params, which a client puts into words of its own.
class TestHostWords final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKnownCodeIsSaidInOwnWords()
    {
        HostMessage message = ErrorMessage{"limit", u"Raum voll."_s, {{"people", qint64(30)}}};
        putInWords(message);
        QCOMPARE(std::get<ErrorMessage>(message).message, u"The room is full: 30 people are in it."_s);
        message = RejectMessage{7, {ErrorCode::Locked, u"Zu."_s}};
        putInWords(message);
        QCOMPARE(std::get<RejectMessage>(message).error.message, u"The room is locked. Its owner can unlock it."_s);
    }

    void whatIsNotKnownIsSaidAsTheHostDoes()
    {
        QCOMPARE(hostWords("limit", u"Too many stars."_s, {{"stars", qint64(5)}}), u"Too many stars."_s);
        // A newer host says more with it: then it knows better.
        QCOMPARE(hostWords("limit", u"Full on Mondays."_s, {{"people", qint64(5)}, {"day", u"Monday"_s}}),
                 u"Full on Mondays."_s);
        QCOMPARE(hostWords("new-code", u"Something new."_s, {}), u"Something new."_s);
    }

    void aNameWithAPlaceholderStaysAName()
    {
        QVERIFY(hostWords("version", {}, {{"host", u"%2"_s}, {"client", u"3"_s}}).contains(u"version %2 of"_s));
        QCOMPARE(hostWords("forbidden", {}, {{"by", u"%1 Ann"_s}}), u"%1 Ann has put you out of the room."_s);
    }
};

QTEST_GUILESS_MAIN(TestHostWords)
#include "app_hostwords.moc"
