#ifndef ACTION_GRAMMAR_DOCUMENT_CONTRACT_HPP
#define ACTION_GRAMMAR_DOCUMENT_CONTRACT_HPP

// What is known of a value that flows in a document.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/containment/comparison.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/schema/load_options.hpp>
#include <action_grammar/document/separate_compilation.hpp>
#include <action_grammar/document/value_type.hpp>

namespace action_grammar::schema {
struct graph;
class validator;
} // namespace action_grammar::schema

namespace action_grammar::document {

/// What an object may hold in members that its producer's schema does not list.
enum class producers : std::uint8_t {
    open,   ///< Anything, as JSON Schema has it.
    closed, ///< Nothing: a promise of the host about the actions that it registered.
};

/// How many elements a list has.
struct list_length {
    std::optional<std::uint64_t> least{};
    std::optional<std::uint64_t> most{};
};

/// A contract: a JSON Schema of draft 2020-12, and the C++ type that it is of, if any. Immutable; copies share it, with
/// all that is made ready of it when it is first needed; safe to use from many threads.
class contract {
public:
    /// Of anything.
    contract();

    /// By a schema. Errors: those of `schema::load`.
    static result<contract, schema::load_error> of_schema(json::value schema,
                                                          schema::load_options const& options = {});
    /// Of a C++ type.
    static contract of_type(value_type const* type);

    /// An object of exactly these members, each of its contract: what a step is handed that names several values.
    static contract of_members(std::vector<std::pair<std::string, contract>> const& members);

    /// A list of values of a contract.
    static contract list_of(contract const& element, list_length length = {});
    /// A value of one of several contracts; of none, anything.
    static contract one_of(std::vector<contract> const& alternatives);

    /// The C++ type, or null.
    [[nodiscard]] value_type const* type() const noexcept;
    /// The schema, which stands alone.
    [[nodiscard]] json::value const& schema() const noexcept;
    /// The schema as a graph, for inference.
    [[nodiscard]] schema::graph const& graph() const;
    [[nodiscard]] schema::validator const& validator() const;
    /// How many elements a value has, if it is a list; as far as that can be read off.
    [[nodiscard]] list_length length() const;
    /// How large it is: about the number of its schemas. Judging a value of it takes time and memory like that.
    [[nodiscard]] std::size_t weight() const noexcept;
    /// Equal for copies of one contract, and for no two others that there are at the same time.
    [[nodiscard]] void const* identity() const noexcept { return state_.get(); }
    /// Whether nothing is known: any value satisfies it.
    [[nodiscard]] bool is_anything() const noexcept;

    /// Whether every value of this contract is one of `consumer`. The same C++ type is compatible without looking.
    [[nodiscard]] containment::comparison compare_with(contract const& consumer,
                                                       producers policy = producers::open) const;

    /// Whether they are known to be compatible. Cheaper than `compare_with`, which also says why not.
    [[nodiscard]] bool is_within(contract const& consumer, producers policy = producers::open) const;

    /// Both contracts at once: of a value that was checked against a second one.
    [[nodiscard]] contract narrowed_to(contract const& second) const;
    /// The same, where neither is known to say all.
    [[nodiscard]] contract beside(contract const& second) const;

private:
    struct state;
    explicit contract(std::shared_ptr<state const> made) noexcept;
    std::shared_ptr<state const> state_;
};

} // namespace action_grammar::document

#if !defined(ACTION_GRAMMAR_SEPARATE_COMPILATION)
#include <action_grammar/document/impl/contract.hpp>
#endif

#endif
