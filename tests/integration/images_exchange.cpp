// Images on their way between whole clients without windows, and a real server.

#include "app/images/images.h"
#include "app/rooms/roomcontrol.h"
#include "tests/support/pictures.h"
#include "tests/support/serverprocess.h"

#include <QSslSocket>
#include <QTemporaryDir>
#include <QtTest>

using namespace sketchroom;
using namespace sketchroom::testing;
using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 15'000;

struct Client
{
    Client(const QString &folder, quint64 seed)
        : settings(folder)
        , random(seed)
        , identity(loadIdentity(settings, random, ownFolder(settings, random)))
    {
        QObject::connect(&images, &Images::noticed, &images, [this](const QString &text) { notices << text; });
        rooms.drawAlone();
    }

    bool isInSync() const { return session.isSettled() && !session.loading() && !rooms.isAlone(); }
    bool join(const QUrl &room)
    {
        rooms.join(parseAddress(room.toString()).value_or(RoomAddress()), RoomConnection::Missing::Make);
        return QTest::qWaitFor([this] { return isInSync(); }, patienceMs);
    }
    /// Draws an image that nobody else has, as inserting one does.
    AssetId draw(int width)
    {
        const QByteArray bytes = encoded(quarters({width, 40}));
        const AssetId id = assetIdOf(bytes);
        return images.folder()->keep(id, bytes) && drawOnly(id) ? id : AssetId();
    }
    /// Draws the shape of an image that need not be here.
    bool drawOnly(const AssetId &asset)
    {
        Shape shape = Shape::defaults(Kind::Image);
        shape.id = session.newShapeId();
        shape.asset = asset;
        const QList<Op> ops(1, CreateOp{std::make_shared<const Shape>(shape)});
        return session.submit(ops, u"Insert"_s).has_value();
    }
    ImageState look(const AssetId &asset) { return images.cache()->find(asset, {40, 40}).state; }
    /// Whether it comes to be seen in that state, by somebody who looks at it all the time.
    bool comesToSee(const AssetId &asset, ImageState state)
    {
        return QTest::qWaitFor([&] { return look(asset) == state; }, patienceMs);
    }

    QStringList notices;
    Settings settings;
    SystemClock clock;
    Random random;
    Identity identity;
    BoardSession session{identity.client(), clock, random};
    RoomControl rooms{session, identity, settings, clock, random};
    Images images{session, rooms.access(), settings.folder()};
};

} // namespace

