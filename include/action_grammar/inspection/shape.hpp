#ifndef ACTION_GRAMMAR_INSPECTION_SHAPE_HPP
#define ACTION_GRAMMAR_INSPECTION_SHAPE_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <action_grammar/composition/all.hpp>
#include <action_grammar/composition/apply.hpp>
#include <action_grammar/composition/composition.hpp>
#include <action_grammar/composition/decide.hpp>
#include <action_grammar/composition/fan_out.hpp>
#include <action_grammar/mixins/with.hpp>
#include <action_grammar/model/shape.hpp>
#include <action_grammar/rules/resolve.hpp>

// A typed composition as plain values: what explain output, tests and later layers read, and what `check`
// takes.

namespace action_grammar {

namespace detail {

/// Writes nodes and references; without room it only counts them.
struct shape_writer {
    node* nodes = nullptr;
    reference* references = nullptr;
    std::uint32_t node_count = 0;
    std::uint32_t reference_count = 0;

    constexpr std::uint32_t begin(node const& next) {
        if (nodes != nullptr) nodes[node_count] = next;
        return node_count++;
    }
    constexpr void end(std::uint32_t at) {
        if (nodes != nullptr) nodes[at].extent = node_count - at;
    }

    /// The names that a node reads.
    constexpr void read(node& reader, previous) { reader.first_reference = reference_count; }
    template <label... Names>
    constexpr void read(node& reader, sources<Names...>) {
        reader.reads_previous = false;
        reader.first_reference = reference_count;
        reader.reference_count = sizeof...(Names);
        (name(text_of<Names>), ...);
    }
    constexpr void name(std::string_view text) {
        if (references != nullptr) references[reference_count] = {text, unresolved};
        ++reference_count;
    }
};

/// How one action of a pipeline looks as nodes.
template <class Action, class Facts>
struct describe;

template <class Typing, std::size_t... Steps>
constexpr void write_steps(shape_writer& out, std::index_sequence<Steps...>) {
    (describe<typename step_in<Typing, Steps>::action, typename step_in<Typing, Steps>::facts>::write(out),
     ...);
}
template <class Typing>
constexpr void write_steps(shape_writer& out) {
    detail::write_steps<Typing>(out, std::make_index_sequence<Typing::size::count>{});
}

/// What a block holds: its action, when it is one; else a sequence under its label.
template <class Facts>
constexpr void write_inside(shape_writer& out, std::string_view label) {
    using typing = typename Facts::inside::typing;
    if constexpr (typing::size::count == 1) {
        detail::write_steps<typing>(out);
    } else {
        std::uint32_t const at = out.begin({.form = construct::sequence, .label = label});
        detail::write_steps<typing>(out);
        out.end(at);
    }
}

/// The node of an action, as far as its facts tell.
template <class Facts>
constexpr node node_of(construct form, grade own, std::string_view label) {
    constexpr rule_code code = Facts::broken::code;
    return {.form = form,
            .effect = own,
            .input =
                code == rule_code::contract_mismatch ? contract_state::mismatched : contract_state::satisfied,
            .output =
                code == rule_code::contract_missing ? contract_state::missing : contract_state::satisfied,
            .label = label};
}

template <verb What, label Label, class Operation, class Sources, class Guard, class Facts>
struct describe<basic_action<What, Label, Operation, Sources, Guard>, Facts> {
    static constexpr void write(shape_writer& out) {
        node here = detail::node_of<Facts>(construct::action, Facts::effect, text_of<Label>);
        here.what = What;
        here.guard = Guard::kind;
        out.read(here, Sources{});
        out.begin(here);
    }
};

template <purpose Intent, label Name, class Pipeline, class Facts>
struct describe<basic_composition<Intent, Name, Pipeline>, Facts> {
    static constexpr void write(shape_writer& out) {
        node here = detail::node_of<Facts>(construct::sequence, grade::infallible, text_of<Name>);
        here.intent = Intent;
        std::uint32_t const at = out.begin(here);
        detail::write_steps<typename Facts::inside::typing>(out);
        out.end(at);
    }
};

template <label Label, class Sources, class Block, class Facts>
struct describe<basic_applied<Label, Sources, Block>, Facts> {
    static constexpr void write(shape_writer& out) {
        node here = detail::node_of<Facts>(construct::sequence, grade::infallible, text_of<Label>);
        out.read(here, Sources{});
        std::uint32_t const at = out.begin(here);
        detail::write_steps<typename Facts::inside::typing>(out);
        out.end(at);
    }
};

template <label Label, class Sources, class... Branches, class Facts>
struct describe<basic_decide<Label, Sources, Branches...>, Facts> {
    static constexpr void write(shape_writer& out) {
        node here =
            detail::node_of<Facts>(construct::alternatives, Facts::parts::own::value.effect, text_of<Label>);
        here.what = verb::decide;
        out.read(here, Sources{});
        std::uint32_t const at = out.begin(here);
        (detail::write_inside<typename Facts::parts::template inside<Branches>>(
             out, text_of<Branches::block_type::name>),
         ...);
        out.end(at);
    }
};

template <label Label, class Sources, template <class...> class Container, class Block, class Facts>
struct describe<basic_fan_out<Label, Sources, Container, Block>, Facts> {
    static constexpr void write(shape_writer& out) {
        node here = detail::node_of<Facts>(construct::repetition, own_effect(), text_of<Label>);
        here.what = verb::fan_out;
        out.read(here, Sources{});
        std::uint32_t const at = out.begin(here);
        if constexpr (requires { typename Facts::parts; }) {
            detail::write_inside<typename Facts::parts::inside>(out, text_of<Block::name>);
        } else {
            detail::write_inside<typename Block::template facts<unknown>>(out, text_of<Block::name>);
        }
        out.end(at);
    }

private:
    static constexpr grade own_effect() {
        if constexpr (requires { typename Facts::parts; }) {
            return Facts::parts::own::value.effect;
        } else {
            return grade::infallible; // of a range that is not known yet
        }
    }
};

template <class... Members, class Facts>
struct describe<basic_all<Members...>, Facts> {
    static constexpr void write(shape_writer& out) {
        std::uint32_t const at =
            out.begin(detail::node_of<Facts>(construct::parallel, grade::infallible, {}));
        members(out, std::index_sequence_for<Members...>{});
        out.end(at);
    }

private:
    template <std::size_t... Indices>
    static constexpr void members(shape_writer& out, std::index_sequence<Indices...>) {
        (member<Members, typename type_in<Indices, typename Facts::parts::insides>::type>(out), ...);
    }
    /// A member of one action carries its own references; one of several is a sequence that does.
    template <class Member, class Inside>
    static constexpr void member(shape_writer& out) {
        std::uint32_t const at = out.node_count;
        std::uint32_t const first = out.reference_count;
        node reader{};
        out.read(reader, typename Member::sources{});
        detail::write_inside<Inside>(out, text_of<Member::name>);
        if (out.nodes != nullptr && !reader.reads_previous) {
            out.nodes[at].reads_previous = false;
            out.nodes[at].first_reference = first;
            out.nodes[at].reference_count = reader.reference_count;
        }
    }
};

template <class Mixin, class Sources, class Block, class Facts>
struct describe<basic_mixed<Mixin, Sources, Block>, Facts> {
    static constexpr void write(shape_writer& out) {
        constexpr bool may_fail = Mixin::kind == mixin::timeout || Mixin::kind == mixin::cache;
        node here = detail::node_of<Facts>(construct::wrapped, may_fail ? grade::fallible : grade::infallible,
                                           text_of<Block::name>);
        here.wrapper = Mixin::kind;
        out.read(here, Sources{});
        std::uint32_t const at = out.begin(here);
        detail::write_inside<typename Facts::inside>(out, text_of<Block::name>);
        out.end(at);
    }
};

/// A piece on its own: a composition under its name, a pipeline or an action as a nameless sequence.
template <class Piece>
struct whole_piece {
    using typing = typing_of<pipeline_of<Piece>>;
    static constexpr void write(shape_writer& out) {
        std::uint32_t const at = out.begin({.form = construct::sequence});
        detail::write_steps<typing>(out);
        out.end(at);
    }
};
template <purpose Intent, label Name, class Pipeline>
struct whole_piece<basic_composition<Intent, Name, Pipeline>> {
    static constexpr void write(shape_writer& out) {
        std::uint32_t const at =
            out.begin({.form = construct::sequence, .intent = Intent, .label = text_of<Name>});
        detail::write_steps<typing_of<Pipeline>>(out);
        out.end(at);
    }
};

template <std::size_t Nodes, std::size_t References>
struct shape_arrays {
    std::array<node, Nodes> nodes{};
    std::array<reference, References> references{};
};

template <class Piece>
consteval auto build_shape() {
    constexpr shape_writer counted = [] {
        shape_writer out{};
        whole_piece<Piece>::write(out);
        return out;
    }();
    shape_arrays<counted.node_count, counted.reference_count> arrays{};
    shape_writer out{arrays.nodes.data(), arrays.references.data()};
    whole_piece<Piece>::write(out);
    resolve(arrays.nodes, arrays.references, [](violation const&) {});
    return arrays;
}

template <class Piece>
inline constexpr auto shape_storage = build_shape<Piece>();

} // namespace detail

/// The shape of a composition, a pipeline or an action as plain values, with the target of every reference;
/// its arrays live for the whole program. `check(shape_of<decltype(place_order)>, sink)` finds what the
/// compiler found.
template <class Piece>
    requires detail::pipeable<std::remove_cvref_t<Piece>>
inline constexpr shape shape_of{detail::shape_storage<std::remove_cvref_t<Piece>>.nodes,
                                detail::shape_storage<std::remove_cvref_t<Piece>>.references};

} // namespace action_grammar

#endif
