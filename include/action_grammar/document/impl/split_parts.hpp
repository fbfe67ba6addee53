#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_SPLIT_PARTS_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_SPLIT_PARTS_HPP

// The parts of a document that is cut, and how they are written.

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/impl/form_words.hpp>
#include <action_grammar/document/impl/split_references.hpp>
#include <action_grammar/document/impl/split_units.hpp>

namespace action_grammar::document::detail::splitting {

/// A part: steps from `first` to `commit`, that, and the steps behind it to `end`.
struct part_plan {
    std::size_t first = 0;
    std::size_t commit = 0; ///< `end` if it does not mutate.
    std::size_t end = 0;

    [[nodiscard]] bool mutates() const noexcept { return commit != end; }
};

/// Where a document is cut.
///
/// @param conclude_last  keep steps behind the last mutation with it, as far as they cannot fail
inline std::vector<part_plan> plan_of(std::vector<unit> const& units, bool conclude_last) {
    std::vector<part_plan> parts;
    std::size_t first = 0;
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (units[i].effect != grade::committed) continue;
        parts.push_back({first, i, i + 1});
        first = i + 1;
    }
    if (!parts.empty() && conclude_last) {
        while (first < units.size() && units[first].effect == grade::infallible)
            ++first;
        parts.back().end = first;
    }
    if (first < units.size()) parts.push_back({first, units.size(), units.size()});
    return parts;
}

/// Writes the parts of a document.
class part_writer {
public:
    part_writer(json::object const& document, std::vector<unit> const& units, std::vector<part_plan> plan)
        : document_(document), units_(units), plan_(std::move(plan)), read_later_(plan_.size()) {
        for (std::size_t part = 0; part < plan_.size(); ++part) {
            for (std::size_t i = plan_[part].first; i < plan_[part].end; ++i) {
                for (std::string_view const label : units_[i].labels)
                    made_.try_emplace(std::string(label), origin{part, made_.size() + 1});
            }
        }
        for (std::size_t part = 1; part < plan_.size(); ++part)
            note_reads(part);
        handing_id_ = free_id();
    }

    [[nodiscard]] std::vector<part_plan> const& plan() const noexcept { return plan_; }

    /// The values that all parts together hand on.
    [[nodiscard]] std::size_t values_handed_on() const noexcept {
        std::size_t count = 0;
        for (auto const& each : read_later_)
            count += each.size();
        return count;
    }

    /// A part.
    ///
    /// @param input    what reaches it, or null for the input of the document
    /// @param outcome  its outcome, or null; the last has that of the document
    json::object write(std::size_t part, json::value const* input, json::value const* outcome) const {
        part_plan const& of = plan_[part];
        json::object made;
        made[of.mutates() ? "command" : "query"] = name_of(part);
        copy("version", made);
        if (part == 0)
            copy("description", made);
        else
            made["description"] = fmt::format("Part {} of {} of \"{}\"; its input is the outcome of \"{}\".",
                                              part + 1, plan_.size(), name_of(0), name_of(part - 1));
        if (input != nullptr)
            made["input"] = *input;
        else if (part == 0)
            copy("input", made);
        write_steps(part, made);
        if (outcome != nullptr)
            made["outcome"] = *outcome;
        else if (part + 1 == plan_.size())
            copy("outcome", made);
        write_mixins(part, made);
        write_contracts(made);
        return made;
    }

private:
    std::string name_of(std::size_t part) const {
        auto const* name = document_.if_contains("command");
        if (name == nullptr) name = document_.if_contains("query");
        std::string base = name != nullptr && name->is_string()
                             ? std::string(forming::view(name->get_string()))
                             : std::string();
        return part == 0 ? base : fmt::format("{}_{}", base, part + 1);
    }

    void copy(std::string_view member, json::object& to) const {
        if (auto const* found = document_.if_contains(member)) to[member] = *found;
    }

