#include "support/verify.hpp"

#include <action_grammar/rules/catalogue.hpp>
#include <action_grammar/rules/code.hpp>

#include <cstddef>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>

#ifndef ACTION_GRAMMAR_SOURCE_DIR
#error "ACTION_GRAMMAR_SOURCE_DIR must be the root of the repository, as a string literal"
#endif

namespace ag = action_grammar;
using ag::catalogue;
using ag::rule;
using ag::rule_code;

namespace {

// A new enumerator without a case here is a warning, and so an error.
constexpr bool is_enumerator(unsigned number) {
    switch (static_cast<rule_code>(number)) {
    case rule_code::contract_mismatch:
    case rule_code::contract_unproven:
    case rule_code::contract_missing:
    case rule_code::outcome_mismatch:
    case rule_code::second_mutation:
    case rule_code::fallible_after_mutation:
    case rule_code::mutation_repeated:
    case rule_code::mutation_beside_fallible:
    case rule_code::unprotected_mutation:
    case rule_code::effect_undeclared:
    case rule_code::retried_mutation:
    case rule_code::unknown_action:
    case rule_code::config_invalid:
    case rule_code::unknown_pattern:
    case rule_code::pattern_parameter:
    case rule_code::duplicate_id:
    case rule_code::empty:
    case rule_code::limit_exceeded:
    case rule_code::malformed:
    case rule_code::unresolved_reference:
    case rule_code::forward_reference:
    case rule_code::unused_value:
    case rule_code::missing_resource:
    case rule_code::unknown_mixin:
    case rule_code::mixin_not_applicable: return true;
    case rule_code::none: return false;
    }
    return false;
}

constexpr bool the_catalogue_has_every_code_and_no_other() {
    for (unsigned number = 0; number < 1000; ++number) {
        rule const* const entry = ag::find_rule(static_cast<rule_code>(number));
        if ((entry != nullptr) != is_enumerator(number)) return false;
        if (entry != nullptr && entry->code != static_cast<rule_code>(number)) return false;
    }
    return true;
}

constexpr bool codes_ascend() {
    for (std::size_t i = 1; i < std::size(catalogue); ++i) {
        if (catalogue[i - 1].code >= catalogue[i].code) return false;
    }
    return true;
}

constexpr bool ids_are_the_numbers() {
    for (rule const& entry : catalogue) {
        auto const number = static_cast<unsigned>(entry.code);
        char const id[] = {'A', 'G', static_cast<char>('0' + number / 100),
                           static_cast<char>('0' + number / 10 % 10), static_cast<char>('0' + number % 10)};
        if (entry.id != std::string_view(id, sizeof id)) return false;
        // docs/rules/AG201.md
        if (entry.page.size() != 19 || entry.page.substr(0, 11) != "docs/rules/"
            || entry.page.substr(11, 5) != entry.id || entry.page.substr(16) != ".md") {
            return false;
        }
    }
    return true;
}

constexpr bool names_are_lower_case_words() {
    for (rule const& entry : catalogue) {
        if (entry.name.empty() || entry.name.front() == '-' || entry.name.back() == '-') return false;
        for (char const letter : entry.name) {
            if (letter != '-' && (letter < 'a' || letter > 'z')) return false;
        }
    }
    return true;
}

constexpr bool sentences_and_repairs_are_whole() {
    for (rule const& entry : catalogue) {
        for (std::string_view const text : {entry.sentence, entry.repair}) {
            if (text.size() < 10 || text.front() == ' ' || text.back() == ' ') return false;
            if (text.find_first_of("[];") != text.npos) return false;
        }
    }
    return true;
}

constexpr bool only_an_unused_value_is_a_warning() {
    for (rule const& entry : catalogue) {
        bool const warning = entry.gravity == ag::severity::warning;
        if (warning != (entry.code == rule_code::unused_value)) return false;
    }
    return true;
}

std::string first_line(std::string const& path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
}

} // namespace

TEST_CASE("the catalogue is complete and in order") {
    // Not in a static_assert: with UBSan g++ 12 takes the comparison of a pointer with null for no constant.
    CHECK(the_catalogue_has_every_code_and_no_other());
    ACTION_GRAMMAR_VERIFY(codes_ascend());
    ACTION_GRAMMAR_VERIFY(std::size(catalogue) == 25);
    ACTION_GRAMMAR_VERIFY(ag::find_rule(rule_code::none) == nullptr);
}

TEST_CASE("every entry is whole") {
    ACTION_GRAMMAR_VERIFY(ids_are_the_numbers());
    ACTION_GRAMMAR_VERIFY(names_are_lower_case_words());
    ACTION_GRAMMAR_VERIFY(sentences_and_repairs_are_whole());
    ACTION_GRAMMAR_VERIFY(only_an_unused_value_is_a_warning());
}

TEST_CASE("an entry is read out of its literal") {
    constexpr rule entry =
        ag::detail::parse_rule(rule_code::empty, "AG306 a-name: what: is wrong; what to do [a/page.md]");
    ACTION_GRAMMAR_VERIFY(entry.code == rule_code::empty);
    ACTION_GRAMMAR_VERIFY(entry.gravity == ag::severity::error);
    ACTION_GRAMMAR_VERIFY(entry.id == "AG306");
    ACTION_GRAMMAR_VERIFY(entry.name == "a-name");
    ACTION_GRAMMAR_VERIFY(entry.sentence == "what: is wrong");
    ACTION_GRAMMAR_VERIFY(entry.repair == "what to do");
    ACTION_GRAMMAR_VERIFY(entry.page == "a/page.md");
    ACTION_GRAMMAR_VERIFY(ag::find_rule(rule_code::second_mutation)->name == "second-mutation");
    ACTION_GRAMMAR_VERIFY(ag::find_rule(rule_code::second_mutation)->sentence == "a path can mutate twice");
}

TEST_CASE("every rule has its page, and the list of pages has every rule") {
    std::string const root = ACTION_GRAMMAR_SOURCE_DIR "/";
    std::ifstream index_file(root + "docs/rules/README.md");
    std::string const index{std::istreambuf_iterator<char>(index_file), {}};
    for (rule const& entry : catalogue) {
        std::string const heading = std::string(entry.id) + ' ' + std::string(entry.name);
        CHECK(first_line(root + std::string(entry.page)) == "# " + heading);
        std::string const row = "| [" + std::string(entry.id) + "](" + std::string(entry.id) + ".md) | "
                              + std::string(entry.name) + " |";
        INFO(row);
        CHECK(index.find(row) != index.npos);
    }
}
