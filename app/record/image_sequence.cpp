#include "base/output_file.h"
#include "base/unique_fd.h"
#include "record/canvas.h"
#include "record/image_sinks.h"
#include "record/png.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>

namespace sluice::record {

namespace fs = std::filesystem;

namespace {

const QRegularExpression& place()
{
    static const QRegularExpression expression(QStringLiteral("%(0?)([0-9]?)d"));
    return expression;
}

/// "frames-%05d.png" and 7: "frames-00007.png".
std::string numbered(const QString& pattern, std::int64_t number)
{
    const QRegularExpressionMatch found = place().match(pattern);
    const QString digits = QStringLiteral("%1").arg(number, found.captured(2).toInt(), 10,
                                                    QLatin1Char(found.captured(1).isEmpty() ? ' ' : '0'));
    return QString(pattern).replace(found.capturedStart(), found.capturedLength(), digits).toStdString();
}

/// Holds a folder for as long as it is open: whoever is killed lets go. Nothing: somebody else holds it, or it is gone.
UniqueFd heldFolder(const fs::path& folder)
{
    UniqueFd fd(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    struct stat facts = {};
    if (!fd || flock(fd.get(), LOCK_EX | LOCK_NB) != 0 || fstat(fd.get(), &facts) != 0 || facts.st_nlink == 0)
        return {};
    return fd;
}

/// Removes the folders of those that were killed on the way to the same target.
void sweep(const fs::path& folder, const std::string& prefix)
{
    std::error_code ignored;
    std::vector<fs::path> left;
    for (fs::directory_iterator each(folder, ignored), end; !ignored && each != end; each.increment(ignored))
        if (each->path().filename().string().starts_with(prefix)) left.push_back(each->path());
    for (const fs::path& each : left)
        if (const UniqueFd held = heldFolder(each)) fs::remove_all(each, ignored);
}

/// Collects the pictures in a hidden folder beside their place.
class ImageSequence : public Sink
{
public:
    ImageSequence(QString name, const FilmFacts& facts)
        : m_pattern(isPattern(name)), m_name(std::move(name)), m_canvas(facts.size)
    {}
    ~ImageSequence() override;
    Result<void> begin();
    Result<void> add(const Picture& picture) override;
    Result<void> finish() override;

private:
    [[nodiscard]] QString fileName() const
    {
        return m_pattern ? QString::fromStdString(fs::path(m_name.toStdString()).filename().string())
                         : QStringLiteral("frame-%05d.png");
    }
    Result<void> hide(const fs::path& folder);

    bool m_pattern;
    QString m_name;
    Canvas m_canvas;
    fs::path m_target, m_hidden;
    UniqueFd m_held; ///< m_hidden, so that nobody takes it for a leftover
    std::vector<std::string> m_files;
    png::Bytes m_last; ///< the file of the last picture
};

ImageSequence::~ImageSequence()
{
    std::error_code ignored;
    if (!m_hidden.empty()) fs::remove_all(m_hidden, ignored);
}

Result<void> ImageSequence::begin()
{
    QString name = m_name;
    while (name.size() > 1 && name.endsWith(QLatin1Char('/'))) name.chop(1);
    m_target = name.toStdString();
    const fs::path folder = m_target.has_parent_path() ? m_target.parent_path() : fs::path(".");
    std::error_code ignored;
    const bool there = !m_pattern && fs::exists(m_target, ignored);
    if (there && !fs::is_directory(m_target, ignored)) return fail(Error::ofCall("mkdir", ENOTDIR, name.toStdString()));
    if (there && !fs::is_empty(m_target, ignored))
        return fail(
            Error::badInput(name.toStdString(), "there is something in this folder already; give another name"));
    return hide(folder);
}

/// Makes the hidden folder, and holds it. Whoever sweeps at that moment may have been quicker: then another one.
Result<void> ImageSequence::hide(const fs::path& folder)
{
    constexpr int attempts = 16;
    const std::string prefix = "." + m_target.filename().string() + ".sluice-";
    sweep(folder, prefix);
    for (int i = 0; i < attempts && !m_held; ++i) {
        std::string hidden = (folder / (prefix + "XXXXXX")).string();
        if (!mkdtemp(hidden.data())) return failedCall("mkdir", m_target.string());
        m_hidden = hidden;
        m_held = heldFolder(m_hidden);
        std::error_code ignored;
        if (!m_held) fs::remove_all(m_hidden, ignored);
    }
    if (!m_held) return fail(Error::ofCall("flock", EWOULDBLOCK, m_target.string()));
    fchmod(m_held.get(), 0755);
    return {};
}

Result<void> ImageSequence::add(const Picture& picture)
{
    if (!m_canvas.apply(picture).isEmpty()) m_last = png::file(m_canvas.image());
    m_files.push_back(numbered(fileName(), picture.index));
    Result<void> written;
    if (auto file = OutputFile::create(m_hidden / m_files.back()); !file) written = fail(file.error());
    else if (written = file->write(m_last); written) written = file->commit();
    if (written) return {};
    return fail(Error::ofCall(written.error().call, written.error().number, m_target.string())); // not the hidden one
}

Result<void> ImageSequence::finish()
{
    std::error_code problem;
    if (!m_pattern) fs::rename(m_hidden, m_target, problem);
    for (std::size_t i = 0; m_pattern && i < m_files.size() && !problem; ++i)
        fs::rename(m_hidden / m_files[i], m_target.parent_path() / m_files[i], problem);
    if (problem) return fail(Error::ofCall("rename", problem.value(), m_target.string()));
    if (!m_pattern) m_hidden.clear();
    return {};
}

} // namespace

bool isPattern(const QString& file)
{
    return file.endsWith(QLatin1String(".png"), Qt::CaseInsensitive)
           && place().match(QFileInfo(file).fileName()).hasMatch();
}

Result<std::unique_ptr<Sink>> openImages(const QString& file, const FilmFacts& facts)
{
    auto sink = std::make_unique<ImageSequence>(file, facts);
    if (auto begun = sink->begin(); !begun) return fail(begun.error());
    return sink;
}

} // namespace sluice::record
