#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>

namespace sluice::test {

/// What is in a file; nothing if it cannot be opened.
inline QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace sluice::test