class ImagesExchangeTest final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    std::unique_ptr<Client> client(const QString &name)
    {
        return std::make_unique<Client>(m_folder->filePath(name), quint64(qHash(name)));
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void imageReachesTheOthers()
    {
        ServerProcess server;
        QVERIFY(server.start());
        const auto ann = client(u"ann"_s);
        const auto ben = client(u"ben"_s);
        QVERIFY(ann->join(server.roomUrl(u"plan"_s)));
        QVERIFY(ben->join(server.roomUrl(u"plan"_s)));
        const AssetId image = ann->draw(50);
        QVERIFY(ben->comesToSee(image, ImageState::Ready));
        QVERIFY(ben->images.folder()->has(image));
        // Who comes later gets it from the host.
        const auto cat = client(u"cat"_s);
        QVERIFY(cat->join(server.roomUrl(u"plan"_s)));
        QVERIFY(cat->comesToSee(image, ImageState::Ready));
    }

    void imageDrawnOfflineIsBroughtWhenTheHostIsThere()
    {
        ServerProcess server;
        QVERIFY(server.start());
        const auto ann = client(u"ann"_s);
        QVERIFY(ann->join(server.roomUrl(u"plan"_s)));
        server.kill();
        QTRY_VERIFY_WITH_TIMEOUT(ann->session.link()->state() != RoomLink::State::Connected, patienceMs);
        const AssetId image = ann->draw(60);
        QVERIFY(ann->comesToSee(image, ImageState::Ready));
        QVERIFY(server.start());
        QTRY_VERIFY_WITH_TIMEOUT(ann->isInSync(), patienceMs);
        const auto ben = client(u"ben"_s);
        QVERIFY(ben->join(server.roomUrl(u"plan"_s)));
        QVERIFY(ben->comesToSee(image, ImageState::Ready));
    }

    void H6_tokenOpensTheRoomAndItsImagesAgainAndAgain()
    {
        const QStringList withToken{u"--token=open sesame"_s};
        ServerProcess server;
        QVERIFY(server.start(withToken));
        const auto ann = client(u"ann"_s);
        const auto ben = client(u"ben"_s);
        for (const auto *person : {&ann, &ben}) {
            (*person)->rooms.access().setToken(server.roomUrl(u"plan"_s), u"open sesame"_s);
            QVERIFY((*person)->join(server.roomUrl(u"plan"_s)));
        }
        QVERIFY(ben->comesToSee(ann->draw(50), ImageState::Ready));
        server.kill();
        QTRY_VERIFY_WITH_TIMEOUT(ann->session.link()->state() != RoomLink::State::Connected, patienceMs);
        QVERIFY(server.start(withToken));
        QTRY_VERIFY_WITH_TIMEOUT(ann->isInSync() && ben->isInSync(), patienceMs);
        QVERIFY(ann->comesToSee(ben->draw(60), ImageState::Ready));
        QVERIFY2(!server.errorOutput().contains(u"sesame"_s), "a token is no matter for the log");
    }

    void T13_imagesOfAnEncryptedHostThatIsTrusted()
    {
        ServerProcess server;
        QVERIFY(server.start({u"--tls-self-signed"_s}));
        QUrl room = server.roomUrl(u"plan"_s);
        room.setScheme(u"wss"_s);
        QSslSocket look;
        look.setPeerVerifyMode(QSslSocket::VerifyNone);
        look.connectToHostEncrypted(room.host(), quint16(room.port()));
        QVERIFY(look.waitForEncrypted());
        const auto ann = client(u"ann"_s);
        const auto ben = client(u"ben"_s);
        for (const auto *person : {&ann, &ben}) {
            (*person)->rooms.access().trust(room, fingerprintOf(look.peerCertificate()));
            QVERIFY((*person)->join(room));
        }
        QVERIFY(ben->comesToSee(ann->draw(50), ImageState::Ready));
    }

    void hostThatHasLostItsImagesGetsThemAgain()
    {
        ServerProcess server;
        QVERIFY(server.start());
        const auto ann = client(u"ann"_s);
        QVERIFY(ann->join(server.roomUrl(u"plan"_s)));
        const AssetId image = ann->draw(70);
        const QString file = server.dataFolder() + u"/assets/"_s + QString::fromLatin1(image);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), patienceMs);
        QVERIFY(server.stop());
        QVERIFY(QFile::remove(file));
        QVERIFY(server.start());
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), patienceMs);
    }

    void sessionThatGoesOnHereHasItsImages()
    {
        ServerProcess server;
        QVERIFY(server.start());
        const auto ann = client(u"ann"_s);
        auto ben = client(u"ben"_s);
        QVERIFY(ann->join(server.roomUrl(u"plan"_s)));
        QVERIFY(ben->join(server.roomUrl(u"plan"_s)));
        const AssetId image = ben->draw(80);
        QVERIFY(ann->comesToSee(image, ImageState::Ready));
        ben.reset();
        server.kill();
        QTRY_VERIFY_WITH_TIMEOUT(ann->rooms.canContinueHere(), patienceMs);
        QVERIFY(ann->rooms.continueHere());
        QTRY_VERIFY_WITH_TIMEOUT(ann->isInSync(), patienceMs);
        const auto cat = client(u"cat"_s);
        QVERIFY(cat->join(ann->session.link()->address()));
        QVERIFY(cat->comesToSee(image, ImageState::Ready));
    }

    void imageDrawnAloneComesAlongWhenTheBoardIsHosted()
    {
        const auto ann = client(u"ann"_s);
        QTRY_VERIFY_WITH_TIMEOUT(ann->session.link()->state() == RoomLink::State::Connected, patienceMs);
        const AssetId image = ann->draw(85);
        QVERIFY(ann->rooms.host("plan"));
        QTRY_VERIFY_WITH_TIMEOUT(ann->isInSync(), patienceMs);
        const auto ben = client(u"ben"_s);
        QVERIFY(ben->join(ann->session.link()->address()));
        QVERIFY(ben->comesToSee(image, ImageState::Ready));
    }

    void imageThatNobodyHasIsMissingUntilSomebodyBringsIt()
    {
        ServerProcess server;
        QVERIFY(server.start());
        const auto ann = client(u"ann"_s);
        const auto ben = client(u"ben"_s);
        const QByteArray bytes = encoded(quarters({90, 40}));
        const AssetId image = assetIdOf(bytes);
        // Alone, there is nobody to ask.
        QVERIFY(ann->comesToSee(image, ImageState::Missing));
        QVERIFY(ann->join(server.roomUrl(u"plan"_s)));
        QVERIFY(ben->join(server.roomUrl(u"plan"_s)));
        QVERIFY(ann->drawOnly(image));
        QVERIFY(ann->comesToSee(image, ImageState::Missing));
        QVERIFY(ben->images.folder()->keep(image, bytes));
        QVERIFY(ben->drawOnly(image));
        QVERIFY(ann->comesToSee(image, ImageState::Ready));
    }

    void imageThatTheHostRefusesIsSaidToBe()
    {
        qputenv("SKETCHROOM_IMAGE_BYTES", "100");
        ServerProcess server;
        const bool started = server.start();
        qunsetenv("SKETCHROOM_IMAGE_BYTES");
        QVERIFY(started);
        const auto ann = client(u"ann"_s);
        QVERIFY(ann->join(server.roomUrl(u"plan"_s)));
        QVERIFY(!ann->draw(1'000).isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(!ann->notices.isEmpty(), patienceMs);
        QVERIFY(ann->notices.first().contains(u"large"));
    }
};

QTEST_GUILESS_MAIN(ImagesExchangeTest)
#include "images_exchange.moc"
