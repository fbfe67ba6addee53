#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_TRANSLATE_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_TRANSLATE_HPP

// From a schema to its form, keyword by keyword.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <action_grammar/contract/containment/canonical.hpp>
#include <action_grammar/contract/containment/finding.hpp>
#include <action_grammar/contract/containment/form.hpp>
#include <action_grammar/contract/containment/identity.hpp>
#include <action_grammar/contract/schema/node.hpp>

namespace action_grammar::containment::detail {

/// What in-place schemas evaluate of an object or an array when a condition holds: the names of the members, or how
/// many elements from the front and which others.
struct evaluated_part {
    literal when;
    literal names;
    std::uint64_t front = 0;
    literal elements;
};

class standstills;

/// Translates the schemas of one graph into forms of one pool.
class translator {
public:
    translator(schema::graph const& graph, form_pool& pool, bool closed)
        : graph_(graph),
          make_(pool),
          closed_(closed),
          closing_(closed),
          true_(make_.anything()),
          false_(make_.nothing()),
          evaluations_(10'000 + 64 * graph.nodes.size()) {
        for (auto const& node : graph.nodes)
            dynamic_ = dynamic_ || node.dynamic_reference != schema::no_node;
        scopes_.emplace_back();
    }

    /// The form of the whole schema. `reason()` tells whether anything in it is opaque.
    literal run() { return value({graph_.root, 0}); }
    /// The form of a value with which the validator comes to an end, as it need not if the schema leads back to itself
    /// without a step into the value. To be called after `run`.
    literal ends();
    undecided_reason reason() const noexcept { return reason_; }
    /// Whether the schema uses keywords together on whose meaning there is no agreement.
    bool is_ambiguous() const noexcept { return ambiguous_; }

private:
    static constexpr std::uint64_t everything = std::numeric_limits<std::uint64_t>::max();
    static constexpr unsigned depth_limit = 600;

    struct entry {
        literal done;
        form* reference = nullptr;
        unsigned guards = 0;   ///< Steps to other values on the way here,
        unsigned branches = 0; ///< and steps that are not part of a conjunction.
    };

    literal opaque(undecided_reason why) {
        reason_ = why;
        return opaque_form(form_kind::opaque, identity_of_its_own());
    }
    form& opaque_form(form_kind kind, fingerprint const& id) {
        form made;
        made.kind = kind;
        made.id = id;
        return make_.pool().reserve(std::move(made));
    }
    /// An identity that no other form has, unless it was made in the same step of translating the same graph. Of what
    /// the graph says, and not of where it is held: the order of forms follows from it, and with it the answers that
    /// are close to the budget.
    fingerprint identity_of_its_own() {
        if (!graph_identity_) graph_identity_ = identity_of(graph_);
        fingerprinter hash(0x6f70'6171'7565);
        hash.add(*graph_identity_);
        hash.add(std::uint64_t{closed_});
        hash.add(++opaque_count_);
        return hash.finish();
    }

    /// The dynamic scope inside a node: the resources entered, each where it came first.
    std::uint32_t enter(scoped_node at) {
        if (!dynamic_) return 0;
        std::uint32_t const resource = graph_[at.id].resource;
        auto scope = scopes_[at.scope];
        if (std::find(scope.begin(), scope.end(), resource) != scope.end()) return at.scope;
        // There can be as many as there are orders of the resources.
        constexpr std::size_t most_in_scopes = 5'000;
        too_many_scopes_ = too_many_scopes_ || in_scopes_ + scope.size() >= most_in_scopes;
        if (too_many_scopes_) return at.scope;
        scope.push_back(resource);
        auto const [place, added] =
            scope_numbers_.try_emplace(scope, static_cast<std::uint32_t>(scopes_.size()));
        if (added) {
            in_scopes_ += scope.size();
            scopes_.push_back(std::move(scope));
        }
        return place->second;
    }
    /// Where a dynamic reference goes: to the outermost resource that has the anchor.
    schema::node_id resolve(schema::node const& node, std::uint32_t scope) const {
        for (std::uint32_t const resource : scopes_[scope])
            for (auto const& [anchor, target] : graph_.resources[resource].dynamic_anchors)
                if (anchor == node.dynamic_anchor_wanted) return target;
        return node.dynamic_reference;
    }

