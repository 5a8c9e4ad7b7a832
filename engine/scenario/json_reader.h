#pragma once

#include "base/result.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::scenario {

/// Reads members of a JSON object strictly: what is missing, of another type, out of bounds or unknown is an error
/// that names file, line and JSON path. The first error is kept; later reads do nothing.
/// Used for scenarios here and for lessons in app/. Thread: one.
class JsonReader
{
public:
    using Json = nlohmann::json;

    /// Errors: not JSON, longer than 1 MiB, nested deeper than 16, a member that is there twice.
    JsonReader(std::string_view text, std::string_view fileName);

    [[nodiscard]] const Json& root() const { return m_root; }
    [[nodiscard]] bool ok() const { return !m_error; }
    [[nodiscard]] Error takeError() { return std::move(*m_error); }

    /// `path` is a JSON pointer such as "/processes/1/role".
    void failAt(const std::string& path, const std::string& what);
    /// The value must be an object with no member besides `allowed`.
    bool expectObject(const Json& value, const std::string& path, std::span<const std::string_view> allowed);
    bool expectArray(const Json& value, const std::string& path, std::size_t least, std::size_t most);
    std::string string(const Json& object, const std::string& path, std::string_view member, std::string_view fallback);
    std::string string(const Json& object, const std::string& path, std::string_view member);
    std::int64_t integer(const Json& object, const std::string& path, std::string_view member, std::int64_t min,
                         std::int64_t max);

private:
    void load();
    [[nodiscard]] int lineOf(const std::string& path) const;

    std::string m_text, m_fileName;
    Json m_root;
    std::optional<Error> m_error;
};

/// The nearest of `known` to a mistyped `word`, or "".
[[nodiscard]] std::string_view nearest(std::string_view word, std::span<const std::string_view> known);
/// What is wrong with `word`, and the nearest of `known`: "unknown role 'raeder'; did you mean 'reader'?"
[[nodiscard]] std::string unknownWord(std::string_view what, std::string_view word,
                                      std::span<const std::string_view> known);
/// Number of single-letter edits between two words.
[[nodiscard]] std::size_t editDistance(std::string_view a, std::string_view b);

} // namespace sluice::scenario
