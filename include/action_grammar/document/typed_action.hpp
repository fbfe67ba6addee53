#ifndef ACTION_GRAMMAR_DOCUMENT_TYPED_ACTION_HPP
#define ACTION_GRAMMAR_DOCUMENT_TYPED_ACTION_HPP

// Typed actions as actions that documents may name: all that there is to know of them follows from their types.

#include <array>
#include <concepts>
#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <action_grammar/actions/diagnostics.hpp>
#include <action_grammar/composition/run.hpp>
#include <action_grammar/contract/reflection/capability.hpp>
#include <action_grammar/contract/reflection/decode.hpp>
#include <action_grammar/document/action_kind.hpp>
#include <action_grammar/document/separate_compilation.hpp>
#include <action_grammar/document/typed_runner.hpp>
#include <action_grammar/document/value_type.hpp>

namespace action_grammar::document {

namespace detail {

/// What the types of an action tell.
struct typed_facts {
    verb what = verb::transform;
    grade effect = grade::infallible;
    protection guard = protection::undeclared;
    bool takes_key = false;
    bool takes_deadline = false;
    bool passes_on = false;             ///< It yields what it was given.
    value_type const* output = nullptr; ///< Null if it yields nothing, or what it was given.
    std::span<value_type const* const> parameters{};
    std::span<std::string_view const> names{}; ///< Of the parameters, where `from` gave any.
    std::span<error_mode const> errors{};
    std::span<std::string_view const> resources{};
};

description describe_typed(std::string_view resource, typed_facts const& facts);
/// What a use yields.
contract output_of_typed(description const& about, bool passes_on, use_request const& request);
use_problem needless_configuration(description const& about);
void add_problems(decode_failure const& error, std::vector<use_problem>& to);
use_problem refused_configuration(std::string_view why);

/// The configuration of a use; what is wrong with it is added to the use's problems.
template <class Configuration>
std::optional<Configuration> configuration_of(use_request const& request, use& made) {
    json::value const nothing = json::object();
    auto read = decode<Configuration>(request.with != nullptr ? *request.with : nothing);
    if (read) return *std::move(read);
    add_problems(read.error(), made.problems);
    return std::nullopt;
}

/// The label of each source that an action names.
template <class Sources>
struct source_names {
    static constexpr std::array<std::string_view, 0> list{};
};
template <label... Names>
struct source_names<sources<Names...>> {
    static constexpr std::array<std::string_view, sizeof...(Names)> list{
        action_grammar::detail::text_of<Names>...};
};

template <class Output>
struct output_value {
    static constexpr value_type const* type = nullptr;
};
template <class Only>
struct output_value<types<Only>> {
    static constexpr value_type const* type = value_type_of<std::remove_cvref_t<Only>>;
};

template <class Action, class Values>
struct told_facts;
template <class Action, class... Values>
struct told_facts<Action, types<Values...>> {
    using used = typed_use<Action, types<Values...>>;
    using facts = typename used::facts;
    using errors = reflection::detail::error_modes<typename flattened<typename facts::errors>::type>;
    using resources = reflection::detail::resource_names<typename facts::needs>;
    using names = source_names<typename Action::sources>;
    static constexpr std::array<value_type const*, sizeof...(Values)> parameters{value_type_of<Values>...};
    static constexpr typed_facts value{
        .what = Action::what,
        .effect = facts::effect,
        .guard = std::remove_cvref_t<decltype(std::declval<Action const&>().guard())>::kind,
        .takes_key = used::takes_key,
        .takes_deadline = used::traits::wants_deadline,
        .passes_on = facts::passes_on,
        .output = output_value<typename facts::outputs>::type,
        .parameters = parameters,
        .names = names::list,
        .errors = reflection::detail::span_of(errors::list),
        .resources = reflection::detail::span_of(resources::list)};
};

// ---- what is refused where an action is registered

/// The values of an action: those that are named, or those that its signature tells.
template <class Action, class... Named>
struct told_values {
    using type = types<Named...>;
    static constexpr bool told = true;
};
template <class Action>
struct told_values<Action> {
    using type = typename Action::declared;
    static constexpr bool told = !std::is_same_v<type, action_grammar::detail::undeclared>;
};

template <class Action>
inline constexpr bool is_single_action = false;
template <verb What, label Label, class Operation, class Sources, class Guard>
inline constexpr bool is_single_action<basic_action<What, Label, Operation, Sources, Guard>> = true;

template <class Action>
concept single_action = is_single_action<Action>;

template <label Action>
inline constexpr bool tells_its_types = false;
template <label Action>
inline constexpr bool takes_its_key = false;

template <class Use>
constexpr bool key_is_text = !Use::takes_key || std::is_same_v<typename Use::key, std::string>
                          || std::is_same_v<typename Use::key, std::string_view>;

/// Whether an action may be registered; if not, ends compilation and says why.
template <class Action, class Values, class... Resources>
constexpr bool registrable() {
    using namespace action_grammar::detail;
    using used = typed_use<Action, Values>;
    if constexpr (!key_is_text<used>) {
        static_assert(takes_its_key<Action::name>,
                      "AG302 config-invalid: a document's key is text; with ag::keyed_by_document let the "
                      "operation take "
                      "an ag::idempotency_key<std::string> behind its values [docs/rules/AG302.md]");
        return false;
    } else {
        using supply = typename supply_verdict<environment<Resources&...> const, Action::name,
                                               typename used::facts::needs>::type;
        using verdict = typename first_broken<typename used::facts::broken, supply>::type;
        refuse<verdict>();
        return is_upheld<verdict>;
    }
}

// ---- kinds

template <class Action, class Values, class... Resources>
class typed_kind final : public action_kind {
    using told = told_facts<Action, Values>;

public:
    typed_kind(std::string_view resource, Action action, Resources&... resources)
        : about_(describe_typed(resource, told::value)),
          run_(std::make_shared<typed_runner<Action, Values, Resources...> const>(
              std::move(action), about_.parameters, environment<Resources&...>{resources...})) {}

