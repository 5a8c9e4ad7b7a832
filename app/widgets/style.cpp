#include "widgets/style.h"

#include <array>
#include <utility>

namespace sluice::widgets {

using scene::Theme;
using scene::Tone;

namespace {

constexpr std::array labelTones{
    std::pair{Tone::Text, "text"},     std::pair{Tone::Muted, "muted"},   std::pair{Tone::Blocked, "blocked"},
    std::pair{Tone::Action, "action"}, std::pair{Tone::Signal, "signal"},
};

// %Name% stands for a tone of the theme.
constexpr const char* rules = R"(
#top, #bottom, #question, #inspector, #inspector QWidget { background: %Panel%; }
#stageSide { background: %Background%; }
#schedule { background: %Panel%; border-bottom: 2px solid %Action%; }
#schedule QLabel { background: transparent; }
#top { border-bottom: 1px solid %Line%; }
#beside, #beside QWidget { background: %Panel%; }
#inspector EvidenceTag, #inspector QLabel { background: transparent; }
QSplitter::handle { background: %Line%; }
QPushButton { color: %Text%; background: %Raised%; border: 1px solid %Line%; border-radius: 8px;
              padding: 0 14px; min-height: 34px; }
QPushButton:hover { border-color: %Muted%; }
QPushButton:pressed { background: %Card%; }
QPushButton:disabled { color: %Faint%; }
QPushButton:checked { color: %OnData%; background: %Action%; border-color: %Action%; }
QPushButton:focus { border: 2px solid %Text%; padding: 0 13px; min-height: 32px; }
QPushButton[shape="pill"] { border-radius: 17px; background: transparent; padding: 0 16px; }
QPushButton[shape="pill"]:focus { padding: 0 15px; }
QPushButton[shape="icon"] { padding: 0; min-width: 34px; }
QPushButton[shape="icon"]:focus { padding: 0; min-width: 32px; }
QPushButton[shape="bare"] { padding: 0; min-width: 34px; background: transparent; border-color: transparent; }
QPushButton[shape="bare"]:hover { background: %Raised%; }
QPushButton[shape="bare"]:focus { border-color: %Text%; min-width: 32px; }
QPushButton::menu-indicator { image: none; width: 0; }
QTabWidget::pane { border: none; border-top: 1px solid %Line%; }
QTabBar { background: %Panel%; }
QTabBar::tab { color: %Muted%; background: transparent; border: none; border-bottom: 2px solid transparent;
               padding: 0 1px; margin: 0 10px; height: 46px; }
QTabBar::tab:first { margin-left: 24px; }
QTabBar::tab:hover { color: %Text%; }
QTabBar::tab:selected { color: %Text%; border-bottom: 2px solid %Action%; }
QTabBar:focus { background: %Raised%; }
QScrollArea, QScrollArea > QWidget > QWidget { border: none; background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: %Line%; border-radius: 3px; margin: 2px; min-height: 32px; }
QScrollBar::handle:vertical:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { height: 0; background: none; }
QMenu { color: %Text%; background: %Panel%; border: 1px solid %Line%; padding: 8px; }
QMenu::item { padding: 8px 32px 8px 24px; border-radius: 8px; }
QMenu::item:selected { background: %Raised%; }
QMenu::item:disabled { color: %Muted%; }
QMenu::separator { height: 1px; background: %Line%; margin: 8px; }
QMenu::indicator { width: 8px; height: 8px; left: 8px; border-radius: 4px; }
QMenu::indicator:checked { background: %Action%; }
#find { background: %Raised%; border: 1px solid %Line%; border-radius: 8px; }
#find QLabel { background: transparent; }
QLineEdit { background: %Background%; border: 1px solid %Line%; border-radius: 6px; padding: 4px 8px; }
QLineEdit:focus { border-color: %Action%; }
QSpinBox { color: %Text%; background: %Background%; border: 1px solid %Line%; border-radius: 6px; padding: 2px 8px;
           min-height: 24px; }
QSpinBox:focus { border-color: %Action%; }
QSpinBox:disabled { color: %Muted%; background: transparent; border-color: transparent; }
QComboBox { color: %Text%; background: %Raised%; border: 1px solid %Line%; border-radius: 8px; padding: 0 12px;
            min-height: 34px; }
QComboBox:hover { border-color: %Muted%; }
QComboBox:focus { border: 2px solid %Text%; padding: 0 11px; min-height: 32px; }
QComboBox::drop-down { border: none; width: 32px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { color: %Text%; background: %Panel%; border: 1px solid %Line%;
                              selection-background-color: %Raised%; selection-color: %Text%; outline: 0; }
QPushButton[weight="main"] { color: %OnData%; background: %Action%; border-color: transparent; }
QPushButton[weight="main"]:disabled { color: %Faint%; background: %Raised%; border-color: %Line%; }
QPushButton[weight="main"]:focus { border-color: %Text%; }
#record { background: %Panel%; }
QLineEdit:disabled, QComboBox:disabled { color: %Faint%; }
QProgressBar { background: %Raised%; border: none; border-radius: 4px; }
QProgressBar::chunk { background: %Action%; border-radius: 4px; }
#notice { background: %Raised%; border: 1px solid %Blocked%; border-radius: 8px; }
#notice QLabel { background: transparent; }
#notice QPushButton { background: %Panel%; }
#helpCard { background: %Panel%; border: 1px solid %Line%; border-radius: 14px; }
#helpCard QLabel { background: transparent; }
)";

} // namespace

QString windowStyle(const Theme& theme)
{
    constexpr std::array used{
        std::pair{Tone::Panel, "Panel"},   std::pair{Tone::Background, "Background"},
        std::pair{Tone::Line, "Line"},     std::pair{Tone::Text, "Text"},
        std::pair{Tone::Muted, "Muted"},   std::pair{Tone::Faint, "Faint"},
        std::pair{Tone::Raised, "Raised"}, std::pair{Tone::Card, "Card"},
        std::pair{Tone::Action, "Action"}, std::pair{Tone::Blocked, "Blocked"},
        std::pair{Tone::OnData, "OnData"},
    };
    QString sheet = theme.styleSheet() + QString::fromUtf8(rules);
    for (const auto& [tone, name] : used)
        sheet.replace(QLatin1Char('%') + QLatin1String(name) + QLatin1Char('%'), theme.color(tone).name());
    for (const auto& [tone, name] : labelTones)
        sheet +=
            QStringLiteral("QLabel[tone=\"%1\"] { color: %2; }\n").arg(QLatin1String(name), theme.color(tone).name());
    return sheet;
}

QLabel* makeLabel(const QString& text, int pixels, int weight, Tone tone, scene::Shape::Face face)
{
    auto* label = new QLabel(text);
    label->setFont(Theme::font(face, pixels, weight));
    label->setTextFormat(Qt::PlainText);
    for (const auto& [known, name] : labelTones) {
        if (known == tone) label->setProperty("tone", QLatin1String(name));
    }
    return label;
}

void setWords(QLabel* label, const QString& text)
{
    if (label->text() != text) label->setText(text);
}

} // namespace sluice::widgets
