#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_MACHINE_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_MACHINE_HPP

// The evaluator: walks the syntax tree and hands each output to a sink. A node that has a single output is evaluated
// by `one`, which returns it; all others by `each`, which returns false as soon as no more outputs are wanted.
// `each` exists twice: for values, and for values with their paths (`located`).

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <action_grammar/contract/expression/access.hpp>
#include <action_grammar/contract/expression/arithmetic.hpp>
#include <action_grammar/contract/expression/environment.hpp>
#include <action_grammar/contract/expression/program.hpp>
#include <action_grammar/contract/expression/sink.hpp>
#include <action_grammar/contract/expression/syntax.hpp>
#include <action_grammar/contract/expression/workspace.hpp>

namespace action_grammar::expression::detail {

/// Thrown by `break` where only one output is being computed.
struct broken {};

class machine {
public:
    machine(program const& code, workspace& space) noexcept
        : code_(code), tree_(code.syntax), space_(space), depth_left_(space.limits().depth) {}

    /// Where the last construct that could fail is.
    std::size_t place() const noexcept { return place_; }
    workspace& space() const noexcept { return space_; }

    /// Outputs of the node on `in`. Returns false if the sink did, or a `break` goes on outward.
    template <class Place>
    bool each(node_id id, Place in, environment env, sink<Place> out);

    /// The output of a node that has a single one. `owned` is null, or `in` itself where it is not needed any more.
    datum one(node_id id, datum const& in, environment const& env, datum* owned = nullptr);

    bool is_single(node_id id) const noexcept { return tree_[id].single; }

private:
    static constexpr std::size_t most_arguments = 3;

    class level {
    public:
        explicit level(machine& of) : of_(of) {
            if (of_.depth_left_ == 0) throw limit_reached{failure::too_deep};
            --of_.depth_left_;
        }
        ~level() { ++of_.depth_left_; }
        level(level const&) = delete;
        level& operator=(level const&) = delete;

    private:
        machine& of_;
    };

    /// Calls `consume` with each output of a node on `in`, single or not.
    template <class Consumer>
    bool all(node_id id, datum const& in, environment const& env, Consumer&& consume) {
        if (tree_[id].single) return consume(one(id, in, env));
        return each<datum>(id, in, env, sink<datum>(consume));
    }
    /// The same where only the last, or the collection, is wanted: no output stops it but a `break`.
    template <class Consumer>
    void gather(node_id id, datum const& in, environment const& env, Consumer&& consume) {
        if (tree_[id].single) {
            consume(one(id, in, env));
            return;
        }
        auto continuing = [&](datum&& output) {
            consume(std::move(output));
            return true;
        };
        if (!each<datum>(id, in, env, sink<datum>(continuing))) throw broken{};
    }
    bool truth(node_id id, datum const& in, environment const& env) { return one(id, in, env).is_truthy(); }

    void at(node const& here) noexcept { place_ = here.offset; }

    /// The input, moved where it is ours. (A conditional expression of the two would copy it.)
    static datum taken(datum const& in, datum* owned) noexcept {
        if (owned != nullptr) return std::move(*owned);
        return in;
    }

    // machine_control.hpp
    template <class Place>
    bool from_stage(node const& here, std::size_t stage, Place in, environment const& env, sink<Place> out);
    template <class Place>
    bool alternatives(node const& here, Place in, environment const& env, sink<Place> out);
    template <class Place>
    bool attempt(node const& here, Place const& in, environment const& env, sink<Place> out);
    template <class Place>
    bool fold(node const& here, Place in, environment const& env, sink<Place> out);
    template <class Place>
    bool labeled(node const& here, Place in, environment const& env, sink<Place> out);
    template <class Place>
    bool conditional(node const& here, Place in, environment const& env, sink<Place> out);

    // machine_bindings.hpp
    bool destructure(node_id id, datum const& value, datum const& in, environment const& base,
                     environment env, sink<environment> then);
    bool destructure_list(node const& pattern, std::size_t from, datum const& value, datum const& in,
                          environment const& base, environment env, sink<environment> then);
    environment with_arguments(node const& call, environment const& env);
    bool with_values(node const& call, std::size_t from, environment const& env, datum const& in,
                     environment callee, sink<environment> then);

