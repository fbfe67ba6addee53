#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_PLACE_FINDER_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_PLACE_FINDER_HPP

// Finds the places of JSON Pointers in a text, all in one pass, without building a value.

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/document/impl/json_scanner.hpp>
#include <action_grammar/document/impl/pointer_tokens.hpp>

namespace action_grammar::document::detail {

/// Where a value is in the text. A key has at least its two quotes; without one its length is 0.
struct text_place {
    std::size_t offset = 0;
    std::size_t length = 0;
    std::size_t key_offset = 0;
    std::size_t key_length = 0;
    std::size_t entries = 0; ///< Elements or members, of an array or object that was looked into.
    bool ended = false;      ///< The text is well-formed up to the end of the value.
};

/// What is found for a pointer.
struct found_place {
    text_place const* at = nullptr; ///< The value, or the nearest one above it; null if the text has none.
    bool exact = false;             ///< It is the value.
};

/// Say what is wanted, run once, ask.
class place_finder {
public:
    place_finder() { nodes_.emplace_back(); }

    /// What is no pointer counts as the whole document.
    void want(std::string_view pointer) {
        auto const tokens = pointer_tokens(pointer);
        if (!tokens) return;
        std::uint32_t at = 0;
        for (std::string const& token : *tokens) {
            auto const next = static_cast<std::uint32_t>(nodes_.size());
            auto const [child, is_new] = nodes_[at].children.try_emplace(token, next);
            at = child->second;
            if (is_new) nodes_.emplace_back();
        }
    }

    /// Reads the text once. Linear; stops where the text is not JSON.
    void run(std::string_view text) {
        json_scanner in(text);
        if (read(in)) return;
        for (frame const& each : open_)
            nodes_[each.node].place.length = in.at() - nodes_[each.node].place.offset;
    }

    /// The place of a pointer that was wanted.
    [[nodiscard]] found_place find(std::string_view pointer) const {
        if (nodes_[0].visits == 0) return {};
        auto const tokens = pointer_tokens(pointer);
        if (!tokens) return {&nodes_[0].place, false};
        node const* at = &nodes_[0];
        for (std::string const& token : *tokens) {
            auto const child = at->children.find(token);
            if (child == at->children.end()) return {&at->place, false};
            node const& next = nodes_[child->second];
            if (next.visits == 0 || next.visited_in != at->visits) return {&at->place, false};
            at = &next;
        }
        return {&at->place, true};
    }

private:
    static constexpr std::uint32_t none = 0xffffffff;

    /// A value on the way to one that is wanted. Where a member is named twice, only what is seen within the last one
    /// counts: `visited_in` is the visit of the parent in which this was found.
    struct node {
        std::map<std::string, std::uint32_t, std::less<>> children;
        text_place place;
        std::uint32_t visits = 0;
        std::uint32_t visited_in = 0;
    };

    /// An array or object that is being read.
    struct frame {
        std::uint32_t node = 0;
        bool is_object = false;
    };

    std::uint32_t child(std::uint32_t of, std::string_view token) const {
        auto const found = nodes_[of].children.find(token);
        return found == nodes_[of].children.end() ? none : found->second;
    }

    std::uint32_t child(std::uint32_t of, std::size_t index) const {
        char digits[20];
        auto const [end, status] = std::to_chars(digits, digits + sizeof digits, index);
        return child(of, std::string_view(digits, static_cast<std::size_t>(end - digits)));
    }

    /// Enters or passes a value. False where there is none.
    bool read_value(json_scanner& in, std::uint32_t index, json_scanner::span key, std::uint32_t within) {
        if (index == none) return in.skip_value();
        node& here = nodes_[index];
        std::size_t const start = in.at();
        if (in.peek() == '\0') return false;
        ++here.visits;
        here.visited_in = within;
        here.place = {start, 0, key.offset, key.length};
        if (!here.children.empty() && (in.peek() == '{' || in.peek() == '[')) {
            open_.push_back({index, in.peek() == '{'});
            in.advance();
            return true;
        }
        if (!in.skip_value()) {
            here.place.length = in.at() - start;
            if (here.place.length == 0) --here.visits;
            return false;
        }
        here.place.length = in.at() - start;
        here.place.ended = true;
        return true;
    }

    bool read(json_scanner& in) {
        in.skip_space();
        if (!read_value(in, 0, {}, 0)) return false;
        std::string name;
        while (!open_.empty()) {
            auto const [index, is_object] = open_.back();
            node& here = nodes_[index];
            in.skip_space();
            if (in.peek() == (is_object ? '}' : ']')) {
                in.advance();
                here.place.length = in.at() - here.place.offset;
                here.place.ended = true;
                open_.pop_back();
                continue;
            }
            if (here.place.entries > 0) {
                if (in.peek() != ',') return false;
                in.advance();
                in.skip_space();
            }
            json_scanner::span key;
            std::uint32_t next = none;
            if (is_object) {
                if (!in.read_key(key, name)) return false;
                next = child(index, std::string_view(name));
                in.skip_space();
                if (in.peek() != ':') return false;
                in.advance();
                in.skip_space();
            } else {
                next = child(index, here.place.entries);
            }
            ++here.place.entries;
            if (!read_value(in, next, key, here.visits)) return false;
        }
        return true;
    }

    std::vector<node> nodes_;
    std::vector<frame> open_;
};

} // namespace action_grammar::document::detail

#endif
