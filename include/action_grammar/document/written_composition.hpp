#ifndef ACTION_GRAMMAR_DOCUMENT_WRITTEN_COMPOSITION_HPP
#define ACTION_GRAMMAR_DOCUMENT_WRITTEN_COMPOSITION_HPP

// The document of a typed composition while it is written: lists of steps, the values that they can read, and the names
// of the actions.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/composition/clock.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/action_kind.hpp>
#include <action_grammar/document/separate_compilation.hpp>
#include <action_grammar/mixins/retry.hpp>
#include <action_grammar/model/protection.hpp>
#include <action_grammar/model/shape.hpp>
#include <action_grammar/model/verb.hpp>

namespace action_grammar::document::detail {

/// Stands for a value that no step yields as it is.
inline constexpr std::size_t no_value = std::numeric_limits<std::size_t>::max();

/// The values that an element takes, as references. One that is the value before it needs none.
struct given_values {
    std::vector<std::string> references;
    bool is_previous = false; ///< There is one, and the step before yields it.
};

/// A list of steps, with a scope of ids of its own.
class written_scope {
public:
    /// @param labels     of all steps that will stand in it
    /// @param inputs     the references that read its inputs
    /// @param sectioned  it has a commit apart
    written_scope(std::vector<std::string_view> const& labels, std::vector<std::string> inputs,
                  bool sectioned);

    /// The id of the step of a label: the label itself, where it can be an id.
    std::string id_of(std::string_view label);
    /// An id that is no label's.
    std::string unused_id(std::string_view wanted);

    given_values values_at(std::span<std::size_t const> positions) const;
    /// Whether a reference reads the value before the next step.
    bool reads_previous(std::string_view text) const;

    /// Adds a step; in a sectioned list a mutation is the commit, and what follows it concludes.
    void place(json::object step, bool mutates);
    /// Says that the last step yields the value at the next position.
    void yields(std::string const& id);
    /// Says that no value is the one before.
    void yields_none() noexcept { previous_ = no_value; }
    /// Says that the last step hands on values, all of it if it is one.
    void hands_on(std::span<std::size_t const> positions) noexcept;
    /// A value that can be read by a member of an `all`.
    void adds(std::string const& id) { readable_.push_back(id); }

    /// Lets the list yield what the composition does: the value at a position, a list of several, or none.
    /// @param is_void  the last step yields nothing
    void finish(std::span<std::size_t const> positions, bool is_void);

    /// Writes the list into a document or a branch.
    void write_into(json::object& whole);
    /// The steps of a list without sections.
    json::array steps() { return std::move(prepare_); }

private:
    void add_filter(json::value from, std::string_view filter);

    std::set<std::string, std::less<>> reserved_;
    std::set<std::string, std::less<>> taken_;
    std::vector<std::string> readable_; ///< By position, the reference that reads the value.
    std::size_t previous_ = no_value;   ///< The position of the value before the next step.
    bool sectioned_;
    bool committed_ = false;
    json::array prepare_;
    json::object commit_;
    json::array conclude_;
};

/// What the whole document has beside its steps.
class written_composition {
public:
    explicit written_composition(std::string_view prefix) : prefix_(prefix) {}

    /// The resource under which an action is registered; each call gives another name.
    std::string resource_for(verb what, std::string_view label);

    void add_mixin(std::string_view id, exponential const& policy);
    void add_mixin(std::string_view id, constant const& policy);
    void add_mixin(std::string_view id, duration allowed);

    /// The document.
    json::object finish(purpose intent, std::string_view composition, json::value input, json::value outcome,
                        written_scope& steps);

private:
    void add_mixin(mixin wrapper, std::string_view id, json::object with);

    std::string prefix_;
    std::set<std::string, std::less<>> names_;
    json::array mixins_;
};

/// A step of an action.
json::object action_step(std::string_view id, verb what, std::string_view resource, given_values const& given,
                         std::vector<std::string> const& parameters, protection guard);
/// A step that is a construct of one list.
json::object list_step(std::string_view id, given_values const& given, std::string_view construct,
                       json::array list);
/// A step that runs another list of steps, with ids of its own, on values: a decide that always takes its one branch.
json::object nested_step(std::string_view id, given_values const& given, written_scope& inside);
/// The references by which a nested list reads the values that it is given.
std::vector<std::string> inputs_of_nested(given_values const& given);
/// The names of an action's parameters, other than those of another list.
std::vector<std::string> parameter_names(description const& about);

/// A decide on a choice that a step made before, and the values.
json::object choosing_step(std::string_view id, std::string_view choice, given_values const& given,
                           json::array branches);
/// A branch for a choice.
json::object chosen_branch(std::int64_t choice, bool last, written_scope& inside);
/// The references by which a branch reads the values.
std::vector<std::string> inputs_of_choosing(std::size_t values);

/// A schema's text as a value.
json::value schema_value(std::string_view text);

} // namespace action_grammar::document::detail

#if !defined(ACTION_GRAMMAR_SEPARATE_COMPILATION)
#include <action_grammar/document/impl/written_composition.hpp>
#endif

#endif
