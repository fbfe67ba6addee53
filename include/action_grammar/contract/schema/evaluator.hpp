#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_EVALUATOR_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_EVALUATOR_HPP

// Runs a program on a value. The same code answers in two ways: with yes or no as soon as it is known, or
// with all errors. What it does with each kind of value stands in the check_*.hpp headers.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/schema/check_array.hpp>
#include <action_grammar/contract/schema/check_object.hpp>
#include <action_grammar/contract/schema/check_scalar.hpp>
#include <action_grammar/contract/schema/evaluated.hpp>
#include <action_grammar/contract/schema/program.hpp>
#include <action_grammar/contract/schema/report.hpp>
#include <action_grammar/contract/schema/trail.hpp>

namespace action_grammar::schema::detail {

/// The resources that the way to a schema went through, innermost first, for dynamic references.
struct dynamic_scope {
    std::uint32_t resource = 0;
    dynamic_scope const* outer = nullptr;
};

/// What is called once for each part of a value is inlined by force: g++ otherwise spends a third of the
/// time on calls.
template <bool Reporting>
class evaluator {
public:
    using trail_type = trail<Reporting>;
    static constexpr bool reports = Reporting;

    evaluator(program const& code, validate_options const& options)
        : program_(code), options_(options), steps(options.steps) {}

    bool run(json::value const& value) {
        dynamic_scope const start{program_.code[source().root].resource, nullptr};
        scope_ = &start;
        trail_type const begin{};
        bool const accepted = evaluate(source().root, value, nullptr, begin);
        scope_ = nullptr;
        if (!stopped_) return accepted;
        if constexpr (Reporting) {
            result_.limit_reached = true;
            if (result_.errors.size() >= options_.errors && !result_.errors.empty())
                result_.errors.pop_back();
            result_.errors.push_back({{}, {}, {}, {}, stopped_});
        }
        return false;
    }

    report take() { return std::move(result_); }

    /// Applies a schema to a value; marks in `marks`, if there is one, what it looked at.
    bool evaluate(node_id id, json::value const& value, evaluated* marks, trail_type const& where) {
        instruction const* at = &program_.code[id];
        if constexpr (!Reporting) {
            if (at->jump != no_node) {
                id = at->jump;
                at = &program_.code[id];
            }
        }
        if (!spend()) return false;
        if (at->never) return refuse_all(id, where, value);
        bool accepted = true;
        auto const kind = value.kind();
        if ((at->kinds & bit_of(kind)) == 0
            || (at->integral && kind == json::kind::double_ && !is_whole(value.get_double()))) {
            if (!refuse(accepted, id, where, "type", [&] { return type_message(source()[id], value); }))
                return false;
        }
        if (at->values != nothing && !check_values(*this, id, *at, value, where)) {
            if constexpr (!Reporting) return false;
            accepted = false;
        }
        // A schema of another resource is on the way of a dynamic reference even if it does nothing itself.
        if (!at->in_place && !at->unevaluated && at->resource == scope_->resource)
            return check_kind(id, *at, value, marks, where) && accepted;
        return evaluate_in_place(id, *at, value, marks, where) && accepted;
    }

    /// Records that a keyword is not satisfied; whether to go on looking for more.
    template <class Message>
    bool refuse(bool& accepted, node_id id, trail_type const& where, std::string_view keyword,
                Message message) {
        accepted = false;
        if constexpr (Reporting) {
            if (result_.errors.size() >= options_.errors) {
                result_.all_reported = false;
                return true;
            }
            node const& from = source()[id];
            resource const& within = source().resources[from.resource];
            std::string const suffix = keyword.empty() ? std::string() : '/' + std::string(keyword);
            std::string const local = from.location.size() >= within.location.size()
                                        ? from.location.substr(within.location.size())
                                        : from.location;
            std::string_view const name = keyword.substr(0, keyword.find('/'));
            result_.errors.push_back({where.instance_pointer(), where.schema_pointer() + suffix,
                                      within.uri + '#' + local + suffix, std::string(name), message()});
        } else {
            static_cast<void>(id);
            static_cast<void>(where);
            static_cast<void>(keyword);
            static_cast<void>(message);
        }
        return Reporting;
    }

    /// Takes a step; false when none are left.
    bool spend(std::uint64_t count = 1) noexcept {
        if (steps >= count && stopped_ == nullptr) {
            steps -= count;
            return true;
        }
        if (stopped_ == nullptr)
            stopped_ = "the validation was stopped: it takes more steps than are allowed";
        return false;
    }

