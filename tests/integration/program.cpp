#include "program.h"

namespace sluice::test {

namespace {
constexpr int farTooLongMs = 60'000;
}

QString sluicePath()
{
    const QString folder = qEnvironmentVariable("SLUICE_BIN");
    if (folder.isEmpty()) qFatal("SLUICE_BIN is not set: start this test with ctest");
    return folder + QStringLiteral("/sluice");
}

QProcessEnvironment withoutDisplay()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        environment.remove(QString::fromLatin1(name));
    return environment;
}

Ended runProgram(const QString& program, const QStringList& arguments, const QProcessEnvironment& environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(program, arguments, QIODevice::ReadOnly);
    const bool ended = process.waitForFinished(farTooLongMs);
    Ended result;
    if (ended && process.exitStatus() == QProcess::NormalExit) result.status = process.exitCode();
    else process.kill();
    process.waitForFinished(farTooLongMs);
    result.out = process.readAllStandardOutput();
    result.err = process.readAllStandardError();
    return result;
}

nlohmann::json sluiceJson(const QStringList& arguments)
{
    const Ended ended = sluice(arguments + QStringList{QStringLiteral("--json")});
    if (ended.status == 0) return nlohmann::json::parse(ended.out.toStdString(), nullptr, false);
    qWarning("sluice %s: status %d\n%s", qPrintable(arguments.join(' ')), ended.status, ended.err.constData());
    return nullptr;
}

std::vector<nlohmann::json> eventsOf(const QString& file)
{
    std::vector<nlohmann::json> events;
    const Ended ended = sluice({QStringLiteral("events"), file, QStringLiteral("--json")});
    if (ended.status != 0) qWarning("sluice events: status %d\n%s", ended.status, ended.err.constData());
    for (const QByteArray& line : ended.out.split('\n'))
        if (!line.isEmpty()) events.push_back(nlohmann::json::parse(line.toStdString(), nullptr, false));
    return events;
}

} // namespace sluice::test
