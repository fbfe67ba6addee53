#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_DECLARED_ACTION_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_DECLARED_ACTION_HPP

// An action of which only its description is here.

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/expression/nearest.hpp>
#include <action_grammar/contract/json/pointer.hpp>
#include <action_grammar/contract/schema/report.hpp>
#include <action_grammar/contract/schema/validator.hpp>
#include <action_grammar/document/action_kind.hpp>
#include <action_grammar/document/impl/value_at.hpp>
#include <action_grammar/document/typed_action.hpp>

namespace action_grammar::document::detail {

/// Says of an action that it is only known from elsewhere: it is checked and not run, and whether it heeds a deadline is
/// not asked.
inline void declare_only(description& about) noexcept {
    about.runnable = false;
    about.takes_deadline = true;
}

/// Of a member that a schema does not allow, the name of the one that may have been meant, or empty.
///
/// @param keyword  pointer of the keyword `additionalProperties` that does not allow it
inline std::string_view meant_member(json::value const& schema, std::string_view keyword,
                                     std::string_view instance) {
    auto const tokens = pointer_tokens(instance);
    json::value const* const around = value_at(schema, parent_pointer(keyword));
    json::object const* const object = around == nullptr ? nullptr : around->if_object();
    json::value const* const listed = object == nullptr ? nullptr : object->if_contains("properties");
    if (!tokens || tokens->empty() || listed == nullptr || !listed->is_object()) return {};
    expression::detail::nearest_name meant(tokens->back());
    for (auto const& member : listed->get_object())
        meant.consider({member.key().data(), member.key().size()});
    return meant.found();
}

/// What is wrong with a configuration by its schema.
inline void add_problems(schema::report const& found, json::value const& schema,
                         std::vector<use_problem>& problems) {
    for (schema::validation_error const& each : found.errors) {
        use_problem& made = problems.emplace_back();
        made.pointer = "/with" + each.instance;
        made.message = each.message;
        if (each.schema.ends_with("/additionalProperties") && each.absolute.starts_with('#')) {
            made.key = true;
            auto const meant = meant_member(schema, std::string_view(each.absolute).substr(1), each.instance);
            if (!meant.empty()) made.hint = "did you mean \"" + std::string(meant) + "\"?";
        }
    }
    if (!found.valid && found.errors.empty()) {
        use_problem& made = problems.emplace_back();
        made.pointer = "/with";
        made.message = "the configuration does not satisfy its schema";
    }
}

class declared_kind final : public action_kind {
public:
    /// @param configuration  the contract of its `with`, if it takes any
    declared_kind(description about, contract configuration)
        : about_(std::move(about)), configuration_(std::move(configuration)) {}

    description const& about() const noexcept override { return about_; }

    use check(use_request const& request) const override {
        use made;
        made.output = output_of_typed(about_, about_.passes_on, request);
        made.effect = about_.effect;
        if (about_.configuration == json::value(false)) {
            if (request.with != nullptr) made.problems.push_back(needless_configuration(about_));
            return made;
        }
        json::value const nothing = json::object();
        json::value const& given = request.with != nullptr ? *request.with : nothing;
        schema::validator const& by = configuration_.validator();
        if (!by.accepts(given)) add_problems(by.validate(given), about_.configuration, made.problems);
        if (request.with == nullptr)
            for (use_problem& each : made.problems)
                each.pointer.clear();
        return made;
    }

private:
    description about_;
    contract configuration_;
};

} // namespace action_grammar::document::detail

#endif