    // machine_nodes.hpp
    template <class Place>
    bool values(node_id id, Place const& in, environment const& env, sink<Place> out);

    // machine_access.hpp
    template <class Place>
    bool access(node const& here, Place const& in, environment const& env, sink<Place> out);
    template <class Place>
    bool step_to(node const& here, Place const& target, datum const& key, sink<Place> out);
    template <class Place>
    bool iterate(node const& here, Place const& target, sink<Place> out);
    template <class Place>
    bool descend(Place const& in, sink<Place> out);
    located child(located const& parent, datum key, datum value);
    void check_intact(located const& whole, datum const& key);
    datum path_of(located const& whole);
    std::vector<datum> paths_of(node_id id, datum const& in, environment const& env);
    datum modified(node const& here, datum in, environment const& env);
    datum assigned(node const& here, datum in, environment const& env, datum const& value);

    // machine_construct.hpp
    bool each_value(node_id id, datum const& in, environment const& env, sink<datum> out);
    datum collected(node const& here, datum const& in, environment const& env);
    bool objects(node const& here, std::size_t from, datum const& in, environment const& env, datum made,
                 sink<datum> out);
    void put_member(datum& made, datum const& key, datum value, node const& key_node);
    bool texts(node const& here, std::size_t parts, datum const& in, environment const& env,
               std::string const& tail, sink<datum> out);
    datum text(node const& here, datum const& in, environment const& env);

    // machine_calls.hpp
    template <class Place>
    bool call(node_id id, Place in, environment const& env, sink<Place> out);
    datum call_one(node_id id, datum const& in, environment const& env, datum* owned);
    bool call_values(node const& here, std::size_t count, datum const& in, environment const& env,
                     std::array<datum, most_arguments>& arguments, sink<datum*> then);
    datum plain(node_id id, datum const& in, std::span<datum const> arguments);
    template <class Place>
    bool last_of(node_id id, Place in, environment const& env, sink<Place> out);
    template <class Place>
    bool nth_of(node_id id, double count, Place in, environment const& env, sink<Place> out);
    template <class Place>
    bool unfold(builtin which, node const& here, Place in, environment const& env, sink<Place> out);
    template <class Place>
    bool limited(node_id id, double count, Place in, environment const& env, sink<Place> out);
    bool quantified(node const& here, datum const& in, environment const& env, bool any);
    datum mapped(node_id filter, datum const& in, environment const& env);
    datum keyed(node const& here, datum const& in, environment const& env);
    datum with_entries(node_id filter, datum const& in, environment const& env);
    bool call_generator(node_id id, datum const& in, environment const& env, sink<datum> out);
    datum mapped_values(node const& here, datum in, environment const& env);
    datum is_in(node const& here, datum const& in, environment const& env);
    bool paths(node const& here, datum const& in, environment const& env, sink<datum> out);
    bool range(datum const& from, datum const& to, datum const& by, sink<datum> out);
    bool walk(node_id filter, datum const& in, environment const& env, sink<datum> out);
    bool combinations(node const& here, datum const& in, std::size_t from, datum chosen, sink<datum> out);
    bool streamed(datum const& in, path_pointer const& path, bool top, sink<datum> out);
    datum indexed_by(node_id stream, node_id key, datum const& in, environment const& env);
    bool substituted(node_id id, datum const& in, environment const& env, bool global, datum const& pattern,
                     datum const& letters, sink<datum> out);
    bool matches(node_id id, datum const& in, std::span<datum const> arguments, sink<datum> out);

    program const& code_;
    tree const& tree_;
    workspace& space_;
    std::size_t depth_left_;
    std::size_t place_ = 0;
    cell* breaking_ = nullptr;
};

} // namespace action_grammar::expression::detail

#include <action_grammar/contract/expression/machine_access.hpp>
#include <action_grammar/contract/expression/machine_bindings.hpp>
#include <action_grammar/contract/expression/machine_calls.hpp>
#include <action_grammar/contract/expression/machine_construct.hpp>
#include <action_grammar/contract/expression/machine_control.hpp>
#include <action_grammar/contract/expression/machine_nodes.hpp>

#endif
