#pragma once

#include "base/result.h"
#include "base/trace_time.h"
#include "lessons/condition.h"
#include "scenario/scenario.h"
#include "trace/trace_view.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

namespace sluice::lessons {

/// Characters of one text of a lesson: a caption is read at a glance.
inline constexpr int longestText = 200;
/// Whether there is a text, and no longer one; in characters (code points), not in bytes.
[[nodiscard]] inline bool canBeReadAtAGlance(const QString& text)
{
    return !text.isEmpty() && text.toUcs4().size() <= longestText;
}
inline constexpr const char* textsLength = "1 to 200 characters are needed here";

/// What a viewer may think will happen. Right is the answer that comes true first after the question was asked: the
/// trace decides, not the author.
struct Answer {
    QString text;
    std::optional<Condition> when; ///< must turn true; one that held already must first have ceased to
    std::optional<Duration> after; ///< instead: none of the others came true for so long
};

/// Asked at the moment when its step begins, before anybody has seen what comes next.
struct Question {
    QString text;
    std::vector<Answer> answers; ///< two to four
};

/// A caption, shown from the moment when its condition first holds after the step before began.
struct Step {
    std::optional<Condition> when; ///< the first step has none
    QString text;
    bool instead = false; ///< may come in the place of the step before it, and counts as the same step
    std::optional<Question> question;
};

/// A button of the Try panel, with its key.
struct TryButton {
    QString label;       ///< "Close read end"
    QString labelWhenOn; ///< toggles: "Resume reader"; else empty
    std::string key;     ///< setting key: "reader.close", "reader.hold", "reader.step", "writer.nonblocking"
    QString shortcut;    ///< "C"
    std::map<std::string, std::int64_t> with; ///< settings that are made before it: which signal is sent
    std::vector<int> wantedAtSteps;           ///< the steps (from 1) whose next thing this is
    [[nodiscard]] bool isWantedAt(int step) const
    {
        return std::ranges::find(wantedAtSteps, step) != wantedAtSteps.end();
    }
};

/// A lesson is data: one JSON file, in resources/lessons or of an author's own (doc/lessons.md).
struct Lesson {
    QString id;        ///< "pipe.backpressure"
    QString mechanism; ///< "Pipes"
    QString title;     ///< "A full pipe blocks its writer"
    QString about;     ///< one sentence
    scenario::Scenario scenario;
    std::vector<Step> steps;
    std::vector<TryButton> tries;
    std::vector<std::string> controls; ///< keys of settings to show as sliders and switches
    std::string text;                  ///< the file itself, if it is an author's own; empty: built in

    /// The number that people read: steps that come instead of another share its number.
    [[nodiscard]] int numberOf(int step) const;
    [[nodiscard]] int stepCount() const;
};

/// Errors with file, line and JSON path.
[[nodiscard]] Result<Lesson> parse(const QByteArray& json, const QString& fileName);
/// All lessons that are built in, in teaching order.
[[nodiscard]] const std::vector<Lesson>& builtIn();
/// A lesson that is built in or was adopted.
[[nodiscard]] const Lesson* find(const QString& id);
/// The lesson of a trace: one that is built in, or an author's own that the trace has kept. Null: of no lesson.
[[nodiscard]] const Lesson* of(const trace::Meta& meta);
/// Does this text mean to be a lesson, and not a scenario alone? It need not be sound.
[[nodiscard]] bool meansToBeALesson(std::string_view json);
/// Reads an author's own lesson and keeps it until the program ends; of several with one id the newest is found.
/// Errors: those of parse(), and an id that a lesson has which is built in.
[[nodiscard]] Result<const Lesson*> adopt(const std::string& json, const QString& fileName);
/// The most similar ids, best first, for "did you mean".
[[nodiscard]] QStringList closest(const QString& id);
/// The lessons in which every one of the words is found, in teaching order: in title, id, mechanism, what it is about,
/// its steps, or among the system calls of its processes. No words: all of them.
[[nodiscard]] std::vector<const Lesson*> search(const QString& words);

} // namespace sluice::lessons
