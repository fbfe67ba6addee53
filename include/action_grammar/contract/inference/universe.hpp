#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_UNIVERSE_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_UNIVERSE_HPP

// The owner of the types of one inference, and how they are made. Types are never changed and live as long as the
// universe, so that they are shared freely; their number, size and depth are bounded, and what is beyond becomes
// everything, which is always true.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/inference/type.hpp>
#include <action_grammar/contract/json/decimal.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/schema/node.hpp>
#include <action_grammar/contract/schema/to_json.hpp>
#include <action_grammar/contract/stable_list.hpp>

namespace action_grammar::inference::detail {

inline constexpr std::size_t most_types = 40'000;
inline constexpr std::uint32_t largest_type = 4'000;
inline constexpr std::uint32_t deepest_type = 24;
inline constexpr std::size_t most_values = 32; ///< Of a finite set.
inline constexpr std::size_t most_alternatives = 8;
inline constexpr std::size_t most_sources = 6;
inline constexpr std::size_t longest_prefix = 16;

/// What is known of a member that is asked for.
struct member_view {
    type_ptr type = nullptr;    ///< If it is there.
    bool may_be_absent = false; ///< It need not be there.
    bool listed = false;        ///< The object names it.
};

class universe {
public:
    explicit universe(schema::graph const& graph)
        : graph_(&graph),
          expanded_(graph.nodes.size(), nullptr),
          of_nodes_(graph.nodes.size(), nullptr),
          writable_(schema::can_be_written(graph)) {
        nothing_ = &types_.emplace_back();
        type everything;
        everything.any = true;
        anything_ = &types_.emplace_back(std::move(everything));
        null_ = with_kinds(null_kind);
        boolean_ = with_kinds(boolean_kinds);
        number_ = with_kinds(number_kind);
        string_ = with_kinds(string_kind);
        type all = *with_kinds(other_kinds(null_kind));
        all.null = true;
        spelled_anything_ = &types_.emplace_back(std::move(all));
    }
    universe(universe const&) = delete;
    universe& operator=(universe const&) = delete;

    schema::graph const& graph() const noexcept { return *graph_; }
    /// Whether nodes of the graph can stand for themselves in what is written.
    bool writable() const noexcept { return writable_; }
    /// Whether so many types were made that the rest is everything.
    bool exhausted() const noexcept { return exhausted_; }
    /// Whether something was replaced by everything to stay within the bounds.
    bool coarsened() const noexcept { return coarsenings_ > 0; }

    type_ptr nothing() const noexcept { return nothing_; }
    type_ptr anything() const noexcept { return anything_; }
    type_ptr null() const noexcept { return null_; }
    type_ptr boolean() const noexcept { return boolean_; }
    type_ptr number() const noexcept { return number_; }
    type_ptr string() const noexcept { return string_; }

    type_ptr boolean(bool value) { return with_kinds(value ? true_kind : false_kind); }
    type_ptr number(number_set set) {
        if (set.finite && set.values.empty() && !set.nan) return nothing_;
        type made;
        made.numbers = std::move(set);
        return add(std::move(made));
    }
    type_ptr integer(std::optional<std::int64_t> lower = {}, std::optional<std::int64_t> upper = {}) {
        number_set set;
        set.integer = true;
        if (lower) set.lower = json::decimal(*lower);
        if (upper) set.upper = json::decimal(*upper);
        return number(std::move(set));
    }
    type_ptr count(std::uint64_t min, std::uint64_t max) {
        constexpr std::uint64_t exact = std::uint64_t{1} << 53;
        return integer(static_cast<std::int64_t>(std::min(min, exact)),
                       max <= exact ? std::optional(static_cast<std::int64_t>(max)) : std::nullopt);
    }
    type_ptr strings(std::vector<std::string> values) {
        if (values.empty()) return nothing_;
        std::sort(values.begin(), values.end());
        values.erase(std::unique(values.begin(), values.end()), values.end());
        if (values.size() > most_values) return string_;
        type made;
        made.strings = string_set{true, std::move(values)};
        return add(std::move(made));
    }
    type_ptr string(std::string_view value) { return strings({std::string(value)}); }

    type_ptr array(array_shape shape) {
        shape = tidy(std::move(shape));
        if (shape.min > shape.max) return nothing_;
        type made;
        made.arrays = add_shape(std::move(shape));
        return add(std::move(made));
    }
    type_ptr array_of(type_ptr element, std::uint64_t min = 0, std::uint64_t max = no_limit) {
        array_shape shape;
        shape.rest = element;
        shape.min = min;
        shape.max = max;
        return array(std::move(shape));
    }
    type_ptr object(object_shape shape) {
        type made;
        made.objects.push_back(add_shape(std::move(shape)));
        return add(std::move(made));
    }
    /// Objects with any names.
    type_ptr object_of(type_ptr member) {
        object_shape shape;
        if (!is_nothing(member)) shape.rest = member;
        return object(std::move(shape));
    }
    array_shape const* add_shape(array_shape shape) { return &arrays_.emplace_back(std::move(shape)); }
    object_shape const* add_shape(object_shape shape) { return &objects_.emplace_back(std::move(shape)); }

