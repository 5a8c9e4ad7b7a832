// main() of every room's tests: runs the one class that is named first.
#include "support/test_class.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <span>
#include <vector>

using sluice::test::TestClass;

namespace {

std::vector<TestClass>& classes()
{
    static std::vector<TestClass> all; // not a global one: classes are registered before it would exist
    return all;
}

std::string nameOf(const TestClass& known) { return std::filesystem::path(known.source).stem(); }

} // namespace

sluice::test::Registered::Registered(TestClass known) { classes().push_back(known); }

int main(int argc, char** argv)
{
    QCoreApplication::setAttribute(Qt::AA_Use96Dpi); // as QTEST_MAIN does: sizes are the same on every screen
    const std::string_view wanted = argc > 1 ? argv[1] : "";
    const auto found = std::ranges::find(classes(), wanted, nameOf);
    if (found != classes().end()) return found->run(argc - 1, argv + 1);
    std::fprintf(stderr, "usage: %s TEST [what Qt Test takes]\nThe tests in this program:\n", argv[0]);
    for (const TestClass& each : classes()) std::fprintf(stderr, "  %s\n", nameOf(each).c_str());
    return 2;
}
