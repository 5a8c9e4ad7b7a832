#pragma once

#include <nlohmann/json.hpp>

#include <QByteArray>
#include <QProcess>
#include <QStringList>

namespace sluice::test {

/// How a program ended, and what it said.
struct Ended {
    int status = -1; ///< -1: it did not end by itself (a signal, or it took far too long)
    QByteArray out, err;
};

/// The built program: $SLUICE_BIN/sluice.
[[nodiscard]] QString sluicePath();

/// This environment without any display.
[[nodiscard]] QProcessEnvironment withoutDisplay();

/// Runs a program to its end, without a display.
[[nodiscard]] Ended runProgram(const QString& program, const QStringList& arguments,
                               const QProcessEnvironment& environment = withoutDisplay());
[[nodiscard]] inline Ended sluice(const QStringList& arguments) { return runProgram(sluicePath(), arguments); }

/// What the program prints with --json; null, and a note of what it said, if it fails.
[[nodiscard]] nlohmann::json sluiceJson(const QStringList& arguments);
/// `sluice events FILE --json`.
[[nodiscard]] std::vector<nlohmann::json> eventsOf(const QString& file);

} // namespace sluice::test
