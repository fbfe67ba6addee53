#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_EDIT_PLANNER_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_EDIT_PLANNER_HPP

// Finds the changes of a text that patches ask for: many patches, one pass over the text.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/impl/json_scanner.hpp>
#include <action_grammar/document/impl/patch_operation.hpp>
#include <action_grammar/document/impl/place_finder.hpp>
#include <action_grammar/document/impl/pointer_tokens.hpp>
#include <action_grammar/document/text_edit.hpp>

namespace action_grammar::document::detail {

/// Appends a value as people write it on one line: `{"id": "cart", "from": ["a", "b"]}`.
inline void append_spaced(std::string& text, json::value const& whole) {
    std::string_view separator;
    if (auto const* array = whole.if_array()) {
        text += '[';
        for (json::value const& element : *array) {
            text += std::exchange(separator, ", ");
            append_spaced(text, element);
        }
        text += ']';
    } else if (auto const* object = whole.if_object()) {
        text += '{';
        for (auto const& member : *object) {
            text += std::exchange(separator, ", ");
            json::append_string(text, {member.key().data(), member.key().size()});
            text += ": ";
            append_spaced(text, member.value());
        }
        text += '}';
    } else {
        json::append(text, whole);
    }
}

/// Say which patches are wanted, run once, ask for their changes.
class edit_planner {
public:
    explicit edit_planner(std::string_view text) : text_(text) {}

    void want(json::array const& patch) {
        if (patch.size() > most_operations) return;
        for (json::value const& written : patch) {
            auto const operation = read_operation(written);
            if (!operation) return;
            for (std::string_view const pointer : {operation->path, operation->from}) {
                finder_.want(pointer);
                finder_.want(parent_pointer(pointer));
            }
        }
    }

    void run() { finder_.run(text_); }

    /// The changes for a patch that was wanted, in order; nothing where `text_edits` says so.
    [[nodiscard]] std::optional<std::vector<text_edit>> edits(json::array const& patch) const {
        if (patch.size() > most_operations) return std::nullopt;
        plan made;
        for (json::value const& written : patch) {
            auto const operation = read_operation(written);
            if (!operation || !pointer_tokens(operation->path) || !pointer_tokens(operation->from))
                return std::nullopt;
            if (!follow(made, *operation)) return std::nullopt;
        }
        std::ranges::sort(made.edits, {}, [](text_edit const& each) { return each.offset; });
        for (std::size_t i = 1; i < made.edits.size(); ++i)
            if (made.edits[i].offset < made.edits[i - 1].offset + made.edits[i - 1].length)
                return std::nullopt;
        return std::move(made.edits);
    }

private:
    /// Each pair of operations is looked at.
    static constexpr std::size_t most_operations = 64;

    /// A place that an operation reads or changes.
    struct touched {
        std::string_view pointer;
        bool structural = false; ///< It comes or goes, and with it the commas and what is counted beside it.
    };

    struct plan {
        std::vector<text_edit> edits;
        std::vector<touched> places;
    };

    /// Whether a place can be changed as if the operations before had not been there.
    bool touch(plan& made, std::string_view pointer, bool structural) const {
        for (touched const& other : made.places) {
            if (is_within(pointer, other.pointer) || is_within(other.pointer, pointer)) return false;
            std::string_view const mine = parent_pointer(pointer);
            std::string_view const theirs = parent_pointer(other.pointer);
            if (structural && other.structural && mine == theirs) return false;
            if (other.structural && is_array(theirs) && is_within(pointer, theirs)) return false;
        }
        made.places.push_back({pointer, structural});
        return true;
    }

    /// A value that is whole in the text.
    text_place const* whole(std::string_view pointer) const {
        auto const [at, exact] = finder_.find(pointer);
        return exact && at->ended ? at : nullptr;
    }
    bool is_array(std::string_view pointer) const {
        auto const* at = whole(pointer);
        return at != nullptr && text_[at->offset] == '[';
    }
    bool is_object(std::string_view pointer) const {
        auto const* at = whole(pointer);
        return at != nullptr && text_[at->offset] == '{';
    }