    bool stopped() const noexcept { return stopped_ != nullptr; }
    graph const& source() const noexcept { return program_.source(); }
    program const& code() const noexcept { return program_; }
    validate_options const& options() const noexcept { return options_; }

    /// Whether the kind of the value alone makes it satisfy the schema.
    bool settled(node_id id, json::value const& value) const noexcept {
        return (program_.code[id].settled & bit_of(value.kind())) != 0;
    }

    /// Applies a schema to a part of the value.
    bool descend(node_id id, json::value const& part, trail_type const& where) {
        return nested([&] { return evaluate(id, part, nullptr, where); });
    }

    /// Applies another schema to the same value.
    bool apply_in_place(node_id id, json::value const& value, evaluated* marks, trail_type const& where) {
        return nested([&] { return evaluate(id, value, marks, where); });
    }

    /// Applies a schema and forgets its errors: what it says is only a question.
    bool satisfies(node_id id, json::value const& value, trail_type const& where,
                   evaluated* marks = nullptr) {
        std::size_t const before = result_.errors.size();
        bool const all = result_.all_reported;
        bool const accepted = nested([&] { return evaluate(id, value, marks, where); });
        forget(before, all);
        return accepted;
    }

private:
    template <class Function>
    [[gnu::always_inline]] bool nested(Function function) {
        if (depth_ >= options_.depth) {
            if (stopped_ == nullptr)
                stopped_ =
                    "the validation was stopped: schemas are applied within each other deeper than allowed";
            return false;
        }
        ++depth_;
        bool const accepted = function();
        --depth_;
        return accepted && stopped_ == nullptr;
    }

    void forget(std::size_t before, bool all) {
        if constexpr (Reporting) {
            if (result_.errors.size() > before) result_.errors.resize(before);
            result_.all_reported = all;
        }
    }

    bool refuse_all(node_id id, trail_type const& where, json::value const& value) {
        bool accepted = true;
        refuse(accepted, id, where, {},
               [&] { return "nothing is allowed here, but found " + described(value); });
        return false;
    }

    [[gnu::always_inline]] bool check_kind(node_id id, instruction const& at, json::value const& value,
                                           evaluated* marks, trail_type const& where) {
        switch (value.kind()) {
        case json::kind::int64:
        case json::kind::uint64:
        case json::kind::double_:
            return at.numbers == nothing
                || check_number(*this, id, program_.numbers[at.numbers], value, where);
        case json::kind::string:
            return at.strings == nothing
                || check_string(*this, id, program_.strings[at.strings], value.get_string(), where);
        case json::kind::array: return !at.arrays || check_array(*this, id, value.get_array(), marks, where);
        case json::kind::object:
            return at.objects == nothing
                || check_object(*this, id, program_.objects[at.objects], value, marks, where);
        default: return true;
        }
    }

    /// The part of `evaluate` that fewer schemas need: references, combinations and what they leave over.
    bool evaluate_in_place(node_id id, instruction const& at, json::value const& value, evaluated* marks,
                           trail_type const& where) {
        dynamic_scope const here{at.resource, scope_};
        bool const enters = at.resource != scope_->resource;
        if (enters) scope_ = &here;
        bool const accepted = nested([&] {
            if (!at.unevaluated || !(value.is_object() || value.is_array())) {
                bool const itself = check_kind(id, at, value, marks, where);
                if (!itself && !Reporting) return false;
                return combine(id, value, marks, where) && itself;
            }
            evaluated own(value);
            if (!spend(own.size())) return false;
            bool so_far = check_kind(id, at, value, &own, where);
            if (!so_far && !Reporting) return false;
            so_far = combine(id, value, &own, where) && so_far;
            if (!so_far && !Reporting) return false;
            so_far = check_unevaluated(*this, id, value, own, where) && so_far;
            if (marks != nullptr) marks->merge(own);
            return so_far;
        });
        if (enters) scope_ = here.outer;
        return accepted;
    }

    bool combine(node_id id, json::value const& value, evaluated* marks, trail_type const& where) {
        node const& from = source()[id];
        bool accepted = true;
        auto const apply = [&](node_id target, trail_type const& to) {
            if (nested([&] { return evaluate(target, value, marks, to); })) return true;
            accepted = false;
            return Reporting && !stopped();
        };
        if (from.reference != no_node && !apply(from.reference, where.through("/$ref"))) return false;
        if (from.dynamic_reference != no_node
            && !apply(dynamic_target(from),
                      where.through(from.draft == dialect::draft2019_09 ? "/$recursiveRef" : "/$dynamicRef")))
            return false;
        for (node_id const each : from.all_of)
            if (!apply(each, where.into(from, source()[each]))) return false;
        if (!from.any_of.empty() && !any_of(id, from, value, marks, where, accepted)) return false;
        if (!from.one_of.empty() && !one_of(id, from, value, marks, where, accepted)) return false;
        if (from.negation != no_node) {
            bool const holds = satisfies(from.negation, value, where.into(from, source()[from.negation]));
            if (stopped()) return false;
            if (holds && !refuse(accepted, id, where, "not", [&] {
                    return "must not satisfy the schema under \"not\", but " + described(value) + " does";
                }))
                return false;
        }
        if (from.condition != no_node && !conditional(from, value, marks, where, apply)) return false;
        return accepted;
    }

