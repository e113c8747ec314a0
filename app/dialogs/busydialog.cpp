#include "app/dialogs/busydialog.h"

#include "app/widgets/elidedlabel.h"
#include "app/widgets/widgets.h"

#include <QDialog>
#include <QEventLoop>
#include <QProgressBar>
#include <QThread>
#include <QVBoxLayout>

#include <memory>

namespace sketchroom {

namespace {

constexpr unsigned long momentMs = 200; // what is done by then shows no dialog

/// Stays until the work is done: it cannot be closed.
class BusyDialog final : public QDialog
{
public:
    BusyDialog(const QString &title, const QString &sentence, QWidget &window)
        : QDialog(&window, Qt::Dialog | Qt::CustomizeWindowHint | Qt::WindowTitleHint)
    {
        setWindowTitle(title);
        setWindowModality(Qt::WindowModal);
        setMinimumWidth(gridStep * 45);
        auto *const text = new ElidedLabel(QByteArray());
        text->setText(sentence);
        auto *const bar = new QProgressBar;
        bar->setRange(0, 0);
        bar->setTextVisible(false);
        bar->setAccessibleName(sentence);
        auto *const layout = new QVBoxLayout(this);
        layout->setContentsMargins(gridStep * 3, gridStep * 3, gridStep * 3, gridStep * 3);
        layout->setSpacing(gridStep * 2);
        layout->addWidget(text);
        layout->addWidget(bar);
    }
    void reject() override {}
};

} // namespace

void runBusy(QWidget &window, const QString &title, const QString &sentence, const std::function<void()> &work)
{
    const std::unique_ptr<QThread> thread(QThread::create(work));
    QEventLoop loop;
    // Queued: where the thread ends before the loop begins, the loop ends at once.
    QObject::connect(thread.get(), &QThread::finished, &loop, &QEventLoop::quit, Qt::QueuedConnection);
    thread->start();
    if (thread->wait(momentMs))
        return;
    BusyDialog dialog(title, sentence, window);
    dialog.show();
    loop.exec();
    thread->wait(); // where the program is told to quit meanwhile, what is being written is still written
}

} // namespace sketchroom
