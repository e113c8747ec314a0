#include "app/dialogs/keylist.h"

#include "app/widgets/widgets.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QScrollArea>

namespace sketchroom {

using namespace Qt::StringLiterals;

KeyGroup mouseGestures()
{
    return {KeyList::tr("Mouse"),
            {{KeyList::tr("Move the board"), KeyList::tr("Space and drag, middle button, or wheel")},
             {KeyList::tr("Zoom"), KeyList::tr("Ctrl and wheel, or pinch")},
             {KeyList::tr("Add to the selection"), KeyList::tr("Shift and click")},
             {KeyList::tr("Square, circle, 15°, one axis, keep the ratio"), KeyList::tr("Shift and drag")},
             {KeyList::tr("From the centre"), KeyList::tr("Alt and drag")},
             {KeyList::tr("Drag a copy"), KeyList::tr("Alt and drag a shape")},
             {KeyList::tr("Write on a shape or line, or a new text"), KeyList::tr("Double-click")},
             {KeyList::tr("Bend a line"), KeyList::tr("Drag the handle in its middle")},
             {KeyList::tr("What can be done here"), KeyList::tr("Right click")}}};
}

KeyList::KeyList(const QList<KeyGroup> &groups, QWidget *parent)
    : QDialog(parent)
    , m_nothing(makeLabel(tr("No key does that."), "hint"_ba))
{
    setWindowTitle(tr("Keys and shortcuts"));
    auto *const search = new QLineEdit;
    search->setObjectName("search"_L1);
    search->setPlaceholderText(tr("Find"));
    search->setAccessibleName(tr("Find a key"));
    search->setClearButtonEnabled(true);
    connect(search, &QLineEdit::textChanged, this, &KeyList::find);

    auto *const list = new QWidget;
    auto *const rows = new QGridLayout(list);
    rows->setContentsMargins(0, 0, gridStep * 2, 0);
    rows->setHorizontalSpacing(gridStep * 4);
    rows->setColumnStretch(0, 1);
    for (const KeyGroup &group : groups) {
        QLabel *const title = makeLabel(group.title, "groupTitle"_ba);
        title->setIndent(0);
        rows->addWidget(title, rows->rowCount(), 0, 1, 2);
        Group added{title, {}};
        for (const auto &[text, key] : group.lines) {
            const int row = rows->rowCount();
            QLabel *const what = makeLabel(text, {}, Wrap::Yes);
            QLabel *const how = makeLabel(key, "caption"_ba);
            rows->addWidget(what, row, 0);
            rows->addWidget(how, row, 1, Qt::AlignRight);
            added.lines.append({(text + u' ' + key).toLower(), {what, how}});
        }
        m_groups.append(added);
    }
    rows->addWidget(m_nothing, rows->rowCount(), 0, 1, 2);
    rows->setRowStretch(rows->rowCount(), 1);
    m_nothing->hide();
    auto *const scroll = new QScrollArea;
    scroll->setWidget(list);
    scroll->setWidgetResizable(true);
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &KeyList::reject);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(gridStep * 3, gridStep * 3, gridStep * 2, gridStep * 2);
    layout->setSpacing(gridStep * 2);
    layout->addWidget(search);
    layout->addWidget(scroll);
    layout->addWidget(buttons);
    resize(gridStep * 64, gridStep * 72);
    search->setFocus();
}

void KeyList::find(const QString &text)
{
    const QString wanted = text.simplified().toLower();
    bool any = false;
    for (const Group &group : std::as_const(m_groups)) {
        bool anyOfGroup = false;
        for (const Line &line : group.lines) {
            const bool fits = line.words.contains(wanted);
            for (QWidget *const widget : line.widgets)
                widget->setVisible(fits);
            anyOfGroup = anyOfGroup || fits;
        }
        group.title->setVisible(anyOfGroup);
        any = any || anyOfGroup;
    }
    m_nothing->setVisible(!any);
}

} // namespace sketchroom
