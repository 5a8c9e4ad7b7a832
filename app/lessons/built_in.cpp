#include "lessons/own.h"

#include "scenario/json_reader.h"

#include <QFile>

#include <algorithm>

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
                               "mapped.optimiser"};

std::vector<Lesson> load()
{
    makeResourcesKnown();
    std::vector<Lesson> lessons;
    for (const char* id : ids) {
        const QString name = QStringLiteral(":/lessons/%1.json").arg(QLatin1String(id));
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly)) qFatal("%s is not built in", qPrintable(name));
        auto lesson = parse(file.readAll(), name);
        if (!lesson) qFatal("%s", lesson.error().describe().c_str());
        lessons.push_back(std::move(*lesson));
    }
    return lessons;
}

} // namespace

const std::vector<Lesson>& builtIn()
{
    static const std::vector<Lesson> lessons = load();
    return lessons;
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