    /// A schema that is about a value of its own: an element, a member, the root.
    literal value(scoped_node at) {
        literal const said = in_place(at);
        return closing_ ? closed(at, said) : said;
    }
    literal child(schema::node_id id, std::uint32_t scope) {
        ++guards_;
        literal const said = value({id, scope});
        --guards_;
        return said;
    }

    /// An in-place schema that need not hold for the whole to hold.
    literal branch(schema::node_id id, std::uint32_t scope) {
        ++branches_;
        literal const said = in_place({id, scope});
        --branches_;
        return said;
    }
    /// The same where it is not only better if it holds: to close the objects in it would say more, not less.
    literal condition(schema::node_id id, std::uint32_t scope) {
        bool const outer = std::exchange(closing_, false);
        literal const said = branch(id, scope);
        closing_ = outer;
        return said;
    }
    literal in_place(scoped_node at) {
        at.scope = enter(at);
        if (too_many_scopes_) return opaque(undecided_reason::reference);
        std::uint64_t const key = std::uint64_t{closing_} << 63 | std::uint64_t{at.scope} << 32 | at.id;
        auto const [place, added] = entries_.try_emplace(key);
        entry& mine = place->second; // Does not move when others are added.
        if (!added) {
            if (!mine.done.absent()) return mine.done;
            if (mine.guards == guards_) return mine.branches == branches_ ? vicious_circle() : riddle(at);
            if (mine.reference == nullptr) mine.reference = &refer_to(at);
            return *mine.reference;
        }
        if (depth_ >= depth_limit) return mine.done = opaque(undecided_reason::reference);
        mine.guards = guards_;
        mine.branches = branches_;
        ++depth_;
        mine.done = keywords(graph_[at.id], at);
        --depth_;
        if (mine.reference != nullptr) mine.reference->inner = mine.done;
        return mine.done;
    }

    /// A schema that needs itself without a value in between: the validator never comes to accept a value.
    literal vicious_circle() {
        reason_ = undecided_reason::reference;
        return false_;
    }
    /// A schema that depends on itself in another way. Whatever it means, it is the same elsewhere.
    literal riddle(scoped_node at) {
        reason_ = undecided_reason::reference;
        return opaque_form(form_kind::opaque, identity_of_node(at));
    }
    form& refer_to(scoped_node at) { return opaque_form(form_kind::reference, identity_of_node(at)); }
    /// The identity of all that can be reached from a node, if that is not too much.
    fingerprint identity_of_node(scoped_node at) {
        constexpr std::size_t most_nodes = 3'000;
        if (closing_ || reachable_ > 20 * most_nodes) return identity_of_its_own();
        reachable_ += most_nodes;
        identity_walk walk(
            graph_, [this](scoped_node of) { return enter(of); },
            [this](schema::node const& node, std::uint32_t scope) { return resolve(node, scope); });
        auto const id = walk.run(at, most_nodes);
        return id && !too_many_scopes_ ? *id : identity_of_its_own();
    }
    /// What strings are of a format. The name decides, so that the same format on both sides is no doubt.
    literal format(schema::node const& node) {
        reason_ = undecided_reason::keyword;
        fingerprinter hash(0x666f'726d'6174);
        hash.add(std::string_view(node.format));
        return make_.any_of(
            {make_.of_kinds(~kind_set(value_kind::string)), opaque_form(form_kind::opaque, hash.finish())});
    }

    /// A pattern, each text once.
    std::shared_ptr<regular_set> language(schema::schema_pattern const& pattern) {
        auto& held = languages_[pattern.text];
        if (!held) held = std::make_shared<regular_set>(pattern.text, pattern.matcher);
        return held;
    }
    literal pattern(schema::schema_pattern const& of) {
        // A search for these finds the empty string at the start of every text.
        if (of.text.empty() || of.text == ".*" || of.text == "^.*") return true_;
        return make_.pattern(language(of));
    }

    literal keywords(schema::node const& node, scoped_node at);
    void of_numbers(schema::node const& node, std::vector<literal>& parts);
    void of_arrays(schema::node const& node, std::uint32_t scope, std::vector<literal>& parts);
    void of_objects(schema::node const& node, std::uint32_t scope, std::vector<literal>& parts);
    void of_applicators(schema::node const& node, std::uint32_t scope, std::vector<literal>& parts);

    // progress.hpp
    literal no_end(scoped_node at);
    literal ends(scoped_node at, standstills const& among);
    void parts_end(schema::node const& node, std::uint32_t scope, standstills const& among,
                   std::vector<literal>& parts);