    /// All values of a node of the input contract; read when it is needed.
    type_ptr of_node(schema::node_id node);
    /// Just this value.
    type_ptr literal(json::value const& value, std::size_t depth = 0);
    /// Every value of these kinds.
    type_ptr with_kinds(kind_mask kinds);

    /// Takes a type in, with its size; one that is too large or deep loses what is inside.
    type_ptr add(type&& made);

    /// The same without sources, one level of each spelled out.
    type_ptr view(type_ptr of);
    /// A view in which everything is spelled out as well.
    type_ptr spelled(type_ptr of) {
        type_ptr const viewed = view(of);
        return viewed->any ? spelled_anything_ : viewed;
    }
    kind_mask kinds_of(type_ptr of);
    bool is_nothing(type_ptr of) { return kinds_of(of) == 0; }
    /// The same, but without reading nodes: false if that is needed to know.
    bool is_empty(type_ptr of) { return of->sources.empty() && kinds_of(of) == 0; }

    bool equal(type_ptr left, type_ptr right) const;
    type_ptr join(type_ptr left, type_ptr right);
    /// A join that stops growing after some steps. `step` counts from 0.
    type_ptr widen(type_ptr before, type_ptr after, unsigned step);
    /// Values of both, or more.
    type_ptr meet(type_ptr left, type_ptr right, unsigned depth = 0);
    /// The values of these kinds.
    type_ptr restricted(type_ptr of, kind_mask kinds);

    type_ptr expanded(schema::node_id node);

    member_view lookup(object_shape const& object, std::string_view name);
    /// The element at an index, and whether an array may be shorter.
    member_view element(array_shape const& array, std::uint64_t index);
    /// All elements, members.
    type_ptr elements(array_shape const& array);
    type_ptr members(object_shape const& object);
    /// All alternatives as one. Precondition: there is one.
    object_shape const* merged(std::vector<object_shape const*> const& alternatives);
    object_shape const* merge(object_shape const& left, object_shape const& right);
    array_shape const* merge(array_shape const& left, array_shape const& right);

private:
    friend class schema_reader;

    array_shape tidy(array_shape shape);
    bool equal(array_shape const& left, array_shape const& right) const;
    bool equal(object_shape const& left, object_shape const& right) const;
    bool discriminated(object_shape const& left, object_shape const& right);
    void join_objects(type& into, std::vector<object_shape const*> const& more);
    void join_parts(type& into, type const& more);
    array_shape const* meet(array_shape const& left, array_shape const& right, unsigned depth);
    object_shape const* meet(object_shape const& left, object_shape const& right, unsigned depth);
    type_ptr widen_parts(type_ptr before, type_ptr after, unsigned depth);
    void measure(type& made) const;

