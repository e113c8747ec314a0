#include "app/window/commandtable.h"

#include "app/editing/attachments.h"
#include "app/editing/shapecommands.h"
#include "app/editing/stylestate.h"
#include "app/session/boardsession.h"
#include "app/tools/toolcontroller.h"
#include "app/view/boardscene.h"
#include "app/view/boardview.h"
#include "app/widgets/theme.h"
#include "app/window/filecontrol.h"
#include "app/window/insertcontrol.h"
#include "app/window/ownerdialogs.h"
#include "app/window/roomdialogs.h"
#include "app/window/together.h"
#include "app/window/windowcommands.h"
#include "common/model/geometry.h"

#include <QCoreApplication>

#include <array>

namespace sketchroom {

namespace {

using Id = CommandId;
using M = MenuId;
using For = CommandInfo::For;
using T = const CommandTargets &;

bool hasSelection(T t)
{
    return !t.tools.selection().isEmpty();
}
bool hasOneSelected(T t)
{
    return t.tools.selection().ids().size() == 1;
}
bool hasLink(T t)
{
    return hasOneSelected(t) && !t.tools.selection().shapes().value(0)->link.isEmpty();
}
bool hasShapes(T t)
{
    return !t.session.document().isEmpty();
}
bool isInRoom(T t)
{
    return t.session.link() && !t.session.link()->isLocal();
}
bool mayEditInRoom(T t)
{
    return isInRoom(t) && t.session.link()->state() == RoomLink::State::Connected && t.session.mayEdit();
}
bool canReconnect(T t)
{
    return isInRoom(t) && (t.session.link()->state() == RoomLink::State::Reconnecting ||
                           t.session.link()->state() == RoomLink::State::Closed);
}
bool canContinueHere(T t)
{
    return t.rooms.canContinueHere();
}
template <ThemeChoice choice>
bool isTheme(T t)
{
    return t.theme.choice() == choice;
}
template <ThemeChoice choice>
void setTheme(T t)
{
    t.window.chooseTheme(choice);
}
template <void (ShapeCommands::*command)()>
void shapes(T t)
{
    (t.tools.commands().*command)();
}
template <void (BoardView::*command)()>
void view(T t)
{
    (t.view.*command)();
}
template <void (FileControl::*command)()>
void files(T t)
{
    (t.files.*command)();
}
template <void (InsertControl::*command)()>
void inserts(T t)
{
    (t.inserts.*command)();
}
template <void (RoomDialogs::*command)()>
void rooms(T t)
{
    (t.rooms.*command)();
}
bool isOwner(T t)
{
    return t.session.isOwner();
}
bool isRoomLocked(T t)
{
    return isInRoom(t) && t.session.room().locked;
}
template <void (OwnerDialogs::*command)()>
void owner(T t)
{
    (t.owner.*command)();
}
template <Newcomers newcomer>
void newcomers(T t)
{
    RoomActionMessage message;
    message.action = RoomVerb::Newcomers;
    message.newcomers = newcomer;
    t.session.act(message);
}
template <Newcomers newcomer>
bool areNewcomers(T t)
{
    return isInRoom(t) && t.session.newcomers() == newcomer;
}
template <void (WindowCommands::*command)()>
void window(T t)
{
    (t.window.*command)();
}

#define TEXT(text) QT_TRANSLATE_NOOP("Commands", text)

// clang-format off
constexpr std::array table{
    CommandInfo{Id::New, M::File, TEXT("&New board"), "new", "Ctrl+N", files<&FileControl::newBoard>},
    CommandInfo{Id::Open, M::File, TEXT("&Open…"), "open", "Ctrl+O", files<&FileControl::open>},
    CommandInfo{Id::Save, M::File, TEXT("&Save"), "save", "Ctrl+S", files<&FileControl::save>, hasShapes, nullptr, true},
    CommandInfo{Id::SaveAs, M::File, TEXT("Save &as…"), "", "Ctrl+Shift+S", files<&FileControl::saveAs>, hasShapes},
    CommandInfo{Id::ExportPng, M::File, TEXT("Export &PNG…"), "export", "Ctrl+Shift+E", files<&FileControl::exportPng>, hasShapes, nullptr, true},
    CommandInfo{Id::ExportSvg, M::File, TEXT("Export S&VG…"), "", "", files<&FileControl::exportSvg>, hasShapes},
    CommandInfo{Id::SaveForExcalidraw, M::File, TEXT("Save for E&xcalidraw…"), "", "", files<&FileControl::saveForExcalidraw>, hasShapes},
    CommandInfo{Id::CloseWindow, M::File, TEXT("&Close"), "quit", "Ctrl+W Ctrl+Q", window<&WindowCommands::closeWindow>, nullptr, nullptr, true},

    CommandInfo{Id::Undo, M::Edit, TEXT("&Undo"), "undo", "Ctrl+Z", [](T t) { t.session.undo(); }, [](T t) { return t.session.canUndo(); }, nullptr, false, For::Editors},
    CommandInfo{Id::Redo, M::Edit, TEXT("&Redo"), "redo", "Ctrl+Shift+Z Ctrl+Y", [](T t) { t.session.redo(); }, [](T t) { return t.session.canRedo(); }, nullptr, false, For::Editors},
    CommandInfo{Id::Cut, M::Edit, TEXT("Cu&t"), "cut", "Ctrl+X", shapes<&ShapeCommands::cut>, hasSelection, nullptr, true, For::Editors},
    CommandInfo{Id::Copy, M::Edit, TEXT("&Copy"), "copy", "Ctrl+C", shapes<&ShapeCommands::copy>, hasSelection},
    CommandInfo{Id::Paste, M::Edit, TEXT("&Paste"), "paste", "Ctrl+V", inserts<&InsertControl::paste>, nullptr, nullptr, false, For::Editors},
    CommandInfo{Id::InsertImage, M::Edit, TEXT("&Insert image…"), "image", "9", inserts<&InsertControl::chooseImages>, nullptr, nullptr, false, For::Editors},
    CommandInfo{Id::Duplicate, M::Edit, TEXT("&Duplicate"), "duplicate", "Ctrl+D", shapes<&ShapeCommands::duplicate>, hasSelection, nullptr, true, For::Editors},
    CommandInfo{Id::Delete, M::Edit, TEXT("D&elete"), "delete", "Del Backspace", shapes<&ShapeCommands::deleteSelected>, hasSelection, nullptr, false, For::Editors},
    CommandInfo{Id::SelectAll, M::Edit, TEXT("Select &all"), "select-all", "Ctrl+A", shapes<&ShapeCommands::selectAll>, hasShapes},
    CommandInfo{Id::EditText, M::Edit, TEXT("Edit te&xt"), "", "", [](T t) { t.tools.editSelectedText(); }, hasSelection, nullptr, true, For::Editors},
    CommandInfo{Id::SetLink, M::Edit, TEXT("Lin&k…"), "", "Ctrl+K", window<&WindowCommands::setLink>, hasOneSelected, nullptr, false, For::Editors},
    CommandInfo{Id::OpenLink, M::Edit, TEXT("&Open the link"), "", "", window<&WindowCommands::openLink>, hasLink},
    CommandInfo{Id::CopyAsPng, M::Edit, TEXT("Copy as &PNG"), "", "Alt+Shift+C", files<&FileControl::copyAsPng>, hasShapes, nullptr, true},
    CommandInfo{Id::CopyAsSvg, M::Edit, TEXT("Copy as S&VG"), "", "", files<&FileControl::copyAsSvg>, hasShapes},

    CommandInfo{Id::ZoomIn, M::View, TEXT("Zoom &in"), "zoom-in", "+ = Ctrl++ Ctrl+=", view<&BoardView::zoomIn>},
    CommandInfo{Id::ZoomOut, M::View, TEXT("Zoom &out"), "zoom-out", "- Ctrl+-", view<&BoardView::zoomOut>},
    CommandInfo{Id::ResetZoom, M::View, TEXT("Zoom to 1&00 %"), "", "0 Ctrl+0 Shift+0", view<&BoardView::resetZoom>},
    CommandInfo{Id::ZoomToFit, M::View, TEXT("Zoom to &fit"), "zoom-fit", "Shift+1 Ctrl+9", view<&BoardView::zoomToFit>},
    CommandInfo{Id::ZoomToSelection, M::View, TEXT("Zoom to &selection"), "", "Shift+2",
        [](T t) { t.view.zoomToRect(boundsOf(shown(t.session.document(), t.tools.selection().shapes()))); }, hasSelection},
    CommandInfo{Id::ShowGrid, M::View, TEXT("Show &grid"), "grid", "Ctrl+'",
        [](T t) { t.window.showGrid(!t.view.gridShown()); }, nullptr, [](T t) { return t.view.gridShown(); }, true},
    CommandInfo{Id::ThemeSystem, M::View, TEXT("Theme of the s&ystem"), "theme", "", setTheme<ThemeChoice::System>, nullptr, isTheme<ThemeChoice::System>, true},
    CommandInfo{Id::ThemeLight, M::View, TEXT("&Light theme"), "", "", setTheme<ThemeChoice::Light>, nullptr, isTheme<ThemeChoice::Light>},
    CommandInfo{Id::ThemeDark, M::View, TEXT("&Dark theme"), "", "", setTheme<ThemeChoice::Dark>, nullptr, isTheme<ThemeChoice::Dark>},
    CommandInfo{Id::KeepTool, M::View, TEXT("&Keep the tool after drawing"), "", "Q",
        [](T t) { t.tools.setKeepsTool(!t.tools.keepsTool()); }, nullptr, [](T t) { return t.tools.keepsTool(); }, true},
    CommandInfo{Id::PlainLook, M::View, TEXT("&Plain look of new shapes"), "", "",
        [](T t) { t.window.choosePlainLook(t.tools.style().look() != Look::Plain); }, nullptr, [](T t) { return t.tools.style().look() == Look::Plain; }},

    CommandInfo{Id::BringToFront, M::Arrange, TEXT("Bring to &front"), "bring-front", "Ctrl+Shift+] Ctrl+}", shapes<&ShapeCommands::bringToFront>, hasSelection},
    CommandInfo{Id::BringForward, M::Arrange, TEXT("Bring for&ward"), "bring-forward", "Ctrl+]", shapes<&ShapeCommands::bringForward>, hasSelection},
    CommandInfo{Id::SendBackward, M::Arrange, TEXT("Send back&ward"), "send-backward", "Ctrl+[", shapes<&ShapeCommands::sendBackward>, hasSelection},
    CommandInfo{Id::SendToBack, M::Arrange, TEXT("Send to &back"), "send-back", "Ctrl+Shift+[ Ctrl+{", shapes<&ShapeCommands::sendToBack>, hasSelection},
    CommandInfo{Id::Group, M::Arrange, TEXT("&Group"), "group", "Ctrl+G", shapes<&ShapeCommands::group>, [](T t) { return t.tools.selection().ids().size() > 1; }, nullptr, true},
    CommandInfo{Id::Ungroup, M::Arrange, TEXT("&Ungroup"), "ungroup", "Ctrl+Shift+G", shapes<&ShapeCommands::ungroup>, [](T t) { return t.tools.commands().canUngroup(); }},
    CommandInfo{Id::FlipHorizontally, M::Arrange, TEXT("Flip &horizontally"), "flip-horizontal", "Alt+Shift+H", shapes<&ShapeCommands::flipHorizontally>, hasSelection, nullptr, true},
    CommandInfo{Id::FlipVertically, M::Arrange, TEXT("Flip &vertically"), "flip-vertical", "Alt+Shift+V", shapes<&ShapeCommands::flipVertically>, hasSelection},
    CommandInfo{Id::Lock, M::Arrange, TEXT("&Lock"), "lock", "Ctrl+Shift+L", [](T t) { t.tools.commands().toggleLocked(); }, hasSelection, nullptr, true},
    CommandInfo{Id::Unlock, M::Arrange, TEXT("Unlo&ck"), "", "", [](T t) { t.tools.commands().setLocked(false); }, hasSelection},
    CommandInfo{Id::UnlockAll, M::Arrange, TEXT("Unlock &all"), "", "", shapes<&ShapeCommands::unlockAll>, hasShapes},

    CommandInfo{Id::ShowRooms, M::Room, TEXT("&Rooms…"), "room", "Ctrl+R", rooms<&RoomDialogs::showStart>},
    CommandInfo{Id::HostSession, M::Room, TEXT("&Start a session…"), "host", "Ctrl+Shift+H", rooms<&RoomDialogs::showHost>},
    CommandInfo{Id::Join, M::Room, TEXT("&Join…"), "room", "Ctrl+Shift+J", [](T t) { t.rooms.showJoin(); }},
    CommandInfo{Id::Invite, M::Room, TEXT("&Invite others…"), "invite", "Ctrl+I", rooms<&RoomDialogs::showInvitation>},
    CommandInfo{Id::Reconnect, M::Room, TEXT("Re&connect now"), "", "F5", [](T t) { t.session.link()->retryNow(); }, canReconnect, nullptr, true},
    CommandInfo{Id::ContinueHere, M::Room, TEXT("&Continue this session on my computer"), "host", "", rooms<&RoomDialogs::continueHere>, canContinueHere},
    CommandInfo{Id::Chat, M::Room, TEXT("C&hat"), "chat", "Ctrl+J", [](T t) { t.together.toggleChat(); }, isInRoom, [](T t) { return t.together.isChatShown(); }, true},
    CommandInfo{Id::RaiseHand, M::Room, TEXT("Raise your hand"), "hand-up", "Alt+Y", [](T t) { t.together.toggleHand(); }, isInRoom, [](T t) { return t.together.isHandUp(); }},
    CommandInfo{Id::Summon, M::Room, TEXT("&Bring everybody here"), "people", "", owner<&OwnerDialogs::summon>, isOwner, nullptr, true, For::Owners},
    CommandInfo{Id::LockRoom, M::Room, TEXT("L&ock the room"), "", "", owner<&OwnerDialogs::toggleLock>, isOwner, isRoomLocked, false, For::Owners},
    CommandInfo{Id::NewcomersDraw, M::Room, TEXT("Newcomers dra&w"), "", "", newcomers<Newcomers::Editor>, isOwner, areNewcomers<Newcomers::Editor>, true, For::Owners},
    CommandInfo{Id::NewcomersLook, M::Room, TEXT("Newcomers onl&y look"), "", "", newcomers<Newcomers::Viewer>, isOwner, areNewcomers<Newcomers::Viewer>, false, For::Owners},
    CommandInfo{Id::NewcomersWait, M::Room, TEXT("Newcomers wa&it to be let in"), "", "", newcomers<Newcomers::Wait>, isOwner, areNewcomers<Newcomers::Wait>, false, For::Owners},
    CommandInfo{Id::RenameRoom, M::Room, TEXT("Re&name the room…"), "", "", owner<&OwnerDialogs::renameRoom>, isOwner, nullptr, true, For::Owners},
    CommandInfo{Id::RoomSecret, M::Room, TEXT("S&ecret of the room…"), "lock", "", owner<&OwnerDialogs::setSecret>, isOwner, nullptr, false, For::Owners},
    CommandInfo{Id::Members, M::Room, TEXT("Everybody &who was here…"), "people", "", owner<&OwnerDialogs::showMembers>, isInRoom},
    CommandInfo{Id::Bans, M::Room, TEXT("Banned &people…"), "", "", owner<&OwnerDialogs::showBans>, isOwner, nullptr, false, For::Owners},
    CommandInfo{Id::RestoreDeleted, M::Room, TEXT("Bring back what was &deleted…"), "undo", "", rooms<&RoomDialogs::showDeletions>, mayEditInRoom},
    CommandInfo{Id::ClearBoard, M::Room, TEXT("Cle&ar the board…"), "delete", "", owner<&OwnerDialogs::clearBoard>, hasShapes, nullptr, false, For::Owners},
    CommandInfo{Id::LeaveRoom, M::Room, TEXT("&Leave the room"), "quit", "", rooms<&RoomDialogs::leaveRoom>, isInRoom, nullptr, true},

    CommandInfo{Id::FindCommand, M::Help, TEXT("&Find a command…"), "", "Ctrl+Shift+P /", window<&WindowCommands::findCommand>},
    CommandInfo{Id::Shortcuts, M::Help, TEXT("&Keys and shortcuts"), "help", "F1 ?", window<&WindowCommands::showKeys>},
    CommandInfo{Id::About, M::Help, TEXT("&About Sketchroom"), "info", "", window<&WindowCommands::showAbout>},
};
// clang-format on

#undef TEXT

} // namespace

std::span<const CommandInfo> commandTable()
{
    return table;
}

bool changesBoard(const CommandInfo &info)
{
    return info.menu == M::Arrange || info.whom == For::Editors;
}

QString menuTitle(MenuId id)
{
    switch (id) {
    case M::File:
        return QCoreApplication::translate("Commands", "&File");
    case M::Edit:
        return QCoreApplication::translate("Commands", "&Edit");
    case M::View:
        return QCoreApplication::translate("Commands", "&View");
    case M::Arrange:
        return QCoreApplication::translate("Commands", "&Arrange");
    case M::Room:
        return QCoreApplication::translate("Commands", "&Room");
    case M::Help:
        return QCoreApplication::translate("Commands", "&Help");
    }
    Q_UNREACHABLE();
}

} // namespace sketchroom
