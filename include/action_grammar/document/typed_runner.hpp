#ifndef ACTION_GRAMMAR_DOCUMENT_TYPED_RUNNER_HPP
#define ACTION_GRAMMAR_DOCUMENT_TYPED_RUNNER_HPP

// Runs a typed action for a document. The action is run by the code that runs it in a typed composition, so that an
// error, an exception, a gate that waits and a doubt mean the same.

#include <cstddef>
#include <exception>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <action_grammar/actions/basic_action.hpp>
#include <action_grammar/composition/clock.hpp>
#include <action_grammar/composition/context.hpp>
#include <action_grammar/composition/environment.hpp>
#include <action_grammar/composition/execution.hpp>
#include <action_grammar/document/action_kind.hpp>
#include <action_grammar/document/datum.hpp>
#include <action_grammar/document/failure_of.hpp>
#include <action_grammar/document/keyed_by_document.hpp>

namespace action_grammar::document {

namespace detail {

using action_grammar::detail::types;

/// An action, with the types of the values that it is given.
template <class Action, class Values>
struct typed_use;
template <verb What, label Label, class Operation, class Sources, class Guard, class... Values>
struct typed_use<basic_action<What, Label, Operation, Sources, Guard>, types<Values...>> {
    using traits = action_grammar::detail::operation_traits<Operation>;
    static constexpr bool takes_key = std::is_same_v<Guard, action_grammar::detail::document_key_guard>;
    static constexpr bool implicit = std::is_same_v<Sources, action_grammar::detail::previous>;
    using key = typename traits::key;

    /// The action as it is run. A key that comes with the call is that of a guard made for the call.
    template <bool TakesKey, class Key>
    struct as_run {
        using type = basic_action<What, Label, Operation, Sources, Guard>;
    };
    template <class Key>
    struct as_run<true, Key> {
        using type = basic_action<What, Label, action_grammar::detail::referred_operation<Operation>, Sources,
                                  action_grammar::detail::key_guard<action_grammar::detail::given_key<Key>>>;
    };
    using action = typename as_run<takes_key, key>::type;
    /// A document's values are shared: none is handed over to move from.
    using facts = typename action::template facts<Values const&...>;
};

/// The deadline of a call. Whether an action may still begin is asked by who calls.
struct call_limit {
    static constexpr bool limits = false;
    deadline latest;

    static constexpr bool expired() noexcept { return false; }
    [[nodiscard]] constexpr bool allows(time_point when) const noexcept { return when < latest.at; }
    template <class Deadline>
    [[nodiscard]] constexpr Deadline as() const noexcept {
        return latest;
    }
};

/// A value of an action while it runs.
template <class Value>
class held_value {
public:
    /// False when the datum is no Value.
    bool take(datum const& from, std::string_view parameter, failure& wrong) {
        auto found = from.as<Value>();
        if (found.has_value()) {
            object_ = *std::move(found);
            return true;
        }
        wrong = failure_of_decoding(parameter, found.error());
        return false;
    }
    Value const& get() const noexcept { return *object_; }

private:
    std::shared_ptr<Value const> object_;
};
/// JSON is looked at where it is.
template <>
class held_value<json::value> {
public:
    bool take(datum const& from, std::string_view, failure&) {
        seen_ = from.if_json();
        if (seen_ == nullptr) made_ = from.to_json();
        return true;
    }
    json::value const& get() const noexcept { return seen_ != nullptr ? *seen_ : made_; }

private:
    json::value const* seen_ = nullptr;
    json::value made_;
};
template <std::size_t Position, class Value>
struct held_at : held_value<Value> {};

template <class Positions, class... Values>
struct held_values;
template <std::size_t... Positions, class... Values>
struct held_values<std::index_sequence<Positions...>, Values...> : held_at<Positions, Values>... {};

template <std::size_t Position, class Value>
held_at<Position, Value>& held_in(held_at<Position, Value>& all) noexcept {
    return all;
}

/// What a run of one action ended with that did not complete.
template <class Outcome>
answer answer_of(Outcome const& ended) {
    answer made;
    made.how = ended.status();
    if (ended.has_error()) {
        made.part = ended.phase();
        made.retryable = ended.retryable();
        bool const in_doubt = made.how == status::in_doubt;
        if constexpr (!std::is_same_v<typename Outcome::error_type, std::variant<std::monostate>>)
            made.error = action_grammar::detail::visit_error(
                ended.error(), [in_doubt](auto const& error) { return failure_of(error, in_doubt); });
    }
    return made;
}

/// Destroys what a step left in its slot.
template <class Slot>
struct released_slot {
    Slot& room;
    explicit released_slot(Slot& of) noexcept : room(of) {}
    released_slot(released_slot const&) = delete;
    released_slot& operator=(released_slot const&) = delete;
    ~released_slot() { action_grammar::detail::release(room); }
};

/// Runs an action on its values, and makes the answer. `Throws`: what is made of the answer may throw.
template <class Facts, class Action, class Environment, class... Values>
answer run_typed(Action const& action, Environment const& resources, deadline until,
                 Values const&... values) {
    using namespace action_grammar::detail;
    using outcome_type = typename outcome_for<unit, typename Facts::errors>::type;
    using room_type =
        typename std::conditional_t<Facts::outputs::size == 0, type_is<void>, returned<Facts>>::type;
    call_limit const limit{until};
    context around{resources, limit, unobserved{}};
    auto ended = make_outcome::pending<outcome_type>();
    slot<0, room_type> room;
    if (!run_step<Facts, true>(ended, around, action, room, values...)) return answer_of(ended);
    answer made;
    if constexpr (Facts::outputs::size == 1) {
        released_slot const released(room);
        using stored = typename decltype([]<class Only>(types<Only>) {
            return type_is<Only>{};
        }(typename Facts::outputs{}))::type;
        using handed = std::conditional_t<std::is_reference_v<stored>, stored, stored&&>;
        made.value =
            datum::of<std::remove_cvref_t<stored>>(from_slot<0, Facts, 0, handed>::obtain(room, nullptr));
    }
    return made;
}

/// The use of a typed action: the action, and the resources that it is bound to.
template <class Action, class Values, class... Resources>
class typed_runner;
template <class Action, class... Values, class... Resources>
class typed_runner<Action, types<Values...>, Resources...> final : public runner {
    using used = typed_use<Action, types<Values...>>;
    using facts = typename used::facts;
    static constexpr bool mutating = mutates(Action::what);

public:
    typed_runner(Action action, std::span<parameter const> parameters,
                 environment<Resources&...> const& resources)
        : action_(std::move(action)), resources_(resources) {
        for (parameter const& each : parameters)
            names_.push_back(each.name);
    }

