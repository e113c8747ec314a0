#pragma once

#include <QByteArray>

#include <span>

namespace sketchroom {

// What Qt's sockets cannot do, done beside them. On a system that has other descriptors than POSIX' none of it is done:
// then connections end as Qt ends them, and Qt writes everything.

/// Another descriptor of the same connection, which keeps it when the first is closed; -1 where there is none to spare.
qintptr secondDescriptor(qintptr descriptor);
/// Not where it is -1.
void closeDescriptor(qintptr descriptor);
/// Whether there are hardly any more: what is left is for the disk, and for connections that end. `descriptor` is any.
bool descriptorsAreShort(qintptr descriptor);
/// Says that nothing more is sent; reading goes on.
void endWriting(qintptr descriptor);
/// Writes as much as the kernel takes at once, one after the other. Returns how many bytes that is, 0 too where the
/// connection is broken.
qint64 writeAtOnce(qintptr descriptor, std::span<const QByteArray> parts);

} // namespace sketchroom
