#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_CONTRACT_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_CONTRACT_HPP

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <action_grammar/contract/containment/compare.hpp>
#include <action_grammar/contract/containment/contract.hpp>
#include <action_grammar/contract/containment/plain.hpp>
#include <action_grammar/contract/containment/plain_difference.hpp>
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/pointer.hpp>
#include <action_grammar/contract/schema/load.hpp>
#include <action_grammar/contract/schema/to_json.hpp>
#include <action_grammar/contract/schema/validator.hpp>
#include <action_grammar/document/contract.hpp>
#include <action_grammar/document/impl/graph_sum.hpp>

namespace action_grammar::document {

namespace detail {

/// Whether a schema has nothing but what describes.
ACTION_GRAMMAR_DEFINED_ONCE bool asks_nothing(json::value const& schema) {
    constexpr std::array<std::string_view, 12> describing{
        "$schema",  "$comment",   "$defs",       "title",    "description", "default",
        "examples", "deprecated", "definitions", "readOnly", "writeOnly",   "$id"};
    if (schema.is_bool()) return schema.get_bool();
    auto const* object = schema.if_object();
    return object != nullptr && std::ranges::all_of(*object, [&](auto const& member) {
               std::string_view const name(member.key().data(), member.key().size());
               return std::ranges::find(describing, name) != describing.end();
           });
}

} // namespace detail

struct contract::state {
    /// Beyond these a part of a composed contract may be anything: what a document composes of its own contracts over
    /// and over would otherwise grow exponentially, and with it the values that comparisons look for.
    static constexpr std::size_t most_nodes = 4'000;
    static constexpr std::size_t most_parts = 1'000;
    static constexpr unsigned most_levels = 64;

    value_type const* type = nullptr;
    bool exact = false;     ///< The schema is that of the type, and not a narrower one.
    bool anything = false;  ///< Nothing is known.
    bool is_given = false;  ///< The text was there from the start.
    unsigned levels = 0;    ///< Of composed contracts within each other.
    std::size_t parts = 1;  ///< Of a value, as far as contracts were composed: each place counts.
    std::size_t weight = 1; ///< Schemas in it, or about as many.

    // Made ready when it is first needed.
    mutable std::once_flag graph_once;
    mutable std::once_flag validator_once;
    mutable std::once_flag text_once;
    mutable std::once_flag open_once;
    mutable std::once_flag closed_once;
    mutable std::optional<json::value> text;
    mutable std::shared_ptr<schema::graph const> loaded;
    mutable std::optional<schema::validator> compiled;
    mutable std::optional<containment::contract> open;
    mutable std::optional<containment::contract> closed;

    /// Whether that is clear without a search.
    static bool is_plainly_within(state const& producer, state const& consumer) {
        return &producer == &consumer || consumer.anything
            || (producer.type != nullptr && producer.type == consumer.type && consumer.exact)
            || (!producer.anything
                && containment::detail::is_plainly_within(producer.graph(), consumer.graph()));
    }

    static std::shared_ptr<state> of_anything() {
        auto made = std::make_shared<state>();
        made->anything = true;
        made->text = true;
        return made;
    }
    static std::shared_ptr<state> composed_of(schema::graph graph, unsigned levels, std::size_t parts) {
        auto made = std::make_shared<state>();
        made->weight = graph.nodes.size();
        made->loaded = std::make_shared<schema::graph const>(std::move(graph));
        made->levels = levels;
        made->parts = parts;
        return made;
    }

    std::shared_ptr<schema::graph const> const& shared_graph() const {
        std::call_once(graph_once, [this] {
            if (loaded == nullptr) load();
        });
        return loaded;
    }
    schema::graph const& graph() const { return *shared_graph(); }
    schema::validator const& validator() const {
        std::call_once(validator_once, [this] { compiled.emplace(shared_graph()); });
        return *compiled;
    }

    containment::contract const& form(producers policy) const {
        bool const is_closed = policy == producers::closed;
        auto& slot = is_closed ? closed : open;
        std::call_once(is_closed ? closed_once : open_once, [&] {
            slot.emplace(validator(),
                         containment::compile_options{is_closed ? containment::open_objects::closed_producer
                                                                : containment::open_objects::open});
        });
        return *slot;
    }

