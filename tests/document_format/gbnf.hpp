#ifndef ACTION_GRAMMAR_TESTS_DOCUMENT_FORMAT_GBNF_HPP
#define ACTION_GRAMMAR_TESTS_DOCUMENT_FORMAT_GBNF_HPP

// A small interpreter of GBNF: whether a grammar generates a text. Every rule is asked once for each place, so that the
// time is bounded by the grammar and the text.

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gbnf {

class grammar {
public:
    /// Reads a grammar; `problem()` says what is wrong with it.
    explicit grammar(std::string_view text);

    /// What is wrong with the grammar: a mistake in its text, or a rule that is not there. Empty if it is good.
    [[nodiscard]] std::string const& problem() const noexcept { return problem_; }
    /// Whether the rule `root` generates the whole text.
    [[nodiscard]] bool accepts(std::string_view text) const;
    /// Rules that the root does not lead to.
    [[nodiscard]] std::vector<std::string> unused() const;

private:
    enum class kind { text, one_of, rule, sequence, alternatives, repetition };
    struct range {
        unsigned char first;
        unsigned char last;
    };
    struct part {
        kind what = kind::sequence;
        std::string text{};          ///< Of `text` and `rule`.
        std::vector<range> ranges{}; ///< Of `one_of`.
        bool excluded = false;
        std::vector<std::size_t> of{}; ///< Parts within.
        std::size_t least = 1;
        std::size_t most = 1;
    };
    struct reader;
    struct run;

    std::vector<part> parts_;
    std::map<std::string, std::size_t, std::less<>> rules_;
    std::string problem_;
};

} // namespace gbnf

#endif
