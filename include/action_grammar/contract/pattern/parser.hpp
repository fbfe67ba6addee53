#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_PARSER_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_PARSER_HPP

// The grammar of patterns (ECMA-262 22.2.1, from Disjunction to Atom), read by recursive descent of limited
// depth.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <action_grammar/contract/pattern/class_reader.hpp>
#include <action_grammar/contract/pattern/code_points.hpp>
#include <action_grammar/contract/pattern/error.hpp>
#include <action_grammar/contract/pattern/escape.hpp>
#include <action_grammar/contract/pattern/reader.hpp>
#include <action_grammar/contract/pattern/syntax_tree.hpp>

namespace action_grammar::pattern {

/// What a pattern may ask of its reader.
struct parse_limits {
    std::size_t bytes = std::size_t{1} << 16; ///< Length of the pattern.
    std::size_t depth = 250;                  ///< Groups within each other; the stack is used for each.
    /// Characters, classes and assertions after counted repetitions are written out, but for those of a
    /// single
    /// character or class, which need not be.
    std::size_t size = 100'000;
    std::size_t ranges = 500'000; ///< Of code points in all classes together.
};

namespace detail {

class parser {
public:
    parser(std::string_view text, parse_limits const& limits) : in_(text), limits_(limits) {
        if (text.size() > limits.bytes) too_large(limits.bytes, "the pattern is too long");
    }

    std::optional<pattern_error> run() {
        if (in_.failed()) return in_.problem();
        measured const whole = read_alternatives(0);
        if (!in_.failed() && !in_.at_end()) in_.fail(in_.offset(), "there is no group to close here");
        if (!in_.failed()) check_references();
        tree_.root = whole.index;
        return in_.problem();
    }
    syntax_tree tree() && { return std::move(tree_); }

private:
    /// A node and how many characters, classes and assertions it is written out.
    struct measured {
        node_index index = 0;
        std::uint64_t size = 0;
        bool repeatable = true; ///< Assertions are not, but in a group, and lookaheads by Annex B.
    };
    struct reference {
        std::size_t offset = 0;
        std::uint64_t number = 0;
        std::string_view name;
    };

    bool too_large(std::size_t offset, std::string message) {
        return in_.fail(offset, std::move(message), error_kind::too_large);
    }

    node_index add(node const& added) {
        tree_.nodes.push_back(added);
        return static_cast<node_index>(tree_.nodes.size() - 1);
    }
    node_index add_parent(node added, std::vector<node_index> const& children) {
        added.first = static_cast<std::uint32_t>(tree_.links.size());
        added.count = static_cast<std::uint32_t>(children.size());
        tree_.links.insert(tree_.links.end(), children.begin(), children.end());
        return add(added);
    }
    measured add_set(code_point_set set) {
        auto const& ranges = set.ranges();
        if (ranges.size() == 1 && ranges[0].first == ranges[0].last) return add_literal(ranges[0].first);
        ranges_ += ranges.size();
        if (ranges_ > limits_.ranges) return too_large(in_.offset(), "the classes are too large"), measured{};
        // Equal sets are worth finding, but not among all of thousands.
        auto const recent = tree_.sets.end() - std::min<std::ptrdiff_t>(64, std::ssize(tree_.sets));
        auto const known = std::find(recent, tree_.sets.end(), set);
        node added;
        added.kind = node_kind::set;
        added.set = static_cast<std::uint32_t>(known - tree_.sets.begin());
        if (known == tree_.sets.end()) tree_.sets.push_back(std::move(set));
        return {add(added), 1};
    }
    measured add_literal(char32_t code_point) {
        if (code_point >= 0xD800 && code_point <= 0xDFFF) return add_set({}); // in no text
        node added;
        added.kind = node_kind::literal;
        added.code_point = code_point;
        return {add(added), 1};
    }
    measured add_characters(characters&& read) {
        if (auto const* code_point = std::get_if<char32_t>(&read)) return add_literal(*code_point);
        return add_set(std::get<code_point_set>(std::move(read)));
    }
    measured add_assertion(node_kind kind) {
        node added;
        added.kind = kind;
        return {add(added), 1, false};
    }

