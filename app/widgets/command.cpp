#include "widgets/command.h"

#include "words/words.h"

#include <QKeySequence>

#include <algorithm>
#include <array>

namespace sluice::widgets {

namespace {

constexpr std::array bindings{
    KeyBinding{Qt::Key_Space, Command::PlayPause, QT_TRANSLATE_NOOP("keys", "play, pause")},
    KeyBinding{Qt::Key_Left, Command::StepBack, QT_TRANSLATE_NOOP("keys", "one event back")},
    KeyBinding{Qt::Key_Right, Command::StepForward, QT_TRANSLATE_NOOP("keys", "one event forward")},
    KeyBinding{Qt::SHIFT | Qt::Key_Left, Command::PreviousBlock, QT_TRANSLATE_NOOP("keys", "to the block before")},
    KeyBinding{Qt::SHIFT | Qt::Key_Right, Command::NextBlock, QT_TRANSLATE_NOOP("keys", "to the next block")},
    KeyBinding{Qt::CTRL | Qt::Key_Right, Command::NextWakeUp, QT_TRANSLATE_NOOP("keys", "to the next wake-up")},
    KeyBinding{Qt::CTRL | Qt::SHIFT | Qt::Key_Right, Command::NextSignal,
               QT_TRANSLATE_NOOP("keys", "to the next signal")},
    KeyBinding{Qt::CTRL | Qt::Key_F, Command::Find, QT_TRANSLATE_NOOP("keys", "find a moment")},
    KeyBinding{Qt::Key_F3, Command::FindNext, QT_TRANSLATE_NOOP("keys", "find the next")},
    KeyBinding{Qt::SHIFT | Qt::Key_F3, Command::FindPrevious, QT_TRANSLATE_NOOP("keys", "find the one before")},
    KeyBinding{Qt::Key_I, Command::LoopStart, QT_TRANSLATE_NOOP("keys", "loop from here")},
    KeyBinding{Qt::Key_O, Command::LoopEnd, QT_TRANSLATE_NOOP("keys", "loop up to here")},
    KeyBinding{Qt::CTRL | Qt::Key_B, Command::AddBookmark, QT_TRANSLATE_NOOP("keys", "bookmark this moment")},
    KeyBinding{Qt::Key_Down, Command::Slower, QT_TRANSLATE_NOOP("keys", "slower")},
    KeyBinding{Qt::Key_Up, Command::Faster, QT_TRANSLATE_NOOP("keys", "faster")},
    KeyBinding{Qt::CTRL | Qt::Key_1, Command::EvenPace, QT_TRANSLATE_NOOP("keys", "all at one speed")},
    KeyBinding{Qt::CTRL | Qt::Key_2, Command::ShortenIdle, QT_TRANSLATE_NOOP("keys", "shorten idle stretches")},
    KeyBinding{Qt::CTRL | Qt::Key_3, Command::FollowAction, QT_TRANSLATE_NOOP("keys", "follow the action")},
    KeyBinding{Qt::Key_Home, Command::GoToStart, QT_TRANSLATE_NOOP("keys", "start of the run")},
    KeyBinding{Qt::Key_End, Command::GoLive, QT_TRANSLATE_NOOP("keys", "back to live")},
    KeyBinding{Qt::Key_L, Command::GoLive, ""},
    KeyBinding{Qt::Key_Plus, Command::ZoomIn, QT_TRANSLATE_NOOP("keys", "timeline closer")},
    KeyBinding{Qt::Key_Minus, Command::ZoomOut, QT_TRANSLATE_NOOP("keys", "timeline wider")},
    KeyBinding{Qt::Key_0, Command::ZoomAll, QT_TRANSLATE_NOOP("keys", "the whole run")},
    KeyBinding{Qt::CTRL | Qt::Key_R, Command::RunAgain, QT_TRANSLATE_NOOP("keys", "run again")},
    KeyBinding{Qt::CTRL | Qt::Key_Period, Command::Stop, QT_TRANSLATE_NOOP("keys", "stop the run")},
    KeyBinding{Qt::Key_F6, Command::Schedule, QT_TRANSLATE_NOOP("keys", "be the scheduler, or no longer")},
    KeyBinding{Qt::CTRL | Qt::SHIFT | Qt::Key_R, Command::RepeatInterleaving,
               QT_TRANSLATE_NOOP("keys", "repeat the interleaving")},
    KeyBinding{Qt::CTRL | Qt::SHIFT | Qt::Key_S, Command::SaveInterleaving,
               QT_TRANSLATE_NOOP("keys", "save the interleaving")},
    KeyBinding{Qt::CTRL | Qt::SHIFT | Qt::Key_O, Command::OpenInterleaving,
               QT_TRANSLATE_NOOP("keys", "run a saved interleaving")},
    KeyBinding{Qt::Key_F7, Command::Why, QT_TRANSLATE_NOOP("keys", "why does it wait?")},
    KeyBinding{Qt::Key_F8, Command::Record, QT_TRANSLATE_NOOP("keys", "record, stop recording")},
    KeyBinding{Qt::CTRL | Qt::Key_E, Command::MakeFilm, QT_TRANSLATE_NOOP("keys", "film or figure")},
    KeyBinding{Qt::ALT | Qt::Key_Home, Command::StartPage, QT_TRANSLATE_NOOP("keys", "start page")},
    KeyBinding{Qt::Key_Backspace, Command::StartPage, ""},
    KeyBinding{Qt::Key_F10, Command::Lessons, QT_TRANSLATE_NOOP("keys", "lessons and files")},
    KeyBinding{Qt::CTRL | Qt::Key_O, Command::OpenTrace, QT_TRANSLATE_NOOP("keys", "open a trace or a playlist")},
    KeyBinding{Qt::CTRL | Qt::Key_S, Command::SaveTrace, QT_TRANSLATE_NOOP("keys", "save the trace")},
    KeyBinding{Qt::Key_F9, Command::ToggleInspector, QT_TRANSLATE_NOOP("keys", "side panel")},
    KeyBinding{Qt::CTRL | Qt::Key_T, Command::SwitchTheme, QT_TRANSLATE_NOOP("keys", "dark, light")},
    KeyBinding{Qt::Key_Question, Command::Help, QT_TRANSLATE_NOOP("keys", "this overview")},
    KeyBinding{Qt::Key_Escape, Command::Escape, QT_TRANSLATE_NOOP("keys", "leave")},
    KeyBinding{Qt::CTRL | Qt::Key_Q, Command::Quit, QT_TRANSLATE_NOOP("keys", "quit")},
    KeyBinding{Qt::Key_F5, Command::Present, QT_TRANSLATE_NOOP("keys", "present, and back"), KeyGroup::Presenting},
    KeyBinding{Qt::Key_F11, Command::Present, "", KeyGroup::Presenting},
    KeyBinding{Qt::SHIFT | Qt::Key_F5, Command::Present, "", KeyGroup::Presenting},
    KeyBinding{Qt::Key_PageDown, Command::NextStep, QT_TRANSLATE_NOOP("keys", "on to the next step, or lesson"),
               KeyGroup::Presenting},
    KeyBinding{Qt::Key_PageUp, Command::PreviousStep, QT_TRANSLATE_NOOP("keys", "back to a step's beginning"),
               KeyGroup::Presenting},
    KeyBinding{Qt::Key_Period, Command::BlankBlack, QT_TRANSLATE_NOOP("keys", "black screen"), KeyGroup::Presenting},
    KeyBinding{Qt::Key_B, Command::BlankBlack, "", KeyGroup::Presenting},
    KeyBinding{Qt::Key_Comma, Command::BlankWhite, QT_TRANSLATE_NOOP("keys", "white screen"), KeyGroup::Presenting},
    KeyBinding{Qt::Key_W, Command::BlankWhite, "", KeyGroup::Presenting},
    KeyBinding{Qt::Key_F4, Command::Spotlight, QT_TRANSLATE_NOOP("keys", "spotlight; Tab and wheel change it"),
               KeyGroup::Presenting},
    KeyBinding{Qt::Key_S, Command::Spotlight, "", KeyGroup::Presenting},
};

/// What is printed on keys, where it differs from country to country. The longest before the others.
constexpr std::array names{marked("keys", "Backspace"), marked("keys", "PgDown"), marked("keys", "PgUp"),
                           marked("keys", "Space"),     marked("keys", "Shift"),  marked("keys", "Ctrl"),
                           marked("keys", "Home"),      marked("keys", "End")};

/// '?' needs Shift on one keyboard and not on the next.
QKeyCombination normal(QKeyCombination key)
{
    Qt::KeyboardModifiers modifiers = key.keyboardModifiers();
    modifiers.setFlag(Qt::KeypadModifier, false);
    const bool symbol = key.key() < Qt::Key_A && key.key() > Qt::Key_Space;
    if (symbol && (key.key() < Qt::Key_0 || key.key() > Qt::Key_9)) modifiers.setFlag(Qt::ShiftModifier, false);
    return QKeyCombination(modifiers, key.key() == Qt::Key_Equal ? Qt::Key_Plus : key.key());
}

} // namespace

std::span<const KeyBinding> keyBindings() { return bindings; }

std::optional<Command> commandFor(QKeyCombination key)
{
    const QKeyCombination wanted = normal(key);
    const auto found = std::ranges::find(bindings, wanted, &KeyBinding::key);
    if (found == bindings.end()) return std::nullopt;
    return found->command;
}

QString keyText(QKeyCombination key)
{
    QString text = QKeySequence(key).toString(QKeySequence::PortableText);
    for (const std::string_view name : names) text.replace(QLatin1String(name.data()), translated("keys", name));
    for (const auto& [from, to] : {std::pair{"Left", "←"}, {"Right", "→"}, {"Up", "↑"}, {"Down", "↓"}})
        text.replace(QLatin1String(from), QString::fromUtf8(to));
    return text;
}

QString keyText(Command command)
{
    const auto found = std::ranges::find(bindings, command, &KeyBinding::command);
    return found == bindings.end() ? QString{} : keyText(found->key);
}

} // namespace sluice::widgets