    json::value const& written() const {
        std::call_once(text_once, [this] {
            if (text) return;
            // What 2020-12 cannot say in one document is left out: the text says less then, and nothing wrong.
            if (auto whole = schema::to_json(graph()))
                text = *std::move(whole);
            else
                text = true;
        });
        return *text;
    }

private:
    /// Of a type's schema. A pattern that cannot be run keeps comparisons undecided; if the schema cannot be used at
    /// all, as it is never the case for what reflection writes, decoding is what refuses wrong values.
    void load() const {
        schema::load_options options;
        options.unsupported_pattern = schema::leniency::ignored;
        auto read = schema::load(*text, options);
        loaded = std::make_shared<schema::graph const>(read ? *std::move(read) : detail::graph_of_anything());
    }
};

ACTION_GRAMMAR_DEFINED_ONCE contract::contract(std::shared_ptr<state const> made) noexcept
    : state_(std::move(made)) {}

ACTION_GRAMMAR_DEFINED_ONCE contract::contract() {
    static std::shared_ptr<state const> const anything = state::of_anything();
    state_ = anything;
}

ACTION_GRAMMAR_DEFINED_ONCE result<contract, schema::load_error>
contract::of_schema(json::value schema, schema::load_options const& options) {
    auto read = schema::load(schema, options);
    if (!read) return unexpected(std::move(read).error());
    auto made = std::make_shared<state>();
    made->is_given = true;
    made->anything = detail::asks_nothing(schema);
    made->text = std::move(schema);
    made->weight = read->nodes.size();
    made->loaded = std::make_shared<schema::graph const>(*std::move(read));
    return contract(std::move(made));
}

ACTION_GRAMMAR_DEFINED_ONCE contract contract::of_type(value_type const* type) {
    static std::mutex guard;
    static std::map<value_type const*, std::shared_ptr<state const>> known;
    if (type == nullptr) return {};
    std::lock_guard const lock(guard);
    auto& entry = known[type];
    if (entry == nullptr) {
        auto made = std::make_shared<state>();
        made->type = type;
        made->exact = true;
        auto read = json::parse(type->schema);
        made->text = read ? *std::move(read) : json::value(true);
        made->anything = detail::asks_nothing(*made->text);
        constexpr std::size_t bytes_of_a_schema = 32;
        made->weight = 1 + type->schema.size() / bytes_of_a_schema;
        entry = std::move(made);
    }
    return contract(entry);
}

ACTION_GRAMMAR_DEFINED_ONCE contract
contract::of_members(std::vector<std::pair<std::string, contract>> const& members) {
    constexpr std::size_t small = 8;
    std::size_t expected = 0;
    for (auto const& [name, of] : members)
        expected += 1 + of.state_->weight;
    detail::graph_sum sum(state::most_nodes, expected);
    unsigned levels = 0;
    std::size_t parts = 1;
    std::vector<std::pair<std::string, schema::node_id>> listed;
    std::map<state const*, schema::node_id> taken;
    for (auto const& [name, of] : members) {
        state const& member = *of.state_;
        bool const fits = !member.anything && member.levels < state::most_levels
                       && parts + member.parts <= state::most_parts;
        parts += fits ? member.parts : 0;
        if (!fits) {
            listed.emplace_back(name, sum.add_anything());
            continue;
        }
        levels = std::max(levels, member.levels);
        std::string place = "/properties";
        json::append_token(place, name);
        // What is small is repeated: it reads better than a reference, and so the text does not depend on whether two
        // like contracts are one.
        schema::node_id whole = schema::no_node;
        if (auto const known = taken.find(&member); known != taken.end() && member.weight > small)
            whole = known->second;
        else
            taken[&member] = whole = sum.add(member.graph(), place);
        listed.emplace_back(name, sum.add_reference(whole, place));
    }
    return contract(state::composed_of(sum.take_object(std::move(listed)), levels + 1, parts));
}

ACTION_GRAMMAR_DEFINED_ONCE contract contract::list_of(contract const& element, list_length length) {
    state const& part = *element.state_;
    detail::graph_sum sum(state::most_nodes);
    bool const fits = !part.anything && part.levels < state::most_levels && part.parts < state::most_parts;
    schema::node_id const items = fits ? sum.add(part.graph(), "/items") : sum.add_anything();
    unsigned const levels = fits ? part.levels : 0;
    return contract(
        state::composed_of(sum.take_list(items, length), levels + 1, 1 + (fits ? part.parts : 0)));
}

ACTION_GRAMMAR_DEFINED_ONCE contract contract::one_of(std::vector<contract> const& alternatives) {
    if (alternatives.empty()) return {};
    state const& first = *alternatives.front().state_;
    auto const same = [&](contract const& each) {
        state const& other = *each.state_;
        return &other == &first || (first.is_given && other.is_given && other.text == first.text);
    };
    if (std::ranges::all_of(alternatives, same)) return alternatives.front();
    detail::graph_sum sum(state::most_nodes);
    std::vector<schema::node_id> listed;
    unsigned levels = 0;
    std::size_t parts = 1;
    for (contract const& each : alternatives) {
        state const& part = *each.state_;
        parts += part.parts;
        if (part.anything || part.levels >= state::most_levels || parts > state::most_parts) return {};
        listed.push_back(sum.add(part.graph(), "/anyOf/" + std::to_string(listed.size())));
        levels = std::max(levels, part.levels);
    }
    return contract(state::composed_of(sum.take_alternatives(std::move(listed)), levels + 1, parts));
}

ACTION_GRAMMAR_DEFINED_ONCE value_type const* contract::type() const noexcept { return state_->type; }
ACTION_GRAMMAR_DEFINED_ONCE json::value const& contract::schema() const noexcept { return state_->written(); }
ACTION_GRAMMAR_DEFINED_ONCE schema::graph const& contract::graph() const { return state_->graph(); }
ACTION_GRAMMAR_DEFINED_ONCE schema::validator const& contract::validator() const {
    return state_->validator();
}
ACTION_GRAMMAR_DEFINED_ONCE list_length contract::length() const {
    schema::graph const& all = graph();
    schema::node_id at = all.root;
    list_length found;
    for (int steps = 0; at != schema::no_node && steps < 16; ++steps) {
        schema::node const& here = all[at];
        if (here.min_items) found.least = std::max(found.least.value_or(0), *here.min_items);
        if (here.max_items) found.most = std::min(found.most.value_or(*here.max_items), *here.max_items);
        at = here.reference;
    }
    return found;
}
ACTION_GRAMMAR_DEFINED_ONCE std::size_t contract::weight() const noexcept { return state_->weight; }
ACTION_GRAMMAR_DEFINED_ONCE bool contract::is_anything() const noexcept { return state_->anything; }

ACTION_GRAMMAR_DEFINED_ONCE containment::comparison contract::compare_with(contract const& consumer,
                                                                           producers policy) const {
    state const& mine = *state_;
    state const& other = *consumer.state_;
    containment::comparison compatible;
    compatible.result = containment::answer::compatible;
    if (state::is_plainly_within(mine, other)) return compatible;
    auto const compared = [&] {
        return containment::compare(mine.form(policy), other.form(producers::open));
    };
    // Types are compared once in the life of a program.
    if (!mine.exact || !other.exact) return compared();
    static std::mutex guard;
    static std::map<std::tuple<value_type const*, value_type const*, producers>, containment::comparison>
        known;
    std::tuple const pair(mine.type, other.type, policy);
    {
        std::lock_guard const lock(guard);
        if (auto const found = known.find(pair); found != known.end()) return found->second;
    }
    auto made = compared();
    std::lock_guard const lock(guard);
    return known.try_emplace(pair, std::move(made)).first->second;
}

ACTION_GRAMMAR_DEFINED_ONCE bool contract::is_within(contract const& consumer, producers policy) const {
    state const& mine = *state_;
    state const& other = *consumer.state_;
    if (state::is_plainly_within(mine, other)) return true;
    // Of closed producers there are fewer values than their schemas say.
    if (policy == producers::open && !mine.anything
        && containment::detail::is_plainly_beyond(mine.graph(), other.graph()))
        return false;
    return containment::is_within(mine.form(policy), other.form(producers::open));
}

ACTION_GRAMMAR_DEFINED_ONCE contract contract::narrowed_to(contract const& second) const {
    if (is_anything() && type() == nullptr) return second;
    if (is_within(second)) return *this;
    if (type() == nullptr && second.is_within(*this)) return second;
    return beside(second);
}

ACTION_GRAMMAR_DEFINED_ONCE contract contract::beside(contract const& second) const {
    state const& mine = *state_;
    state const& other = *second.state_;
    bool const fits = std::max(mine.levels, other.levels) < state::most_levels
                   && mine.graph().nodes.size() + other.graph().nodes.size() < state::most_nodes;
    if (!fits) return *this;
    detail::graph_sum sum(state::most_nodes);
    schema::node_id const first_part = sum.add(mine.graph(), "/allOf/0");
    schema::node_id const second_part = sum.add(other.graph(), "/allOf/1");
    auto made =
        state::composed_of(sum.take_both(first_part, second_part), std::max(mine.levels, other.levels) + 1,
                           std::max(mine.parts, other.parts));
    made->type = mine.type; // the same values, only fewer
    return contract(std::move(made));
}

} // namespace action_grammar::document

#endif
