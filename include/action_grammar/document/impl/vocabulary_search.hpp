#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_VOCABULARY_SEARCH_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_VOCABULARY_SEARCH_HPP

// How much words say of an action.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/contract/expression/nearest.hpp>
#include <action_grammar/document/action_kind.hpp>
#include <action_grammar/document/impl/schema_words.hpp>

namespace action_grammar::document::detail {

/// The words of a text in small letters; what is neither a letter nor a digit stands between them.
inline std::vector<std::string> words_in(std::string_view text, std::size_t most) {
    std::vector<std::string> words;
    std::string word;
    for (std::size_t i = 0; i <= text.size() && words.size() < most; ++i) {
        char const letter = i < text.size() ? text[i] : ' ';
        bool const capital = letter >= 'A' && letter <= 'Z';
        bool const part = capital || (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')
                       || static_cast<unsigned char>(letter) >= 0x80;
        if (part) {
            word += capital ? static_cast<char>(letter - 'A' + 'a') : letter;
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    return words;
}

/// What can be looked for of one action: its words, each with how much it says.
class searched_action {
public:
    explicit searched_action(description const& about) {
        add(about.name, of_name);
        add(about.summary, of_summary);
        for (parameter const& each : about.parameters) {
            add(each.name, of_member);
            add_members(each.accepts.schema());
        }
        add_members(about.output.schema());
        add_members(about.configuration);
        for (failure_mode const& each : about.failures)
            add(each.type, of_member);
    }

    /// How much a word says of it; nothing, if it does not.
    [[nodiscard]] std::size_t weight_of(std::string_view wanted) const {
        std::size_t best = 0;
        for (said const& each : said_) {
            std::size_t weight = 0;
            if (each.word == wanted)
                weight = 4 * each.weight;
            else if (wanted.size() >= 3 && each.word.starts_with(wanted))
                weight = 2 * each.weight;
            else if (each.weight == of_name && wanted.size() >= 4 && is_near(wanted, each.word))
                weight = each.weight;
            best = weight > best ? weight : best;
        }
        return best;
    }

private:
    static constexpr std::size_t of_name = 8;
    static constexpr std::size_t of_summary = 3;
    static constexpr std::size_t of_member = 2;
    static constexpr std::size_t of_remark = 1;
    static constexpr std::size_t most_words = 2'000;
    static constexpr unsigned deepest = 4;

    struct said {
        std::string word;
        std::size_t weight;
    };

    static bool is_near(std::string_view wanted, std::string_view word) noexcept {
        expression::detail::nearest_name meant(wanted);
        meant.consider(word);
        return !meant.found().empty();
    }
    void add(std::string_view text, std::size_t weight) {
        if (said_.size() >= most_words) return;
        for (std::string& each : words_in(text, most_words - said_.size()))
            said_.push_back({std::move(each), weight});
    }
    void add_members(json::value const& schema) { add_members(schema_words(schema), schema, 0); }
    void add_members(schema_words const& of, json::value const& schema, unsigned depth) {
        if (depth > deepest || said_.size() >= most_words) return;
        json::value const& here = of.meant(schema);
        if (auto const* object = here.if_object())
            if (auto const* items = object->if_contains("items")) add_members(of, *items, depth + 1);
        for (listed_member const& each : of.members(here)) {
            add(each.name, of_member);
            add(schema_words::text_member(*each.schema, "description"), of_remark);
            add_members(of, *each.schema, depth + 1);
        }
    }

    std::vector<said> said_;
};

} // namespace action_grammar::document::detail

#endif
