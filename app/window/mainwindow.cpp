#include "app/window/mainwindow.h"

#include "app/dialogs/keylist.h"
#include "app/dialogs/lastwrite.h"
#include "app/images/images.h"
#include "app/panels/chatpanel.h"
#include "app/panels/emptyhint.h"
#include "app/panels/notices.h"
#include "app/panels/people.h"
#include "app/panels/statuspill.h"
#include "app/panels/stylepanel.h"
#include "app/panels/summons.h"
#include "app/panels/toolbar.h"
#include "app/panels/wayback.h"
#include "app/panels/zoombar.h"
#include "app/rooms/deletionwatch.h"
#include "app/tools/toolcontroller.h"
#include "app/view/boardscene.h"
#include "app/view/boardview.h"
#include "app/widgets/icons.h"
#include "app/widgets/theme.h"
#include "app/widgets/widgets.h"
#include "app/window/boardframe.h"
#include "app/window/commands.h"
#include "app/window/contextmenu.h"
#include "app/window/filecontrol.h"
#include "app/window/insertcontrol.h"
#include "app/window/ownerdialogs.h"
#include "app/window/roomdialogs.h"
#include "app/window/together.h"
#include "app/window/windowcommands.h"

#include <QApplication>
#include <QCloseEvent>
#include <QMenu>
#include <QScreen>
#include <QShortcut>
#include <QWindow>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

const Option<QByteArray> geometryOption{"window/geometry", {}};
constexpr QSize smallestWindow(480, 360);
constexpr QSize firstSize(1200, 780);

} // namespace

MainWindow::MainWindow(RoomControl &rooms, Theme &theme, QWidget *parent)
    : QMainWindow(parent)
    , m_rooms(rooms)
    , m_session(rooms.session())
    , m_theme(theme)
    , m_images(std::make_unique<Images>(m_session, rooms.access(), rooms.settings().folder()))
    , m_scene(new BoardScene(m_session, this))
    , m_view(new BoardView(*m_scene))
    , m_frame(new BoardFrame(m_view, theme))
    , m_tools(new ToolController(m_session, *m_scene, *m_view, this))
{
    setWindowIcon(QIcon(u":/icons/sketchroom.svg"_s));
    setMinimumSize(smallestWindow);
    keepDialogsOnScreen(this);
    setCentralWidget(m_frame);
    m_scene->setImages(m_images->cache());
    m_view->setAccessibleName(tr("Board"));
    makeControls();
    makePanels();
    connect(&m_theme, &Theme::changed, this, &MainWindow::applyTheme);
    connect(m_frame, &BoardFrame::compactChanged, this, &MainWindow::applyCompact);
    connect(m_frame, &BoardFrame::coveredChanged, m_view, &BoardView::setCovered);
    connect(&m_session, &BoardSession::noticed, this, &MainWindow::notify);
    connect(m_tools, &ToolController::noticed, this, &MainWindow::notify);
    connect(m_tools, &ToolController::menuWanted, this, &MainWindow::showContextMenu);
    // Where the room has refused it, the reason is said a moment later, and this with it.
    connect(m_tools, &ToolController::wordsLost, this, &MainWindow::offerWords, Qt::QueuedConnection);
    connect(&m_rooms, &RoomControl::noticed, this, &MainWindow::notify);
    connect(m_images.get(), &Images::noticed, this, &MainWindow::notify);
    connect(&m_session, &BoardSession::chatReceived, this, &MainWindow::offerMove);
    connect(
        &m_session, &BoardSession::roomBeganAnew, this,
        [this] {
            m_notices->hide(); // the dialog says it
            m_dialogs->offerCopy();
        },
        Qt::QueuedConnection);
    connect(&m_session, &BoardSession::stateChanged, this, &MainWindow::followConnection);
    connect(&m_session, &BoardSession::hostStopping, this,
            [this] { explainLostRoom(tr("The host is being stopped. You can go on drawing.")); });
    connect(&m_session, &BoardSession::documentReset, m_view, &BoardView::zoomToFit);
    for (const auto signal : {&BoardSession::peopleChanged, &BoardSession::stateChanged})
        connect(&m_session, signal, this, &MainWindow::updateTitle);
    connect(m_files, &FileControl::changed, this, &MainWindow::updateTitle);
    connect(m_files, &FileControl::noticed, this, &MainWindow::notify);
    applyTheme();
    applyCompact();
    updateTitle();
    restoreWindow();
    m_view->setFocus();
}

