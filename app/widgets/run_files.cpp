#include "widgets/run_files.h"

#include "playback/bookmarks.h"
#include "words/file_error.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>
#include <cerrno>
#include <unistd.h>

namespace sluice::widgets {

namespace fs = std::filesystem;

namespace {

Error fileError(const char* call, const std::error_code& code, const fs::path& path)
{
    return {Error::Code::SystemCall, call, code.value(), path.string()};
}

constexpr qint64 smallTrace = 1 << 20; // bytes; some fifty lessons have one each

void dropOld(const fs::path& folder, int keep)
{
    QDir runs(QString::fromStdString(folder.string()), QStringLiteral("*.sluice"), QDir::Time, QDir::Files);
    const QFileInfoList newestFirst = runs.entryInfoList();
    QHash<QString, bool> lessons; // of which one was seen
    for (qsizetype i = 0; i < newestFirst.size(); ++i) {
        const QString lesson = lessonOfRun(newestFirst[i].fileName());
        const bool newest = !lesson.isEmpty() && !std::exchange(lessons[lesson], true);
        if (i < keep || (newest && newestFirst[i].size() <= smallTrace)) continue;
        QFile::remove(newestFirst[i].filePath());
        QFile::remove(
            QString::fromStdString(playback::Bookmarks::fileOf(newestFirst[i].filePath().toStdString()).string()));
    }
}

} // namespace

QString lessonOfRun(const QString& fileName)
{
    static const QRegularExpression name(QStringLiteral("^(.+)-\\d{8}-\\d{6}-\\d{3}-\\d+\\.sluice$"));
    return name.match(fileName).captured(1);
}

fs::path runsFolder()
{
    const QString cache = QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation);
    return fs::path(cache.toStdString()) / "sluice" / "runs";
}

Result<fs::path> newRunFile(const fs::path& folder, const QString& lessonId, int keep)
{
    std::error_code code;
    fs::create_directories(folder, code);
    if (code) return fail(fileError("mkdir", code, folder));
    fs::permissions(folder, fs::perms::owner_all, code);
    if (::access(folder.c_str(), W_OK | X_OK) != 0) return failedCall("access", folder.string());
    dropOld(folder, keep - 1);

    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"));
    const QString name = QStringLiteral("%1-%2-%3.sluice").arg(lessonId, stamp).arg(::getpid());
    return folder / name.toStdString();
}

Result<void> copyTrace(const fs::path& from, const fs::path& to)
{
    QFile source(QString::fromStdString(from.string()));
    errno = 0;
    if (!source.open(QIODevice::ReadOnly)) return fail(words::fileError(Error::Code::Missing, "open", source));
    QSaveFile target(QString::fromStdString(to.string()));
    const auto failed = [&] { return fail(words::fileError(Error::Code::BadInput, "write", target)); };
    errno = 0;
    if (!target.open(QIODevice::WriteOnly)) return failed();
    while (!source.atEnd()) {
        if (target.write(source.read(1 << 20)) < 0) return failed();
    }
    if (!target.commit()) return failed();
    return {};
}

} // namespace sluice::widgets
