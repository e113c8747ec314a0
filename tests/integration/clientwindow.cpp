#include "tests/integration/clientwindow.h"

#include "app/rooms/address.h"
#include "app/view/boardview.h"
#include "app/window/filecontrol.h"
#include "common/protocol/codec.h"

#include <QMessageBox>
#include <QProcess>
#include <QPushButton>
#include <QtTest>

namespace sketchroom::testing {

namespace {

Identity identity(const QString &name, Random &random)
{
    return {SigningKey::make(random),
            name,
            true,
            peopleColors().at(qsizetype(random.below(quint32(peopleColors().size())))),
            makeId(random),
            {}};
}

} // namespace

ClientWindow::ClientWindow(const QString &name, Theme &theme, QPoint place)
    : m_settings(m_folder.path())
    , m_random(Random::fromSystem())
    , m_identity(identity(name, m_random))
    , m_session(m_identity.client(), m_clock, m_random)
    , m_rooms(m_session, m_identity, m_settings, m_clock, m_random)
    , m_window(m_rooms, theme)
{
    QObject::connect(&m_session, &BoardSession::noticed, &m_window,
                     [this](const QString &sentence) { m_notices << sentence; });
    m_window.setGeometry(QRect(place, QSize(900, 700)));
    m_window.show();
    m_rooms.drawAlone();
}

void ClientWindow::join(const QUrl &room)
{
    const auto address = parseAddress(room.toString());
    QVERIFY(address);
    m_rooms.join(*address, RoomConnection::Missing::Make);
}

bool ClientWindow::addDrawing(const QString &path)
{
    m_window.files().openPath(path);
    QPushButton *add = nullptr;
    const auto isAsked = [&] {
        for (const QMessageBox *box : m_window.findChildren<QMessageBox *>()) {
            for (QAbstractButton *button : box->buttons()) {
                if (box->buttonRole(button) == QMessageBox::AcceptRole)
                    add = qobject_cast<QPushButton *>(button);
            }
        }
        return add != nullptr;
    };
    if (!QTest::qWaitFor(isAsked, 30'000))
        return false;
    add->click();
    return true;
}

bool ClientWindow::isConnected() const
{
    return m_session.link() && m_session.link()->state() == RoomLink::State::Connected;
}

bool ClientWindow::isInSync() const
{
    return isConnected() && m_session.pendingEdits() == 0 && !m_session.loading();
}

QByteArray ClientWindow::canonical() const
{
    return encodeShapes(board().shapes());
}

QImage ClientWindow::picture()
{
    view().zoomToFit();
    return view().viewport()->grab().toImage().convertToFormat(QImage::Format_RGB32);
}

void ClientWindow::xdo(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral("xdotool"), arguments);
    QTRY_COMPARE(process.state(), QProcess::NotRunning);
    QCOMPARE(process.exitCode(), 0);
}

QStringList ClientWindow::at(QPoint point)
{
    const QPoint global = view().viewport()->mapToGlobal(point);
    return {QString::number(global.x()), QString::number(global.y())};
}

void ClientWindow::activate()
{
    xdo({QStringLiteral("windowactivate"), QString::number(m_window.winId())});
    QTRY_VERIFY(m_window.isActiveWindow());
    view().setFocus();
}

void ClientWindow::drag(const QList<QPoint> &path, const QString &heldKey)
{
    QStringList commands = QStringList(QStringLiteral("mousemove")) + at(path.first());
    if (!heldKey.isEmpty())
        commands << QStringLiteral("keydown") << heldKey;
    commands << QStringLiteral("mousedown") << QStringLiteral("1");
    for (const QPoint &point : path.mid(1))
        commands << QStringList(QStringLiteral("mousemove")) + at(point) << QStringLiteral("sleep")
                 << QStringLiteral("0.02");
    commands << QStringLiteral("mouseup") << QStringLiteral("1");
    if (!heldKey.isEmpty())
        commands << QStringLiteral("keyup") << heldKey;
    xdo(commands);
}

void ClientWindow::click(QPoint point)
{
    drag({point});
}

void ClientWindow::key(const QString &name)
{
    xdo({QStringLiteral("key"), name});
}

void ClientWindow::type(const QString &text)
{
    xdo({QStringLiteral("type"), QStringLiteral("--delay"), QStringLiteral("20"), text});
}

double difference(const QImage &a, const QImage &b)
{
    if (a.size() != b.size() || a.isNull())
        return 1;
    constexpr int little = 24;
    qint64 different = 0;
    for (int y = 0; y < a.height(); ++y) {
        const auto *left = reinterpret_cast<const QRgb *>(a.constScanLine(y));
        const auto *right = reinterpret_cast<const QRgb *>(b.constScanLine(y));
        for (int x = 0; x < a.width(); ++x) {
            different += qAbs(qRed(left[x]) - qRed(right[x])) > little ||
                         qAbs(qGreen(left[x]) - qGreen(right[x])) > little ||
                         qAbs(qBlue(left[x]) - qBlue(right[x])) > little;
        }
    }
    return double(different) / double(qint64(a.width()) * a.height());
}

} // namespace sketchroom::testing
