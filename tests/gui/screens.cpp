#include "shellhost.h"

#include "app/editing/newshape.h"
#include "app/editing/selection.h"
#include "app/editing/textfit.h"
#include "app/panels/colorcontrol.h"
#include "app/panels/colorpopover.h"
#include "app/panels/colorrow.h"
#include "app/panels/people.h"
#include "app/widgets/englishplurals.h"
#include "app/window/commands.h"
#include "app/window/together.h"

#include <QMenu>
#include <QPainter>
#include <QTextStream>

using namespace Qt::StringLiterals;
using namespace sketchroom;

// Pictures of every screen on one sheet, to look at: tests/gui/screens makes them.

namespace {

constexpr QSize windowSize(1280, 720);

struct Screen
{
    QString name;
    QImage picture;
};

void settle()
{
    constexpr int ms = 350; // for what fades, and for tiles
    QTest::qWait(ms);
}

class Sheet
{
public:
    void add(const QString &name, QWidget &window)
    {
        settle();
        m_screens.append({name, window.screen()->grabWindow(window.winId()).toImage()});
    }

    bool save(const QString &path) const
    {
        constexpr int columns = 3;
        constexpr int wide = 640;
        constexpr int high = 400;
        constexpr int caption = 24;
        const int rows = int(m_screens.size() + columns - 1) / columns;
        QImage sheet(columns * wide, rows * high, QImage::Format_RGB32);
        sheet.fill(QColor(0x80, 0x80, 0x88));
        QPainter painter(&sheet);
        painter.setPen(Qt::white);
        for (int i = 0; i < int(m_screens.size()); ++i) {
            const QPoint corner(i % columns * wide, i / columns * high);
            painter.drawText(QRect(corner, QSize(wide, caption)), Qt::AlignCenter, m_screens.at(i).name);
            QImage picture = m_screens.at(i).picture;
            picture.setDevicePixelRatio(1);
            const QImage fitting = picture.scaled(QSize(wide - 12, high - caption - 8).boundedTo(picture.size()),
                                                  Qt::KeepAspectRatio, Qt::SmoothTransformation);
            painter.drawImage(corner + QPoint((wide - fitting.width()) / 2, caption), fitting);
        }
        return sheet.save(path);
    }

private:
    QList<Screen> m_screens;
};

void draw(const ShellWindow &shell)
{
    shell.tools().setTool(ToolId::Rectangle);
    shell.drag({420, 180}, {620, 300});
    shell.tools().setTool(ToolId::Pen);
    shell.drag({420, 420}, {700, 480});
    shell.tools().setTool(ToolId::Highlighter);
    shell.drag({760, 420}, {980, 430});
    shell.tools().setTool(ToolId::Note);
    QTest::mouseClick(shell.window.view().viewport(), Qt::LeftButton, {}, {860, 260});
    QTest::keyClicks(&shell.window.view(), u"Buy milk"_s);
    shell.tools().finishTextEditing();
    shell.tools().setTool(ToolId::Select);
}

template <class Dialog>
void addDialog(Sheet &sheet, ShellWindow &shell, const QString &name)
{
    settle();
    const auto dialogs = shell.visible<Dialog>();
    if (dialogs.isEmpty())
        return;
    sheet.add(name, *dialogs.constFirst());
    dialogs.constFirst()->close();
    settle();
}

void addColors(Sheet &sheet, ShellWindow &shell)
{
    shell.tools().setTool(ToolId::Rectangle);
    settle();
    for (Swatch *const swatch : shell.visible<Swatch>()) {
        if (swatch->isPlus()) {
            QTest::mouseClick(swatch, Qt::LeftButton);
            break;
        }
    }
    for (ColorPopover *const popover : shell.visible<ColorPopover>()) {
        sheet.add(u"Colours"_s, *popover);
        popover->close();
    }
}

/// Each closed kind with a label, and lines with theirs.
void addAllKinds(Sheet &sheet, ShellWindow &shell)
{
    constexpr int columns = 4;
    QList<Op> ops;
    int place = 0;
    const auto add = [&](Kind kind, const QString &text, const std::function<void(Shape &)> &change = {}) {
        Shape shape = newShape(kind, shell.session.newShapeId(), shell.session.document(), shell.tools().style());
        shape.box = {place % columns * 240.0, 2'000 + place / columns * 180.0, 190, 130, 0};
        shape.text = text;
        shape.fill = fillColors().at(1 + place % 5);
        if (change)
            change(shape);
        shape.box = grownBox(shape);
        ops.append(CreateOp{std::make_shared<const Shape>(shape)});
        ++place;
    };
    for (const KindInfo &kind : kinds()) {
        if (kind.family == Family::Closed)
            add(kind.kind, QString::fromLatin1(kind.title));
    }
    add(Kind::Arrow, u"leads to"_s, [](Shape &shape) {
        shape.points = {0, 0, 80, 120, 190, 130};
        shape.fill = {};
    });
    shell.session.submit(ops, u"Draw"_s);
    shell.tools().selection().clear();
    shell.window.view().zoomToRect({0, 2'000, 930, 520});
    sheet.add(u"Every kind"_s, shell.window);
    shell.window.view().zoomToRect({0, 2'000, 6'000, 4'000});
    sheet.add(u"Every kind, from afar"_s, shell.window);
    shell.window.view().zoomToFit();
    sheet.add(u"Zoomed to fit"_s, shell.window);
}

void takeAll(Sheet &sheet, ShellWindow &ann, ShellWindow &ben)
{
    sheet.add(u"An empty board"_s, ann.window);
    ann.window.dialogs().showStart();
    addDialog<QDialog>(sheet, ann, u"The first screen"_s);
    ann.window.dialogs().showHost();
    addDialog<QDialog>(sheet, ann, u"Starting a session"_s);
    draw(ann);
    sheet.add(u"A board"_s, ann.window);
    if (!ann.rooms.startSession(u"Class 5b / Biology"_s) || !QTest::qWaitFor([&] { return isConnected(ann); }))
        return;
    ann.window.dialogs().showInvitation();
    addDialog<QDialog>(sheet, ann, u"What to tell the others"_s);
    joinByAddress(openJoin(ben), u"127.0.0.1:%1/class-5b-biologi"_s.arg(ann.rooms.hostedPort()));
    addDialog<QDialog>(sheet, ben, u"A room that is not there"_s);
    ben.rooms.join(ann.rooms.invitations().constFirst());
    if (!QTest::qWaitFor([&] { return isConnected(ben) && ann.session.peers().size() == 1; }))
        return;
    ben.session.sendChat(u"Where shall I draw? See https://example.org"_s);
    ann.window.findChild<Together *>()->showChat(true);
    ben.tools().selection().set({ben.session.document().shapes().constFirst()->id});
    sheet.add(u"Two people, and the chat"_s, ann.window);
    ann.window.findChild<Together *>()->showChat(false);
    Q_EMIT ann.window.findChild<PeopleBar *>()->listWanted();
    sheet.add(u"Who is here"_s, ann.window);
    QTest::keyClick(&ann.window.view(), Qt::Key_Escape);
    ann.window.activateWindow();
    settle();
    ann.press(Qt::Key_A, Qt::ControlModifier);
    QTest::mouseClick(ann.window.view().viewport(), Qt::RightButton, {}, {860, 260});
    settle();
    if (auto *const menu = qobject_cast<QMenu *>(QApplication::activePopupWidget())) {
        sheet.add(u"The context menu"_s, *menu);
        menu->close();
    }
    sheet.add(u"All is selected"_s, ann.window);
    ann.press(Qt::Key_Escape);
    ann.window.commands().action(CommandId::Members)->trigger();
    addDialog<QDialog>(sheet, ann, u"Everybody who was here"_s);
    addColors(sheet, ann);
    Presence beyond;
    beyond.cursor = QPointF(9'000, 2'000);
    ben.session.setPresence(beyond);
    sheet.add(u"Somebody is over there"_s, ann.window);
    addAllKinds(sheet, ann);
    ann.window.commands().action(CommandId::Shortcuts)->trigger();
    addDialog<QDialog>(sheet, ann, u"The keys"_s);
    ann.window.resize(560, 640);
    sheet.add(u"A small window"_s, ann.window);
}

} // namespace

/// Arguments: light or dark, and the file of the sheet.
int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    EnglishPlurals plurals;
    QCoreApplication::installTranslator(&plurals);
    if (argc != 3) {
        QTextStream(stderr) << "screens: say light or dark, and the file to write.\n";
        return 2;
    }
    const ThemeChoice choice = QByteArray(argv[1]) == "dark" ? ThemeChoice::Dark : ThemeChoice::Light;
    Sheet sheet;
    {
        ShellWindow ann(1);
        ShellWindow ben(2);
        ann.theme.setChoice(choice);
        ann.identity.name = u"Ann"_s;
        ben.window.hide();
        if (!ann.open(windowSize))
            return 1;
        ann.rooms.setName(u"Ann Lee"_s);
        ben.rooms.setName(u"Ben"_s);
        ben.rooms.drawAlone();
        takeAll(sheet, ann, ben);
    }
    return sheet.save(QString::fromLocal8Bit(argv[2])) ? 0 : 1;
}
