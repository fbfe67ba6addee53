#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_ANSWERED_DOCUMENT_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_ANSWERED_DOCUMENT_HPP

// What a model wrote by a strict schema, as a document: nulls stand for members that are not there.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/document/impl/embedded_schema.hpp>
#include <action_grammar/document/impl/format_actions.hpp>
#include <action_grammar/document/impl/pointer_tokens.hpp>

namespace action_grammar::document::detail::of_format {

/// Removes the nulls of a document, but for those that a configuration may have.
class null_remover {
public:
    explicit null_remover(registry const& actions) : actions_(actions), mixins_(usable_mixins()) {}

    /// A document, a step or a branch.
    void clean(json::value& whole, unsigned depth = 0) {
        auto* const object = whole.if_object();
        if (object == nullptr || depth > deepest) return;
        remove_nulls(*object);
        clean_configuration(*object);
        for (auto& member : *object) {
            if (!holds_steps(key_of(member))) continue;
            if (auto* list = member.value().if_array()) {
                for (json::value& each : *list)
                    clean(each, depth + 1);
            } else {
                clean(member.value(), depth + 1);
            }
        }
    }

private:
    static constexpr unsigned deepest = 256;
    static constexpr int most_rounds = 64;
    static constexpr std::size_t most_nulls = 256; ///< Of one configuration.

    static bool holds_steps(std::string_view name) noexcept {
        using forming::branch_member::commit;
        using forming::branch_member::conclude;
        using forming::branch_member::prepare;
        using forming::document_member::mixins;
        using forming::step_member::all;
        using forming::step_member::decide;
        using forming::step_member::fan_out;
        return name == in_branch(prepare) || name == in_branch(commit) || name == in_branch(conclude)
            || name == in_document(mixins) || name == in_step(decide) || name == in_step(fan_out)
            || name == in_step(all);
    }
    static void remove_nulls(json::object& from) {
        std::vector<std::string> names;
        for (auto const& member : from)
            if (member.value().is_null()) names.emplace_back(key_of(member));
        for (std::string const& each : names)
            remove(from, each);
    }
    /// Keeps the order of the others.
    static void remove(json::object& from, std::string_view name) {
        auto const found = from.find(name);
        if (found != from.end()) from.stable_erase(found);
    }

    void clean_configuration(json::object& of) const {
        auto* const with = of.if_contains(in_step(forming::step_member::with));
        if (with == nullptr) return;
        if (auto const* named = of.if_contains(in_step(forming::step_member::action))) {
            auto const kind = actions_.find(text_of(*named));
            if (kind != nullptr) fit(*with, kind->about().configuration);
        } else if (auto const* wrapper = of.if_contains(in_mixin(forming::mixin_member::mixin))) {
            for (usable_mixin const& each : mixins_)
                if (name(each.which) == text_of(*wrapper)) fit(*with, each.settings);
        }
    }

    /// Removes the nulls without which a schema accepts a configuration as well.
    static void fit(json::value& with, json::value const& schema) {
        auto const made = contract::of_schema(schema);
        if (!made) return;
        // Those that it refuses first: until they are gone it says nothing of the others.
        bool changed = true;
        for (int round = 0; changed && round < most_rounds; ++round) {
            changed = false;
            for (schema::validation_error const& each : made->validator().validate(with).errors)
                changed = remove_null(with, each.instance) || changed;
        }
        std::vector<std::string> places;
        find_nulls(with, {}, places, 0);
        for (std::string const& each : places) {
            json::value without = with;
            if (remove_null(without, each) && made->validator().accepts(without)) with = std::move(without);
        }
    }
    static void find_nulls(json::value const& within, std::string const& pointer,
                           std::vector<std::string>& places, unsigned depth) {
        if (depth > deepest || places.size() >= most_nulls) return;
        auto const look = [&](json::value const& each, auto const& token) {
            std::string place = pointer;
            json::append_token(place, token);
            find_nulls(each, place, places, depth + 1);
        };
        if (within.is_null()) places.push_back(pointer);
        if (auto const* object = within.if_object())
            for (auto const& member : *object)
                look(member.value(), key_of(member));
        if (auto const* array = within.if_array())
            for (std::size_t i = 0; i < array->size(); ++i)
                look((*array)[i], i);
    }
    static bool remove_null(json::value& whole, std::string_view pointer) {
        auto const tokens = pointer_tokens(pointer);
        if (!tokens || tokens->empty()) return false;
        json::value* at = &whole;
        for (std::size_t i = 0; i + 1 < tokens->size(); ++i) {
            auto const index = element_index((*tokens)[i]);
            auto* const array = at->if_array();
            auto* const object = at->if_object();
            if (object != nullptr)
                at = object->if_contains((*tokens)[i]);
            else
                at = array != nullptr && index && *index < array->size() ? &(*array)[*index] : nullptr;
            if (at == nullptr) return false;
        }
        auto* const around = at->if_object();
        auto const* const value = around == nullptr ? nullptr : around->if_contains(tokens->back());
        if (value == nullptr || !value->is_null()) return false;
        remove(*around, tokens->back());
        return true;
    }

    registry const& actions_;
    std::vector<usable_mixin> mixins_;
};

} // namespace action_grammar::document::detail::of_format

#endif
