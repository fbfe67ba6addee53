#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_CONTRACT_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_CONTRACT_HPP

// A schema made ready to be compared.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <action_grammar/contract/containment/evaluated.hpp>
#include <action_grammar/contract/containment/finding.hpp>
#include <action_grammar/contract/containment/holds.hpp>
#include <action_grammar/contract/containment/progress.hpp>
#include <action_grammar/contract/containment/translate.hpp>
#include <action_grammar/contract/containment/value_size.hpp>
#include <action_grammar/contract/schema/node.hpp>
#include <action_grammar/contract/schema/validator.hpp>

namespace action_grammar::containment {

namespace detail {
struct contract_access;
} // namespace detail

/// What an object may hold besides the members that its schema lists, where the schema does not say.
enum class open_objects : std::uint8_t {
    /// Anything, as JSON Schema has it.
    open,
    /// Nothing, if the schema lists any member at all: the schema is taken to tell all that the producer writes. It is
    /// a promise about the producer that the schema itself does not make.
    closed_producer,
};

/// How a schema is made ready.
struct compile_options {
    open_objects objects = open_objects::open;
};

/// A schema made ready to be compared with others, on either side. Immutable; copies share; safe to use from many
/// threads.
class contract {
public:
    /// Makes ready the schema that `graph` holds. Never fails: what cannot be expressed leaves comparisons undecided.
    /// About linear in the schema.
    explicit contract(schema::graph graph, compile_options const& options = {})
        : contract(schema::validator(std::move(graph)), options) {}
    /// Makes ready the schema of a validator, which it shares.
    explicit contract(schema::validator validator, compile_options const& options = {})
        : state_(std::make_shared<state const>(std::move(validator), options)) {}

    /// Whether both are the same schema but for what makes no difference: titles, order, some ways of writing. Not all:
    /// that is what `compare` is for.
    friend bool operator==(contract const& a, contract const& b) noexcept {
        return a.state_ == b.state_ || a.state_->is_like(*b.state_);
    }

    /// The validator of the schema, which knows nothing of `compile_options`.
    schema::validator const& validator() const noexcept { return state_->validator; }
    /// The schema.
    schema::graph const& schema() const noexcept { return state_->validator.schema(); }

    /// Why some comparisons with this contract may be undecided, if there is a reason in the schema itself.
    undecided_reason reason() const noexcept { return state_->reason; }

private:
    friend struct detail::contract_access;

    struct state {
        state(schema::validator with, compile_options const& options) : validator(std::move(with)) {
            schema::graph const& graph = validator.schema();
            closed = options.objects == open_objects::closed_producer;
            detail::translator translate(graph, pool, closed);
            root = translate.run();
            detail::form_builder make(pool);
            detail::literal const ends = translate.ends();
            sure = make.all_of({root, ends});
            may_not_end = !ends.is_true();
            if (may_not_end) identity = detail::identity_of(graph);
            reason = translate.reason();
            ambiguous = translate.is_ambiguous();
            exact_patterns = std::all_of(graph.nodes.begin(), graph.nodes.end(), has_matchers);
            listed = values_of(graph[graph.root]);
            if (auto const* const negated = only_negation(graph)) excluded = values_of(*negated);
        }

        /// A pattern without a matcher is one that the validator passes over.
        static bool has_matchers(schema::node const& node) {
            return (!node.pattern || node.pattern->matcher)
                && std::all_of(node.pattern_properties.begin(), node.pattern_properties.end(),
                               [](auto const& entry) { return entry.first.matcher != nullptr; });
        }
        static std::optional<std::vector<json::value>> values_of(schema::node const& node) {
            if (node.constant) return std::vector<json::value>{*node.constant};
            return node.enumeration;
        }
        /// The schema `not`, if it and the whole are of the form `{"not": {"enum": [...]}}`; told by the forms.
        schema::node const* only_negation(schema::graph const& graph) {
            schema::node const& top = graph[graph.root];
            if (top.negation == schema::no_node) return nullptr;
            schema::node const& negated = graph[top.negation];
            auto const values = values_of(negated);
            if (!values) return nullptr;
            detail::form_builder make(pool);
            return sure == make.negated(make.one_of_values(*values)) ? &negated : nullptr;
        }
        /// Whether the validator comes to an end depends on the order in which things are written.
        bool is_like(state const& other) const noexcept {
            return root == other.root && sure == other.sure && identity == other.identity;
        }

        schema::validator validator;
        detail::form_pool pool;
        detail::literal root;         ///< Holds of all values that the validator accepts.
        detail::literal sure;         ///< The same, and that the validator comes to an end.
        detail::fingerprint identity; ///< Of the graph, if that is in doubt.
        bool may_not_end = false;
        undecided_reason reason = undecided_reason::none;
        bool closed = false;
        bool ambiguous = false; ///< Readers of the specification differ on some keyword.
        bool exact_patterns = true;
        std::optional<std::vector<json::value>> listed; ///< All values there can be.
        std::optional<std::vector<json::value>>
            excluded; ///< All values that there cannot be, and nothing else.
    };

    std::shared_ptr<state const> state_;
};

namespace detail {

/// What the comparison sees of a contract.
struct contract_access {
    /// What is said of the values of a producer, and what must hold of a value for a consumer to accept it.
    static literal produced(contract const& of) noexcept { return of.state_->root; }
    static literal consumed(contract const& of) noexcept { return of.state_->sure; }
    static auto const& listed(contract const& of) noexcept { return of.state_->listed; }
    static auto const& excluded(contract const& of) noexcept { return of.state_->excluded; }

    /// Whether a form holds of a value; spends `steps`.
    static truth holds(literal form, json::value const& value, std::uint64_t& steps) {
        return evaluator(steps)(form, value);
    }
    /// Whether a value is valid, by a form of the contract and by the validator, which must not contradict each other;
    /// unknown if they do, or if a limit was reached, which costs half of the `steps` that are left. The validator may
    /// do a multiple of what the form took, up to some ten milliseconds.
    static truth accepts(contract const& by, literal form, json::value const& value, std::uint64_t& steps) {
        auto const& state = *by.state_;
        std::uint64_t const before = steps;
        truth const said = holds(form, value, steps);
        // The form passes over parts of the value that it can say nothing of.
        steps -= std::min<std::uint64_t>(steps, size_of(value));
        schema::validate_options limits;
        limits.steps = std::min<std::uint64_t>(2'000 + 16 * (before - steps), 300'000);
        limits.errors = 1;
        if (state.validator.accepts(value, limits)) {
            if (state.closed) return said;
            if (said == truth::unknown && state.exact_patterns && !state.ambiguous) return truth::yes;
            return said == truth::yes ? said : truth::unknown;
        }
        if (said == truth::no && !state.may_not_end) return said;
        if (said == truth::yes || state.ambiguous) return truth::unknown;
        if (!state.validator.validate(value, limits).limit_reached) return truth::no;
        steps /= 2;
        return truth::unknown;
    }
};

} // namespace detail
} // namespace action_grammar::containment

#endif
