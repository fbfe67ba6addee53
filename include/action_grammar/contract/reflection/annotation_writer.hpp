#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_ANNOTATION_WRITER_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_ANNOTATION_WRITER_HPP

#include <cstddef>
#include <string_view>

#include <action_grammar/contract/reflection/attribute_chain.hpp>
#include <action_grammar/contract/reflection/dialect.hpp>
#include <action_grammar/contract/reflection/text_writer.hpp>

namespace action_grammar::reflection::detail {

/// Writes what a schema says and does not ask: titles, descriptions, defaults, examples.
class annotation_writer {
public:
    constexpr annotation_writer(text_writer& out, dialect form) noexcept : out_(out), form_(form) {}

    /// Appends them as members of a schema object.
    /// @param first  whether the object has no member so far
    constexpr void write(bool& first, attribute_chain const& said) noexcept {
        if (attribute const* const title = said.find(key_of::title)) bound(first, "title", title->value);
        if (form_ == dialect::strict) return in_words(first, said);
        if (attribute const* const text = said.find(key_of::description))
            bound(first, "description", text->value);
        if (attribute const* const fallback = said.find(key_of::default_value))
            bound(first, "default", fallback->value);
        if (said.find(key_of::example) != nullptr) {
            key(first, "examples");
            out_.put('[');
            bool first_example = true;
            for (std::size_t i = 0; i < said.count; ++i)
                for (attribute const& next : said.parts[i])
                    if (next.key == key_of::example) {
                        separate(first_example);
                        out_.value(next.value);
                    }
            out_.put(']');
        }
        if (said.find(key_of::deprecated) != nullptr && form_ == dialect::draft2020_12)
            bound(first, "deprecated", true);
    }

private:
    using key_of = attribute_key;

    constexpr void separate(bool& first) noexcept {
        if (!first) out_.put(',');
        first = false;
    }
    constexpr void key(bool& first, std::string_view name) noexcept {
        separate(first);
        out_.put('"');
        out_.put(name);
        out_.put("\":");
    }
    constexpr void bound(bool& first, std::string_view name, constant const& value) noexcept {
        key(first, name);
        out_.value(value);
    }

    /// The description and, behind it, the constraints that strict readers refuse as keywords.
    constexpr void in_words(bool& first, attribute_chain const& said) noexcept {
        attribute const* const text = said.find(key_of::description);
        bool begun = false;
        auto const begin = [&] {
            if (begun) {
                out_.put(", ");
                return;
            }
            key(first, "description");
            out_.put('"');
            if (text != nullptr) {
                out_.escape(text->value.text());
                out_.put(" (");
            }
            begun = true;
        };
        for (std::size_t i = 0; i < said.count; ++i) {
            for (attribute const& next : said.parts[i]) {
                std::string_view const words = words_of(next.key);
                if (words.empty()) continue;
                begin();
                out_.put(words);
                if (next.key == key_of::unique_items || next.key == key_of::deprecated) continue;
                if (next.value.kind() == constant_kind::string)
                    out_.escape(next.value.text());
                else if (next.value.kind() != constant_kind::raw)
                    out_.value(next.value);
                if (next.key == key_of::min_length || next.key == key_of::max_length) out_.put(" characters");
                if (next.key == key_of::min_items || next.key == key_of::max_items) out_.put(" elements");
            }
        }
        if (begun) {
            out_.put(text != nullptr ? ")\"" : "\"");
        } else if (text != nullptr) {
            bound(first, "description", text->value);
        }
    }
    static constexpr std::string_view words_of(key_of which) noexcept {
        switch (which) {
        case key_of::default_value: return "by default ";
        case key_of::deprecated: return "deprecated";
        case key_of::minimum: return "at least ";
        case key_of::maximum: return "at most ";
        case key_of::exclusive_minimum: return "more than ";
        case key_of::exclusive_maximum: return "less than ";
        case key_of::multiple_of: return "a multiple of ";
        case key_of::min_length: return "at least ";
        case key_of::max_length: return "at most ";
        case key_of::pattern: return "matching ";
        case key_of::min_items: return "at least ";
        case key_of::max_items: return "at most ";
        case key_of::unique_items: return "no element twice";
        default: return {};
        }
    }

    text_writer& out_;
    dialect form_;
};

} // namespace action_grammar::reflection::detail

#endif
