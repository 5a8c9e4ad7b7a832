#include "cli/commands.h"
#include "cli/doctor.h"
#include "support/test_class.h"

#include <sstream>

using namespace sluice;
using namespace sluice::cli;

namespace {

Json examined()
{
    std::ostringstream out, err;
    const auto done = perform(AskDoctor{Format::ForMachines}, Console{out, err});
    return done ? Json::parse(out.str()) : Json();
}

Json check(const Json& all, const std::string& name)
{
    for (const Json& each : all.at("checks"))
        if (each.at("name") == name) return each;
    return {};
}

} // namespace

/// Every check says ok, or what a lack costs and what to do.
class TestDoctor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyWarningHasCostAndRemedy();
    void limitsAreRead();
    void textSaysTheSame();
    void missingSupervisorIsTold();
};

void TestDoctor::everyWarningHasCostAndRemedy()
{
    const Json all = examined();
    QVERIFY(all.at("checks").size() >= 15);
    for (const Json& each : all.at("checks")) {
        const std::string name = each.at("name");
        const bool warning = each.at("status") == "warning";
        QVERIFY2(warning || each.at("status") == "ok", name.c_str());
        QVERIFY2(!each.at("value").get<std::string>().empty(), name.c_str());
        QCOMPARE(each.at("cost").get<std::string>().empty(), !warning);
        QCOMPARE(each.at("remedy").get<std::string>().empty(), !warning);
    }
}

void TestDoctor::limitsAreRead()
{
    const Json all = examined();
    const auto says = [&](const char* name, std::string text) {
        return check(all, name).at("value").get<std::string>().find(text) != std::string::npos;
    };
    QVERIFY(says("kernel", firstLine("/proc/sys/kernel/osrelease")));
    std::string pipe = firstLine("/proc/sys/fs/pipe-max-size"), digits;
    for (const char c : check(all, "largest pipe").at("value").get<std::string>())
        if (c >= '0' && c <= '9') digits += c;
    QVERIFY(digits.starts_with(pipe));
    QVERIFY(says("CPUs allowed", ""));
}

void TestDoctor::textSaysTheSame()
{
    const Json all = examined();
    std::ostringstream out, err;
    QVERIFY(perform(AskDoctor{}, Console{out, err}));
    for (const Json& each : all.at("checks"))
        QVERIFY2(out.str().find(each.at("name").get<std::string>()) != std::string::npos, out.str().c_str());
    QVERIFY(err.str().empty());
}

void TestDoctor::missingSupervisorIsTold()
{
    qputenv("SLUICE_SUPERVISOR", "/nowhere/sluice-supervisor");
    const Json supervisor = check(examined(), "supervisor");
    qunsetenv("SLUICE_SUPERVISOR");
    QCOMPARE(supervisor.at("status").get<std::string>(), std::string("warning"));
    QVERIFY(supervisor.at("value").get<std::string>().find("/nowhere") != std::string::npos);
}

SLUICE_TEST(TestDoctor)
#include "tst_doctor.moc"
