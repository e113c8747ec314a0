// The replica: what the user sees is the confirmed document with the pending edits on top, on every schedule.

#include "common/sync/replica.h"
#include "tests/support/randomshapes.h"

#include <QtTest>

#include <deque>

using namespace sketchroom;
using namespace sketchroom::testing;
using namespace Qt::StringLiterals;

namespace {

Op create(const ShapeId &id)
{
    Shape shape = Shape::defaults(Kind::Rect);
    shape.id = id;
    return CreateOp{std::make_shared<const Shape>(shape)};
}

Op recolour(const ShapeId &id, quint32 rgb)
{
    return UpdateOp{id, {{Register::Stroke, Color::rgb(rgb)}}};
}

Op widen(const ShapeId &id, double width)
{
    return UpdateOp{id, {{Register::Width, width}}};
}

/// The least that orders edits.
class Host
{
public:
    /// Nothing when the edit is refused.
    std::optional<CommittedEdit> order(const ClientId &client, const Edit &edit)
    {
        const auto applied = document.apply(edit.ops, {client, ++m_now});
        if (!applied)
            return std::nullopt;
        CommittedEdit committed{++m_seq, "p", client, edit.id, m_now, edit.gesture, applied->ops};
        lastEdit[client] = edit.id;
        return committed;
    }
    qint64 seq() const { return m_seq; }

    Document document;
    QHash<ClientId, qint64> lastEdit;

private:
    qint64 m_seq = 0;
    qint64 m_now = 1000;
};

Document replayed(const Replica &replica)
{
    Document document = replica.confirmed();
    for (const auto &[id, pending] : replica.pending())
        document.applyLeniently(pending.edit.ops, {replica.client(), pending.at});
    return document;
}

} // namespace

class ReplicaTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void S2_anOwnEditWithNumbersThatNoHostTakesIsRefused()
    {
        Replica ann("client-ann");
        QVERIFY(ann.edit({create("s")}, {}, 1));
        const double infinite = std::numeric_limits<double>::infinity();
        const double nothing = std::numeric_limits<double>::quiet_NaN();
        const QList<RegisterValue> values = {{Register::Box, Box{infinite, 0, 1, 1, 0}},
                                             {Register::Box, Box{0, 0, 1, 1, nothing}},
                                             {Register::Box, Box{0, 0, 2e9, 1, 0}},
                                             {Register::Width, nothing},
                                             {Register::Opacity, 1.5},
                                             {Register::Font, Font{u"Sans"_s, 0, {}, {}}}};
        for (const RegisterValue &value : values) {
            const QList<Op> ops = QList<Op>{UpdateOp{"s", {value}}};
            const auto refused = ann.edit(ops, {}, 2);
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::Invalid);
        }
        QCOMPARE(ann.visible().find("s")->box, Shape::defaults(Kind::Rect).box);
        QCOMPARE(ann.pending().size(), 1);
    }

    void remoteValueUnderAPendingOneDoesNotFlicker()
    {
        Host host;
        Replica ann("client-ann");
        Replica ben("client-ben");
        const auto made = host.order("client-ann", ann.edit({create("s")}, {}, 1)->edit);
        ann.confirm(*made);
        ben.confirm(*made);

        const auto mine = ann.edit({recolour("s", 0xff0000)}, {}, 2);
        const auto theirs = host.order("client-ben", ben.edit({recolour("s", 0x0000ff), widen("s", 8)}, {}, 2)->edit);
        const ChangeSet seen = ann.confirm(*theirs);
        // Their width shows, their colour stays below mine.
        QCOMPARE(seen.size(), 1);
        QVERIFY(seen.first().registers.contains(Register::Width));
        QVERIFY(!seen.first().registers.contains(Register::Stroke));
        QCOMPARE(ann.visible().find("s")->stroke, Color::rgb(0xff0000));
        QCOMPARE(ann.confirmed().find("s")->stroke, Color::rgb(0x0000ff));
        // Mine comes back, later in the order: it wins, and nothing changes in view.
        QVERIFY(ann.confirm(*host.order("client-ann", mine->edit)).isEmpty());
        QCOMPARE(ann.confirmed().find("s")->stroke, Color::rgb(0xff0000));
        QVERIFY(ann.pending().empty());
    }

    void aRejectTakesBackExactlyThatEdit()
    {
        Replica ann("client-ann");
        ann.reset("e", 0, {}, 0);
        QVERIFY(ann.edit({create("s")}, {}, 1));
        const qint64 refused = ann.edit({recolour("s", 0xff0000), create("t")}, {}, 2)->edit.id;
        QVERIFY(ann.edit({widen("s", 9)}, {}, 3));
        const ChangeSet changes = ann.reject(refused);
        QCOMPARE(changes.size(), 2);
        QVERIFY(!ann.visible().contains("t"));
        QCOMPARE(ann.visible().find("s")->width, 9.0);
        QCOMPARE(ann.visible().find("s")->stroke, Shape::defaults(Kind::Rect).stroke);
    }

    void anEchoSettlesTheEditsBeforeIt()
    {
        // The first was refused, and the connection on which that was said is gone.
        Replica ann("client-ann");
        ann.reset("e", 0, {}, 0);
        const Edit refused = ann.edit({create("s")}, {}, 1)->edit;
        const Edit taken = ann.edit({create("t")}, {}, 2)->edit;
        const Edit later = ann.edit({create("u")}, {}, 3)->edit;
        const ChangeSet changes = ann.confirm({1, "p", "client-ann", taken.id, 5, {}, taken.ops});
        QCOMPARE(changes.size(), 1);
        QVERIFY(changes.first().removed());
        QVERIFY(!ann.visible().contains("s"));
        QCOMPARE(ann.takeSettled(), (QList<qint64>{refused.id, taken.id}));
        QCOMPARE(ann.pending().begin()->first, later.id);
    }

    void deleteWinsOverAPendingUpdate()
    {
        Host host;
        Replica ann("client-ann");
        ann.confirm(*host.order("client-ben", {1, {}, {create("s")}}));
        QVERIFY(ann.edit({widen("s", 9)}, {}, 2));
        const ChangeSet changes = ann.confirm(*host.order("client-ben", {2, {}, {DeleteOp{"s"}}}));
        QCOMPARE(changes.size(), 1);
        QVERIFY(changes.first().removed());
        QVERIFY(ann.visible().isEmpty());
    }

    void anEditThatIsHereAlreadyChangesNothing()
    {
        Host host;
        Replica ann("client-ann");
        const auto made = host.order("client-ben", {1, {}, {create("s")}});
        QCOMPARE(ann.confirm(*made).size(), 1);
        QVERIFY(ann.confirm(*made).isEmpty());
        QCOMPARE(ann.seq(), 1);
    }

    void aSnapshotKeepsWhatTheHostDoesNotHaveYet()
    {
        Host host;
        Replica ann("client-ann");
        const auto first = ann.edit({create("s")}, {}, 1);
        const auto second = ann.edit({create("t")}, {}, 2);
        QVERIFY(host.order("client-ann", first->edit)); // the acknowledgement is lost
        ann.reset("e", host.seq(), host.document.shapes(), host.lastEdit.value("client-ann"));
        QCOMPARE(ann.pending().size(), 1u);
        QCOMPARE(ann.pending().begin()->first, second->edit.id);
        QCOMPARE(ann.visible().size(), 2);
    }

    void whatIsPendingOnceMoreIsSeenOnTop()
    {
        Replica ann("client-ann");
        ann.reset("e", 0, {}, 0);
        const Edit made = ann.edit({create("s")}, {}, 1)->edit;
        const Edit widened = ann.edit({widen("s", 8)}, {}, 2)->edit;
        ann.confirm({1, "p", "client-ann", made.id, 1, {}, made.ops});
        ann.confirm({2, "p", "client-ann", widened.id, 2, {}, widened.ops});
        ann.confirm({3, "p", "client-ben", 1, 3, {}, {widen("s", 30)}});
        // E15: the host's own edits in her name have no id, and are not hers to send.
        ann.confirm({4, "p", "client-ann", 0, 4, {}, {recolour("s", 0xff0000)}});
        const ChangeSet changes = ann.repend(1);
        QCOMPARE(ann.pending().size(), 1u);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(ann.visible().find("s")->width, 8.0);
        QCOMPARE(canonical(ann.visible()), canonical(replayed(ann)));
        QVERIFY(ann.repend(0).isEmpty()); // once
    }

    void whatIsPendingOnceMoreStaysBelowLaterEdits()
    {
        Replica ann("client-ann");
        ann.reset("e", 0, {}, 0);
        const Edit made = ann.edit({create("s")}, {}, 1)->edit;
        const Edit widened = ann.edit({widen("s", 8)}, {}, 2)->edit;
        QVERIFY(ann.edit({widen("s", 12)}, {}, 3));
        ann.confirm({1, "p", "client-ann", made.id, 1, {}, made.ops});
        ann.confirm({2, "p", "client-ann", widened.id, 2, {}, widened.ops});
        ann.repend(1);
        QCOMPARE(ann.pending().size(), 2u);
        QCOMPARE(ann.visible().find("s")->width, 12.0);
    }

    void idsGoOnWhereTheHostSawThemLast()
    {
        Replica ann("client-ann");
        ann.reset("e", 0, {}, 41);
        QCOMPARE(ann.edit({create("s")}, {}, 1)->edit.id, 42);
    }

    void everySchedule_data()
    {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 0; seed < 60; ++seed)
            QTest::addRow("seed %llu", seed) << seed;
    }

    void everySchedule()
    {
        QFETCH(quint64, seed);
        Random random(seed);
        Host host;
        struct Client
        {
            Replica replica;
            std::deque<Edit> up;
            std::deque<std::variant<CommittedEdit, qint64>> down; ///< an edit, or the id of a refused one
            Document view;                                        ///< built from the reported changes alone
        };
        std::vector<Client> clients;
        for (int i = 0; i < 3; ++i)
            clients.push_back({Replica("client-" + QByteArray::number(i)), {}, {}, {}});
        const auto show = [](Client &client, const ChangeSet &changes) {
            for (const Change &change : changes) {
                if (change.after)
                    client.view.put(change.after);
                else
                    client.view.remove(change.id());
            }
        };
        const auto deliver = [&](Client &client) {
            const auto next = client.down.front();
            client.down.pop_front();
            show(client, std::holds_alternative<qint64>(next) ? client.replica.reject(std::get<qint64>(next))
                                                              : client.replica.confirm(std::get<CommittedEdit>(next)));
        };
        const auto order = [&](Client &client) {
            const Edit edit = client.up.front();
            client.up.pop_front();
            if (const auto committed = host.order(client.replica.client(), edit)) {
                for (Client &each : clients)
                    each.down.emplace_back(*committed);
            } else {
                client.down.emplace_back(edit.id);
            }
        };
        for (int step = 0; step < 400; ++step) {
            Client &client = clients[random.below(3)];
            switch (random.below(3)) {
            case 0: {
                QList<Op> ops;
                for (quint32 i = random.below(3) + 1; i > 0; --i)
                    ops << randomOp(client.replica.visible(), makeId(random, 2), random);
                if (const auto local = client.replica.edit(ops, {}, step)) {
                    client.up.push_back(local->edit);
                    show(client, local->changes);
                }
                break;
            }
            case 1:
                if (!client.up.empty())
                    order(client);
                break;
            default:
                if (!client.down.empty())
                    deliver(client);
            }
            QCOMPARE(canonical(client.replica.visible()), canonical(replayed(client.replica)));
            for (const ShapeRef &shape : client.view.inPaintOrder()) {
                const ShapeRef seen = client.replica.visible().find(shape->id);
                QVERIFY(seen && differing(*seen, *shape).isEmpty());
            }
            QCOMPARE(client.view.size(), client.replica.visible().size());
        }
        for (Client &client : clients) {
            while (!client.up.empty())
                order(client);
        }
        for (Client &client : clients) {
            while (!client.down.empty())
                deliver(client);
            QVERIFY(client.replica.pending().empty());
            QCOMPARE(canonical(client.replica.visible()), canonical(host.document));
        }
    }
};

QTEST_APPLESS_MAIN(ReplicaTest)
#include "common_replica.moc"
