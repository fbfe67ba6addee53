#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_SPLIT_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_SPLIT_HPP

#include <algorithm>
#include <cstddef>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/form.hpp>
#include <action_grammar/document/impl/judged.hpp>
#include <action_grammar/document/impl/pointer_tokens.hpp>
#include <action_grammar/document/impl/split_parts.hpp>
#include <action_grammar/document/impl/split_units.hpp>
#include <action_grammar/document/locate.hpp>
#include <action_grammar/document/split.hpp>
#include <action_grammar/document/validate.hpp>
#include <action_grammar/rules/catalogue.hpp>

namespace action_grammar::document {

namespace detail::splitting {

inline findings errors_of(findings all) {
    std::erase_if(all.list, [](finding const& each) { return each.level != severity::error; });
    return all;
}

/// Cuts one document.
class cutter {
public:
    using parts = std::vector<json::value>;
    using answer = result<parts, split_refusal>;

    cutter(std::string_view text, registry const& actions, policy const& by)
        : text_(text), actions_(actions), by_(by) {}

    answer run() {
        validation const whole = validate(text_, actions_, by_);
        if (whole) return parts{*whole.document->form.root};
        formed const read = read_form(text_, by_.bounds);
        if (!read.is_tree)
            return unexpected(split_refusal{std::string(other_errors), errors_of(whole.found), nullptr});
        root_ = *read.made.root;
        give_commit(read.made.nodes);
        if (auto no = judge_units()) return unexpected(*std::move(no));
        answer made = written(true);
        // What was inferred of a value may be more than its contract can say.
        if (!made && failed_behind_commit(made.error())) return written(false);
        return made;
    }

private:
    static constexpr std::string_view other_errors = "the document has other errors, which come first";
    // Every part may hand on all that was made before it.
    static constexpr std::size_t most_parts = 100;
    static constexpr std::size_t most_handed_on = 10'000;

    /// A command that has no commit gets its last mutation as one, so that it can be judged.
    void give_commit(std::vector<node> const& nodes) {
        json::object& document = root_.get_object();
        units_ = units_of(document);
        auto const tops = tops_of(nodes);
        if (!document.contains("command") || document.contains("commit") || tops.size() != units_.size())
            return;
        std::size_t last = tops.size();
        for (std::size_t i = 0; i < tops.size(); ++i) {
            if (mutates_within(nodes, tops[i])) last = i;
        }
        if (last == tops.size()) return;
        json::array prepare;
        json::array conclude;
        for (std::size_t i = 0; i < units_.size(); ++i) {
            if (i != last) (i < last ? prepare : conclude).push_back(*units_[i].written);
        }
        json::object commit = *units_[last].written;
        document["prepare"] = std::move(prepare);
        document["commit"] = std::move(commit);
        document["conclude"] = std::move(conclude);
        has_new_commit_ = true;
        std::vector<std::string> pointers;
        for (unit& each : units_)
            pointers.push_back(std::move(each.pointer));
        units_ = units_of(document);
        for (std::size_t i = 0; i < units_.size(); ++i)
            units_[i].pointer = std::move(pointers[i]);
    }

    /// Judges the document as it stands, and tells every step what it does.
    std::optional<split_refusal> judge_units() {
        document_.by = by_;
        judged_text_ = json::serialize(root_);
        formed read = read_form(judged_text_, by_.bounds);
        std::vector<finding> found = std::move(read.problems);
        document_.form = std::move(read.made);
        if (read.is_tree) judge(document_, actions_, found).run();
        auto const tops = tops_of(document_.form.nodes);
        std::erase_if(found, [](finding const& each) {
            return each.level != severity::error || is_of_place(each.code);
        });
        if (!found.empty() || tops.size() != units_.size())
            return refusal(std::string(other_errors), {told_in_text(std::move(found)), false});
        for (std::size_t i = 0; i < units_.size(); ++i) {
            judge_unit(units_[i], document_, tops[i]);
            if (!units_[i].broken) continue;
            auto const* const rule = find_rule(units_[i].broken.code);
            finding made;
            made.code = units_[i].broken.code;
            made.where.pointer = units_[i].pointer;
            made.message = fmt::format("\"{}\" mutates in a way that cannot be cut: {} stands within it",
                                       units_[i].id, rule == nullptr ? "a broken rule" : rule->name);
            made.hint = "take the mutation out of it, so that it is a step of the document";
            return refusal(made.message, {{made}, false});
        }
        return std::nullopt;
    }

