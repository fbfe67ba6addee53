#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_CHECK_ARRAY_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_CHECK_ARRAY_HPP

// What schemas ask of arrays.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/schema/equality.hpp>
#include <action_grammar/contract/schema/evaluated.hpp>
#include <action_grammar/contract/schema/program.hpp>

namespace action_grammar::schema::detail {

/// Two places with equal elements; the same place twice if there are none. Compares what has the same hash,
/// so that it takes little more than sorting.
template <class Evaluator>
std::pair<std::size_t, std::size_t> equal_elements(Evaluator& run, json::array const& array) {
    if (array.size() <= 8) {
        for (std::size_t i = 1; i < array.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (same(array[i], array[j], run.steps)) return {j, i};
        return {0, 0};
    }
    std::vector<std::pair<std::uint64_t, std::size_t>> hashes;
    hashes.reserve(array.size());
    for (std::size_t i = 0; i < array.size(); ++i)
        hashes.emplace_back(hash_of(array[i], run.steps), i);
    std::sort(hashes.begin(), hashes.end());
    for (std::size_t i = 1; i < hashes.size(); ++i)
        for (std::size_t j = i; j > 0 && hashes[j - 1].first == hashes[i].first; --j)
            if (run.steps == 0 || same(array[hashes[i].second], array[hashes[j - 1].second], run.steps))
                return {hashes[j - 1].second, hashes[i].second};
    return {0, 0};
}

template <class Evaluator>
bool check_contains(Evaluator& run, node_id id, json::array const& array, evaluated* marks,
                    typename Evaluator::trail_type const& where) {
    bool accepted = true;
    node const& from = run.source()[id];
    std::uint64_t const least = from.min_contains.value_or(1);
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < array.size(); ++i) {
        // When nothing more depends on the rest.
        if (marks == nullptr && count >= least && (!from.max_contains || count > *from.max_contains)) break;
        bool const holds = run.satisfies(from.contains, array[i], where.element(i));
        if (run.stopped()) return false;
        if (!holds) continue;
        ++count;
        // Up to draft 7 nothing looks at the marks; 2019-09 does not count these.
        if (marks != nullptr && from.draft >= dialect::draft2020_12) marks->mark(i);
    }
    if (count < least
        && !run.refuse(
            accepted, id, where, from.min_contains ? "minContains" : "contains",
            [&] {
                return "at least " + std::to_string(least) + " of the elements must satisfy the schema under "
                     + "\"contains\", but " + std::to_string(count) + " of " + std::to_string(array.size())
                     + " do";
            }))
        return false;
    if (from.max_contains && count > *from.max_contains)
        run.refuse(accepted, id, where, "maxContains", [&] {
            return "at most " + std::to_string(*from.max_contains)
                 + " of the elements may satisfy the schema under \"contains\", but more do";
        });
    return accepted;
}

template <class Evaluator>
bool check_array(Evaluator& run, node_id id, json::array const& array, evaluated* marks,
                 typename Evaluator::trail_type const& where) {
    bool accepted = true;
    node const& from = run.source()[id];
    auto const say = [&](std::string_view relation, std::uint64_t limit) {
        return "must have " + std::string(relation) + ' ' + std::to_string(limit) + " elements, but has "
             + std::to_string(array.size());
    };
    if (from.min_items && array.size() < *from.min_items
        && !run.refuse(accepted, id, where, "minItems", [&] { return say("at least", *from.min_items); }))
        return false;
    if (from.max_items && array.size() > *from.max_items
        && !run.refuse(accepted, id, where, "maxItems", [&] { return say("at most", *from.max_items); }))
        return false;
    std::size_t const prefix = std::min(array.size(), from.prefix_items.size());
    std::size_t const checked = from.items == no_node ? prefix : array.size();
    if (!run.spend(checked)) return false;
    for (std::size_t i = 0; i < checked; ++i) {
        node_id const schema = i < prefix ? from.prefix_items[i] : from.items;
        if (run.settled(schema, array[i])) continue;
        auto const inner = where.into(from, run.source()[schema]);
        if (run.descend(schema, array[i], inner.element(i))) continue;
        if (!Evaluator::reports || run.stopped()) return false;
        accepted = false;
    }
    if (marks != nullptr) marks->mark_first(checked);
    if (from.contains != no_node && !check_contains(run, id, array, marks, where)) {
        if (!Evaluator::reports || run.stopped()) return false;
        accepted = false;
    }
    if (from.unique_items) {
        auto const equal = equal_elements(run, array);
        if (!run.spend()) return false;
        if (equal.first != equal.second)
            run.refuse(accepted, id, where, "uniqueItems", [&] {
                return "must have no two equal elements, but those at " + std::to_string(equal.first)
                     + " and " + std::to_string(equal.second) + " are";
            });
    }
    return accepted;
}

} // namespace action_grammar::schema::detail

#endif
