#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_TRAIL_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_TRAIL_HPP

// The way that led to a value and a schema, from which errors get their pointers. Kept as a chain through the
// stack, so that nothing is written until there is an error; and not kept at all where none will be reported.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/contract/json/pointer.hpp>
#include <action_grammar/contract/schema/node.hpp>

namespace action_grammar::schema::detail {

template <bool Kept>
struct trail {
    trail member(std::string_view) const noexcept { return {}; }
    trail element(std::size_t) const noexcept { return {}; }
    trail into(node const&, node const&) const noexcept { return {}; }
    trail through(std::string_view) const noexcept { return {}; }
};

template <>
struct trail<true> {
    enum class step : unsigned char { start, member, element, schema };

    trail const* outer = nullptr;
    step kind = step::start;
    std::string_view text = {};
    std::size_t index = 0;

    /// To a member or an element of the value.
    trail member(std::string_view name) const noexcept { return {this, step::member, name, 0}; }
    trail element(std::size_t place) const noexcept { return {this, step::element, {}, place}; }
    /// From a schema to one within it.
    trail into(node const& from, node const& to) const noexcept {
        std::string_view const target = to.location;
        bool const within = target.substr(0, from.location.size()) == from.location;
        return {this, step::schema, within ? target.substr(from.location.size()) : std::string_view{}, 0};
    }
    /// Along a reference.
    trail through(std::string_view keyword) const noexcept { return {this, step::schema, keyword, 0}; }

    std::string instance_pointer() const {
        std::string pointer;
        for (trail const* at : chain())
            if (at->kind == step::member)
                json::append_token(pointer, at->text);
            else if (at->kind == step::element)
                json::append_token(pointer, at->index);
        return pointer;
    }
    std::string schema_pointer() const {
        std::string pointer;
        for (trail const* at : chain())
            if (at->kind == step::schema) pointer += at->text;
        return pointer;
    }

    std::vector<trail const*> chain() const {
        std::vector<trail const*> steps;
        for (trail const* at = this; at != nullptr; at = at->outer)
            steps.push_back(at);
        std::reverse(steps.begin(), steps.end());
        return steps;
    }
};

} // namespace action_grammar::schema::detail

#endif
