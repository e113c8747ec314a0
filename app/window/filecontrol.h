#pragma once

#include "app/session/boardsession.h"
#include "app/settings/recentfiles.h"

#include <functional>
#include <optional>

class QMenu;
class QWidget;

namespace sketchroom {

class BoardView;
class ImageFolder;
class RoomControl;
class Selection;
struct Drawing;
struct ExportOptions;
struct FileFormat;

/// The File menu: new, open, save and export, with their dialogs; and which file the board is.
class FileControl final : public QObject
{
    Q_OBJECT

public:
    FileControl(RoomControl &rooms, std::shared_ptr<ImageFolder> images, Selection &selection, BoardView &view,
                QWidget &window);

    void newBoard();
    /// Asks which file. Drawing alone it becomes the board; in a room it is put onto the board.
    void open();
    void openPath(const QString &path);
    /// A menu of the files that were opened or saved last.
    void fillRecent(QMenu &menu);
    void save();
    void saveAs();
    void exportPng();
    void exportSvg();
    /// A copy in the format of that program, of the selection where there is one and the user wants it.
    void saveForExcalidraw();
    // The selection, or the whole board where nothing is selected, to the clipboard.
    void copyAsPng();
    void copyAsSvg();

    /// Before the board in view goes: asks where a session is hosted that others are in, and where changes are not
    /// saved. Returns whether it may go.
    bool mayLeaveBoard();
    /// Asks what to do with changes that nobody else has and that are not saved. Returns whether they may go.
    bool mayLoseBoard();
    /// As the menu's, and returns whether it was saved.
    bool saveAsking();
    bool isModified() const { return m_modified; }
    /// The name of the file without its folder; empty: none.
    QString fileName() const;

Q_SIGNALS:
    /// The file or whether it is saved.
    void changed();
    /// A sentence for a quiet message.
    void noticed(const QString &sentence);

private:
    QString folder() const;
    QString proposedName() const;
    void insert(const Drawing &drawing);
    void takeAsBoard(const Drawing &drawing, const QString &path);
    bool saveTo(const QString &path);
    void whileBusy(const QString &title, const QString &sentence, ExportOptions &options,
                   const std::function<void()> &work);
    Result<QStringList> write(const QString &path, const QList<ShapeRef> &shapes, ExportOptions options);
    bool mayLoseUnsent();
    /// A path that ends as one of the formats wants; the first is meant where it says nothing. Nothing where the user
    /// gives up.
    std::optional<QString> askForPath(const QString &title, const QList<const FileFormat *> &formats);
    bool mayReplace(const QString &path, const QString &title);
    void tellNotes(const Drawing &drawing);
    void askToInsert(const Drawing &drawing, const QString &name);
    void copyAs(const char *format);
    void exportAs(const QString &title, const QString &suffix);
    /// Writes a file that does not become the board's own.
    void exportTo(const QString &path, const QList<ShapeRef> &shapes, ExportOptions options);
    void setFile(const QString &path, bool modified);
    void complain(const QString &title, const QString &sentence);

    RoomControl &m_rooms;
    BoardSession &m_session;
    std::shared_ptr<ImageFolder> m_images;
    Selection &m_selection;
    BoardView &m_view;
    QWidget &m_window;
    RecentFiles m_recent;
    QString m_path;
    bool m_modified = false;
};

} // namespace sketchroom
