#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_FORM_MIXINS_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_FORM_MIXINS_HPP

// The mixins of a document, put around the steps that they name.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/impl/form_members.hpp>
#include <action_grammar/document/impl/form_problems.hpp>
#include <action_grammar/document/impl/form_state.hpp>
#include <action_grammar/document/impl/form_words.hpp>
#include <action_grammar/document/impl/near_names.hpp>
#include <action_grammar/document/tree.hpp>

namespace action_grammar::document::detail::forming {

/// A step of the document's `prepare`, `commit` or `conclude`.
struct top_step {
    std::string_view id{};
    std::uint32_t node = unresolved;     ///< None if it was not well-formed.
    std::uint32_t deepest = 0;           ///< Level of the deepest node of it.
    std::uint32_t named_by = unresolved; ///< The last mixin that names it.
    std::vector<std::uint32_t> mixins{}; ///< Around it, the outermost first.
};

namespace mixin_member {
enum index : std::size_t { mixin, on, with };
inline constexpr known_member known[] = {
    {"mixin", a_string, "a string, as \"retry\"", false, false, "name type"},
    {"on", an_array | a_string, "an array of ids", false, true, "steps targets"},
    {"with", an_object, "an object", false, false, "config params parameters settings options"}};
} // namespace mixin_member

/// Reads mixins and wraps steps.
class mixin_reader {
public:
    mixin_reader(form_state& state, std::vector<top_step>& steps) : state_(state), steps_(steps) {
        for (std::size_t i = 0; i < steps.size(); ++i) {
            if (!steps[i].id.empty()) by_id_.push_back(i);
        }
        // The first of the steps that share an id comes first.
        std::ranges::sort(by_id_, {}, [&steps](std::size_t i) { return std::pair(steps[i].id, i); });
    }

    void read(json::array const& list, place_id at) {
        for (std::size_t i = 0; i < list.size() && !state_.stopped; ++i)
            read_one(list[i], state_.made.element(at, i));
        if (!state_.stopped && wrappers_ > 0) wrap();
    }

private:
    struct mixin_clause {
        mixin wrapper = mixin::none;
        place_id at = no_place;
        json::value const* with = nullptr;
    };

    void read_one(json::value const& written, place_id at) {
        using namespace mixin_member;
        auto const* object = written.if_object();
        if (object == nullptr) {
            state_.malformed(at, "a mixin must be an object, but is " + described(written)).hint =
                R"(write {"mixin": "retry", "on": ["id"]})";
            return;
        }
        auto const found = members_of(state_, *object, at, "a mixin", known);
        mixin_clause clause{wrapper_of(found[mixin_member::mixin], at), at, found[with].value};
        clauses_.push_back(clause);
        if (!found[on].there) {
            state_.malformed(at, "the mixin has no \"on\"").hint =
                R"(name the steps that it wraps: "on": ["id"])";
        } else if (auto const* list = found[on].value->if_array()) {
            place_id const place = state_.made.member(at, found[on].key);
            if (list->empty())
                state_.malformed(place, "\"on\" is empty, where at least one id was expected").hint =
                    "name a step, or remove the mixin";
            for (std::size_t i = 0; i < list->size() && !state_.stopped; ++i)
                read_target((*list)[i], place, i);
        } else {
            finding& problem = state_.malformed(
                at, found[on].key, "\"on\" must be an array of ids, but is " + described(*found[on].value));
            auto const* id = found[on].value->if_string();
            if (id == nullptr) return;
            std::size_t const step = find(view(*id));
            problem.hint = "write it as an array";
            problem.fixes.push_back(
                {"put it in an array",
                 step != steps_.size() ? applicability::machine_applicable : applicability::maybe_incorrect,
                 replacing(problem.where.pointer, json::array{*id})});
            if (step != steps_.size()) put_around(step, at);
        }
    }

    mixin wrapper_of(found_member const& name, place_id at) {
        if (!name.there)
            state_.malformed(at, "the mixin has no \"mixin\"").hint =
                "name one: " + listed(mixin_names, "or");
        if (name.value == nullptr) return mixin::none;
        std::string_view const text = view(name.value->get_string());
        mixin const wrapper = named(text, every_mixin, mixin::none);
        if (wrapper != mixin::none) return wrapper;
        finding& problem = state_.problems.add(rule_code::unknown_mixin, {state_.pointer_of(at, name.key)},
                                               "there is no mixin " + in_quotes(text));
        std::string_view const meant = meant_by(text, mixin_names);
        if (meant.empty()) {
            problem.hint = "the mixins are " + listed(mixin_names);
            return mixin::none;
        }
        bool const sure = surely(text, meant);
        problem.hint = did_you_mean(meant);
        problem.fixes.push_back({"replace " + in_quotes(text) + " by " + in_quotes(meant),
                                 sure ? applicability::machine_applicable : applicability::maybe_incorrect,
                                 replacing(problem.where.pointer, json::value(meant))});
        return sure ? named(meant, every_mixin, mixin::none) : mixin::none;
    }

