#include "lessons/lesson.h"

#include "mechanisms/mechanism.h"

#include <algorithm>
#include <array>
#include <map>

namespace sluice::lessons {

namespace {

bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

/// Calls whose function of probe::Worker has another name than the call.
struct Named {
    probe::Call call;
    std::string_view function;
};
constexpr std::array otherNames{Named{probe::Call::SigWaitInfo, "sigWaitInfo"},
                                Named{probe::Call::SendDescriptor, "sendDescriptor"},
                                Named{probe::Call::ReceiveDescriptor, "receiveDescriptor"},
                                Named{probe::Call::Execve, "execute"},
                                Named{probe::Call::Kill, "sendSignal"},
                                Named{probe::Call::Tgkill, "sendSignal"},
                                Named{probe::Call::Sigqueue, "sendSignal"},
                                Named{probe::Call::Sigaction, "setDisposition"},
                                Named{probe::Call::Sigprocmask, "changeMask"},
                                Named{probe::Call::FutexWait, "lock"},
                                Named{probe::Call::WaitPid, "waitPid"},
                                Named{probe::Call::SignalFd, "signalFd"},
                                Named{probe::Call::Ftruncate, "truncate"},
                                Named{probe::Call::Mmap, "map"},
                                Named{probe::Call::MutexLock, "lockMutex"},
                                Named{probe::Call::MovePages, "nodesOfPages"}};

/// mq_send(2) is mqSend() of probe::Worker: what a role's source says.
std::string functionOf(probe::Call call)
{
    const auto other = std::ranges::find(otherNames, call, &Named::call);
    if (other != otherNames.end()) return std::string(other->function);
    const std::string_view name = probe::name(call);
    std::string word;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool capital = name[i] == '_' && i + 1 < name.size();
        if (capital) word += static_cast<char>(name[++i] - 'a' + 'A');
        else word += name[i];
    }
    return word;
}

/// Is the function called anywhere in that text? `write(` is not part of `rewrite(`.
bool calls(std::string_view source, const std::string& function)
{
    const std::string call = function + "(";
    for (std::size_t at = source.find(call); at != std::string_view::npos; at = source.find(call, at + 1))
        if (at == 0 || !isLetter(source[at - 1])) return true;
    return false;
}

/// The system calls of a mechanism's roles, by their source: "read write close".
const QString& callsOf(const mechanisms::Mechanism& mechanism)
{
    static const std::map<std::string_view, QString> known = [] {
        std::map<std::string_view, QString> found;
        for (const mechanisms::Mechanism& each : mechanisms::all())
            for (int i = 1; i <= static_cast<int>(probe::Call::Last); ++i) {
                const auto call = static_cast<probe::Call>(i);
                const std::string_view name = probe::name(call);
                if (calls(each.source, functionOf(call)))
                    found[each.kind] +=
                        QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())) + QStringLiteral("() ");
            }
        return found;
    }();
    static const QString none;
    const auto row = known.find(mechanism.kind);
    return row == known.end() ? none : row->second;
}

/// All in which a lesson is looked for. A line break between any two, so that no word spans them.
QString textOf(const Lesson& lesson)
{
    QStringList parts{lesson.title, lesson.id, lesson.mechanism, lesson.about};
    for (const Step& step : lesson.steps) parts << step.text;
    for (const scenario::ChannelSpec& channel : lesson.scenario.channels)
        if (const auto* mechanism = mechanisms::find(channel.kind)) parts << callsOf(*mechanism);
    return parts.join(QLatin1Char('\n'));
}

} // namespace

std::vector<const Lesson*> search(const QString& words)
{
    static const std::vector<QString> texts = [] {
        std::vector<QString> made;
        for (const Lesson& lesson : builtIn()) made.push_back(textOf(lesson));
        return made;
    }();
    const QStringList wanted = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::vector<const Lesson*> found;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto isThere = [&](const QString& word) { return texts[i].contains(word, Qt::CaseInsensitive); };
        if (std::ranges::all_of(wanted, isThere)) found.push_back(&builtIn()[i]);
    }
    return found;
}

} // namespace sluice::lessons
