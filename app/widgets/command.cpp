#include "widgets/command.h"

#include <QKeySequence>

#include <algorithm>
#include <array>

namespace sluice::widgets {

namespace {

constexpr std::array bindings{
    KeyBinding{Qt::Key_Space, Command::PlayPause, "play, pause"},
    KeyBinding{Qt::Key_Left, Command::StepBack, "one event back"},
    KeyBinding{Qt::Key_Right, Command::StepForward, "one event forward"},
    KeyBinding{Qt::SHIFT | Qt::Key_Left, Command::PreviousBlock, "to the block before"},
    KeyBinding{Qt::SHIFT | Qt::Key_Right, Command::NextBlock, "to the next block"},
    KeyBinding{Qt::CTRL | Qt::Key_Right, Command::NextWakeUp, "to the next wake-up"},
    KeyBinding{Qt::CTRL | Qt::SHIFT | Qt::Key_Right, Command::NextSignal, "to the next signal"},
    KeyBinding{Qt::CTRL | Qt::Key_F, Command::Find, "find a moment"},
    KeyBinding{Qt::Key_F3, Command::FindNext, "find the next"},
    KeyBinding{Qt::SHIFT | Qt::Key_F3, Command::FindPrevious, "find the one before"},
    KeyBinding{Qt::Key_I, Command::LoopStart, "loop from here"},
    KeyBinding{Qt::Key_O, Command::LoopEnd, "loop up to here"},
    KeyBinding{Qt::CTRL | Qt::Key_B, Command::AddBookmark, "bookmark this moment"},
    KeyBinding{Qt::Key_Down, Command::Slower, "slower"},
    KeyBinding{Qt::Key_Up, Command::Faster, "faster"},
    KeyBinding{Qt::CTRL | Qt::Key_1, Command::EvenPace, "all at one speed"},
    KeyBinding{Qt::CTRL | Qt::Key_2, Command::ShortenIdle, "shorten idle stretches"},
    KeyBinding{Qt::CTRL | Qt::Key_3, Command::FollowAction, "follow the action"},
    KeyBinding{Qt::Key_Home, Command::GoToStart, "start of the run"},
    KeyBinding{Qt::Key_End, Command::GoLive, "back to live"},
    KeyBinding{Qt::Key_L, Command::GoLive, ""},
    KeyBinding{Qt::Key_Plus, Command::ZoomIn, "timeline closer"},
    KeyBinding{Qt::Key_Minus, Command::ZoomOut, "timeline wider"},
    KeyBinding{Qt::Key_0, Command::ZoomAll, "the whole run"},
    KeyBinding{Qt::CTRL | Qt::Key_R, Command::RunAgain, "run again"},
    KeyBinding{Qt::CTRL | Qt::Key_Period, Command::Stop, "stop the run"},
    KeyBinding{Qt::Key_F6, Command::Schedule, "be the scheduler, or no longer"},
    KeyBinding{Qt::CTRL | Qt::SHIFT | Qt::Key_R, Command::RepeatInterleaving, "repeat the interleaving"},
    KeyBinding{Qt::CTRL | Qt::SHIFT | Qt::Key_S, Command::SaveInterleaving, "save the interleaving"},
    KeyBinding{Qt::CTRL | Qt::SHIFT | Qt::Key_O, Command::OpenInterleaving, "run a saved interleaving"},
    KeyBinding{Qt::Key_F7, Command::Why, "why does it wait?"},
    KeyBinding{Qt::Key_F8, Command::Record, "record, stop recording"},
    KeyBinding{Qt::CTRL | Qt::Key_E, Command::MakeFilm, "film or figure"},
    KeyBinding{Qt::ALT | Qt::Key_Home, Command::StartPage, "start page"},
    KeyBinding{Qt::Key_Backspace, Command::StartPage, ""},
    KeyBinding{Qt::Key_F10, Command::Lessons, "lessons and files"},
    KeyBinding{Qt::CTRL | Qt::Key_O, Command::OpenTrace, "open a trace or a playlist"},
    KeyBinding{Qt::CTRL | Qt::Key_S, Command::SaveTrace, "save the trace"},
    KeyBinding{Qt::Key_F9, Command::ToggleInspector, "side panel"},
    KeyBinding{Qt::CTRL | Qt::Key_T, Command::SwitchTheme, "dark, light"},
    KeyBinding{Qt::Key_Question, Command::Help, "this overview"},
    KeyBinding{Qt::Key_Escape, Command::Escape, "leave"},
    KeyBinding{Qt::CTRL | Qt::Key_Q, Command::Quit, "quit"},
    KeyBinding{Qt::Key_F5, Command::Present, "present, and back", KeyGroup::Presenting},
    KeyBinding{Qt::Key_F11, Command::Present, "", KeyGroup::Presenting},
    KeyBinding{Qt::SHIFT | Qt::Key_F5, Command::Present, "", KeyGroup::Presenting},
    KeyBinding{Qt::Key_PageDown, Command::NextStep, "on to the next step, or lesson", KeyGroup::Presenting},
    KeyBinding{Qt::Key_PageUp, Command::PreviousStep, "back to a step's beginning", KeyGroup::Presenting},
    KeyBinding{Qt::Key_Period, Command::BlankBlack, "black screen", KeyGroup::Presenting},
    KeyBinding{Qt::Key_B, Command::BlankBlack, "", KeyGroup::Presenting},
    KeyBinding{Qt::Key_Comma, Command::BlankWhite, "white screen", KeyGroup::Presenting},
    KeyBinding{Qt::Key_W, Command::BlankWhite, "", KeyGroup::Presenting},
    KeyBinding{Qt::Key_F4, Command::Spotlight, "spotlight; Tab and wheel change it", KeyGroup::Presenting},
    KeyBinding{Qt::Key_S, Command::Spotlight, "", KeyGroup::Presenting},
};

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
