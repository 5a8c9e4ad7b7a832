#include "lessons/own.h"
#include "lessons/translation.h"

#include "scenario/json_reader.h"
#include "words/language.h"

#include <QFile>

#include <algorithm>
#include <map>

// Outside every namespace: the macro declares a function of the global one.
static void makeResourcesKnown()
{
    Q_INIT_RESOURCE(lessons); // the linker drops what nobody names in a static library
}

namespace sluice::lessons {

namespace {

/// The order in which they are taught.
constexpr const char* ids[] = {"signal.notification",
                               "signal.thread",
                               "signal.disposition",
                               "signal.blocking",
                               "signal.coalescing",
                               "signal.realtime",
                               "signal.nested",
                               "signal.interrupted-call",
                               "signal.race",
                               "signal.deadlock",
                               "signal.self-pipe",
                               "signal.signalfd",
                               "pipe.anonymous",
                               "pipe.backpressure",
                               "pipe.nonblocking",
                               "pipe.broken",
                               "pipe.forgotten-end",
                               "pipe.writers",
                               "pipe.named",
                               "pipe.shell",
                               "mq.open",
                               "mq.blocking",
                               "mq.nonblocking",
                               "mq.priority",
                               "mq.many",
                               "mq.notify",
                               "mq.against-pipe",
                               "socket.tcp",
                               "socket.unix",
                               "socket.routes",
                               "socket.datagram",
                               "socket.seqpacket",
                               "socket.pair",
                               "socket.descriptor",
                               "socket.failure",
                               "memory.shared",
                               "memory.inherit",
                               "memory.race",
                               "memory.mutex",
                               "memory.robust-mutex",
                               "memory.ring",
                               "memory.false-sharing",
                               "memory.true-sharing",
                               "memory.numa",
                               "mapped.file",
                               "mapped.private",
                               "mapped.optimiser",
                               "tradeoffs.race",
                               "tradeoffs.latency",
                               "tradeoffs.size",
                               "tradeoffs.which"};

QByteArray read(const QString& name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly)) qFatal("%s is not built in", qPrintable(name));
    return file.readAll();
}

/// In the language that is spoken.
std::vector<Lesson> load()
{
    makeResourcesKnown();
    std::vector<Lesson> lessons;
    for (const char* id : ids) {
        const QString name = QStringLiteral(":/lessons/%1.json").arg(QLatin1String(id));
        auto lesson = parse(read(name), name);
        if (!lesson) qFatal("%s", lesson.error().describe().c_str());
        if (words::spoken() != words::Language::English) {
            const QString own = translationOf(QLatin1String(id), words::spoken());
            const auto translated = translate(*lesson, read(own), own);
            if (!translated) qFatal("%s", translated.error().describe().c_str());
        }
        lessons.push_back(std::move(*lesson));
    }
    return lessons;
}

} // namespace

const std::vector<Lesson>& builtIn()
{
    // Whoever has a lesson in one language keeps it when another is spoken.
    static std::map<words::Language, std::vector<Lesson>> lessons;
    const auto known = lessons.find(words::spoken());
    return known == lessons.end() ? lessons.emplace(words::spoken(), load()).first->second : known->second;
}

const Lesson* find(const QString& id)
{
    const auto found = std::ranges::find(builtIn(), id, &Lesson::id);
    return found == builtIn().end() ? findOwn(id) : &*found;
}

QStringList closest(const QString& id)
{
    QStringList result;
    for (const Lesson& lesson : builtIn()) result.append(lesson.id);
    const auto distance = [word = id.toLower().toStdString()](const QString& other) {
        return scenario::editDistance(word, other.toStdString());
    };
    std::ranges::stable_sort(result, {}, distance);
    return result;
}

} // namespace sluice::lessons
