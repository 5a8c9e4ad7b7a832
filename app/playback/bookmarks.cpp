#include "playback/bookmarks.h"

#include "words/file_error.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>
#include <cerrno>

namespace sluice::playback {

namespace fs = std::filesystem;

namespace {

constexpr qint64 largestFile = 1 << 20;

Result<std::vector<Bookmark>> parse(const QByteArray& text, const std::string& where)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        return fail(
            Error::badInput(where, error.errorString().toStdString() + " at byte " + std::to_string(error.offset)));
    if (!document.isArray()) return fail(Error::badInput(where, "a list of bookmarks is expected"));
    std::vector<Bookmark> all;
    for (const QJsonValue& value : document.array()) {
        const QJsonObject each = value.toObject();
        const qint64 time = each[QLatin1String("time_ns")].toInteger(-1);
        const qint64 events = each[QLatin1String("events")].toInteger(-1);
        if (time < 0 || events < 0 || !each[QLatin1String("name")].isString())
            return fail(Error::badInput(where + "[" + std::to_string(all.size()) + "]",
                                        "\"time_ns\", \"events\" and \"name\" are expected"));
        all.push_back(
            {{{time}, static_cast<std::uint64_t>(events)}, each[QLatin1String("name")].toString().toStdString()});
    }
    std::ranges::sort(all, {}, &Bookmark::moment);
    return all;
}

QByteArray textOf(const std::vector<Bookmark>& all)
{
    QJsonArray array;
    for (const Bookmark& each : all)
        array.append(QJsonObject{{QStringLiteral("time_ns"), static_cast<qint64>(each.moment.time.ns)},
                                 {QStringLiteral("events"), static_cast<qint64>(each.moment.events)},
                                 {QStringLiteral("name"), QString::fromStdString(each.name)}});
    return QJsonDocument(array).toJson();
}

Error failed(const char* call, const QFileDevice& file) { return words::fileError(Error::Code::BadInput, call, file); }

} // namespace

fs::path Bookmarks::fileOf(const fs::path& trace) { return trace.string() + ".bookmarks"; }

Result<Bookmarks> Bookmarks::of(const fs::path& trace)
{
    Bookmarks bookmarks;
    bookmarks.m_trace = trace;
    QFile file(QString::fromStdString(fileOf(trace).string()));
    if (!file.exists()) return bookmarks;
    errno = 0;
    if (!file.open(QIODevice::ReadOnly)) return fail(failed("open", file));
    if (file.size() > largestFile) return fail(Error::badInput(file.fileName().toStdString(), "more than 1 MiB"));
    auto all = parse(file.readAll(), file.fileName().toStdString());
    if (!all) return fail(all.error());
    bookmarks.m_all = std::make_shared<const std::vector<Bookmark>>(std::move(*all));
    return bookmarks;
}

const Bookmark* Bookmarks::at(state::Moment moment) const
{
    const auto found = std::ranges::find(*m_all, moment, &Bookmark::moment);
    return found == m_all->end() ? nullptr : &*found;
}

Result<void> Bookmarks::add(const Bookmark& bookmark)
{
    if (at(bookmark.moment)) return {};
    std::vector<Bookmark> all = *m_all;
    all.insert(std::ranges::lower_bound(all, bookmark.moment, {}, &Bookmark::moment), bookmark);
    return become(std::move(all));
}

Result<void> Bookmarks::rename(state::Moment moment, const std::string& name)
{
    std::vector<Bookmark> all = *m_all;
    const auto found = std::ranges::find(all, moment, &Bookmark::moment);
    if (found == all.end() || found->name == name) return {};
    found->name = name;
    return become(std::move(all));
}

Result<void> Bookmarks::remove(state::Moment moment)
{
    std::vector<Bookmark> all = *m_all;
    if (std::erase_if(all, [&](const Bookmark& each) { return each.moment == moment; }) == 0) return {};
    return become(std::move(all));
}

Result<void> Bookmarks::become(std::vector<Bookmark> all)
{
    m_all = std::make_shared<const std::vector<Bookmark>>(std::move(all));
    if (m_trace.empty()) return {};
    return saveBeside(m_trace);
}

Result<void> Bookmarks::saveBeside(const fs::path& trace) const
{
    const QString name = QString::fromStdString(fileOf(trace).string());
    errno = 0;
    if (m_all->empty()) {
        if (QFile old(name); old.exists() && !old.remove()) return fail(failed("unlink", old));
        return {};
    }
    QSaveFile file(name);
    if (!file.open(QIODevice::WriteOnly)) return fail(failed("open", file));
    file.write(textOf(*m_all));
    if (!file.commit()) return fail(failed("write", file));
    return {};
}

} // namespace sluice::playback
