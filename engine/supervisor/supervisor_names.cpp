// The names of a run: Supervisor as mechanisms::Names.

#include "supervisor/supervisor.h"

namespace sluice::supervisor {

/// The run's folder, which is made when it is first needed.
Result<RunFolder*> Supervisor::folder()
{
    if (m_folder) return &*m_folder;
    auto base = RunFolder::base();
    if (!base) return fail(base.error());
    auto folder = RunFolder::create(*base);
    if (!folder) return fail(folder.error());
    return &m_folder.emplace(std::move(*folder));
}

/// Channels of one kind each have a name of their own.
std::string Supervisor::forThisChannel(std::string_view what) const
{
    const std::size_t making = m_channels.size() + 1;
    return std::string(what) + (m_scenario.channels.size() > 1 ? "-" + std::to_string(making) : "");
}

Result<std::string> Supervisor::file(std::string_view what)
{
    const auto place = folder();
    if (!place) return fail(place.error());
    const std::string name = forThisChannel(what);
    if (auto written = (*place)->names().record({Name::Kind::File, name}); !written) return fail(written.error());
    return ((*place)->path() / name).string();
}

/// A name that all processes of the machine see.
Result<std::string> Supervisor::globalName(Name::Kind kind, std::string_view what)
{
    const auto place = folder();
    if (!place) return fail(place.error());
    std::string name = "/sluice-" + (*place)->runId() + "-" + forThisChannel(what);
    if (auto written = (*place)->names().record({kind, name}); !written) return fail(written.error());
    return name;
}

Result<std::string> Supervisor::messageQueue(std::string_view what)
{
    return globalName(Name::Kind::MessageQueue, what);
}

Result<std::string> Supervisor::sharedMemory(std::string_view what)
{
    return globalName(Name::Kind::SharedMemory, what);
}

} // namespace sluice::supervisor