    /// Notes what a part reads that was made before it.
    void note_reads(std::size_t part) {
        auto const note = [&](std::string_view id) {
            std::size_t const maker = id == input_label ? 0 : made_.at(std::string(id)).part;
            bool const own = id != input_label && maker == part;
            // Every part on the way hands it on.
            for (std::size_t on_the_way = maker; on_the_way < part && !own; ++on_the_way)
                read_later_[on_the_way].insert(std::string(id));
        };
        for (std::size_t i = plan_[part].first; i < plan_[part].end; ++i) {
            json::object step = *units_[i].written;
            for_each_reference(step, [&](json::value const& written) {
                auto const id = forming::read_reference(forming::view(written.get_string())).id;
                if (id == input_label || made_.contains(id)) note(id);
            });
        }
        if (reads_previous(plan_[part].first)) note(units_[plan_[part].first - 1].id);
    }
    bool reads_previous(std::size_t step) const { return !units_[step].written->contains("from"); }

    /// A step as it is written in a part.
    json::object step_in(std::size_t part, std::size_t i) const {
        json::object step = *units_[i].written;
        for_each_reference(step, [&](json::value& written) {
            std::string const text(forming::view(written.get_string()));
            auto const read = forming::read_reference(text);
            written = reference_in(part, read.id, read.pointer, made_);
        });
        if (part > 0 && i == plan_[part].first && reads_previous(i))
            step["from"] = reference_in(part, units_[i - 1].id, {}, made_);
        return step;
    }

    void write_steps(std::size_t part, json::object& to) const {
        part_plan const& of = plan_[part];
        json::array prepare;
        for (std::size_t i = of.first; i < of.commit; ++i)
            prepare.push_back(step_in(part, i));
        json::array conclude;
        for (std::size_t i = of.commit + 1; i < of.end; ++i)
            conclude.push_back(step_in(part, i));
        if (part + 1 < plan_.size()) conclude.push_back(handing_on(part));
        if (!prepare.empty()) to["prepare"] = std::move(prepare);
        if (of.mutates()) to["commit"] = step_in(part, of.commit);
        if (!conclude.empty()) to["conclude"] = std::move(conclude);
    }

    /// The step whose value is what later parts read.
    json::object handing_on(std::size_t part) const {
        std::vector<std::string_view> ids(read_later_[part].begin(), read_later_[part].end());
        std::ranges::sort(ids, {}, [&](std::string_view id) {
            return id == input_label ? 0 : made_.find(id)->second.order;
        });
        json::object from;
        for (std::string_view const id : ids)
            from[id] = reference_in(part, id, {}, made_);
        return {{"id", handing_id_},
                {"action", "transform(jq)"},
                {"with", {{"filter", "."}}},
                {"from", std::move(from)},
                {"description", fmt::format("What \"{}\" reads.", name_of(part + 1))}};
    }

    /// An id for that step that no step has.
    std::string free_id() const {
        std::string id = "handed_on";
        for (std::size_t number = 2; made_.contains(id); ++number)
            id = fmt::format("handed_on_{}", number);
        return id;
    }

    void write_mixins(std::size_t part, json::object& to) const {
        auto const* all = document_.if_contains("mixins");
        if (all == nullptr) return;
        json::array kept;
        for (json::value const& each : all->get_array()) {
            json::object clause = each.get_object();
            json::array on;
            for (json::value const& id : clause.at("on").get_array()) {
                auto const maker = made_.find(forming::view(id.get_string()));
                if (maker != made_.end() && maker->second.part == part) on.push_back(id);
            }
            if (on.empty()) continue;
            clause["on"] = std::move(on);
            kept.push_back(std::move(clause));
        }
        if (!kept.empty()) to["mixins"] = std::move(kept);
    }

    void write_contracts(json::object& to) const {
        auto const* found = document_.if_contains("contracts");
        if (found == nullptr) return;
        json::object const& all = found->get_object();
        std::set<std::string, std::less<>> needed;
        collect_contracts(json::value(to), all, needed);
        json::object kept;
        for (auto const& member : all) {
            if (needed.contains(std::string_view(member.key()))) kept[member.key()] = member.value();
        }
        if (!kept.empty()) to["contracts"] = std::move(kept);
    }

    json::object const& document_;
    std::vector<unit> const& units_;
    std::vector<part_plan> plan_;
    origins made_;
    std::vector<std::set<std::string, std::less<>>> read_later_; ///< Of each part: what it hands on.
    std::string handing_id_;
};

} // namespace action_grammar::document::detail::splitting

#endif
