#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_MATCHER_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_MATCHER_HPP

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include <re2/re2.h>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/pattern/automaton.hpp>
#include <action_grammar/contract/pattern/budget.hpp>
#include <action_grammar/contract/pattern/error.hpp>
#include <action_grammar/contract/pattern/language.hpp>
#include <action_grammar/contract/pattern/parse.hpp>
#include <action_grammar/contract/pattern/re2_syntax.hpp>
#include <action_grammar/contract/pattern/simple_shape.hpp>
#include <action_grammar/contract/pattern/syntax_tree.hpp>

namespace action_grammar::pattern {

/// How a matcher works.
enum class engine : std::uint8_t {
    automatic, ///< Whatever is fastest for the pattern: comparing, a small automaton, or RE2.
    re2,       ///< RE2, whatever the pattern; not for lookaround.
};

/// A pattern made ready to be tried on texts. Immutable; copies share; safe to use from many threads.
class matcher {
public:
    /// Whether the pattern matches somewhere in `text` (UTF-8): a search, not anchored unless the pattern is.
    /// Linear in the text. No error; a text that is not UTF-8 is answered, but not specified how.
    bool matches(std::string_view text) const noexcept {
        struct {
            std::string_view text;
            bool operator()(detail::literal_shape const& shape) const noexcept { return shape.matches(text); }
            bool operator()(detail::run_shape const& shape) const noexcept { return shape.matches(text); }
            bool operator()(automaton const& language) const noexcept { return language.accepts(text); }
            bool operator()(expression const& compiled) const noexcept {
                return compiled->Match(re2::StringPiece(text.data(), text.size()), 0, text.size(),
                                       RE2::UNANCHORED, nullptr, 0);
            }
        } const try_on{text};
        return std::visit(try_on, *method_);
    }

private:
    using expression = std::unique_ptr<RE2 const>;
    using method = std::variant<automaton, detail::literal_shape, detail::run_shape, expression>;

    explicit matcher(method by) : method_(std::make_shared<method const>(std::move(by))) {}
    friend result<matcher, pattern_error> compile(syntax_tree const&, engine);

    std::shared_ptr<method const> method_;
};

/// The matcher of a pattern that was parsed. Bounded in memory: some megabytes at most.
/// Errors: `too_large` when neither a small automaton nor RE2 can do it, `unsupported` for some lookbehind.
inline result<matcher, pattern_error> compile(syntax_tree const& tree, engine by = engine::automatic) {
    if (by == engine::automatic) {
        if (auto shape = detail::literal_shape_of(tree)) return matcher(*std::move(shape));
        if (auto shape = detail::run_shape_of(tree)) return matcher(*std::move(shape));
        // RE2 does not look around, so that only an automaton can.
        budget spent = tree.has_lookaround ? budget{20'000, 2'000'000} : budget{600, 60'000};
        auto language = language_of(tree, spent);
        if (language) return matcher(*std::move(language));
        if (tree.has_lookaround) return unexpected(std::move(language).error());
    }
    if (auto const text = detail::to_re2(tree, std::size_t{1} << 20)) {
        RE2::Options options;
        options.set_log_errors(false);
        options.set_never_capture(true);
        options.set_max_mem(std::int64_t{8} << 20);
        auto compiled = std::make_unique<RE2 const>(*text, options);
        if (compiled->ok()) return matcher(std::move(compiled));
    }
    return unexpected(pattern_error{tree.has_lookaround ? error_kind::unsupported : error_kind::too_large,
                                    "the pattern is too large to be matched", 0});
}

/// Parses and compiles. Errors: of either.
///
///     auto const name = pattern::compile("^[a-z]+$");
///     name->matches("abc")
inline result<matcher, pattern_error> compile(std::string_view ecma, engine by = engine::automatic) {
    auto const tree = parse(ecma);
    if (!tree) return unexpected(tree.error());
    return compile(*tree, by);
}

} // namespace action_grammar::pattern

#endif