    /// The first step of an id, or the number of steps. O(log n).
    std::size_t find(std::string_view id) const {
        auto const found =
            std::ranges::lower_bound(by_id_, id, {}, [this](std::size_t i) { return steps_[i].id; });
        return found != by_id_.end() && steps_[*found].id == id ? *found : steps_.size();
    }

    void read_target(json::value const& written, place_id list, std::size_t index) {
        auto const where = [&] { return location{element_pointer(list, index)}; };
        auto const* text = written.if_string();
        if (text == nullptr) {
            state_.problems.add(rule_code::malformed, where(),
                                "an id must be a string, but is " + described(written));
            return;
        }
        std::size_t const step = find(view(*text));
        if (step == steps_.size()) {
            report_unknown(view(*text), where());
            return;
        }
        if (steps_[step].named_by == clauses_.size()) {
            finding& problem = state_.problems.add(rule_code::malformed, where(),
                                                   "the mixin names " + in_quotes(view(*text)) + " twice");
            problem.hint = "name it once";
            problem.fixes.push_back(
                {"remove the second", applicability::machine_applicable, removing(problem.where.pointer)});
            return;
        }
        put_around(step, list);
    }

    std::string element_pointer(place_id list, std::size_t index) const {
        std::string pointer = state_.made.pointer_of(list);
        json::append_token(pointer, index);
        return pointer;
    }

    void report_unknown(std::string_view id, location where) {
        finding& problem = state_.problems.add(rule_code::unresolved_reference, std::move(where),
                                               "no step of the document has the id " + in_quotes(id));
        problem.hint = "a mixin wraps a step of \"prepare\", \"commit\" or \"conclude\", and none within it";
        // Looking for a near name takes as long as the document is; for a hostile one that is done a few times.
        if (state_.problems.full() || by_id_.size() > comparisons_left_) return;
        comparisons_left_ -= by_id_.size();
        std::vector<std::string_view> ids;
        ids.reserve(by_id_.size());
        for (std::size_t const i : by_id_)
            ids.push_back(steps_[i].id);
        std::string_view const nearest = meant_by(id, ids);
        if (nearest.empty()) return;
        problem.hint = did_you_mean(nearest);
        for (std::string_view const meant : with_rivals(id, nearest, ids))
            problem.fixes.push_back({"replace " + in_quotes(id) + " by " + in_quotes(meant),
                                     applicability::maybe_incorrect,
                                     replacing(problem.where.pointer, json::value(meant))});
    }

    /// Puts the mixin that was read last around a step.
    void put_around(std::size_t step, place_id at) {
        top_step& target = steps_[step];
        target.named_by = static_cast<std::uint32_t>(clauses_.size());
        if (target.node == unresolved || clauses_.back().wrapper == mixin::none) return;
        target.mixins.push_back(static_cast<std::uint32_t>(clauses_.size() - 1));
        ++wrappers_;
        state_.allow_nodes(state_.made.nodes.size() + wrappers_, target.deepest + target.mixins.size(), at);
    }

    /// Makes the nodes anew, with the wrappers before the steps that they are around.
    void wrap() {
        tree& made = state_.made;
        std::vector<node> nodes;
        std::vector<item> items;
        nodes.reserve(made.nodes.size() + wrappers_);
        items.reserve(made.nodes.size() + wrappers_);
        nodes.push_back(made.nodes.front());
        items.push_back(made.items.front());
        for (top_step const& step : steps_) {
            if (step.node == unresolved) continue;
            node const& inner = made.nodes[step.node];
            for (std::size_t i = 0; i < step.mixins.size(); ++i) {
                mixin_clause const& clause = clauses_[step.mixins[i]];
                node wrapper;
                wrapper.form = construct::wrapped;
                wrapper.wrapper = clause.wrapper;
                if (clause.wrapper == mixin::timeout) wrapper.effect = grade::fallible; // its time may be up
                wrapper.extent = inner.extent + static_cast<std::uint32_t>(step.mixins.size() - i);
                wrapper.first_reference = inner.first_reference;
                nodes.push_back(wrapper);
                items.push_back({.at = clause.at, .part = made.items[step.node].part, .with = clause.with});
            }
            for (std::uint32_t at = step.node; at < step.node + inner.extent; ++at) {
                nodes.push_back(made.nodes[at]);
                items.push_back(made.items[at]);
            }
        }
        nodes.front().extent = static_cast<std::uint32_t>(nodes.size());
        made.nodes = std::move(nodes);
        made.items = std::move(items);
    }

    form_state& state_;
    std::vector<top_step>& steps_;
    std::vector<std::size_t> by_id_;
    std::vector<mixin_clause> clauses_;
    std::size_t wrappers_ = 0;
    std::size_t comparisons_left_ = 20'000;
};

} // namespace action_grammar::document::detail::forming

#endif
