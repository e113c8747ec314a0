// Several people type in one text at once: all get the same, and nobody loses a letter.

#include "common/sync/replica.h"
#include "common/sync/undohistory.h"
#include "server/room/texthistory.h"
#include "tests/support/randomshapes.h"

#include <QtTest>

#include <deque>

using namespace sketchroom;
using namespace sketchroom::testing;
using namespace Qt::StringLiterals;

namespace {

Op note(const QString &text)
{
    Shape shape = Shape::defaults(Kind::Note);
    shape.id = "n";
    shape.text = text;
    return CreateOp{std::make_shared<const Shape>(shape)};
}

/// The least that orders edits with splices.
struct TextHost
{
    Document document;
    TextHistory history;
    qint64 seq = 0;
    QList<CommittedEdit> log;

    Result<CommittedEdit> order(const ClientId &client, const Edit &edit)
    {
        const auto moved = history.move(edit, client, seq);
        if (!moved)
            return tl::unexpected(moved.error());
        const auto applied = document.apply(moved->ops, {client, 1});
        if (!applied)
            return tl::unexpected(applied.error());
        history.add(++seq, client, edit.id, applied->ops, applied->changes, *moved);
        log.append({seq, "p", client, edit.id, 1, edit.gesture, applied->ops});
        return log.last();
    }
    QString text() const { return document.find("n")->text; }
};

struct Typist
{
    explicit Typist(const ClientId &client)
        : id(client)
        , replica(client)
    {
    }
    ClientId id;
    Replica replica;
    UndoHistory undo;
    std::deque<Edit> up;
    qsizetype heard = 0;                              ///< of the host's log
    std::deque<std::pair<qsizetype, qint64>> rejects; ///< after how much of the log
    QSet<QChar> removed;
    QSet<QChar> inserted;
    QSet<QChar> undone;

    QString text() const { return replica.visible().find("n")->text; }
    void apply(const QList<Op> &ops, const GestureId &gesture)
    {
        const auto local = replica.edit(ops, gesture, 1);
        QVERIFY2(local, local ? "" : qPrintable(local.error().message));
        up.push_back(replica.toSend(local->edit, Replica::Splicing::Known));
        undo.record(local->changes, gesture, u"Type"_s);
    }
    void takeBack(bool redo)
    {
        const auto step = redo ? undo.nextRedo(replica.visible()) : undo.nextUndo(replica.visible());
        if (!step)
            return;
        const QString before = text();
        const auto local = replica.edit(step->ops, {}, 1);
        QVERIFY(local);
        if (redo)
            undo.redone(local->changes);
        else
            undo.undone(local->changes);
        for (const Op &op : local->edit.ops)
            QVERIFY(std::holds_alternative<SpliceOp>(op));
        up.push_back(replica.toSend(local->edit, Replica::Splicing::Known));
        for (const Splice &splice : differences(before, text())) {
            for (const QChar letter : splice.insert)
                QVERIFY(removed.contains(letter) || inserted.contains(letter));
        }
        for (const QChar letter : before) {
            if (!text().contains(letter)) {
                QVERIFY2(inserted.contains(letter) || removed.contains(letter), "undo takes a letter of another");
                undone.insert(letter);
            }
        }
    }
    void hear(const TextHost &host)
    {
        while (!rejects.empty() && rejects.front().first <= heard) {
            replica.reject(rejects.front().second);
            rejects.pop_front();
        }
        if (heard < host.log.size())
            replica.confirm(host.log.at(heard++));
    }
};

Edit spliceEdit(qint64 id, qint64 base, qint64 after, const Splice &splice)
{
    return {id, {}, {SpliceOp{"n", splice, base, after}}};
}

} // namespace

class TextHistoryTest final : public QObject
{
    Q_OBJECT

