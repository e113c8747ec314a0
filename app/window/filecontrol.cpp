#include "app/window/filecontrol.h"

#include "app/dialogs/busydialog.h"
#include "app/dialogs/endsession.h"
#include "app/dialogs/exportdialog.h"
#include "app/dialogs/lastwrite.h"
#include "app/dialogs/loaddialog.h"
#include "app/editing/selection.h"
#include "app/files/formats.h"
#include "app/files/insertdrawing.h"
#include "app/rooms/roomcontrol.h"
#include "app/view/boardview.h"
#include "app/widgets/widgets.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QImage>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QRegularExpression>
#include <QStandardPaths>

namespace sketchroom {

using namespace Qt::StringLiterals;

namespace {

const Option<QString> folderOption{"files/folder", {}};

} // namespace

FileControl::FileControl(RoomControl &rooms, std::shared_ptr<ImageFolder> images, Selection &selection, BoardView &view,
                         QWidget &window)
    : QObject(&window)
    , m_rooms(rooms)
    , m_session(rooms.session())
    , m_images(std::move(images))
    , m_selection(selection)
    , m_view(view)
    , m_window(window)
    , m_recent(rooms.settings())
{
    connect(&m_session, &BoardSession::documentChanged, this, [this] {
        if (m_rooms.isAlone() && !m_modified)
            setFile(m_path, true);
    });
    connect(&m_session, &BoardSession::documentReset, this, [this] { setFile({}, false); });
    connect(&m_rooms, &RoomControl::boardRestored, this, [this] {
        setFile({}, true);
        Q_EMIT noticed(tr("This is the board as it was when the program ended. It is not saved yet."));
    });
}

QString FileControl::fileName() const
{
    return QFileInfo(m_path).fileName();
}

void FileControl::setFile(const QString &path, bool modified)
{
    m_path = path;
    m_modified = modified;
    if (!path.isEmpty() && !modified)
        m_recent.add(path);
    Q_EMIT changed();
}

void FileControl::complain(const QString &title, const QString &sentence)
{
    auto *const box = new QMessageBox(QMessageBox::Warning, title, sentence, QMessageBox::Ok, &m_window);
    dressMessage(*box, u"warning"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

bool FileControl::mayLeaveBoard()
{
    return mayEndSession(m_rooms, m_window) && mayLoseBoard();
}

bool FileControl::mayLoseBoard()
{
    if (!m_rooms.isAlone())
        return mayLoseUnsent();
    if (!m_modified || m_session.document().isEmpty())
        return true;
    QWidget *const above = QApplication::activeModalWidget();
    const QString name = m_path.isEmpty() ? tr("this drawing") : u'“' + fileName() + u'”';
    QMessageBox box(QMessageBox::Question, tr("Unsaved drawing"), tr("Save %1 before it is closed?").arg(name),
                    QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, above ? above : &m_window);
    box.setInformativeText(tr("You are drawing alone: nobody else has what you have drawn since."));
    box.setDefaultButton(QMessageBox::Save);
    dressMessage(box, u"save"_s);
    switch (box.exec()) {
    case QMessageBox::Save:
        return saveAsking();
    case QMessageBox::Discard:
        return true;
    default:
        return false;
    }
}

/// What the room does not have yet is kept on this computer, and sent when the room is joined again.
bool FileControl::mayLoseUnsent()
{
    return writeOrAsk({tr("The room does not have your last changes yet, and they cannot be kept on this computer. If "
                          "the board is closed now, they are lost."),
                       [this] { return m_session.keepNow(); }, [this] { return saveAsking(); }},
                      m_window);
}

void FileControl::newBoard()
{
    if (mayLeaveBoard())
        m_rooms.drawAlone();
}

void FileControl::open()
{
    const QString path = QFileDialog::getOpenFileName(&m_window, tr("Open a drawing"), folder(), openFilters());
    if (!path.isEmpty())
        openPath(path);
}

void FileControl::openPath(const QString &path)
{
    m_rooms.settings().set(folderOption, QFileInfo(path).absolutePath());
    auto *const dialog = new LoadDialog(path, m_images, &m_window);
    connect(dialog, &LoadDialog::loaded, this, [this, path](const Drawing &drawing) {
        m_recent.add(path);
        if (m_rooms.isAlone()) {
            // Asked only now: a file that cannot be read costs nobody a board.
            if (!mayLoseBoard())
                return;
            takeAsBoard(drawing, path);
            tellNotes(drawing);
        } else {
            askToInsert(drawing, QFileInfo(path).fileName());
        }
    });
    connect(dialog, &LoadDialog::failed, this, [this, path](const QString &sentence) {
        if (!QFileInfo::exists(path))
            m_recent.remove(path);
        complain(tr("The drawing cannot be opened"), sentence);
    });
    dialog->start();
}

void FileControl::fillRecent(QMenu &menu)
{
    menu.clear();
    const QStringList paths = m_recent.paths();
    for (const QString &path : paths) {
        const QFileInfo file(path);
        const bool isAmbiguous = std::count_if(paths.begin(), paths.end(), [&](const QString &other) {
                                     return QFileInfo(other).fileName() == file.fileName();
                                 }) > 1;
        QString text = isAmbiguous ? tr("%1 in %2").arg(file.fileName(), file.dir().dirName()) : file.fileName();
        QAction *const action = menu.addAction(text.replace(u'&', "&&"_L1), this, [this, path] { openPath(path); });
        action->setToolTip(QDir::toNativeSeparators(path));
    }
    if (paths.isEmpty())
        menu.addAction(tr("No files yet"))->setEnabled(false);
}

/// In a room everybody gets it.
void FileControl::askToInsert(const Drawing &drawing, const QString &name)
{
    auto *const box = new QMessageBox(QMessageBox::Question, tr("Open in this room"),
                                      tr("Add “%1” to the board of this room?").arg(name), {}, &m_window);
    box->setInformativeText(tr("Everybody in the room sees it. To look at it alone, leave the room first."));
    const QPushButton *const add = box->addButton(tr("Add to the board"), QMessageBox::AcceptRole);
    box->addButton(QMessageBox::Cancel);
    dressMessage(*box, u"open"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(add, &QPushButton::clicked, this, [this, drawing] { insert(drawing); });
    box->open();
}

void FileControl::takeAsBoard(const Drawing &drawing, const QString &path)
{
    const Stamp stamp{m_rooms.identity().client(), m_rooms.now()};
    m_rooms.drawAlone(makeBoard(drawing, stamp), [this, path] {
        m_view.zoomToFit();
        setFile(path, false);
    });
}

void FileControl::insert(const Drawing &drawing)
{
    const QPointF center = m_view.visibleScene().center();
    const bool wasEmpty = m_session.document().isEmpty();
    const QList<Op> ops = makeInsertOps(drawing, m_session.document(), center, m_rooms.random());
    if (ops.isEmpty())
        return;
    if (const auto done = m_session.submit(ops, tr("Open a drawing")); !done) {
        complain(tr("The drawing cannot be put onto the board"), done.error().message);
        return;
    }
    if (wasEmpty)
        m_view.zoomToFit();
    tellNotes(drawing);
}

void FileControl::tellNotes(const Drawing &drawing)
{
    if (!drawing.notes.isEmpty())
        Q_EMIT noticed(drawing.notes.join(u' '));
}

void FileControl::save()
{
    saveAsking();
}

bool FileControl::saveAsking()
{
    if (!m_path.isEmpty() && formatOf(m_path) == &fileFormats().front())
        return saveTo(m_path);
    const auto path = askForPath(tr("Save the drawing"), {&fileFormats().front()});
    return path && saveTo(*path);
}

/// Where files were last, or else where this user keeps documents.
QString FileControl::folder() const
{
    const QString last = m_rooms.settings().value(folderOption);
    return QFileInfo(last).isDir() ? last : QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
}

/// That of the file, or of the room.
QString FileControl::proposedName() const
{
    static const QRegularExpression notInNames(u"[/\\\\:*?\"<>|\\x00-\\x1f]+"_s);
    if (!m_path.isEmpty())
        return QFileInfo(m_path).completeBaseName();
    const QString title = m_session.room().title.isEmpty() ? m_rooms.roomName() : m_session.room().title;
    const QString name = QString(title).replace(notInNames, u" "_s).simplified();
    return m_rooms.isAlone() || name.isEmpty() ? tr("drawing") : name;
}

std::optional<QString> FileControl::askForPath(const QString &title, const QList<const FileFormat *> &formats)
{
    QStringList filters;
    for (const FileFormat *format : formats)
        filters.append(format->filter());
    QString filter = filters.first();
    QString proposal = folder() + u'/' + proposedName();
    while (true) {
        const QString chosen = QFileDialog::getSaveFileName(&m_window, title, proposal, filters.join(u";;"_s), &filter);
        if (chosen.isEmpty())
            return std::nullopt;
        // What somebody has typed says more than the filter that they may not have seen.
        const FileFormat *const typed = formatOf(chosen);
        const FileFormat *const filtered = formats.value(filters.indexOf(filter), formats.first());
        const QString &suffix = (formats.contains(typed) ? typed : filtered)->suffixes.first();
        // Whoever has to choose again finds what was typed.
        proposal = chosen;
        auto path = withSuffix(chosen, suffix);
        if (!path) {
            QMessageBox box(QMessageBox::Warning, title,
                            tr("“%1” has no name before its ending.").arg(QFileInfo(chosen).fileName()),
                            QMessageBox::Ok, &m_window);
            box.setInformativeText(tr("Type a name, such as “%1”.").arg(tr("drawing") + u'.' + suffix));
            dressMessage(box, u"warning"_s);
            box.exec();
        } else if (*path == chosen || mayReplace(*path, title)) {
            return path;
        }
    }
}

/// The dialog has asked about the name as it was typed, without its ending.
bool FileControl::mayReplace(const QString &path, const QString &title)
{
    if (!QFileInfo::exists(path))
        return true;
    QMessageBox box(QMessageBox::Question, title, tr("“%1” is there already.").arg(QFileInfo(path).fileName()), {},
                    &m_window);
    const QPushButton *const replace = box.addButton(tr("Replace"), QMessageBox::DestructiveRole);
    box.setDefaultButton(box.addButton(QMessageBox::Cancel));
    dressMessage(box, u"warning"_s);
    box.exec();
    return box.clickedButton() == replace;
}

void FileControl::saveAs()
{
    const FileFormat &own = fileFormats().front();
    const auto path = askForPath(tr("Save the drawing"), {&own, formatWithSuffix(u"excalidraw")});
    if (!path)
        return;
    // Another program's format does not say all: what is only there is not saved.
    if (formatOf(*path) == &own)
        saveTo(*path);
    else
        exportTo(*path, m_session.document().shapes(), {});
}

bool FileControl::saveTo(const QString &path)
{
    if (const auto written = write(path, m_session.document().shapes(), {}); !written) {
        complain(tr("The drawing cannot be saved"), written.error().message);
        return false;
    }
    m_rooms.settings().set(folderOption, QFileInfo(path).absolutePath());
    setFile(path, false);
    Q_EMIT noticed(tr("Saved as “%1”.").arg(fileName()));
    return true;
}

/// As others may change the board while a thread writes, that has the board as it is now.
void FileControl::whileBusy(const QString &title, const QString &sentence, ExportOptions &options,
                            const std::function<void()> &work)
{
    const Document board = m_session.document();
    options.board = &board;
    options.images = m_images.get();
    runBusy(m_window, title, sentence, work);
}

Result<QStringList> FileControl::write(const QString &path, const QList<ShapeRef> &shapes, ExportOptions options)
{
    Result<QStringList> written;
    whileBusy(tr("Writing a file"), tr("Writing “%1”…").arg(QFileInfo(path).fileName()), options,
              [&] { written = writeDrawing(path, shapes, options); });
    return written;
}

void FileControl::exportPng()
{
    exportAs(tr("Export as PNG"), u"png"_s);
}

void FileControl::exportSvg()
{
    exportAs(tr("Export as SVG"), u"svg"_s);
}

void FileControl::saveForExcalidraw()
{
    exportAs(tr("Save for Excalidraw"), u"excalidraw"_s);
}

void FileControl::copyAsPng()
{
    copyAs("png");
}

void FileControl::copyAsSvg()
{
    copyAs("svg");
}

void FileControl::copyAs(const char *format)
{
    constexpr double sharp = 2; // pixels a scene unit
    const FileFormat &picture = *formatWithSuffix(QString::fromLatin1(format));
    const QList<ShapeRef> shapes = m_selection.isEmpty() ? m_session.document().shapes() : m_selection.shapes();
    ExportOptions options;
    options.scale = sharp;
    Result<WrittenDrawing> written;
    whileBusy(tr("Copying the picture"), tr("Painting…"), options, [&] { written = picture.write(shapes, options); });
    if (!written) {
        Q_EMIT noticed(written.error().message);
        return;
    }
    auto *const data = new QMimeData;
    data->setData(QString::fromLatin1(picture.mime), written->bytes);
    if (const QImage image = QImage::fromData(written->bytes, "PNG"); !image.isNull())
        data->setImageData(image);
    else
        data->setText(QString::fromUtf8(written->bytes)); // editors take the source
    QGuiApplication::clipboard()->setMimeData(data);
    Q_EMIT noticed(m_selection.isEmpty() ? tr("The board is on the clipboard as a picture.")
                                         : tr("The selection is on the clipboard as a picture."));
}

void FileControl::exportAs(const QString &title, const QString &suffix)
{
    const FileFormat &format = *formatWithSuffix(suffix);
    ExportDialog dialog(title, format, !m_selection.isEmpty(), &m_window);
    // Where nothing is selected, there is nothing to choose but for a picture.
    const bool asks = !format.keepsShapes || !m_selection.isEmpty();
    if (asks && dialog.exec() != QDialog::Accepted)
        return;
    if (const auto path = askForPath(title, {&format}))
        exportTo(*path, dialog.onlySelection() ? m_selection.shapes() : m_session.document().shapes(),
                 dialog.options());
}

void FileControl::exportTo(const QString &path, const QList<ShapeRef> &shapes, ExportOptions options)
{
    const auto written = write(path, shapes, options);
    if (!written) {
        complain(tr("The drawing cannot be exported"), written.error().message);
        return;
    }
    Q_EMIT noticed((QStringList(tr("Exported as “%1”.").arg(QFileInfo(path).fileName())) + *written).join(u' '));
}

} // namespace sketchroom
