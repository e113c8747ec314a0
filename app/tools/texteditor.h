#pragma once

#include "common/model/document.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

namespace sketchroom {

class Backdrop;
class BoardScene;
class BoardSession;
class BoardView;
class StyleState;
class TextItem;

/// Edits the text or the label of a shape on the board, in its own font, place and rotation. What is typed goes into
/// the document a few times a second, as splices of one gesture, so one step to undo; what others write in it meanwhile
/// appears in its place. It ends by Escape, Ctrl+Enter or a click elsewhere.
class TextEditor final : public QObject
{
    Q_OBJECT

public:
    TextEditor(BoardScene &scene, BoardView &view);
    ~TextEditor() override;

    bool isActive() const { return !m_item.isNull(); }
    /// A shape of the document that can hold text.
    void edit(const ShapeRef &shape);
    /// A text shape that is put into the document if something is typed.
    void type(const Shape &draft);
    /// The style of what comes next has changed: that is also the text that is being typed anew.
    void setStyle(const StyleState &style);
    void finish();

Q_SIGNALS:
    void started();
    /// `created`: the new text's id; empty where none was made.
    void finished(const sketchroom::ShapeId &created);
    void refused(const sketchroom::Error &error);
    void noticed(const QString &sentence);
    /// Tab was pressed on this note: it is finished, and another one is to follow.
    void nextNoteWanted(const sketchroom::Shape &note);
    /// The shape, as it is on the board with what was typed.
    void wrote(const sketchroom::Shape &shape);

private:
    void start(const Shape &shape);
    void follow();
    void followReset();
    void followEdit(const CommittedEdit &edit);
    void layOut();
    void edited();
    /// Sends what has been typed since the last time. Returns whether the room takes it.
    Result<void> send();
    /// What others have done to the text goes into the one that is being typed.
    void merge(const QString &now);
    QString typed() const;
    QList<Op> opsFor(const QString &text) const;
    Shape withText(const QString &text) const;
    void finishNote();

    BoardScene &m_scene;
    BoardView &m_view;
    BoardSession &m_session;
    QPointer<TextItem> m_item;
    QPointer<Backdrop> m_backdrop; ///< the shape without its label, since the board paints nothing of it meanwhile
    Shape m_shape;
    GestureId m_gesture;
    QString m_known;          ///< the text as the board has it, with what was sent of the typed one
    QTimer m_pause;           ///< after which what was typed is sent
    bool m_merging = false;   ///< the text is changed by others, not by the user
    bool m_isDeleted = false; ///< by somebody else, while it is edited
    bool m_isNew = false;
    bool m_isCreated = false; ///< a new one is on the board already
    bool m_sending = false;
    bool m_isEnding = false;
};

} // namespace sketchroom
