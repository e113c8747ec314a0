#include "app/dialogs/loaddialog.h"

#include "app/widgets/elidedlabel.h"
#include "app/widgets/widgets.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>

#include <chrono>

namespace sketchroom {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

LoadDialog::LoadDialog(const QString &path, std::shared_ptr<ImageFolder> images, QWidget *parent)
    : QDialog(parent)
    , m_loader(std::move(images))
    , m_path(path)
    , m_progress(new QProgressBar)
{
    setWindowTitle(tr("Opening a drawing"));
    setWindowModality(Qt::WindowModal);
    setMinimumWidth(gridStep * 45);
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("How much has been read"));
    auto *const name = new ElidedLabel(QByteArray());
    name->setText(tr("Reading “%1”…").arg(QFileInfo(path).fileName()));
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(gridStep * 3, gridStep * 3, gridStep * 3, gridStep * 2);
    layout->setSpacing(gridStep * 2);
    layout->addWidget(name);
    layout->addWidget(m_progress);
    layout->addWidget(buttons);

    connect(buttons, &QDialogButtonBox::rejected, this, &LoadDialog::reject);
    connect(&m_loader, &DrawingLoader::progressed, this,
            [this](double share) { m_progress->setValue(int(share * m_progress->maximum())); });
    connect(&m_loader, &DrawingLoader::loaded, this, [this](const Drawing &drawing) {
        done(Accepted);
        Q_EMIT loaded(drawing);
        deleteLater();
    });
    connect(&m_loader, &DrawingLoader::failed, this, [this](const Error &error) {
        done(Rejected);
        Q_EMIT failed(error.message);
        deleteLater();
    });
    connect(&m_loader, &DrawingLoader::cancelled, this, [this] {
        done(Rejected);
        deleteLater();
    });
}

void LoadDialog::start()
{
    m_loader.load(m_path);
    // Small files are there before anybody could read the dialog.
    QTimer::singleShot(200ms, this, [this] {
        if (m_loader.isRunning())
            show();
    });
}

void LoadDialog::reject()
{
    m_loader.cancel();
}

} // namespace sketchroom
