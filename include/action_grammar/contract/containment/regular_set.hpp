#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_REGULAR_SET_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_REGULAR_SET_HPP

// A pattern of a schema, with its automaton when a comparison first needs it: most never do.

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/contract/pattern/automaton.hpp>
#include <action_grammar/contract/pattern/budget.hpp>
#include <action_grammar/contract/pattern/language.hpp>
#include <action_grammar/contract/pattern/matcher.hpp>
#include <action_grammar/contract/pattern/parse.hpp>

namespace action_grammar::containment::detail {

/// The strings in which a pattern matches. Safe to use from many threads: the automaton is built once, by whoever
/// comes first, within a budget of its own, so that the outcome does not depend on who that was.
class regular_set {
public:
    regular_set(std::string text, std::shared_ptr<pattern::matcher const> matcher)
        : text_(std::move(text)), matcher_(std::move(matcher)) {}

    /// What a search is charged for the automaton, in steps of `pattern::budget`.
    static constexpr std::uint64_t price = 100'000;

    std::string const& text() const noexcept { return text_; }
    /// Whether the pattern matches; nothing if it cannot be run.
    std::optional<bool> contains(std::string_view candidate) const {
        if (!matcher_) return std::nullopt;
        return matcher_->matches(candidate);
    }
    /// The set as an automaton; null when it is not regular or too large.
    pattern::automaton const* automaton() const {
        std::call_once(once_, [this] {
            auto const tree = pattern::parse(text_);
            if (!tree) return;
            pattern::budget spent{4'000, price * 4};
            if (auto built = pattern::language_of(*tree, spent)) automaton_.emplace(std::move(*built));
        });
        return automaton_ ? &*automaton_ : nullptr;
    }

private:
    std::string text_;
    std::shared_ptr<pattern::matcher const> matcher_;
    mutable std::once_flag once_;
    mutable std::optional<pattern::automaton> automaton_;
};

} // namespace action_grammar::containment::detail

#endif