MainWindow::~MainWindow() = default;

void MainWindow::makeControls()
{
    m_files = new FileControl(m_rooms, m_images->folder(), m_tools->selection(), *m_view, *this);
    m_dialogs = new RoomDialogs(m_rooms, *m_files, *this);
    m_owner = new OwnerDialogs(m_rooms, *m_view, *this);
    const auto *const summons = new Summons(m_session, *m_view, this);
    connect(summons, &Summons::noticed, this, &MainWindow::notify);
    const auto *const deletions = new DeletionWatch(m_session, this);
    connect(deletions, &DeletionWatch::noticed, this, &MainWindow::offerToBringBack);
    m_window = new WindowCommands(*this, *m_view, *m_tools, m_theme, m_rooms.settings());
    m_inserts =
        new InsertControl({m_session, *m_view, *m_tools, *m_files, m_images->folder(), m_rooms.settings()}, *this);
    connect(m_inserts, &InsertControl::noticed, this, &MainWindow::notify);
    m_together = new Together(m_session, *m_view, m_theme, this);
    connect(m_together, &Together::noticed, this, [this](const QString &sentence) { m_notices->mention(sentence); });
    connect(m_owner, &OwnerDialogs::goToWanted, m_together, &Together::goTo);
    connect(m_owner, &OwnerDialogs::followWanted, m_together, &Together::follow);
    m_commands = new Commands(targets(), *this);
    connect(m_window, &WindowCommands::paletteWanted, this, [this] {
        auto *const palette = new CommandPalette(m_commands->paletteEntries(), this);
        palette->setAttribute(Qt::WA_DeleteOnClose);
        connect(palette, &CommandPalette::refused, this, &MainWindow::notify);
        palette->open();
    });
    connect(m_window, &WindowCommands::keysWanted, this, [this] {
        auto *const list = new KeyList(m_commands->keyGroups() << mouseGestures(), this);
        list->setAttribute(Qt::WA_DeleteOnClose);
        list->open();
    });
}

void MainWindow::makePanels()
{
    using Place = BoardFrame::Place;
    const auto action = [this](CommandId id) { return m_commands->action(id); };
    m_notices = new Notices;
    m_style = new StylePanel(m_session, *m_tools,
                             {{action(CommandId::SendToBack), action(CommandId::SendBackward),
                               action(CommandId::BringForward), action(CommandId::BringToFront)},
                              {action(CommandId::Duplicate), action(CommandId::Delete), action(CommandId::Group),
                               action(CommandId::Ungroup)}},
                             m_theme, m_rooms.settings());
    connect(m_style, &StylePanel::wantedChanged, this, &MainWindow::showStyle);
    // In the order in which Tab visits them.
    m_frame->place(makeMenuPanel(), Place::TopLeft);
    m_toolBar = new ToolBar(m_commands->toolActions());
    connect(m_toolBar, &ToolBar::refused, this, &MainWindow::notify);
    connect(m_commands, &Commands::refused, this, &MainWindow::notify);
    m_frame->place(m_toolBar, Place::TopCenter);
    m_frame->place(m_style, Place::Side);
    makePeople();
    m_frame->place(
        new ZoomBar(*m_view, {action(CommandId::ZoomOut), action(CommandId::ResetZoom), action(CommandId::ZoomIn),
                              action(CommandId::ZoomToFit), action(CommandId::Undo), action(CommandId::Redo)}),
        Place::BottomLeft);
    m_frame->place(new StatusPill(m_session, m_theme), Place::BottomRight);
    m_frame->place(new WayBack(*m_scene, *m_view), Place::Way);
    auto *const hint = new EmptyHint(
        m_session, {m_commands->action(ToolId::Pen), m_commands->action(ToolId::Note), action(CommandId::Invite)});
    connect(m_tools, &ToolController::typingChanged, hint, &EmptyHint::setTyping);
    m_frame->place(hint, Place::Middle);
    m_frame->place(m_notices, Place::Notice);
}