    /// Findings about the document that was judged, as findings about the text.
    std::vector<finding> told_in_text(std::vector<finding> found) const {
        auto const judged_units = units_of(root_.get_object());
        auto const translate = [&](location& where) {
            for (std::size_t i = 0; i < judged_units.size() && i < units_.size(); ++i) {
                if (!is_within(where.pointer, judged_units[i].pointer)) continue;
                where.pointer.replace(0, judged_units[i].pointer.size(), units_[i].pointer);
                return;
            }
        };
        if (!has_new_commit_) return found;
        for (finding& each : found) {
            translate(each.where);
            for (related_place& other : each.related)
                translate(other.where);
            each.fixes.clear(); // they are about another document
        }
        return found;
    }

    /// Writes the parts, each with what the one before was found to hand on, and validates them.
    answer written(bool conclude_last) const {
        auto plan = plan_of(units_, conclude_last);
        if (plan.size() > most_parts)
            return unexpected(refusal(fmt::format("it would be more than {} parts", most_parts), {}));
        part_writer const writer(root_.get_object(), units_, std::move(plan));
        if (writer.values_handed_on() > most_handed_on)
            return unexpected(
                refusal(fmt::format("its parts would hand on more than {} values", most_handed_on), {}));
        parts made;
        json::value input;
        for (std::size_t i = 0; i < writer.plan().size(); ++i) {
            bool const last = i + 1 == writer.plan().size();
            json::value const* const given = i == 0 ? nullptr : &input;
            json::object part = writer.write(i, given, nullptr);
            validation const judged = validate(json::serialize(part), actions_, by_);
            if (!judged) return refused_part(std::move(part), judged.found);
            if (!last) {
                contract const handed = judged.document->output;
                part = writer.write(i, given, &handed.schema());
                validation const again = validate(json::serialize(part), actions_, by_);
                // An outcome that cannot be compared with itself is left out; it is the next part's input all the same.
                if (!again) part.erase("outcome");
                input = handed.schema();
            }
            made.emplace_back(std::move(part));
        }
        return made;
    }

    static bool failed_behind_commit(split_refusal const& no) {
        return std::ranges::any_of(no.found.list, [&](finding const& each) {
            return each.code == rule_code::fallible_after_mutation && !no.part.is_null();
        });
    }

    split_refusal refusal(std::string reason, findings found) const {
        locate(found, text_);
        return {std::move(reason), std::move(found), nullptr};
    }
    answer refused_part(json::object part, findings const& found) const {
        auto const* name = part.if_contains("command");
        if (name == nullptr) name = part.if_contains("query");
        std::string const which = name == nullptr ? std::string() : json::serialize(*name);
        return unexpected(
            split_refusal{fmt::format("the part {} that would be made is not acceptable: {}", which,
                                      found.list.empty() ? "" : errors_of(found).list.front().message),
                          errors_of(found), std::move(part)});
    }

    std::string_view text_;
    registry const& actions_;
    policy const& by_;
    json::value root_;
    bool has_new_commit_ = false;
    std::string judged_text_;
    judged_document document_;
    std::vector<unit> units_; ///< Views into `root_` and `document_`.
};

} // namespace detail::splitting

ACTION_GRAMMAR_DEFINED_ONCE bool split_may_mend(findings const& found) noexcept {
    bool any = false;
    for (finding const& each : found.list) {
        if (each.level != severity::error) continue;
        bool const of_order = detail::splitting::is_of_order(each.code);
        any = any || of_order;
        if (!of_order && each.code != rule_code::malformed) return false;
    }
    return any;
}

ACTION_GRAMMAR_DEFINED_ONCE result<std::vector<json::value>, split_refusal>
split(std::string_view text, registry const& actions, policy const& by) noexcept {
    try {
        return detail::splitting::cutter(text, actions, by).run();
    } catch (std::exception const& thrown) {
        return unexpected(
            split_refusal{std::string("the document could not be cut: ") + thrown.what(), {}, nullptr});
    }
}

} // namespace action_grammar::document

#endif
