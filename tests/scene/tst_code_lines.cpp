#include "mechanisms/source_text.h"
#include "scene/code_lines.h"
#include "support/test_class.h"

using namespace sluice;
using scene::codeAround;

namespace {

const std::string twoFunctions = "#include <x>\n"         // 1
                                 "\n"                     // 2
                                 "void A::first(int n)\n" // 3
                                 "{\n"                    // 4
                                 "    one();\n"           // 5
                                 "    if (n)\n"           // 6
                                 "        two();\n"       // 7
                                 "}\n"                    // 8
                                 "\n"                     // 9
                                 "int other = 1;\n"       // 10
                                 "\n"                     // 11
                                 "void A::second()\n"     // 12
                                 "{\n"                    // 13
                                 "    three();\n"         // 14
                                 "}\n";                   // 15

} // namespace

/// The lines of a role's source that are shown beside it.
class TestCodeLines : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFunctionAroundALine()
    {
        const auto code = codeAround(twoFunctions, 7, 9);
        QCOMPARE(code.function, QStringLiteral("first"));
        QCOMPARE(code.lines, (QStringList{"one();", "if (n)", "    two();"}));
        QCOMPARE(code.line, qsizetype{2});
        QCOMPARE(codeAround(twoFunctions, 14, 9).function, QStringLiteral("second"));
    }
    void noMoreThanFit()
    {
        const auto code = codeAround(twoFunctions, 7, 2);
        QCOMPARE(code.lines, (QStringList{"if (n)", "    two();"}));
        QCOMPARE(code.line, qsizetype{1});
        QCOMPARE(codeAround(twoFunctions, 5, 1).lines, QStringList{"one();"});
    }
    void aMemberInItsClass()
    {
        const std::string text =
            "class A\n{\npublic:\n    /// Says so.\n    bool member(int a,\n                int b) const\n    {\n"
            "        if (a)\n            one();\n    }\n\n    int m_a = 0;\n};\n";
        const auto code = codeAround(text, 9, 9);
        QCOMPARE(code.function, QStringLiteral("member"));
        QCOMPARE(code.lines, (QStringList{"if (a)", "    one();"}));
        QCOMPARE(code.line, qsizetype{1});
        QVERIFY(codeAround(text, 12, 9).lines.isEmpty()); // in the class, in no function
    }
    void outsideOfFunctions_data()
    {
        QTest::addColumn<int>("line");
        for (const int line : {-1, 0, 1, 9, 10, 99}) QTest::addRow("%d", line) << line;
    }
    void outsideOfFunctions()
    {
        QFETCH(int, line);
        QVERIFY(codeAround(twoFunctions, line, 9).lines.isEmpty());
    }
    void theRolesOwnText()
    {
        const std::string text(mechanisms::sourceText("signal.cpp"));
        const auto at = text.find("store(m_right, m_n);");
        QVERIFY(at != std::string::npos);
        const auto line = static_cast<int>(std::count(text.begin(), text.begin() + static_cast<long>(at), '\n')) + 1;
        QCOMPARE(codeAround(text, line, 7).function, QStringLiteral("writeRecords"));
        QVERIFY(mechanisms::sourceText("nothing.cpp").empty());
    }
};

SLUICE_TEST(TestCodeLines, QCoreApplication)
#include "tst_code_lines.moc"
