// The tests of a room are one program. Every class in it says by SLUICE_TEST that it is one of them; ctest runs each by
// itself: `session_tests tst_pipe_roles`, which takes what a program of Qt Test takes: `session_tests tst_pipe_roles
// FUNCTION -v2`.
#pragma once

#include <QCoreApplication>
#include <QTest>

#include <string_view>

namespace sluice::test {

struct TestClass {
    std::string_view source; // the file it stands in: tests/session/tst_pipe_roles.cpp is the test tst_pipe_roles
    int (*run)(int argc, char** argv);
};

// Adds a class to those that this program can run. Made before main() begins.
struct Registered {
    explicit Registered(TestClass known);
};

// For a class that must do without QCoreApplication, or can.
struct NoApplication {
    NoApplication(int&, char**) {}
};

template <typename Class, typename Application = NoApplication>
int runClass(int argc, char** argv)
{
    [[maybe_unused]] Application application(argc, argv);
    Class tests;
    return QTest::qExec(&tests, argc, argv);
}

} // namespace sluice::test

// SLUICE_TEST(TestPipeRoles), or with the application it needs: SLUICE_TEST(TestWindow, QApplication).
#define SLUICE_TEST(Class, ...)                                                                                        \
    static const sluice::test::Registered registered##Class{                                                           \
        {__FILE__, sluice::test::runClass<Class __VA_OPT__(, ) __VA_ARGS__>}};
