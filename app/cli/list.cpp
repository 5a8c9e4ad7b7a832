#include "cli/commands.h"
#include "cli/json.h"
#include "lessons/lesson.h"

#include <fmt/format.h>

#include <ostream>

namespace sluice::cli {

Outcome perform(const ListLessons& request, const Console& console)
{
    if (request.format == Format::ForMachines) {
        Json list = Json::array();
        for (const lessons::Lesson& lesson : lessons::builtIn())
            list.push_back({{"id", lesson.id.toStdString()},
                            {"mechanism", lesson.mechanism.toStdString()},
                            {"title", lesson.title.toStdString()}});
        console.out << dump(list) << '\n';
        return flushed(console);
    }
    for (const lessons::Lesson& lesson : lessons::builtIn())
        console.out << fmt::format("{:<20} {:<10} {}\n", lesson.id.toStdString(), lesson.mechanism.toStdString(),
                                   lesson.title.toStdString());
    return flushed(console);
}

} // namespace sluice::cli