QWidget *MainWindow::makeMenuPanel()
{
    QFrame *const panel = makePanel(tr("Menu"), QBoxLayout::LeftToRight);
    m_menuButton = makeIconButton(u"menu"_s, tr("Menu"));
    m_menuButton->setToolTip(toolTipOf(tr("Menu"), QKeySequence(Qt::Key_F10)));
    m_menuButton->setMenu(m_commands->makeMenu(m_menuButton));
    m_menuButton->setPopupMode(QToolButton::InstantPopup);
    const auto *const key = new QShortcut(QKeySequence(Qt::Key_F10), this);
    connect(key, &QShortcut::activated, m_menuButton, &QToolButton::showMenu);
    m_styleButton = makeIconButton(u"style"_s, tr("Style"));
    m_styleButton->setCheckable(true);
    connect(m_styleButton, &QToolButton::toggled, this, &MainWindow::showStyle);
    panel->layout()->addWidget(m_menuButton);
    panel->layout()->addWidget(m_styleButton);
    return panel;
}

void MainWindow::makePeople()
{
    QList<QAction *> roomActions;
    for (const CommandId id : {CommandId::RenameRoom, CommandId::Invite, CommandId::LeaveRoom})
        roomActions.append(m_commands->action(id));
    QAction *const chat = m_commands->action(CommandId::Chat);
    chat->setObjectName("chat"_L1);
    m_people = new PeopleBar(m_session,
                             {chat, m_commands->action(CommandId::RaiseHand), m_commands->action(CommandId::Invite)},
                             roomActions);
    m_unread = makeLabel({}, "badge"_ba);
    m_unread->setParent(m_people->findChild<QToolButton *>("chat"_L1));
    m_unread->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_unread->hide();
    connect(m_together, &Together::changed, this, &MainWindow::showUnread);
    m_frame->place(m_together->chat(), BoardFrame::Place::Chat);
    connect(m_people, &PeopleBar::personMenuWanted, m_owner, &OwnerDialogs::showPersonMenu);
    m_peopleList = new PeopleList(m_session, m_frame);
    m_peopleList->hide();
    m_frame->place(m_people, BoardFrame::Place::TopRight);
    connect(m_people, &PeopleBar::listWanted, this, [this] { m_frame->popUp(m_peopleList, m_people); });
    connect(m_peopleList, &PeopleList::personMenuWanted, m_owner, &OwnerDialogs::showPersonMenu);
    connect(m_peopleList, &PeopleList::decided, m_owner, &OwnerDialogs::decide);
    connect(&m_session, &BoardSession::waitingChanged, this, &MainWindow::tellWaiting);
    connect(m_peopleList, &PeopleList::nameChosen, &m_rooms, &RoomControl::setName);
    connect(m_peopleList, &PeopleList::colorChosen, &m_rooms, &RoomControl::setColor);
}

void MainWindow::showContextMenu(QPoint at)
{
    auto *const menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillContextMenu(*menu, *m_commands, targets());
    menu->popup(at);
}

CommandTargets MainWindow::targets() const
{
    return {m_session, *m_view, *m_tools, *m_files, *m_inserts, *m_dialogs, *m_owner, *m_together, *m_window, m_theme};
}

void MainWindow::tellWaiting()
{
    const QList<Applicant> &people = m_session.waiting();
    if (people.size() > std::exchange(m_waiting, people.size())) {
        const Applicant newest = people.constLast();
        m_notices->show(tr("%1 waits to be let in.").arg(newest.name),
                        {tr("Let in"), [this, newest] { m_owner->decide(newest.client, true); }});
    }
}

void MainWindow::showUnread()
{
    const int count = m_together->chat()->unread();
    m_unread->setText(count > 99 ? u"99+"_s : QString::number(count));
    m_unread->adjustSize();
    m_unread->move(m_unread->parentWidget()->width() - m_unread->width(), 0);
    m_unread->setVisible(count > 0);
}

void MainWindow::notify(const QString &sentence)
{
    m_notices->show(sentence);
}

void MainWindow::offerWords(const Shape &shape, const QString &by)
{
    const QString why = m_notices->text().isEmpty() ? tr("The room has not taken what you wrote.") : m_notices->text();
    m_notices->show(by.isEmpty() ? why : tr("%1 has replaced what you wrote.").arg(by),
                    {tr("Put it beside"), [this, shape] { m_tools->putBeside(shape); }});
}

void MainWindow::offerToBringBack(const Deletion &deletion)
{
    const int shapes = int(deletion.shapes);
    m_notices->show(deletion.name.isEmpty() ? tr("Somebody deleted %n shape(s).", nullptr, shapes)
                                            : tr("%1 deleted %n shape(s).", nullptr, shapes).arg(deletion.name),
                    {tr("Bring back"), [this, deletion] { m_session.act(restoreOf(deletion)); }});
}