    description const& about() const noexcept override { return about_; }

    use check(use_request const& request) const override {
        use made;
        made.output = output_of_typed(about_, told::value.passes_on, request);
        made.effect = about_.effect;
        if (request.with != nullptr)
            made.problems.push_back(needless_configuration(about_));
        else
            made.run = run_;
        return made;
    }

private:
    description about_;
    std::shared_ptr<runner const> run_;
};

/// What a factory makes: an action, or a result of one.
template <class Made>
struct made_action {
    using type = Made;
};
template <expected_like Made>
struct made_action<Made> {
    using type = typename Made::value_type;
};

template <class Configuration, class Factory, class Action, class Values, class... Resources>
class configured_kind final : public action_kind {
    using told = told_facts<Action, Values>;

public:
    configured_kind(std::string_view resource, Factory factory, Resources&... resources)
        : about_(describe_typed(resource, told::value)),
          factory_(std::move(factory)),
          resources_(resources...) {
        about_.configuration = contract::of_type(value_type_of<Configuration>).schema();
    }

    description const& about() const noexcept override { return about_; }

    use check(use_request const& request) const override {
        use made;
        made.output = output_of_typed(about_, told::value.passes_on, request);
        made.effect = about_.effect;
        auto const configuration = configuration_of<Configuration>(request, made);
        if (!configuration) return made;
        try {
            make(*configuration, made);
        } catch (...) {
            made.problems.push_back(refused_configuration(words_of(std::current_exception())));
        }
        return made;
    }

private:
    void make(Configuration const& configuration, use& into) const {
        if constexpr (expected_like<
                          std::remove_cvref_t<std::invoke_result_t<Factory const&, Configuration const&>>>) {
            auto action = factory_(configuration);
            if (action.has_value()) {
                take(*std::move(action), into);
            } else {
                failure const why = failure_of(action.error(), false);
                into.problems.push_back(refused_configuration(why.message));
            }
        } else {
            take(factory_(configuration), into);
        }
    }
    void take(Action action, use& into) const {
        into.run = std::make_shared<typed_runner<Action, Values, Resources...> const>(
            std::move(action), about_.parameters, resources_);
    }

    description about_;
    Factory factory_;
    environment<Resources&...> resources_;
};

} // namespace detail

/// An action of documents, out of one that a verb made: name, parameters, contracts, failure modes, grade and
/// protection follow from its types, and running it is running it in a typed composition.
///
/// @tparam Values     the types of its values; needed only where its operation's signature does not tell them, as that of
///                    a generic lambda
/// @param resource    the noun in its name: `"stock"` of `fetch(stock)`
/// @param action      made by `fetch`, `transform`, `validate`, `gate`, `aggregate`, `persist` or `emit`. Its values are
///                    shared with other steps, so that its operation takes them by value or as `const&`
/// @param resources   what it is bound to; they must outlive it
template <class... Values, detail::single_action Action, class... Resources>
std::shared_ptr<action_kind const> make_typed_action(std::string_view resource, Action action,
                                                     Resources&... resources) {
    using told = detail::told_values<Action, Values...>;
    if constexpr (!told::told) {
        static_assert(detail::tells_its_types<Action::name>,
                      "AG103 contract-missing: the signature of the operation does not tell the types of its "
                      "values; name "
                      "them, as in make_typed_action<order>(...) [docs/rules/AG103.md]");
    } else if constexpr (detail::registrable<Action, typename told::type, Resources...>()) {
        return std::make_shared<detail::typed_kind<Action, typename told::type, Resources...> const>(
            resource, std::move(action), resources...);
    }
    return nullptr;
}

/// An action of documents that a step configures by its `with`.
///
/// @tparam Configuration  a type with a contract, which is that of `with`; absent is as good as empty
/// @tparam Values         as of `make_typed_action`
/// @param factory         makes the action of a configuration: `factory(config)` returns what a verb made, or a result of
///                        that whose error says why not. It is called whenever a document is judged
template <class Configuration, class... Values, class Factory, class... Resources>
    requires std::invocable<Factory const&, Configuration const&>
std::shared_ptr<action_kind const> make_configured_action(std::string_view resource, Factory factory,
                                                          Resources&... resources) {
    using action = typename detail::made_action<
        std::remove_cvref_t<std::invoke_result_t<Factory const&, Configuration const&>>>::type;
    using told = detail::told_values<action, Values...>;
    if constexpr (!told::told) {
        static_assert(detail::tells_its_types<action::name>,
                      "AG103 contract-missing: the signature of the operation does not tell the types of its "
                      "values; name "
                      "them, as in make_configured_action<config, order>(...) [docs/rules/AG103.md]");
    } else if constexpr (detail::registrable<action, typename told::type, Resources...>()) {
        return std::make_shared<
            detail::configured_kind<Configuration, Factory, action, typename told::type, Resources...> const>(
            resource, std::move(factory), resources...);
    }
    return nullptr;
}

} // namespace action_grammar::document

#if !defined(ACTION_GRAMMAR_SEPARATE_COMPILATION)
#include <action_grammar/document/impl/typed_action.hpp>
#endif

#endif
