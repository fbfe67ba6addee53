#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_TASKER_FINDINGS_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_TASKER_FINDINGS_HPP

// Reading a spec of Tasker, in which anything may be anything, and saying what is wrong with it.

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/pointer.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/finding.hpp>
#include <action_grammar/document/impl/form_problems.hpp>
#include <action_grammar/document/impl/quoting.hpp>
#include <action_grammar/rules/code.hpp>

namespace action_grammar::document::detail::tasker {

/// Findings about a spec.
class spec_findings {
public:
    explicit spec_findings(std::size_t most) : most_(most) {}

    finding& add(rule_code code, severity level, std::string pointer, std::string message,
                 std::string hint = {}) {
        if (found_.list.size() >= most_) {
            found_.truncated = true;
            return beyond_ = {};
        }
        finding& made = found_.list.emplace_back();
        made.code = code;
        made.level = level;
        made.where.pointer = std::move(pointer);
        made.message = std::move(message);
        made.hint = std::move(hint);
        return made;
    }
    finding& error(rule_code code, std::string pointer, std::string message, std::string hint = {}) {
        return add(code, severity::error, std::move(pointer), std::move(message), std::move(hint));
    }
    finding& warn(rule_code code, std::string pointer, std::string message, std::string hint = {}) {
        return add(code, severity::warning, std::move(pointer), std::move(message), std::move(hint));
    }

    findings take() { return std::move(found_); }

private:
    std::size_t most_;
    findings found_;
    finding beyond_;
};

inline std::string below(std::string pointer, std::string_view name) {
    json::append_token(pointer, name);
    return pointer;
}
inline std::string below(std::string pointer, std::size_t index) {
    json::append_token(pointer, index);
    return pointer;
}

/// An object of a spec, with its place. Members of the wrong kind are reported and are then as good as absent.
class spec_object {
public:
    spec_object(json::object const& of, std::string pointer, spec_findings& findings)
        : of_(&of), pointer_(std::move(pointer)), findings_(&findings) {}

    [[nodiscard]] std::string const& pointer() const noexcept { return pointer_; }
    [[nodiscard]] std::string at(std::string_view name) const { return below(pointer_, name); }
    /// A member, or null where it is absent or null.
    [[nodiscard]] json::value const* find(std::string_view name) const {
        auto const* found = of_->if_contains(name);
        return found == nullptr || found->is_null() ? nullptr : found;
    }

    [[nodiscard]] std::string text(std::string_view name) const {
        auto const* found = of_kind(name, json::kind::string, "a string");
        return found == nullptr ? std::string() : std::string(forming::view(found->get_string()));
    }
    [[nodiscard]] bool flag(std::string_view name) const {
        auto const* found = of_kind(name, json::kind::bool_, "true or false");
        return found != nullptr && found->get_bool();
    }
    [[nodiscard]] json::array const* list(std::string_view name) const {
        auto const* found = of_kind(name, json::kind::array, "an array");
        return found == nullptr ? nullptr : &found->get_array();
    }
    [[nodiscard]] json::object const* object(std::string_view name) const {
        auto const* found = of_kind(name, json::kind::object, "an object");
        return found == nullptr ? nullptr : &found->get_object();
    }
    [[nodiscard]] json::value const* schema(std::string_view name) const {
        auto const* found = find(name);
        if (found == nullptr || found->is_object() || found->is_bool()) return found;
        wrong(name, "a schema: an object or a boolean", *found);
        return nullptr;
    }
    [[nodiscard]] json::value const* whole_number(std::string_view name) const {
        auto const* found = find(name);
        if (found == nullptr || found->is_int64() || found->is_uint64()) return found;
        wrong(name, "a whole number", *found);
        return nullptr;
    }
    /// One of several words; the first is the default.
    [[nodiscard]] std::string word(std::string_view name,
                                   std::initializer_list<std::string_view> words) const {
        std::string found = text(name);
        if (found.empty()) return std::string(*words.begin());
        if (std::ranges::find(words, std::string_view(found)) == words.end()) {
            std::vector<std::string_view> const all(words);
            findings_->error(rule_code::config_invalid, at(name),
                             in_quotes(name) + " is " + in_quotes(found) + ", which is none of "
                                 + forming::listed(all));
            return std::string(*words.begin());
        }
        return found;
    }

    /// Tells of members that are not known.
    void tell_unknown(std::initializer_list<std::string_view> known) const {
        for (auto const& member : *of_) {
            std::string_view const key = member.key();
            if (std::ranges::find(known, key) != known.end()) continue;
            findings_->warn(rule_code::malformed, at(key),
                            in_quotes(key) + " is not known here; it was ignored, and is not carried over");
        }
    }

private:
    [[nodiscard]] json::value const* of_kind(std::string_view name, json::kind kind,
                                             std::string_view wanted) const {
        auto const* found = find(name);
        if (found == nullptr || found->kind() == kind) return found;
        wrong(name, wanted, *found);
        return nullptr;
    }
    void wrong(std::string_view name, std::string_view wanted, json::value const& found) const {
        findings_->error(rule_code::config_invalid, at(name),
                         in_quotes(name) + " must be " + std::string(wanted) + ", but is "
                             + forming::described(found));
    }

    json::object const* of_;
    std::string pointer_;
    spec_findings* findings_;
};

} // namespace action_grammar::document::detail::tasker

#endif
