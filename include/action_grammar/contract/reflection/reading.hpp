#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_READING_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_READING_HPP

// What goes on while a JSON value is decoded: where the reader is, what went wrong, what is left of the
// limits.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/contract/json/pointer.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/reflection/decode_error.hpp>
#include <action_grammar/contract/reflection/node.hpp>

namespace action_grammar::reflection::detail {

/// A value in words: "the string \"many\"", "an array of 3 elements".
inline std::string in_words(json::value const& found) {
    constexpr std::size_t longest = 60;
    switch (found.kind()) {
    case json::kind::null: return "null";
    case json::kind::bool_: return found.get_bool() ? "true" : "false";
    case json::kind::string: {
        std::string_view text{found.get_string().data(), found.get_string().size()};
        bool const cut = text.size() > longest;
        if (cut) {
            text = text.substr(0, longest);
            while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U)
                text.remove_suffix(1); // not within a character
            if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0xC0U) text.remove_suffix(1);
        }
        std::string words = "the string ";
        json::append_string(words, text);
        if (cut) words += "...";
        return words;
    }
    case json::kind::array: {
        std::size_t const count = found.get_array().size();
        return "an array of " + std::to_string(count) + (count == 1 ? " element" : " elements");
    }
    case json::kind::object: {
        std::size_t const count = found.get_object().size();
        return "an object of " + std::to_string(count) + (count == 1 ? " member" : " members");
    }
    default: return "the number " + json::serialize(found);
    }
}

/// A bound in words: "-128", "0.5".
inline std::string in_words(constant const& bound) {
    std::string words;
    if (bound.kind() == constant_kind::real) {
        json::append_number(words, bound.real());
    } else {
        if (bound.flag()) words = "-";
        words += std::to_string(bound.magnitude());
    }
    return words;
}

/// What a type wants, in words: "an integer from -128 to 127", "one of \"red\", \"green\"".
inline std::string in_words(node const& type) {
    node const& wanted = solid(type);
    std::string words;
    switch (wanted.kind) {
    case node_kind::missing:
    case node_kind::anything: words = "a value"; break;
    case node_kind::null: return "null";
    case node_kind::boolean: words = "true or false"; break;
    case node_kind::integer:
        words = "an integer from " + in_words(wanted.least) + " to " + in_words(wanted.greatest);
        break;
    case node_kind::number:
        words = "a number";
        if (wanted.least.is_number())
            words += " from " + in_words(wanted.least) + " to " + in_words(wanted.greatest);
        break;
    case node_kind::string:
        if (wanted.format.empty())
            words = "a string";
        else if (wanted.format == "date-time")
            words = "a time such as \"2026-11-24T04:06:23Z\" that the type can hold exactly";
        else if (wanted.format == "date")
            words = "a date such as \"2026-11-24\"";
        else
            words = "a duration such as \"PT1H30M\" that the type can hold exactly";
        break;
    case node_kind::enumeration: {
        words = "one of ";
        constexpr std::size_t most = 20;
        for (std::size_t i = 0; i < wanted.members.size() && i < most; ++i) {
            if (i > 0) words += ", ";
            json::append_string(words, wanted.members[i].name);
        }
        if (wanted.members.size() > most) words += ", ...";
        break;
    }
    case node_kind::array:
        words = "an array";
        if (wanted.size != any_size) words += " of " + std::to_string(wanted.size) + " elements";
        break;
    case node_kind::tuple:
        words = "an array of " + std::to_string(wanted.members.size()) + " elements";
        break;
    default: words = "an object"; break;
    }
    if (&bare(type) != &wanted) words += ", or null";
    return words;
}

/// A step of the way from the root to where the reader is.
struct path_step {
    path_step const* before = nullptr;
    std::string_view name{};
    std::size_t index = 0;
    bool is_index = false;
};

/// The state of one decoding.
class reading {
public:
    explicit reading(decode_options const& options)
        : options_(options), depth_left_(options.depth), elements_left_(options.elements) {}

    decode_options const& options() const noexcept { return options_; }
    decode_failure& failure() noexcept { return failure_; }
    /// Whether to stop, since nothing more is to be told.
    bool stopped() const noexcept { return stopped_; }

    /// Notes an error at `at`, and returns false.
    bool fail(path_step const* at, std::string expected, std::string found) {
        if (stopped_) return false;
        failure_.errors.push_back({pointer_to(at), std::move(expected), std::move(found), 0, 0});
        if (failure_.errors.size() >= std::max<std::size_t>(options_.errors, 1)) stop();
        return false;
    }
    bool fail(path_step const* at, node const& wanted, json::value const& found) {
        return fail(at, in_words(wanted), in_words(found));
    }

    /// Enters an array or an object of so many elements or members; false, with an error, if that is beyond
    /// the limits.
    bool enter(path_step const* at, std::size_t elements) {
        if (depth_left_ == 0)
            return refuse(at, "no more than " + std::to_string(options_.depth)
                                  + " arrays and objects within each other");
        if (elements > elements_left_)
            return refuse(at, "no more than " + std::to_string(options_.elements) + " elements and members");
        --depth_left_;
        elements_left_ -= elements;
        return true;
    }
    void leave() noexcept { ++depth_left_; }

private:
    void stop() noexcept {
        stopped_ = true;
        failure_.complete = false;
    }
    bool refuse(path_step const* at, std::string limit) {
        fail(at, std::move(limit), "more");
        stop();
        return false;
    }
    static std::string pointer_to(path_step const* at) {
        std::string pointer;
        append_way(pointer, at);
        return pointer;
    }
    // As deep as the limit on depth lets the reader go.
    static void append_way(std::string& pointer, path_step const* at) {
        if (at == nullptr) return;
        append_way(pointer, at->before);
        if (at->is_index)
            json::append_token(pointer, at->index);
        else
            json::append_token(pointer, at->name);
    }

    decode_options options_;
    decode_failure failure_;
    std::size_t depth_left_;
    std::size_t elements_left_;
    bool stopped_ = false;
};

} // namespace action_grammar::reflection::detail

#endif
