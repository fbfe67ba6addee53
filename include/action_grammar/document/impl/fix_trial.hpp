#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_FIX_TRIAL_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_FIX_TRIAL_HPP

// Fixes are tried before they are called safe to apply: the mended document is judged as the document was.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/pointer.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/finding.hpp>
#include <action_grammar/document/impl/form_problems.hpp>
#include <action_grammar/document/impl/form_words.hpp>
#include <action_grammar/document/impl/near_names.hpp>
#include <action_grammar/document/impl/pointer_tokens.hpp>
#include <action_grammar/document/impl/value_at.hpp>
#include <action_grammar/document/patch.hpp>

namespace action_grammar::document::detail {

/// Whether two texts have the same words, but for misspellings that can be nothing else.
inline bool is_spelling(std::string_view wrong, std::string_view right) noexcept {
    if (forming::same_letters(wrong, right)) return true;
    while (true) {
        std::string_view const one = next_word(wrong);
        std::string_view const other = next_word(right);
        if (one.empty() || other.empty()) return one.empty() && other.empty();
        if (one != other && !forming::surely(one, other)) return false;
    }
}

/// An operation of a fix, which the validator made: it has a path.
struct fix_step {
    std::string_view verb;
    std::string_view path;
    std::string_view from{};
    json::value const* value = nullptr;

    explicit fix_step(json::value const& operation) {
        auto const text = [&](std::string_view name) {
            json::value const* const found = operation.get_object().if_contains(name);
            return found == nullptr ? std::string_view() : forming::view(found->get_string());
        };
        verb = text("op");
        path = text("path");
        from = text("from");
        value = operation.get_object().if_contains("value");
    }

    /// A string is replaced by one that is spelled right, or a member gets a name that is.
    [[nodiscard]] bool corrects_spelling(json::value const& root) const {
        if (verb == "move") {
            std::string_view const parent = parent_pointer(path);
            return parent_pointer(from) == parent
                && is_spelling(from.substr(parent.size()), path.substr(parent.size()));
        }
        if (verb != "replace" || value == nullptr || !value->is_string()) return false;
        json::value const* const now = value_at(root, path);
        return now != nullptr && now->is_string()
            && is_spelling(forming::view(now->get_string()), forming::view(value->get_string()));
    }
    /// A step goes to another section, or is told to read what it reads now.
    [[nodiscard]] bool moves_step() const noexcept {
        if (verb == "add") return path.ends_with("/from");
        return verb == "move" && (path == "/commit" || path == "/prepare/-");
    }
};

/// A finding without its place, which a fix may change.
struct told_mistake {
    rule_code code;
    severity level;
    std::string_view message;

    explicit told_mistake(finding const& of) noexcept : code(of.code), level(of.level), message(of.message) {
        // So it may the position in a filter.
        std::size_t const position = std::min(message.rfind(" (column "), message.rfind(" (line "));
        message = message.substr(0, position);
    }
    friend bool operator==(told_mistake const&, told_mistake const&) = default;
};

/// Tries the fixes of a document's findings. One that is the only one for its finding, that corrects a spelling or
/// moves a step, and after which the finding is gone and no other is there is safe to apply; one that was thought to be
/// and after which it is not so is not.
class fix_trial {
public:
    /// @param most  fixes that are tried
    fix_trial(findings& found, json::value const& root, std::size_t most)
        : found_(found), root_(root), left_(most) {}

    /// @param judge_again  gives the findings of a document
    template <class JudgeAgain>
    void run(JudgeAgain judge_again) {
        for (std::size_t i = 0; i < found_.list.size() && left_ > 0; ++i) {
            for (fix& each : found_.list[i].fixes) {
                bool const claimed = each.how == applicability::machine_applicable;
                if (left_ == 0 || !(claimed || may_be_sure(found_.list[i], each))) continue;
                --left_;
                auto const mended = apply_patch(root_, each.patch);
                bool const kept = mended && leaves_the_others(i, judge_again(*mended));
                each.how = kept ? applicability::machine_applicable : applicability::maybe_incorrect;
            }
        }
    }

private:
    bool may_be_sure(finding const& of, fix const& offered) const {
        if (of.fixes.size() != 1 || offered.patch.empty()) return false;
        if (offered.patch.size() == 1 && fix_step(offered.patch.front()).corrects_spelling(root_))
            return true;
        return std::ranges::all_of(offered.patch,
                                   [](json::value const& each) { return fix_step(each).moves_step(); });
    }

    /// Whether findings are some of those that there were, without one.
    bool leaves_the_others(std::size_t without, findings const& now) const {
        if (now.truncated || now.list.size() >= found_.list.size()) return false;
        std::vector<told_mistake> others;
        for (std::size_t i = 0; i < found_.list.size(); ++i)
            if (i != without) others.emplace_back(found_.list[i]);
        for (finding const& each : now.list) {
            auto const known = std::ranges::find(others, told_mistake(each));
            if (known == others.end()) return false;
            others.erase(known);
        }
        return true;
    }

    findings& found_;
    json::value const& root_;
    std::size_t left_;
};

} // namespace action_grammar::document::detail

#endif
