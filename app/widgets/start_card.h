#pragma once

#include "widgets/last_opened.h"

#include <QAbstractButton>
#include <QImage>

#include <vector>

namespace sluice::widgets {

/// Something that can be opened with one click: a small picture, its title and what it is about.
class StartCard : public QAbstractButton
{
    Q_OBJECT
public:
    StartCard(Opened opened, const QString& title, const QString& about, QWidget* parent = nullptr);

    [[nodiscard]] const Opened& opened() const { return m_opened; }
    /// Enter in the search line opens this one.
    void setNext(bool next);
    [[nodiscard]] bool next() const { return m_next; }

    /// In device pixels.
    [[nodiscard]] QSize pictureSize() const;
    [[nodiscard]] bool needsPicture() const;
    void setPicture(const QImage& picture, const QString& origin);
    void dropPicture(); ///< there may be a newer one
    [[nodiscard]] const QString& origin() const { return m_origin; }

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override { return {340, heightForWidth(340)}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] QRect titleRect(int width) const;
    [[nodiscard]] QRect aboutRect(int width) const;

    Opened m_opened;
    QString m_about, m_origin;
    QImage m_picture;
    bool m_fresh = false; ///< m_picture is what it should be
    bool m_next = false;
};

/// Cards in columns of one width, each row as high as its highest card. Those that are hidden leave no hole.
class CardGrid : public QWidget
{
    Q_OBJECT
public:
    explicit CardGrid(QWidget* parent = nullptr);
    void setCards(const std::vector<StartCard*>& cards); ///< takes them; those before are deleted
    [[nodiscard]] const std::vector<StartCard*>& cards() const { return m_cards; }
    void setOneRow(bool one) { m_oneRow = one; } ///< shows no more than fit into one
    void setWanted(StartCard* card, bool wanted);
    [[nodiscard]] bool anyWanted() const;
    void arrange();

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override { return {720, heightForWidth(720)}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {300, 0}; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Place {
        StartCard* card = nullptr;
        QRect rect;
    };
    [[nodiscard]] std::vector<Place> placesFor(int width) const;

    std::vector<StartCard*> m_cards;
    std::vector<StartCard*> m_unwanted;
    bool m_oneRow = false;
};

} // namespace sluice::widgets
