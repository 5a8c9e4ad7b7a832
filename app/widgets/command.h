#pragma once

#include <QKeyCombination>
#include <QString>

#include <optional>
#include <span>

namespace sluice::widgets {

/// Everything that a key, a button or a menu entry can ask for. One list, so that no way of asking is forgotten.
enum class Command {
    PlayPause,
    StepBack,
    StepForward,
    PreviousBlock,
    NextBlock,
    NextWakeUp,
    NextSignal,
    NextStep,
    PreviousStep,
    Find,
    FindNext,
    FindPrevious,
    LoopStart,
    LoopEnd,
    AddBookmark,
    Slower,
    Faster,
    EvenPace,
    ShortenIdle,
    FollowAction,
    GoToStart,
    GoLive,
    ZoomIn,
    ZoomOut,
    ZoomAll,
    Stop,
    RunAgain,
    Schedule,
    SaveInterleaving,
    OpenInterleaving,
    RepeatInterleaving,
    Why,
    Record,
    MakeFilm,
    OpenTrace,
    SaveTrace,
    StartPage,
    Lessons,
    ToggleInspector,
    SwitchTheme,
    Present,
    BlankBlack,
    BlankWhite,
    Spotlight,
    Help,
    Escape,
    Quit,
};

/// In which list of the overlay a key stands.
enum class KeyGroup { Window, Presenting };

struct KeyBinding {
    QKeyCombination key;
    Command command = Command::PlayPause;
    const char* words = ""; ///< for the overlay of keys; empty: another key of the command above it
    KeyGroup group = KeyGroup::Window;
};

/// All keys of the window, in the order in which the overlay shows them. A lesson's Try keys come on top.
[[nodiscard]] std::span<const KeyBinding> keyBindings();
[[nodiscard]] std::optional<Command> commandFor(QKeyCombination key);
/// "Shift+←", "Space", "?": how a key is written on the screen.
[[nodiscard]] QString keyText(QKeyCombination key);
/// First key of a command, as keyText().
[[nodiscard]] QString keyText(Command command);

} // namespace sluice::widgets
