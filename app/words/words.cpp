#include "words/words.h"

#include "words/language.h"

namespace sluice {

QString translated(const char* context, const char* english)
{
    const QString said = words::translator().translate(context, english);
    return said.isEmpty() ? QString::fromUtf8(english) : said;
}

QString translated(const char* context, std::string_view english)
{
    return translated(context, std::string(english).c_str());
}

QString shown(std::string_view name) { return QString::fromStdString(shownName(name)); }

} // namespace sluice
