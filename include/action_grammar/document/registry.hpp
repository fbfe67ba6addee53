#ifndef ACTION_GRAMMAR_DOCUMENT_REGISTRY_HPP
#define ACTION_GRAMMAR_DOCUMENT_REGISTRY_HPP

// The actions that a host lets documents name.

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/document/action_kind.hpp>
#include <action_grammar/document/pattern.hpp>
#include <action_grammar/document/separate_compilation.hpp>
#include <action_grammar/document/typed_action.hpp>

namespace action_grammar::document {

namespace detail {
class memo_store;
} // namespace detail

/// Why an action could not be registered.
struct registration_error {
    std::string name; ///< `"fetch(stock)"`
    std::string message;

    friend bool operator==(registration_error const&, registration_error const&) = default;
};

/// The actions that documents may name, each once. A host fills it when it starts; after that any number of threads
/// may read it. What judging documents finds out about schemas and filters is kept for the documents after them, some
/// 20 MiB of it at most; copies share it.
class registry {
public:
    /// The actions of the library itself: `transform(jq)`, `aggregate(jq)`, `validate(schema)`, `validate(assert)`;
    /// and its patterns.
    registry();
    /// None at all, and no patterns.
    static registry empty();

    /// Adds a typed action under `verb(resource)`, bound to the resources that it needs, which must outlive the
    /// registry and what is assembled with it, and be safe to use from the threads that run documents.
    ///
    ///     actions.add("stock", ag::fetch<"stock">(&warehouse::look), shelves);
    ///
    /// Contracts, failure modes, grade and protection are those of the action's types. Errors: there is an action of
    /// that name.
    template <class Action, class... Resources>
    result<void, registration_error> add(std::string_view resource, Action action, Resources&... resources) {
        return add(make_typed_action(resource, std::move(action), resources...));
    }

    /// Adds an action that a document configures: `factory(config)` makes the typed action of a configuration, a C++
    /// struct whose contract is that of the step's `with`.
    ///
    ///     actions.add_configured<http_config>("http", [](http_config const& c) { return ag::fetch<"http">(get{c}); });
    ///
    /// @tparam Configuration  a type with a contract
    template <class Configuration, class Factory, class... Resources>
    result<void, registration_error> add_configured(std::string_view resource, Factory factory,
                                                    Resources&... resources) {
        return add(make_configured_action<Configuration>(resource, std::move(factory), resources...));
    }

    /// Adds an action of any other kind.
    result<void, registration_error> add(std::shared_ptr<action_kind const> action);

    /// The action of a name, or null. O(log n).
    [[nodiscard]] std::shared_ptr<action_kind const> find(std::string_view name) const noexcept;
    /// All actions, ordered by name.
    [[nodiscard]] std::vector<std::shared_ptr<action_kind const>> const& all() const noexcept {
        return actions_;
    }
    /// The registered name that is nearest to one that is not, or empty.
    [[nodiscard]] std::string_view nearest(std::string_view name) const;

    /// The patterns that documents may use: those of the library, and what the host adds.
    [[nodiscard]] pattern_library& patterns() noexcept { return patterns_; }
    [[nodiscard]] pattern_library const& patterns() const noexcept { return patterns_; }

    /// What judging documents found out before; null once it was moved from.
    [[nodiscard]] detail::memo_store* known() const noexcept { return known_.get(); }

private:
    std::shared_ptr<detail::memo_store> known_;
    pattern_library patterns_;
    std::vector<std::shared_ptr<action_kind const>> actions_;
};

} // namespace action_grammar::document

#if !defined(ACTION_GRAMMAR_SEPARATE_COMPILATION)
#include <action_grammar/document/impl/registry.hpp>
#endif

#endif