    measured read_alternatives(std::size_t depth) {
        measured const first = read_sequence(depth);
        if (in_.failed() || in_.peek() != '|') return first;
        std::vector<node_index> branches{first.index};
        std::uint64_t size = first.size;
        while (in_.take('|')) {
            measured const next = read_sequence(depth);
            if (in_.failed()) return {};
            branches.push_back(next.index);
            size += next.size;
        }
        node added;
        added.kind = node_kind::alternatives;
        return {add_parent(added, branches), size};
    }

    measured read_sequence(std::size_t depth) {
        std::vector<node_index> parts;
        std::uint64_t size = 0;
        while (!in_.at_end() && in_.peek() != '|' && in_.peek() != ')') {
            measured const next = read_term(depth);
            if (in_.failed()) return {};
            parts.push_back(next.index);
            size += next.size;
        }
        if (parts.size() == 1) return {parts[0], size};
        return {add_parent(node{}, parts), size};
    }

    measured read_term(std::size_t depth) {
        measured const atom = read_atom(depth);
        if (in_.failed()) return {};
        return read_quantifier(atom);
    }

    measured read_atom(std::size_t depth) {
        std::size_t const start = in_.offset();
        switch (in_.peek()) {
        case '^': return in_.skip(), add_assertion(node_kind::start);
        case '$': return in_.skip(), add_assertion(node_kind::end);
        case '.': return in_.skip(), add_set(any_but_line_terminators());
        case '(': return in_.skip(), read_group(start, depth);
        case '[':
            in_.skip();
            if (auto set = read_class(in_, start, limits_.ranges)) return add_set(*std::move(set));
            return {};
        case '\\': return in_.skip(), read_atom_escape(start);
        case '*':
        case '+':
        case '?': in_.fail(start, "there is nothing to repeat"); return {};
        case '{':
            if (take_count()) {
                in_.fail(start, "there is nothing to repeat");
                return {};
            }
            break; // Annex B: a brace that opens no count is itself.
        default: break;
        }
        auto const code_point = in_.take_code_point();
        return code_point ? add_literal(*code_point) : measured{};
    }

    measured read_atom_escape(std::size_t start) {
        if (in_.take('b')) return add_assertion(node_kind::word_boundary);
        if (in_.take('B')) return add_assertion(node_kind::no_word_boundary);
        if (in_.peek() >= '1' && in_.peek() <= '9') {
            auto const number = in_.take_decimal(std::numeric_limits<std::uint32_t>::max());
            references_.push_back({start, *number, {}});
            return {add(node{}), 0};
        }
        if (in_.take('k')) {
            auto const name = in_.take('<') ? take_name() : std::nullopt;
            if (!name) return in_.fail(start, "\\k wants the name of a group in angle brackets"), measured{};
            references_.push_back({start, 0, *name});
            return {add(node{}), 0};
        }
        if (auto read = read_escape(in_, start)) return add_characters(*std::move(read));
        return {};
    }

    measured read_group(std::size_t start, std::size_t depth) {
        if (depth >= limits_.depth) return too_large(start, "groups are nested too deeply"), measured{};
        std::optional<node_kind> assertion;
        if (in_.take("?=")) {
            assertion = node_kind::lookahead;
        } else if (in_.take("?!")) {
            assertion = node_kind::negative_lookahead;
        } else if (in_.take("?<=")) {
            assertion = node_kind::lookbehind;
        } else if (in_.take("?<!")) {
            assertion = node_kind::negative_lookbehind;
        } else if (in_.take("?<")) {
            auto const name = take_name();
            if (!name) return in_.fail(start, "the name of the group is not one"), measured{};
            names_.push_back(*name);
            ++groups_;
        } else if (in_.peek() == '?') {
            if (!in_.take("?:") && !take_flags(start)) return {};
        } else {
            ++groups_;
        }
        measured const inner = read_alternatives(depth + 1);
        if (in_.failed()) return {};
        if (!in_.take(')')) return in_.fail(start, "the group is not closed"), measured{};
        if (!assertion) return {inner.index, inner.size};
        tree_.has_lookaround = true;
        node added;
        added.kind = *assertion;
        bool const ahead = assertion == node_kind::lookahead || assertion == node_kind::negative_lookahead;
        return {add_parent(added, {inner.index}), inner.size + 1, ahead};
    }

