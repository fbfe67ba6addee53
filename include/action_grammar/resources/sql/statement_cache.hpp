#ifndef ACTION_GRAMMAR_RESOURCES_SQL_STATEMENT_CACHE_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_STATEMENT_CACHE_HPP

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/resources/sql/statement_text.hpp>

namespace action_grammar::sql {

/// What a connection knows of the statements that it has seen, by their text: their parameters, and what the
/// database has made of them.
///
/// @tparam Prepared  the database's; a default-constructed one is none
template <class Prepared>
class statement_cache {
public:
    struct entry {
        statement_text written;
        Prepared prepared{};
    };

    /// @param mark  what parameters begin with in this database
    /// @param most  how many statements are kept; those that come later are prepared for each run
    statement_cache(char mark, std::size_t most) noexcept : mark_(mark), most_(most) {}

    /// The entry of a statement, valid until the next call. O(length of the text).
    result<entry*, error> find(std::string_view text) {
        if (auto const known = entries_.find(text); known != entries_.end()) return &known->second;
        auto written = written_with(mark_, text);
        if (!written) return unexpected(std::move(written).error());
        entry made{*std::move(written), Prepared{}};
        if (entries_.size() < most_)
            return &entries_.emplace(std::string(text), std::move(made)).first->second;
        passing_ = std::move(made);
        return &passing_;
    }

    /// Whether what is prepared of this entry will be found again.
    [[nodiscard]] bool keeps(entry const& known) const noexcept { return &known != &passing_; }

    /// The entry of a statement if it is kept, else null.
    entry* kept(std::string_view text) noexcept {
        auto const known = entries_.find(text);
        return known == entries_.end() ? nullptr : &known->second;
    }

    void clear() noexcept {
        entries_.clear();
        passing_ = {};
    }

private:
    struct hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept {
            return std::hash<std::string_view>{}(text);
        }
    };

    char mark_;
    std::size_t most_;
    std::unordered_map<std::string, entry, hash, std::equal_to<>> entries_;
    entry passing_{};
};

} // namespace action_grammar::sql

#endif