    /// Returns the typists' and the host's text where they agree.
    static void type(quint64 seed, bool withUndo, bool withRefusals)
    {
        Random random(seed);
        TextHost host;
        std::vector<Typist> people;
        for (const char *name : {"client-ann", "client-ben", "client-cem"})
            people.emplace_back(name);
        char16_t letter = 0x4E00;
        QVERIFY(host.order("client-ann", Edit{1'000'000'000, {}, {note(u"0123456789"_s)}}));
        for (Typist &person : people)
            person.hear(host);
        bool refused = false;
        const auto sendUp = [&](Typist &person) {
            if (person.up.empty())
                return;
            const Edit edit = person.up.front();
            person.up.pop_front();
            const bool refuse = withRefusals && random.chance(0.05);
            if (refuse || !host.order(person.id, edit)) {
                refused = true;
                QVERIFY2(withRefusals, "E16: refused");
                person.rejects.emplace_back(host.log.size(), edit.id);
            }
        };
        for (int step = 0; step < 300; ++step) {
            Typist &person = people[random.below(3)];
            const quint32 what = random.below(10);
            const QString text = person.text();
            if (what < 4) {
                Splice splice;
                splice.at = random.below(quint32(text.size() + 1));
                if (random.chance(0.4))
                    splice.remove = random.below(quint32(qMin<qsizetype>(4, text.size() - splice.at) + 1));
                for (quint32 i = random.below(3); i > 0; --i)
                    splice.insert += QChar(letter++);
                for (const QChar each : text.mid(splice.at, splice.remove))
                    person.removed.insert(each);
                for (const QChar each : splice.insert)
                    person.inserted.insert(each);
                person.apply({SpliceOp{"n", splice}}, random.chance(0.5) ? "g" : makeId(random, 6));
            } else if (what < 5 && withUndo) {
                person.takeBack(random.chance(0.4));
            } else if (what < 7) {
                sendUp(person);
            } else {
                person.hear(host);
            }
        }
        for (int round = 0; round < 1000; ++round) {
            for (Typist &person : people) {
                sendUp(person);
                person.hear(host);
            }
        }
        QSet<QChar> removed;
        QSet<QChar> all;
        for (const Typist &person : people) {
            QVERIFY(person.replica.pending().empty());
            QCOMPARE(person.text(), host.text());
            removed += person.removed + person.undone;
            all += person.inserted;
        }
        for (const QChar each : u"0123456789"_s)
            all.insert(each);
        if (!withUndo && !withRefusals)
            QCOMPARE(QSet<QChar>(host.text().cbegin(), host.text().cend()), all - removed);
        if (withUndo && !withRefusals) {
            for (const QChar each : all - removed)
                QVERIFY(host.text().contains(each));
        }
        // Where two have removed one letter at once and both undo that, it comes back twice.
        if (!withUndo)
            QCOMPARE(host.text().size(), QSet<QChar>(host.text().cbegin(), host.text().cend()).size());
    }

private Q_SLOTS:
    void E16_whoeverTypesAtOnceGetsOneTextWithEveryLetter()
    {
        for (quint64 seed = 0; seed < 300 && !QTest::currentTestFailed(); ++seed)
            type(seed, false, false);
    }

    void E16_undoTakesBackOwnLettersOnly()
    {
        for (quint64 seed = 0; seed < 300 && !QTest::currentTestFailed(); ++seed)
            type(seed, true, false);
    }

    void E17_afterARefusalAllStillAgree()
    {
        for (quint64 seed = 0; seed < 300 && !QTest::currentTestFailed(); ++seed)
            type(seed, false, true);
    }

    void E16_aSpliceIsMovedAndToldWithoutItsBase()
    {
        TextHost host;
        QVERIFY(host.order("client-ann", Edit{1, {}, {note(u"abc"_s)}}));
        QVERIFY(host.order("client-ben", spliceEdit(1, 1, 0, {0, 0, u"xx"_s})));
        const auto moved = host.order("client-ann", spliceEdit(2, 1, 0, {1, 1, u"B"_s}));
        QVERIFY(moved);
        const SpliceOp &told = std::get<SpliceOp>(moved->ops.first());
        QCOMPARE(told.splice, (Splice{3, 1, u"B"_s}));
        QCOMPARE(told.base, -1);
        QCOMPARE(host.text(), u"xxaBc"_s);
    }

    void E17_whatFollowsARefusedOwnEditIsAConflict()
    {
        TextHost host;
        QVERIFY(host.order("client-ann", Edit{1, {}, {note(u"abc"_s)}}));
        const auto follows = host.order("client-ann", spliceEdit(3, 1, 2, {4, 0, u"y"_s}));
        QVERIFY(!follows);
        QCOMPARE(follows.error().code, ErrorCode::Conflict);
        QVERIFY(host.order("client-ann", spliceEdit(4, 1, 0, {3, 0, u"d"_s})));
        QVERIFY(host.order("client-ann", spliceEdit(5, 1, 4, {4, 0, u"e"_s})));
        QCOMPARE(host.text(), u"abcde"_s);
    }

    void E17_aBaseFromBeforeWhatIsKeptIsAConflict()
    {
        TextHost host;
        host.history = TextHistory(5);
        QVERIFY(host.order("client-ann", Edit{1, {}, {note(u"abc"_s)}}));
        for (int i = 0; i < 6; ++i)
            QVERIFY(host.order("client-ann", spliceEdit(2 + i, host.seq, 0, {0, 0, u"x"_s})));
        const auto old = host.order("client-ben", spliceEdit(1, 1, 0, {3, 0, u"d"_s}));
        QVERIFY(!old);
        QCOMPARE(old.error().code, ErrorCode::Conflict);
        QVERIFY(host.order("client-ben", spliceEdit(2, host.seq, 0, {9, 0, u"d"_s})));
        QCOMPARE(host.text(), u"xxxxxxabcd"_s);
    }

    void E18_aSpliceOfAShapeThatWasDeletedMeanwhileIsGone()
    {
        TextHost host;
        QVERIFY(host.order("client-ann", Edit{1, {}, {note(u"abc"_s)}}));
        QVERIFY(host.order("client-ben", Edit{1, {}, {DeleteOp{"n"}}}));
        auto late = host.order("client-ann", spliceEdit(2, 1, 0, {3, 0, u"d"_s}));
        QVERIFY(!late);
        QCOMPARE(late.error().code, ErrorCode::Gone);
        QVERIFY(host.order("client-ben", Edit{2, {}, {note(u"new"_s)}}));
        late = host.order("client-ann", spliceEdit(3, 1, 0, {3, 0, u"d"_s}));
        QVERIFY(!late);
        QCOMPARE(late.error().code, ErrorCode::Gone);
        QVERIFY(host.order("client-ben", spliceEdit(3, 1, 2, {3, 0, u"er"_s})));
        QCOMPARE(host.text(), u"newer"_s);
    }

    void E18_aBaseThatNobodyWasToldOfIsInvalid()
    {
        TextHost host;
        QVERIFY(host.order("client-ann", Edit{1, {}, {note(u"abc"_s)}}));
        for (const qint64 base : {qint64(-1), qint64(2)}) {
            const auto refused = host.order("client-ann", spliceEdit(2, base, 0, {0, 0, u"d"_s}));
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::Invalid);
        }
    }

    void E16_aReplacedTextKeepsWhatSomebodyElseIsTyping()
    {
        TextHost host;
        QVERIFY(host.order("client-ann", Edit{1, {}, {note(u"one two"_s)}}));
        QVERIFY(host.order("client-ben", Edit{1, {}, {UpdateOp{"n", {{Register::Text, u"one and two"_s}}}}}));
        QVERIFY(host.order("client-ann", spliceEdit(2, 1, 0, {7, 0, u"!"_s})));
        QCOMPARE(host.text(), u"one and two!"_s);
    }
};

QTEST_APPLESS_MAIN(TextHistoryTest)
#include "server_texthistory.moc"
