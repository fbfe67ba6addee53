#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_RE2_SYNTAX_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_RE2_SYNTAX_HPP

// A syntax tree in the language of RE2. Every class is written as ranges, so that the meaning is that of this
// folder's
// tables and not of those that the installed RE2 was built with.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include <action_grammar/contract/pattern/code_points.hpp>
#include <action_grammar/contract/pattern/syntax_tree.hpp>

namespace action_grammar::pattern::detail {

/// Writes a syntax tree for RE2.
class re2_writer {
public:
    re2_writer(syntax_tree const& tree, std::size_t most_bytes) : tree_(tree), most_bytes_(most_bytes) {}

    /// The text; nothing if it were too long or there is lookaround.
    std::optional<std::string> run() {
        if (tree_.has_lookaround) return std::nullopt;
        write(tree_.root);
        if (text_.size() > most_bytes_) return std::nullopt;
        return std::move(text_);
    }

private:
    /// RE2 refuses counts above this, and counts within counts whose product is.
    static constexpr std::uint64_t most_copies = 1000;

    void write_code_point(char32_t code_point) {
        static constexpr char hexadecimal[] = "0123456789abcdef";
        text_ += "\\x{";
        for (int shift = 20; shift >= 0; shift -= 4)
            text_ += hexadecimal[code_point >> shift & 0xF];
        text_ += '}';
    }
    void write_set(code_point_set const& set) {
        text_ += set.empty() ? "[^" : "[";
        auto const ranges = set.empty() ? set.complement().ranges() : set.ranges();
        for (auto const [first, last] : ranges) {
            write_code_point(first);
            text_ += '-';
            write_code_point(last);
        }
        text_ += ']';
    }

    /// Writes a node so that it may stand in a sequence. Returns the greatest product of the counts within
    /// each other.
    std::uint64_t write(node_index index) {
        if (text_.size() > most_bytes_) return 1;
        node const& here = tree_.at(index);
        std::uint64_t copies = 1;
        switch (here.kind) {
        case node_kind::literal: write_code_point(here.code_point); break;
        case node_kind::set: write_set(tree_.sets[here.set]); break;
        case node_kind::start: text_ += "\\A"; break;
        case node_kind::end: text_ += "\\z"; break;
        case node_kind::word_boundary: text_ += "\\b"; break;
        case node_kind::no_word_boundary: text_ += "\\B"; break;
        case node_kind::sequence:
        case node_kind::alternatives: {
            text_ += "(?:";
            bool first = true;
            for (node_index const child : tree_.children(here)) {
                if (!first && here.kind == node_kind::alternatives) text_ += '|';
                first = false;
                copies = std::max(copies, write(child));
            }
            text_ += ')';
            break;
        }
        case node_kind::repetition: return write_repetition(here);
        default: break; // lookaround, refused above
        }
        return copies;
    }

    std::uint64_t write_repetition(node const& here) {
        std::size_t const start = text_.size();
        text_ += "(?:";
        std::uint64_t const inner_copies = write(tree_.children(here)[0]);
        text_ += ')';
        std::string const inner = text_.substr(start);
        text_.resize(start);
        text_ += "(?:"; // for this may itself be repeated
        std::uint64_t const chunk = std::max<std::uint64_t>(1, most_copies / inner_copies);
        write_copies(inner, here.least, chunk, false);
        if (here.most == unbounded) {
            text_ += inner;
            text_ += '*';
        } else {
            write_copies(inner, here.most - here.least, chunk, true);
        }
        text_ += ')';
        return inner_copies
             * std::min<std::uint64_t>(chunk, std::max(1u, here.most == unbounded ? here.least : here.most));
    }

    /// `count` copies, each of which may be absent if `optional`, as counts that RE2 takes.
    void write_copies(std::string const& inner, std::uint64_t count, std::uint64_t chunk, bool optional) {
        while (count > 0 && text_.size() <= most_bytes_) {
            std::uint64_t const now = std::min(count, chunk);
            text_ += inner;
            if (now == 1 && optional) text_ += '?';
            if (now > 1) text_ += (optional ? "{0," : "{") + std::to_string(now) + '}';
            count -= now;
        }
    }

    syntax_tree const& tree_;
    std::size_t most_bytes_;
    std::string text_;
};

/// The pattern for RE2, in which nothing depends on RE2's options; nothing if that is longer than
/// `most_bytes` or the
/// pattern has lookaround, which RE2 does not offer.
inline std::optional<std::string> to_re2(syntax_tree const& tree, std::size_t most_bytes) {
    return re2_writer(tree, most_bytes).run();
}

} // namespace action_grammar::pattern::detail

#endif
