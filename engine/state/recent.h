#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <iterator>
#include <utility>

namespace sluice::state {

/// The newest N of a sequence, oldest first. What is pushed out is overwritten in its place, so that a state is
/// brought up to date without allocations.
template <class T, std::size_t N>
class Recent
{
public:
    using value_type = T;

    class Iterator
    {
    public:
        using iterator_category = std::random_access_iterator_tag;
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using pointer = const T*;
        using reference = const T&;

        Iterator() = default;
        Iterator(const Recent* owner, std::size_t at) : m_owner(owner), m_at(at) {}
        reference operator*() const { return (*m_owner)[m_at]; }
        pointer operator->() const { return &(*m_owner)[m_at]; }
        reference operator[](difference_type n) const { return *(*this + n); }
        Iterator& operator++() { return *this += 1; }
        Iterator operator++(int) { return std::exchange(*this, *this + 1); }
        Iterator& operator--() { return *this -= 1; }
        Iterator operator--(int) { return std::exchange(*this, *this - 1); }
        Iterator& operator+=(difference_type n)
        {
            m_at += static_cast<std::size_t>(n);
            return *this;
        }
        Iterator& operator-=(difference_type n) { return *this += -n; }
        friend Iterator operator+(Iterator it, difference_type n) { return it += n; }
        friend Iterator operator+(difference_type n, Iterator it) { return it += n; }
        friend Iterator operator-(Iterator it, difference_type n) { return it -= n; }
        friend difference_type operator-(Iterator a, Iterator b)
        {
            return static_cast<difference_type>(a.m_at) - static_cast<difference_type>(b.m_at);
        }
        friend bool operator==(Iterator a, Iterator b) { return a.m_at == b.m_at; }
        friend auto operator<=>(Iterator a, Iterator b) { return a.m_at <=> b.m_at; }

    private:
        const Recent* m_owner = nullptr;
        std::size_t m_at = 0;
    };

    /// Makes room for one more behind the others and returns it; it still holds whatever stood in its place.
    T& next()
    {
        const std::size_t place = (m_first + m_size) % N;
        if (m_size < N) ++m_size;
        else m_first = (m_first + 1) % N;
        return m_values[place];
    }
    void push_back(T value) { next() = std::move(value); }
    void clear() { m_first = m_size = 0; }

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] const T& operator[](std::size_t i) const { return m_values[(m_first + i) % N]; }
    [[nodiscard]] const T& front() const { return (*this)[0]; }
    [[nodiscard]] const T& back() const { return (*this)[m_size - 1]; }
    [[nodiscard]] Iterator begin() const { return {this, 0}; }
    [[nodiscard]] Iterator end() const { return {this, m_size}; }

    bool operator==(const Recent& other) const
    {
        if (m_size != other.m_size) return false;
        for (std::size_t i = 0; i < m_size; ++i)
            if (!((*this)[i] == other[i])) return false;
        return true;
    }

private:
    std::array<T, N> m_values{};
    std::size_t m_first = 0, m_size = 0;
};

} // namespace sluice::state