    bool follow(plan& made, patch_operation const& operation) const {
        std::string value;
        if (operation.value != nullptr) append_spaced(value, *operation.value);
        switch (operation.what) {
        case patch_verb::test: return whole(operation.path) != nullptr;
        case patch_verb::replace: return replace(made, operation.path, std::move(value));
        case patch_verb::remove: return remove(made, operation.path);
        case patch_verb::add: return add(made, operation.path, std::move(value));
        case patch_verb::copy:
        case patch_verb::move: break;
        }
        auto const* source = whole(operation.from);
        if (source == nullptr) return false;
        value = text_.substr(source->offset, source->length);
        if (operation.what == patch_verb::copy)
            return touch(made, operation.from, false) && add(made, operation.path, std::move(value));
        if (operation.from == operation.path) return true;
        std::string_view const parent = parent_pointer(operation.from);
        if (!operation.path.empty() && !operation.from.empty() && parent == parent_pointer(operation.path)
            && is_object(parent))
            return rename(made, operation, *source);
        return remove(made, operation.from) && add(made, operation.path, std::move(value));
    }

    bool replace(plan& made, std::string_view pointer, std::string value) const {
        auto const* at = whole(pointer);
        if (at == nullptr || !touch(made, pointer, false)) return false;
        made.edits.push_back({at->offset, at->length, std::move(value)});
        return true;
    }

    bool rename(plan& made, patch_operation const& operation, text_place const& source) const {
        if (whole(operation.path) != nullptr || !touch(made, operation.from, false)
            || !touch(made, operation.path, false))
            return false;
        std::string name;
        json::append_string(name, pointer_tokens(operation.path)->back());
        made.edits.push_back({source.key_offset, source.key_length, std::move(name)});
        return true;
    }

    std::size_t space_behind(std::size_t at) const {
        json_scanner scan(text_, at);
        scan.skip_space();
        return scan.at();
    }
    /// The place behind the last byte before `at` that is not space.
    std::size_t space_before(std::size_t at) const {
        while (at > 0 && json_scanner::is_space(text_[at - 1]))
            --at;
        return at;
    }

    bool remove(plan& made, std::string_view pointer) const {
        auto const* at = whole(pointer);
        if (at == nullptr || pointer.empty() || !touch(made, pointer, true)) return false;
        std::size_t start = at->key_length > 0 ? at->key_offset : at->offset;
        std::size_t end = at->offset + at->length;
        std::size_t const next = space_behind(end);
        std::size_t const before = space_before(start);
        if (next < text_.size() && text_[next] == ',')
            end = space_behind(next + 1);
        else if (before > 0 && text_[before - 1] == ',')
            start = before - 1;
        made.edits.push_back({start, end - start, {}});
        return true;
    }

    bool add(plan& made, std::string_view pointer, std::string value) const {
        if (pointer.empty()) return replace(made, pointer, std::move(value));
        auto const* into = whole(parent_pointer(pointer));
        if (into == nullptr) return false;
        std::string const name = pointer_tokens(pointer)->back();
        if (text_[into->offset] == '{') {
            if (whole(pointer) != nullptr) return replace(made, pointer, std::move(value));
            std::string member;
            json::append_string(member, name);
            return touch(made, pointer, true) && append_to(made, *into, member + ": " + value);
        }
        if (text_[into->offset] != '[' || !touch(made, pointer, true)) return false;
        auto const index = name == "-" ? into->entries : element_index(name);
        if (!index || *index > into->entries) return false;
        if (*index == into->entries) return append_to(made, *into, std::move(value));
        auto const* next = whole(pointer);
        if (next == nullptr) return false;
        made.edits.push_back({next->offset, 0, value + separator(*into)});
        return true;
    }

    /// What stands between the entries of an array or object that has some: on lines of their own or not.
    std::string separator(text_place const& of) const {
        std::size_t const open = of.offset + 1;
        std::string_view const gap = text_.substr(open, space_behind(open) - open);
        return "," + (gap.find('\n') == gap.npos ? std::string(" ") : std::string(gap));
    }

    bool append_to(plan& made, text_place const& into, std::string entry) const {
        std::size_t const open = into.offset + 1;
        std::size_t const close = into.offset + into.length - 1;
        if (into.entries == 0)
            made.edits.push_back({open, close - open, std::move(entry)});
        else
            made.edits.push_back({space_before(close), 0, separator(into) + entry});
        return true;
    }

    std::string_view text_;
    place_finder finder_;
};

} // namespace action_grammar::document::detail

#endif