void MainWindow::whenPlaced(const std::function<void()> &then)
{
    m_whenPlaced = then;
    windowHandle()->installEventFilter(this);
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == windowHandle() && event->type() == QEvent::Expose && windowHandle()->isExposed()) {
        watched->removeEventFilter(this);
        // Not from within the event: a dialog has an event loop of its own.
        QMetaObject::invokeMethod(this, std::exchange(m_whenPlaced, nullptr), Qt::QueuedConnection);
    }
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::applyTheme()
{
    m_scene->setDark(m_theme.isDark());
    m_view->viewport()->update();
}

void MainWindow::applyCompact()
{
    m_styleButton->setVisible(m_frame->isCompact());
    m_people->setCompact(m_frame->isCompact());
    m_toolBar->setCompact(m_frame->isCompact());
    m_styleButton->setChecked(false);
    showStyle();
}

void MainWindow::showStyle()
{
    m_styleButton->setEnabled(m_style->isWanted());
    m_style->setVisible(m_style->isWanted() && (!m_frame->isCompact() || m_styleButton->isChecked()));
}

void MainWindow::updateTitle()
{
    QString name = m_files->fileName();
    if (!m_rooms.isAlone())
        name = m_session.room().title.isEmpty() ? m_rooms.roomName() : m_session.room().title;
    if (name.isEmpty())
        name = tr("New board");
    setWindowModified(m_rooms.isAlone() && m_files->isModified());
    setWindowTitle(tr("%1[*] – Sketchroom").arg(name));
}

void MainWindow::followConnection()
{
    const RoomLink *const link = m_session.link();
    const auto state = link ? link->state() : RoomLink::State::Connected;
    if (state == RoomLink::State::Connected && !m_lostBecause.isEmpty() && m_notices->text() == m_lostBecause)
        m_notices->hide();
    // What a host wants is asked for first.
    const bool closed = state == RoomLink::State::Closed && !link->demand();
    if (std::exchange(m_wasClosed, closed) == closed || !closed)
        return;
    // The room picker tells of a room that could not be joined itself.
    if (!m_session.room().id.isEmpty())
        explainLostRoom(link->problem());
    else if (!QApplication::activeModalWidget())
        notify(link->problem());
}

void MainWindow::explainLostRoom(const QString &why)
{
    m_lostBecause = why;
    if (m_rooms.canContinueHere())
        m_notices->show(why, {tr("Continue on this computer"), [this] { m_dialogs->continueHere(); }});
    else
        notify(tr("%1 Room ▸ Leave the room makes the board yours.").arg(why));
}

void MainWindow::offerMove(const ChatLine &line)
{
    const auto address = addressIn(line.text);
    if (!address || line.peer == m_session.self().peer)
        return;
    const bool losesEncryption = m_session.link() && isEncrypted(m_session.link()->address()) && !address->secure;
    const QString said = tr("%1: %2").arg(line.name, line.text);
    m_notices->show(losesEncryption ? tr("%1 (not encrypted)").arg(said) : said, {tr("Join there"), [this, address] {
                                                                                      if (m_files->mayLeaveBoard())
                                                                                          m_rooms.join(*address);
                                                                                  }});
}

void MainWindow::restoreWindow()
{
    resize(firstSize.boundedTo(screen()->availableSize() * 9 / 10));
    restoreGeometry(m_rooms.settings().value(geometryOption));
    keepOnScreen(*this);
}

/// What outlives a board, but not the program.
bool MainWindow::mayLoseMemory()
{
    // A board that is drawn on alone was asked about, and its file has its images.
    const bool imagesAreSafe =
        m_rooms.isAlone() ||
        writeOrAsk({tr("The room may not have all images that you have brought, and they cannot be kept on this "
                       "computer. If the window is closed now, they are lost."),
                    [this] { return m_images->keepNow(); }, [this] { return m_files->saveAsking(); }},
                   *this);
    return imagesAreSafe && writeOrAsk({tr("What you have set, and which rooms you were in, cannot be saved."),
                                        [this] { return m_rooms.settings().keepNow(); },
                                        {}},
                                       *this);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_tools->isEditingText())
        m_tools->finishTextEditing();
    if (!m_files->mayLeaveBoard() || !mayLoseMemory()) {
        event->ignore();
        return;
    }
    m_rooms.settings().set(geometryOption, saveGeometry());
    hide();
    m_rooms.shutDown();
    event->accept();
}

} // namespace sketchroom