    /// Applies one of several schemas for the same value: its errors stay, its marks only if it accepts.
    bool branch(node const& from, node_id id, json::value const& value, evaluated* marks,
                trail_type const& where) {
        auto const to = where.into(from, source()[id]);
        if (marks == nullptr) return nested([&] { return evaluate(id, value, nullptr, to); });
        if (!spend(marks->size())) return false;
        evaluated own(value);
        bool const accepted = nested([&] { return evaluate(id, value, &own, to); });
        if (accepted) marks->merge(own);
        return accepted;
    }

    bool any_of(node_id id, node const& from, json::value const& value, evaluated* marks,
                trail_type const& where, bool& accepted) {
        std::size_t const before = result_.errors.size();
        bool const all = result_.all_reported;
        bool ignored = true;
        refuse(ignored, id, where, "anyOf", [&] {
            return "must satisfy at least one of " + std::to_string(from.any_of.size()) + " schemas, but "
                 + described(value) + " satisfies none";
        });
        bool any = false;
        for (node_id const each : from.any_of) {
            if (branch(from, each, value, marks, where)) {
                any = true;
                if (marks == nullptr) break;
            }
            if (stopped()) return false;
        }
        if (any)
            forget(before, all);
        else
            accepted = false;
        return any || Reporting;
    }

    bool one_of(node_id id, node const& from, json::value const& value, evaluated* marks,
                trail_type const& where, bool& accepted) {
        std::size_t const before = result_.errors.size();
        bool const all = result_.all_reported;
        bool ignored = true;
        refuse(ignored, id, where, "oneOf", [&] {
            return "must satisfy exactly one of " + std::to_string(from.one_of.size()) + " schemas, but "
                 + described(value) + " satisfies none";
        });
        std::vector<std::size_t> holding;
        std::size_t count = 0;
        for (std::size_t i = 0; i < from.one_of.size(); ++i) {
            if (branch(from, from.one_of[i], value, marks, where)) {
                if constexpr (Reporting) holding.push_back(i);
                if (++count > 1 && !Reporting) break;
            }
            if (stopped()) return false;
        }
        if (count == 0) {
            accepted = false;
            return Reporting;
        }
        forget(before, all);
        if (count == 1) return true;
        return refuse(accepted, id, where, "oneOf", [&] {
            return "must satisfy exactly one of " + std::to_string(from.one_of.size()) + " schemas, but "
                 + described(value) + " satisfies those at " + std::to_string(holding[0]) + " and "
                 + std::to_string(holding[1]);
        });
    }

    template <class Apply>
    bool conditional(node const& from, json::value const& value, evaluated* marks, trail_type const& where,
                     Apply const& apply) {
        auto const to = where.into(from, source()[from.condition]);
        std::optional<evaluated> own;
        if (marks != nullptr) {
            if (!spend(marks->size())) return false;
            own.emplace(value);
        }
        bool const holds = satisfies(from.condition, value, to, own ? &*own : nullptr);
        if (stopped()) return false;
        if (holds && own) marks->merge(*own);
        node_id const next = holds ? from.consequence : from.alternative;
        return next == no_node || apply(next, where.into(from, source()[next]));
    }

    /// Where a dynamic reference leads: to the outermost resource on the way that has the anchor.
    node_id dynamic_target(node const& from) noexcept {
        node_id target = from.dynamic_reference;
        for (dynamic_scope const* at = scope_; at != nullptr && spend(); at = at->outer)
            for (auto const& [name, anchored] : source().resources[at->resource].dynamic_anchors)
                if (name == from.dynamic_anchor_wanted) target = anchored;
        return target;
    }

    program const& program_;
    validate_options const& options_;
    dynamic_scope const* scope_ = nullptr;
    char const* stopped_ = nullptr; ///< Why, if it was.
    std::uint32_t depth_ = 0;
    report result_;

public:
    std::uint64_t steps;
};

} // namespace action_grammar::schema::detail

#endif