    schema::graph const* graph_;
    action_grammar::detail::stable_list<type> types_;
    action_grammar::detail::stable_list<array_shape> arrays_;
    action_grammar::detail::stable_list<object_shape> objects_;
    std::vector<type_ptr> expanded_; ///< By node.
    std::vector<type_ptr> of_nodes_; ///< The same, as they are before they are read.
    unsigned expanding_ = 0;
    bool exhausted_ = false;
    bool writable_ = true; ///< Whether nodes can stand for themselves in what is written.
    std::size_t coarsenings_ = 0;
    type_ptr nothing_ = nullptr;
    type_ptr anything_ = nullptr;
    type_ptr spelled_anything_ = nullptr;
    type_ptr null_ = nullptr;
    type_ptr boolean_ = nullptr;
    type_ptr number_ = nullptr;
    type_ptr string_ = nullptr;
};

inline type_ptr universe::with_kinds(kind_mask kinds) {
    if (kinds == 0) return nothing_;
    if (kinds == all_kinds) return anything_;
    type made;
    made.null = (kinds & null_kind) != 0;
    made.no = (kinds & false_kind) != 0;
    made.yes = (kinds & true_kind) != 0;
    if ((kinds & number_kind) != 0) made.numbers.emplace();
    if ((kinds & string_kind) != 0) made.strings.emplace();
    if ((kinds & array_kind) != 0) {
        array_shape shape;
        shape.rest = anything_;
        made.arrays = add_shape(std::move(shape));
    }
    if ((kinds & object_kind) != 0) {
        object_shape shape;
        shape.rest = anything_;
        made.objects.push_back(add_shape(std::move(shape)));
    }
    measure(made);
    return &types_.emplace_back(std::move(made));
}

inline void universe::measure(type& made) const {
    std::uint32_t size = 1;
    std::uint32_t depth = 0;
    auto const consider = [&](type_ptr child) {
        if (child == nullptr) return;
        size = std::min(size + child->size, 1U << 20);
        depth = std::max(depth, child->depth);
    };
    if (made.arrays != nullptr) {
        for (type_ptr const each : made.arrays->prefix)
            consider(each);
        consider(made.arrays->rest);
    }
    for (object_shape const* each : made.objects) {
        for (member_shape const& member : each->members)
            consider(member.type);
        for (pattern_shape const& pattern : each->patterns)
            consider(pattern.type);
        consider(each->rest);
    }
    made.size = size;
    made.depth = depth + 1;
}

inline type_ptr universe::add(type&& made) {
    if (made.any) return anything_;
    if (types_.size() >= most_types) {
        exhausted_ = true;
        ++coarsenings_;
        return anything_;
    }
    measure(made);
    if (made.size > largest_type || made.depth > deepest_type) {
        ++coarsenings_;
        // Kinds, numbers and strings stay.
        if (made.arrays != nullptr) {
            array_shape shape;
            shape.rest = anything_;
            shape.min = made.arrays->min;
            shape.max = made.arrays->max;
            made.arrays = add_shape(std::move(shape));
        }
        if (!made.objects.empty()) {
            object_shape shape;
            shape.rest = anything_;
            made.objects.assign(1, add_shape(std::move(shape)));
        }
        measure(made);
    }
    return &types_.emplace_back(std::move(made));
}

inline array_shape universe::tidy(array_shape shape) {
    if (shape.rest != nullptr && is_empty(shape.rest)) shape.rest = nullptr;
    if (shape.rest == nullptr) shape.max = std::min<std::uint64_t>(shape.max, shape.prefix.size());
    if (shape.max < shape.prefix.size()) shape.prefix.resize(static_cast<std::size_t>(shape.max));
    // An element that cannot be ends the array before it.
    for (std::size_t i = 0; i < shape.prefix.size(); ++i)
        if (is_empty(shape.prefix[i])) {
            shape.max = i;
            shape.prefix.resize(i);
            break;
        }
    if (shape.max <= shape.prefix.size()) shape.rest = nullptr;
    if (shape.prefix.size() > longest_prefix) {
        type_ptr rest = shape.rest == nullptr ? nothing_ : shape.rest;
        for (std::size_t i = longest_prefix; i < shape.prefix.size(); ++i)
            rest = join(rest, shape.prefix[i]);
        shape.prefix.resize(longest_prefix);
        shape.rest = rest;
    }
    return shape;
}

inline type_ptr universe::literal(json::value const& value, std::size_t depth) {
    switch (value.kind()) {
    case json::kind::null: return null_;
    case json::kind::bool_: return boolean(value.get_bool());
    case json::kind::int64:
    case json::kind::uint64:
    case json::kind::double_: {
        number_set set;
        set.finite = true;
        if (value.is_double() && !std::isfinite(value.get_double())) {
            // Written as the greatest or least double.
            set.finite = false;
            set.nan = true;
            return number(std::move(set));
        }
        set.values.push_back(json::decimal::of(value));
        set.integer = set.values.front().is_integer();
        return number(std::move(set));
    }
    case json::kind::string: return string({value.get_string().data(), value.get_string().size()});
    case json::kind::array: {
        if (depth > deepest_type) return with_kinds(array_kind);
        array_shape shape;
        shape.min = shape.max = value.get_array().size();
        type_ptr rest = nothing_;
        for (json::value const& element : value.get_array()) {
            type_ptr const one = literal(element, depth + 1);
            if (shape.prefix.size() < longest_prefix)
                shape.prefix.push_back(one);
            else
                rest = join(rest, one);
        }
        shape.rest = rest;
        return array(std::move(shape));
    }
    case json::kind::object: {
        if (depth > deepest_type) return with_kinds(object_kind);
        object_shape shape;
        for (auto const& member : value.get_object())
            shape.members.push_back({std::string(member.key().data(), member.key().size()),
                                     literal(member.value(), depth + 1), true});
        std::sort(shape.members.begin(), shape.members.end(),
                  [](member_shape const& a, member_shape const& b) { return a.name < b.name; });
        return object(std::move(shape));
    }
    }
    return anything_;
}

inline kind_mask universe::kinds_of(type_ptr of) {
    if (of->any) return all_kinds;
    if (!of->sources.empty()) of = view(of);
    return of->any ? all_kinds : kinds_beside_sources(*of);
}

} // namespace action_grammar::inference::detail

#endif
