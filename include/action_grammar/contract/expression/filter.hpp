#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_FILTER_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_FILTER_HPP

// Expressions, compiled once and evaluated many times: a bounded subset of jq. docs/reference/expressions.md says which.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/expression/convert.hpp>
#include <action_grammar/contract/expression/error.hpp>
#include <action_grammar/contract/expression/limits.hpp>
#include <action_grammar/contract/expression/machine.hpp>
#include <action_grammar/contract/expression/parser.hpp>
#include <action_grammar/contract/expression/prepare.hpp>
#include <action_grammar/contract/expression/program.hpp>
#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::expression {

/// The outputs of an evaluation, in order.
using outputs = std::vector<json::value>;

namespace detail {

inline std::string_view limit_sentence(failure reason) noexcept {
    switch (reason) {
    case failure::out_of_fuel:
        return "the evaluation took more steps than its limit; let it do less, or raise the fuel";
    case failure::too_deep:
        return "the evaluation is nested deeper than its limit; replace the recursion, or raise depth or "
               "nesting";
    case failure::out_of_bytes:
        return "the evaluation needs more memory than its limit; make less, or raise the bytes";
    case failure::too_many:
        return "there are more outputs than the limit; take some of them with limit(n; ..)";
    default: return "expected exactly one output; collect them in an array, or take one with first(..)";
    }
}

} // namespace detail

/// A compiled expression. Immutable: copies share it, and any number of threads may evaluate it at once.
class filter {
public:
    /// Takes a tree that parse returned.
    static result<filter, error> from(tree syntax) {
        auto prepared = detail::prepare(std::move(syntax));
        if (!prepared) return unexpected(std::move(prepared).error());
        return filter(std::make_shared<detail::program const>(*std::move(prepared)));
    }

    /// What it was compiled from.
    std::string const& text() const noexcept { return code_->syntax.source; }
    tree const& syntax() const noexcept { return code_->syntax; }

    /// All outputs on `input`, in memory of `storage`, or why there are none. Neither changes nor keeps `input`.
    result<outputs, evaluation_error> evaluate(json::value const& input, evaluation_limits const& limits = {},
                                               json::storage_ptr const& storage = {}) const {
        outputs collected;
        auto done = run(input, limits, [&](detail::output_budget& budget, detail::datum const& output) {
            collected.push_back(detail::released(budget, output, storage));
            return true;
        });
        if (!done) return unexpected(std::move(done).error());
        return collected;
    }

    /// The only output; an error if there is none, or a second.
    result<json::value, evaluation_error> evaluate_one(json::value const& input,
                                                       evaluation_limits const& limits = {},
                                                       json::storage_ptr const& storage = {}) const {
        json::value only;
        bool found = false;
        auto done = run(input, limits, [&](detail::output_budget& budget, detail::datum const& output) {
            if (found) throw detail::limit_reached{failure::not_single};
            only = detail::released(budget, output, storage);
            return found = true;
        });
        if (!done) return unexpected(std::move(done).error());
        if (!found) return unexpected(located_error(failure::not_single, 0));
        return only;
    }

    /// Calls `consume(json::value&&)` with each output until it returns false. What it has consumed stays consumed when
    /// an error follows. `consume` must not throw.
    template <class Consumer>
    result<void, evaluation_error> for_each(json::value const& input, Consumer&& consume,
                                            evaluation_limits const& limits = {},
                                            json::storage_ptr const& storage = {}) const {
        return run(input, limits, [&](detail::output_budget& budget, detail::datum const& output) {
            return static_cast<bool>(consume(detail::released(budget, output, storage)));
        });
    }

private:
    explicit filter(std::shared_ptr<detail::program const> code) noexcept : code_(std::move(code)) {}

    evaluation_error located_error(failure reason, std::size_t offset) const {
        json::text_position const place = json::position_in(text(), offset);
        return {reason,      std::string(detail::limit_sentence(reason)), std::nullopt, offset, place.line,
                place.column};
    }

    evaluation_error raised_error(detail::workspace& space, detail::datum const& value,
                                  std::size_t offset) const {
        evaluation_error found = located_error(failure::raised, offset);
        if (value.is_string()) {
            found.message = value.text();
            return found;
        }
        try {
            detail::output_budget budget(space);
            found.message = std::string(detail::to_json_text(space, value).text()) + " (not a string)";
            found.value = detail::released(budget, value, {});
        } catch (detail::limit_reached const&) {
            found.message = "an error was raised whose value is beyond the limits";
        }
        return found;
    }

    template <class Consumer>
    result<void, evaluation_error> run(json::value const& input, evaluation_limits const& limits,
                                       Consumer&& consume) const {
        detail::workspace space(limits);
        detail::machine machine(*code_, space);
        detail::output_budget budget(space);
        std::size_t count = 0;
        try {
            tree const& syntax = code_->syntax;
            auto take = [&](detail::datum const& output) {
                if (++count > limits.outputs) throw detail::limit_reached{failure::too_many};
                return consume(budget, output);
            };
            detail::datum in = detail::datum::view(input);
            if (machine.is_single(syntax.root))
                take(machine.one(syntax.root, in, {}, &in));
            else
                machine.each<detail::datum>(syntax.root, std::move(in), {},
                                            [&](detail::datum const& output) { return take(output); });
            return {};
        } catch (detail::raised const& caught) {
            return unexpected(raised_error(space, caught.value, machine.place()));
        } catch (detail::limit_reached const& reached) {
            return unexpected(located_error(reached.reason, machine.place()));
        } catch (detail::broken const&) {
            return {};
        } catch (std::exception const&) {
            // Memory, or what Boost.JSON holds at most.
            return unexpected(located_error(failure::out_of_bytes, machine.place()));
        }
    }

    std::shared_ptr<detail::program const> code_;
};

/// Compiles an expression, or says what is wrong with it and where.
///
///     auto total = ag::expression::compile("[.lines[] | .price * .quantity] | add");
inline result<filter, error> compile(std::string_view text, compile_limits const& limits = {}) {
    auto parsed = parse(text, limits);
    if (!parsed) return unexpected(std::move(parsed).error());
    return filter::from(*std::move(parsed));
}

} // namespace action_grammar::expression

#endif