    // evaluated.hpp
    literal closed(scoped_node at, literal said);
    literal listed_names(schema::node const& node);
    void of_unevaluated(schema::node const& node, scoped_node at, std::vector<literal>& parts);
    bool evaluated(scoped_node at, bool objects, unsigned depth, std::vector<evaluated_part>& into);
    bool evaluated_in(schema::node_id id, literal when, std::uint32_t scope, bool objects, unsigned depth,
                      std::vector<evaluated_part>& into);
    bool add_alternatives(std::vector<evaluated_part>& base, std::vector<evaluated_part> const& more,
                          bool optional);
    std::vector<evaluated_part> combine(std::vector<evaluated_part> const& base,
                                        std::vector<evaluated_part> const& more);
    literal has_member(std::string_view name) {
        return make_.all_of({make_.of_kinds(value_kind::object), make_.required(name)});
    }

    schema::graph const& graph_;
    form_builder make_;
    bool closed_;  ///< Whether objects that list members have no others,
    bool closing_; ///< and whether that goes for the schema at hand.
    literal true_;
    literal false_;
    bool dynamic_ = false;
    bool ambiguous_ = false;
    unsigned depth_ = 0;
    unsigned guards_ = 0;
    unsigned branches_ = 0;
    std::size_t reachable_ = 0;
    std::size_t evaluations_; ///< Schemas that may still be asked what they evaluate.
    std::size_t in_scopes_ = 0;
    bool too_many_scopes_ = false; ///< Whether those that were entered are no longer told apart.
    std::optional<fingerprint> graph_identity_;
    std::uint64_t opaque_count_ = 0;
    undecided_reason reason_ = undecided_reason::none;
    std::vector<std::vector<std::uint32_t>> scopes_;
    std::map<std::vector<std::uint32_t>, std::uint32_t> scope_numbers_;
    std::unordered_map<std::uint64_t, entry> entries_;
    std::unordered_map<std::uint64_t, literal> ends_;
    std::unordered_map<std::string, std::shared_ptr<regular_set>> languages_;
};

inline kind_set kinds_of(schema::type_set types) noexcept {
    using schema::type_name;
    kind_set kinds;
    if (types.contains(type_name::null)) kinds |= value_kind::null;
    if (types.contains(type_name::boolean)) kinds |= kind_set::booleans();
    if (types.contains(type_name::integer)) kinds |= value_kind::integer;
    if (types.contains(type_name::number)) kinds |= kind_set::numbers();
    if (types.contains(type_name::string)) kinds |= value_kind::string;
    if (types.contains(type_name::array)) kinds |= value_kind::array;
    if (types.contains(type_name::object)) kinds |= value_kind::object;
    return kinds;
}

inline literal translator::keywords(schema::node const& node, scoped_node at) {
    if (node.never) return false_;
    std::vector<literal> parts;
    if (node.type) parts.push_back(make_.of_kinds(kinds_of(*node.type)));
    if (node.enumeration) parts.push_back(make_.one_of_values(*node.enumeration));
    if (node.constant) parts.push_back(make_.constant(*node.constant));
    of_numbers(node, parts);
    if (node.min_length) parts.push_back(make_.least(form_kind::min_length, *node.min_length));
    if (node.max_length) parts.push_back(make_.most(form_kind::max_length, *node.max_length));
    if (node.pattern) parts.push_back(pattern(*node.pattern));
    if (node.asserts_format && !node.format.empty()) parts.push_back(format(node));
    of_arrays(node, at.scope, parts);
    of_objects(node, at.scope, parts);
    of_applicators(node, at.scope, parts);
    of_unevaluated(node, at, parts);
    return make_.all_of(parts);
}

inline void translator::of_numbers(schema::node const& node, std::vector<literal>& parts) {
    if (node.minimum) parts.push_back(make_.bound(form_kind::lower_bound, *node.minimum, false));
    if (node.exclusive_minimum)
        parts.push_back(make_.bound(form_kind::lower_bound, *node.exclusive_minimum, true));
    if (node.maximum) parts.push_back(make_.bound(form_kind::upper_bound, *node.maximum, false));
    if (node.exclusive_maximum)
        parts.push_back(make_.bound(form_kind::upper_bound, *node.exclusive_maximum, true));
    if (node.multiple_of) parts.push_back(make_.multiple(*node.multiple_of));
}

inline void translator::of_arrays(schema::node const& node, std::uint32_t scope,
                                  std::vector<literal>& parts) {
    if (node.min_items) parts.push_back(make_.least(form_kind::min_items, *node.min_items));
    if (node.max_items) parts.push_back(make_.most(form_kind::max_items, *node.max_items));
    if (node.unique_items) parts.push_back(make_.unique());
    for (std::size_t i = 0; i < node.prefix_items.size(); ++i)
        parts.push_back(make_.item(i, child(node.prefix_items[i], scope)));
    if (node.items != schema::no_node)
        parts.push_back(make_.items(node.prefix_items.size(), child(node.items, scope)));
    if (node.contains != schema::no_node) {
        bool const outer = std::exchange(closing_, false);
        literal const counted = child(node.contains, scope);
        closing_ = outer;
        parts.push_back(make_.at_least(node.min_contains.value_or(1), counted));
        if (node.max_contains) parts.push_back(make_.at_most(*node.max_contains, counted));
    }
}

/// The names that the members listed in a schema have, by name or by pattern.
inline literal translator::listed_names(schema::node const& node) {
    std::vector<std::string> names;
    names.reserve(node.properties.size());
    for (auto const& property : node.properties)
        names.push_back(property.first);
    std::sort(names.begin(), names.end());
    std::vector<literal> sets;
    sets.reserve(1 + node.pattern_properties.size());
    sets.push_back(names.empty() ? false_ : make_.string_values(std::move(names)));
    for (auto const& each : node.pattern_properties)
        sets.push_back(pattern(each.first));
    return make_.any_of(std::move(sets));
}

inline void translator::of_objects(schema::node const& node, std::uint32_t scope,
                                   std::vector<literal>& parts) {
    if (node.min_properties) parts.push_back(make_.least(form_kind::min_members, *node.min_properties));
    if (node.max_properties) parts.push_back(make_.most(form_kind::max_members, *node.max_properties));
    for (auto const& name : node.required)
        parts.push_back(make_.required(name));
    for (auto const& [name, id] : node.properties)
        parts.push_back(make_.member(name, child(id, scope)));
    for (auto const& [names, id] : node.pattern_properties)
        parts.push_back(make_.members(pattern(names), child(id, scope)));
    if (node.additional_properties != schema::no_node)
        parts.push_back(
            make_.members(make_.negated(listed_names(node)), child(node.additional_properties, scope)));
    if (node.property_names != schema::no_node)
        parts.push_back(make_.members(make_.negated(child(node.property_names, scope)), false_));
    for (auto const& [name, others] : node.dependent_required) {
        std::vector<literal> wanted;
        wanted.reserve(others.size());
        for (auto const& other : others)
            wanted.push_back(make_.required(other));
        parts.push_back(make_.implies(has_member(name), make_.all_of(wanted)));
    }
    for (auto const& [name, id] : node.dependent_schemas)
        parts.push_back(make_.implies(has_member(name), branch(id, scope)));
}

inline void translator::of_applicators(schema::node const& node, std::uint32_t scope,
                                       std::vector<literal>& parts) {
    auto const each = [&](std::vector<schema::node_id> const& ids, bool closing) {
        std::vector<literal> said;
        said.reserve(ids.size());
        for (auto const id : ids)
            said.push_back(closing ? branch(id, scope) : condition(id, scope));
        return said;
    };
    if (node.reference != schema::no_node) parts.push_back(in_place({node.reference, scope}));
    if (node.dynamic_reference != schema::no_node) parts.push_back(in_place({resolve(node, scope), scope}));
    for (auto const id : node.all_of)
        parts.push_back(in_place({id, scope}));
    if (!node.any_of.empty()) parts.push_back(make_.any_of(each(node.any_of, closing_)));
    if (!node.one_of.empty()) parts.push_back(make_.exactly_one(each(node.one_of, false)));
    if (!node.one_of.empty() && closing_) parts.push_back(make_.any_of(each(node.one_of, true)));
    if (node.negation != schema::no_node) parts.push_back(make_.negated(condition(node.negation, scope)));
    if (node.condition == schema::no_node) return;
    literal const when = condition(node.condition, scope);
    if (node.consequence != schema::no_node)
        parts.push_back(make_.implies(when, branch(node.consequence, scope)));
    if (node.alternative != schema::no_node)
        parts.push_back(make_.implies(make_.negated(when), branch(node.alternative, scope)));
}

} // namespace action_grammar::containment::detail

#endif