    answer run(std::span<datum const> values, call const& with) const noexcept override {
        return run_on(values, with, std::index_sequence_for<Values...>{});
    }

private:
    template <std::size_t... Positions>
    answer run_on(std::span<datum const> values, call const& with,
                  std::index_sequence<Positions...>) const noexcept {
        bool begun = false;
        answer made;
        try {
            made.how = status::failed;
            made.retryable = true; // until the action runs, nothing can have happened
            if (values.size() < sizeof...(Values)) {
                made.error =
                    failure_of_decoding(names_[values.size()], {{{"", "a value", "nothing", 0, 0}}, true});
                return made;
            }
            [[maybe_unused]] held_values<std::index_sequence_for<Values...>, Values...> held;
            if (!(held_in<Positions>(held).take(values[Positions], names_[Positions], made.error) && ...))
                return made;
            begun = true;
            made = perform(with, held_in<Positions>(held).get()...);
            if constexpr (facts::passes_on)
                if (made.how == status::completed) made.value = handed_on(values);
            return made;
        } catch (...) {
            // Out of an action nothing is thrown: this is what came behind it, or before.
            bool const in_doubt = mutating && begun;
            answer ended;
            ended.how = in_doubt ? status::in_doubt : status::failed;
            ended.part = in_doubt ? phase::commit : phase::prepare;
            ended.retryable = !in_doubt;
            ended.error = failure_of_exception(std::current_exception(), in_doubt);
            return ended;
        }
    }

    answer perform(call const& with, Values const&... values) const {
        if constexpr (used::takes_key) {
            using action = typename used::action;
            using key_type = typename used::key;
            using namespace action_grammar::detail;
            key_type const key(with.key);
            using operation = std::remove_cvref_t<decltype(action_.operation())>;
            operation const& bound = action_.operation();
            action const keyed{{held<referred_operation<operation>>{{&bound}},
                                held<key_guard<given_key<key_type>>>{
                                    {held<given_key<key_type>>{given_key<key_type>{&key}}}}}};
            return run_typed<facts>(keyed, resources_, with.until, values...);
        } else {
            return run_typed<facts>(action_, resources_, with.until, values...);
        }
    }

    /// What a check hands on: its value as it came; of several values an object.
    datum handed_on(std::span<datum const> values) const {
        if (values.empty()) return {};
        if constexpr (sizeof...(Values) < 2) {
            return values.front();
        } else {
            json::object all;
            for (std::size_t i = 0; i < sizeof...(Values); ++i)
                all[names_[i]] = values[i].to_json();
            return datum(json::value(std::move(all)));
        }
    }

    [[no_unique_address]] Action action_;
    environment<Resources&...> resources_;
    std::vector<std::string> names_;
};

} // namespace detail

} // namespace action_grammar::document

#endif
