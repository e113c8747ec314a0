#include "shellhost.h"

#include "app/dialogs/accessdialog.h"
#include "app/widgets/detaillist.h"

#include <QFileInfo>
#include <QPushButton>
#include <QSslSocket>

using namespace Qt::StringLiterals;
using namespace sketchroom;

namespace {

const auto token = u"open sesame"_s;

HostOptions withToken()
{
    HostOptions options;
    options.token = token;
    return options;
}

HostOptions encrypted()
{
    HostOptions options;
    options.tlsSelfSigned = true;
    return options;
}

/// As whoever runs the host sees it.
QByteArray fingerprintAt(quint16 port)
{
    QSslSocket socket;
    socket.setPeerVerifyMode(QSslSocket::VerifyNone);
    socket.connectToHostEncrypted(u"127.0.0.1"_s, port);
    return socket.waitForEncrypted() ? fingerprintOf(socket.peerCertificate()) : QByteArray();
}

QList<QByteArray> fingerprintsIn(const AccessDialog *dialog)
{
    QList<QByteArray> all;
    for (const QLabel *const label : dialog->findChildren<QLabel *>(u"fingerprint"_s))
        all.append(label->text().remove(u'\n').toLatin1());
    return all;
}

/// The dialog that asks, as far as one does.
AccessDialog *dialogOf(const ShellWindow &shell)
{
    const QList<AccessDialog *> open = shell.visible<AccessDialog>();
    return open.isEmpty() ? nullptr : open.constFirst();
}

void answer(const AccessDialog *dialog, const QString &word)
{
    auto *const field = dialog->findChild<QLineEdit *>(u"word"_s);
    QCOMPARE(field->echoMode(), QLineEdit::Password);
    QTest::keyClicks(field, word);
    QTest::keyClick(field, Qt::Key_Return);
}

} // namespace