    /// `?i:`, `?ims-ims:`: flags for one group, of ECMA-262's 2025 edition.
    bool take_flags(std::size_t start) {
        std::size_t const question_mark = in_.offset();
        in_.skip();
        std::size_t flags = 0;
        for (bool hyphen = false;; in_.skip()) {
            char const next = in_.peek();
            if (next == '-' && !hyphen)
                hyphen = true;
            else if (next == 'i' || next == 'm' || next == 's')
                ++flags;
            else
                break;
        }
        if (flags != 0 && in_.take(':')) {
            in_.note_unsupported(start, "flags within a pattern are not supported");
            return true;
        }
        return in_.fail(question_mark, "(? begins no group of the language");
    }

    /// A group's name and the bracket after it.
    std::optional<std::string_view> take_name() {
        std::size_t const start = in_.offset();
        auto const continues = [&] {
            char const c = in_.peek();
            bool const digit = reader::is_digit(c) && in_.offset() > start;
            return reader::is_letter(c) || digit || c == '_' || c == '$'
                || static_cast<unsigned char>(c) >= 0x80;
        };
        while (continues())
            in_.skip();
        std::string_view const name = in_.since(start);
        if (name.empty() || !in_.take('>')) return std::nullopt;
        return name;
    }

    struct count {
        std::uint64_t least = 0;
        std::uint64_t most = 0;
    };
    static constexpr std::uint64_t count_cap = unbounded;

    /// `{n}`, `{n,}` or `{n,m}`; nothing, and nothing read, if that is not what stands here.
    std::optional<count> take_count() {
        std::size_t const before = in_.offset();
        if (in_.take('{')) {
            if (auto const least = in_.take_decimal(count_cap)) {
                count read{*least, *least};
                if (in_.take(',')) read.most = in_.take_decimal(count_cap).value_or(no_maximum);
                if (in_.take('}')) return read;
            }
        }
        in_.back_to(before);
        return std::nullopt;
    }
    static constexpr std::uint64_t no_maximum = std::numeric_limits<std::uint64_t>::max();

    measured read_quantifier(measured atom) {
        std::size_t const start = in_.offset();
        std::optional<count> times;
        if (in_.take('*'))
            times = count{0, no_maximum};
        else if (in_.take('+'))
            times = count{1, no_maximum};
        else if (in_.take('?'))
            times = count{0, 1};
        else
            times = take_count();
        if (!times) return atom;
        in_.take('?'); // Lazy or not, the same texts match.
        if (!atom.repeatable) return in_.fail(start, "an assertion cannot be repeated"), measured{};
        return add_repetition(atom, *times, start);
    }

    measured add_repetition(measured atom, count times, std::size_t start) {
        if (times.least > times.most) return in_.fail(start, "the counts are out of order"), measured{};
        if (times.least >= count_cap || (times.most >= count_cap && times.most != no_maximum))
            return too_large(start, "the count is too large"), measured{};
        node_kind const kind = tree_.at(atom.index).kind;
        bool const single = kind == node_kind::literal || kind == node_kind::set;
        std::uint64_t const copies =
            single ? 1 : std::max<std::uint64_t>(1, times.most == no_maximum ? times.least : times.most);
        if (atom.size != 0 && copies > limits_.size / atom.size)
            return too_large(start, "the pattern is too large when its repetitions are written out"),
                   measured{};
        node added;
        added.kind = node_kind::repetition;
        added.least = static_cast<std::uint32_t>(times.least);
        added.most = times.most == no_maximum ? unbounded : static_cast<std::uint32_t>(times.most);
        return {add_parent(added, {atom.index}), atom.size * copies};
    }

    void check_references() {
        for (reference const& used : references_) {
            bool const known = used.name.empty()
                                 ? used.number <= groups_
                                 : std::find(names_.begin(), names_.end(), used.name) != names_.end();
            if (!known) {
                in_.fail(used.offset, "there is no such group to refer to");
                return;
            }
            in_.note_unsupported(used.offset, "back-references are not regular and not supported");
        }
    }

    reader in_;
    parse_limits limits_;
    syntax_tree tree_;
    std::uint64_t groups_ = 0;
    std::size_t ranges_ = 0;
    std::vector<std::string_view> names_;
    std::vector<reference> references_;
};

} // namespace detail
} // namespace action_grammar::pattern

#endif