/// What hosts and rooms want before they let somebody in (H6, J5), and how the user is asked for it.
class TestShellAccess final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTokenIsAskedForUntilItIsRight()
    {
        const EmptyHost host(withToken());
        ShellWindow shell;
        QVERIFY(shell.open());
        JoinDialog *const dialog = openJoin(shell);
        joinByAddress(dialog, host.roomUrl(u"plan"_s));
        QTRY_VERIFY(dialogOf(shell));
        answer(dialogOf(shell), u"open barley"_s);
        QTRY_VERIFY(dialogOf(shell) && dialogOf(shell)->findChild<QLineEdit *>(u"word"_s)->text().isEmpty());
        answer(dialogOf(shell), token);
        QVERIFY(makeMissing(dialog));
        QTRY_VERIFY(isConnected(shell));
        QTRY_VERIFY2(shell.visible<JoinDialog>().isEmpty(), "it has done its work");
    }

    void whatWasAnsweredIsRememberedForThisUserAlone()
    {
        const EmptyHost host(withToken());
        ShellWindow shell;
        QVERIFY(shell.open());
        shell.rooms.join(parseAddress(host.roomUrl(u"plan"_s)).value(), RoomConnection::Missing::Make);
        QTRY_VERIFY(dialogOf(shell));
        answer(dialogOf(shell), token);
        QTRY_VERIFY(isConnected(shell));
        const QString path = shell.folder.filePath(u"hosts.json"_s);
        QCOMPARE(QFileInfo(path).permissions() & QFileDevice::Permissions(0x777),
                 QFileDevice::ReadUser | QFileDevice::WriteUser);
        QCOMPARE(HostAccess(path).token(QUrl(host.roomUrl(u"other"_s))), token);
        for (const RecentRoom &room : shell.rooms.recentRooms())
            QVERIFY2(!toText(room).contains(u"sesame"_s), "addresses are shown and passed on");
    }

    void aTokenInALinkIsUsed()
    {
        const EmptyHost host(withToken());
        ShellWindow shell;
        QVERIFY(shell.open());
        shell.rooms.join(parseAddress(QString(host.roomUrl(u"plan"_s) + u"?token=open%20sesame"_s)).value(),
                         RoomConnection::Missing::Make);
        QTRY_VERIFY(isConnected(shell));
        QVERIFY(!shell.session.link()->address().hasQuery());
    }

    void theDialogAsksForTheTokenOfTheListOfRooms()
    {
        const EmptyHost host(withToken());
        ShellWindow ann(1);
        QVERIFY(ann.open());
        ann.rooms.access().setToken(QUrl(host.roomUrl(u"plan"_s)), token);
        ann.rooms.join(parseAddress(host.roomUrl(u"plan"_s)).value(), RoomConnection::Missing::Make);
        QTRY_VERIFY(isConnected(ann));

        ShellWindow ben(2);
        QVERIFY(ben.open());
        JoinDialog *const dialog = openJoin(ben);
        dialog->findChild<QLineEdit *>(u"address"_s)->setText(host.hostText());
        auto *const offer = dialog->findChild<QPushButton *>(u"answer"_s);
        QTRY_VERIFY(offer->isVisible());
        QTest::mouseClick(offer, Qt::LeftButton);
        QTRY_VERIFY(dialogOf(ben));
        answer(dialogOf(ben), token);
        QTRY_COMPARE(dialog->findChild<DetailList *>(u"hostRooms"_s)->count(), 1);
        QVERIFY(!offer->isVisible());
    }

    void theSecretOfARoomIsAskedFor()
    {
        const EmptyHost host;
        ShellWindow ann(1);
        ShellWindow ben(2);
        QVERIFY(ann.open());
        QVERIFY(ben.open());
        const RoomAddress plan = parseAddress(host.roomUrl(u"plan"_s)).value();
        ann.rooms.join(plan, RoomConnection::Missing::Make);
        QTRY_VERIFY(isConnected(ann));
        bool isSet = false;
        connect(ann.session.link(), &RoomLink::received, this, [&isSet](const HostMessage &message) {
            isSet = isSet || std::holds_alternative<RoomMessage>(message);
        });
        RoomActionMessage setSecret;
        setSecret.action = RoomVerb::Secret;
        setSecret.secret = u"owls"_s;
        ann.session.link()->send(setSecret);
        QTRY_VERIFY(isSet);

        ben.rooms.join(plan, RoomConnection::Missing::Make);
        QTRY_VERIFY(dialogOf(ben));
        answer(dialogOf(ben), u"owls"_s);
        QTRY_VERIFY(isConnected(ben));
        QCOMPARE(HostAccess(ben.folder.filePath(u"hosts.json"_s)).secret(plan.roomUrl()), u"owls"_s);
    }

    void anEncryptedHostIsFoundByItsPlainAddressAndTrustedOnce()
    {
        const EmptyHost host(encrypted());
        ShellWindow shell;
        QVERIFY(shell.open());
        JoinDialog *const dialog = openJoin(shell);
        joinByAddress(dialog, host.roomUrl(u"plan"_s));
        QTRY_VERIFY(dialogOf(shell));
        QCOMPARE(fingerprintsIn(dialogOf(shell)), QList<QByteArray>{fingerprintAt(host.port)});
        dialogOf(shell)->accept();
        QVERIFY(makeMissing(dialog));
        QTRY_VERIFY(isConnected(shell));
        QVERIFY2(toText(shell.rooms.recentRooms().constFirst()).startsWith(u"wss://"_s), "and so from now on");

        shell.rooms.drawAlone();
        shell.rooms.join(shell.rooms.recentRooms().constFirst().address, RoomConnection::Missing::Make);
        QTRY_VERIFY(isConnected(shell));
        QVERIFY(!dialogOf(shell));
    }

    void whatWasDrawnBeforeTheHostTurnedEncryptionOnReachesIt()
    {
        const QTemporaryDir data;
        HostOptions options;
        options.dataFolder = data.path();
        auto host = std::make_unique<EmptyHost>(options);
        const quint16 port = host->port;
        ShellWindow shell;
        QVERIFY(shell.open());
        shell.rooms.access().setToken(QUrl(host->roomUrl(u"plan"_s)), token);
        shell.rooms.join(parseAddress(host->roomUrl(u"plan"_s)).value(), RoomConnection::Missing::Make);
        QTRY_VERIFY(isConnected(shell));
        host.reset();
        QTRY_VERIFY(!isConnected(shell));
        shell.tools().setTool(ToolId::Rectangle);
        shell.drag({400, 300}, {600, 450});
        QVERIFY(shell.session.pendingEdits() > 0);

        options.tlsSelfSigned = true;
        host = std::make_unique<EmptyHost>(options, port);
        QCOMPARE(host->port, port);
        shell.session.link()->retryNow();
        QTRY_VERIFY(dialogOf(shell));
        QVERIFY2(shell.onlyShape(), "it stays in view meanwhile");
        dialogOf(shell)->accept();
        QTRY_VERIFY(isConnected(shell));
        QTRY_COMPARE(shell.session.pendingEdits(), 0);
        QVERIFY(shell.onlyShape());
        QVERIFY(shell.session.canUndo());
        QVERIFY2(shell.rooms.access().token(QUrl(host->roomUrl(u"plan"_s))).isEmpty(), "in clear no more");
        QCOMPARE(shell.rooms.access().token(shell.session.link()->address()), token);
        host.reset(); // before its folder
    }

    void anotherCertificateIsALoudWarningAndNotTrustedByDefault()
    {
        const EmptyHost host(encrypted());
        const RoomAddress plan = parseAddress(u"wss://127.0.0.1:%1/rooms/plan"_s.arg(host.port)).value();
        const QByteArray before = QByteArray("AB:").repeated(31) + "AB";
        ShellWindow shell;
        QVERIFY(shell.open());
        shell.rooms.access().trust(plan.roomUrl(), before);
        shell.rooms.join(plan, RoomConnection::Missing::Make);
        QTRY_VERIFY(dialogOf(shell));
        QCOMPARE(fingerprintsIn(dialogOf(shell)), (QList<QByteArray>{fingerprintAt(host.port), before}));
        QVERIFY(!dialogOf(shell)->findChild<QPushButton *>(u"go"_s)->isDefault());
        QTest::keyClick(dialogOf(shell), Qt::Key_Return);
        QTRY_VERIFY(!dialogOf(shell));
        QCOMPARE(shell.session.link()->state(), RoomLink::State::Closed);
        QVERIFY2(shell.session.link()->problem().contains(u"No secure connection"_s),
                 qPrintable(shell.session.link()->problem()));
        QCOMPARE(shell.rooms.access().trusted(plan.roomUrl()), before);

        shell.session.link()->retryNow();
        QTRY_VERIFY(dialogOf(shell));
        QTest::mouseClick(dialogOf(shell)->findChild<QPushButton *>(u"go"_s), Qt::LeftButton);
        QTRY_VERIFY(isConnected(shell));
        QCOMPARE(shell.rooms.access().trusted(plan.roomUrl()), fingerprintAt(host.port));
    }

    void theDialogListsTheRoomsOfAnEncryptedHost()
    {
        const EmptyHost host(encrypted());
        ShellWindow ann(1);
        QVERIFY(ann.open());
        const RoomAddress plan = parseAddress(u"wss://127.0.0.1:%1/rooms/plan"_s.arg(host.port)).value();
        ann.rooms.access().trust(plan.roomUrl(), fingerprintAt(host.port));
        ann.rooms.join(plan, RoomConnection::Missing::Make);
        QTRY_VERIFY(isConnected(ann));

        ShellWindow ben(2);
        QVERIFY(ben.open());
        JoinDialog *const dialog = openJoin(ben);
        auto *const address = dialog->findChild<QLineEdit *>(u"address"_s);
        address->setText(host.hostText());
        auto *const offer = dialog->findChild<QPushButton *>(u"answer"_s);
        QTRY_VERIFY(offer->isVisible());
        QCOMPARE(address->text(), QString(u"wss://"_s + host.hostText()));
        QTest::mouseClick(offer, Qt::LeftButton);
        QTRY_VERIFY(dialogOf(ben));
        dialogOf(ben)->accept();
        QTRY_COMPARE(dialog->findChild<DetailList *>(u"hostRooms"_s)->count(), 1);
    }

    void whatIsSecretIsNotToldToAHostThatIsNotEncrypted()
    {
        HostAccess access;
        const QUrl encryptedHost(u"wss://example.org/rooms/plan"_s);
        access.setToken(encryptedHost, token);
        access.setSecret(encryptedHost, u"owls"_s);
        QCOMPARE(access.request(QUrl(u"https://example.org:7538/api"_s)).rawHeader("Authorization"),
                 QByteArray("Bearer open sesame"));
        QVERIFY(access.request(QUrl(u"http://example.org:7538/api"_s)).rawHeader("Authorization").isEmpty());
        QVERIFY(access.request(QUrl(u"wss://example.org:9/api"_s)).rawHeader("Authorization").isEmpty());
        QVERIFY(access.secret(QUrl(u"ws://example.org/rooms/plan"_s)).isEmpty());
        QCOMPARE(access.secret(encryptedHost), u"owls"_s);
    }

    void whoDoesNotAnswerIsToldWhyTheyAreOut()
    {
        const EmptyHost host(withToken());
        ShellWindow shell;
        QVERIFY(shell.open());
        JoinDialog *const dialog = openJoin(shell);
        joinByAddress(dialog, host.roomUrl(u"plan"_s));
        QTRY_VERIFY(dialogOf(shell));
        dialogOf(shell)->reject();
        QTRY_VERIFY2(messageOf(dialog).contains(u"access token"_s), qPrintable(messageOf(dialog)));
        QVERIFY(dialog->findChild<QPushButton *>(u"join"_s)->isEnabled());
    }
};

QTEST_MAIN(TestShellAccess)
#include "shell_access.moc"
