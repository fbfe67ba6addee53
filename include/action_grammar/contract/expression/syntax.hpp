#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_SYNTAX_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_SYNTAX_HPP

// The syntax tree of an expression, names resolved: what the parser builds, the evaluator walks and inference reads.
// Nodes are in one vector and name each other by number, so that no tree, however deep, is copied or destroyed by
// recursion.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/contract/expression/builtin.hpp>
#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::expression {

/// The number of a node in its tree.
using node_id = std::uint32_t;
/// Stands where a node may be absent.
inline constexpr node_id no_node = static_cast<node_id>(-1);

/// What a node of the tree says. `a`, `b`, `c`, `d` are the node's members of those names; `list` is
/// `tree.list(node)`. Unless it says otherwise a child is evaluated on the node's own input, and where several
/// children give several outputs each, there is an output for every combination.
enum class construct : std::uint8_t {
    identity, ///< `.`
    descend,  ///< `..`: the input and everything below it, each before what it holds.
    field,    ///< `a.name`: the member whose name is `tree.constant(node)`.
    index,    ///< `a[b]`: `b` is evaluated on the node's input, not on that of `a`.
    slice,    ///< `a[b:c]`, either bound absent.
    iterate,  ///< `a[]`
    literal,  ///< `tree.constant(node)`
    text,   ///< `"..\(x).."`: list of its parts in order; each that is not a literal is put through `format`.
    format, ///< `@base64` alone, in `format`.
    array,  ///< `[a]`, `[]` if absent: the outputs of `a`, collected.
    object, ///< `{..}`: list of key, value, key, value.
    negate, ///< `-a`
    pipe,   ///< `x | y | z`: list; each is evaluated on the outputs of the one before.
    comma,  ///< `x, y, z`: list.
    arithmetic,  ///< `a op b` with + - * / %
    comparison,  ///< `a op b` with == != < <= > >=
    conjunction, ///< `a and b`: `b` only where `a` is true.
    disjunction, ///< `a or b`: `b` only where `a` is false.
    alternative, ///< `a // b`: the outputs of `a` that are not false or null; `b` if there are none.
    assign,      ///< `a = b`: for each output of `b`, the input with it at all paths of `a`.
    update,      ///< `a |= b`: each path of `a` holds the first output of `b` on what it held, or is removed.
    update_with, ///< `a op= b` with + - * / %
    update_default, ///< `a //= b`
    conditional,    ///< `if a then b else c end`; `c` absent: the input. `elif` is a conditional in `c`.
    attempt,        ///< `try a catch b`, and `a?` where `b` is absent; `b` is evaluated on the error.
    reduce,         ///< `reduce a as d (b; c)`; `d` is a pattern.
    foreach,       ///< `foreach a as d (b; c; e)`: `e` is the only member of list, which is empty without it.
    bind,          ///< `a as d | b`; `d` is a pattern.
    label,         ///< `label $name | a`
    break_,        ///< `break $name`: no output; ends the label `symbol` levels of scope above.
    define,        ///< `def f: ..; a`: `tree.functions[symbol]` is defined in `a`, and in its own body.
    variable,      ///< `$name`: `tree.variables[symbol]`.
    call_builtin,  ///< `name(list)`: `builtin_signatures[symbol]`, whose number is in `called` too.
    call_function, ///< `name(list)`: `tree.functions[symbol]`, the arguments unevaluated, in their own scope.
    call_parameter, ///< `name`: the parameter `symbol` of the function that declares it; `tree.parameters[symbol]`.
    pattern_name,  ///< `$name` in a pattern: binds `tree.variables[symbol]`.
    pattern_array, ///< `[x, y]` in a pattern: list of patterns, for the elements 0, 1 ...
    pattern_object, ///< `{..}` in a pattern: list of key, name, pattern, ... where name (a pattern_name that is
                    ///< bound to the member) or pattern, but not both, may be absent.
};

/// The operator of a node.
enum class operation : std::uint8_t {
    none,
    add,
    subtract,
    multiply,
    divide,
    modulo,
    equal,
    unequal,
    less,
    less_equal,
    greater,
    greater_equal,
};

/// How a value becomes text: `@text` and so on.
enum class text_format : std::uint8_t { text, json, csv, tsv, html, uri, sh, base64, base64d };

/// One node. What its members say is in `construct`.
struct node {
    construct kind = construct::identity;
    operation op = operation::none;
    text_format format = text_format::text;
    builtin called = builtin::empty; ///< Of call_builtin.
    bool optional =
        false; ///< Of field, index, slice, iterate: `?` right behind it; where it fails there is no output.
    bool single = false; ///< Exactly one output or an error, whatever the input.
    node_id a = no_node;
    node_id b = no_node;
    node_id c = no_node;
    node_id d = no_node;
    std::uint32_t symbol = 0;     ///< A number in one of the tree's tables.
    std::uint32_t hops = 0;       ///< The evaluator's: cells of the environment between use and declaration.
    std::uint32_t list_begin = 0; ///< The list in `tree.lists`.
    std::uint32_t list_size = 0;
    std::uint32_t offset = 0; ///< Where the construct's operator or first character is, in bytes of the text.
    std::uint32_t end = 0;    ///< Where it ends.
    std::uint32_t height = 1; ///< Levels of the tree from here down.
};

/// A parameter of a function: `f` in `def g(f): ..`, or `$x`, which is both a variable and the filter `x`.
struct parameter {
    std::string name;                 ///< Without the `$`.
    bool is_value = false;            ///< Declared with `$`.
    std::uint32_t variable = no_node; ///< Number of its variable, if is_value.
    std::uint32_t function = 0;       ///< The function that declares it.
};

/// A local function.
struct function {
    std::string name;
    std::vector<std::uint32_t> parameters; ///< Numbers in `tree.parameters`.
    node_id body = no_node;
    bool recursive = false; ///< Its body calls it, or one around it.
    std::uint32_t offset = 0;
};

/// A parsed expression.
struct tree {
    std::string source;
    node_id root = no_node;
    std::vector<node> nodes;
    std::vector<node_id> lists;
    std::vector<json::value> constants;
    std::vector<function> functions;
    std::vector<parameter> parameters;
    std::vector<std::string> variables; ///< Names without `$`, one for every declaration.

    node const& operator[](node_id id) const noexcept { return nodes[id]; }
    /// The list of a node: parts, stages, arguments.
    std::span<node_id const> list(node const& of) const noexcept {
        return {lists.data() + of.list_begin, of.list_size};
    }
    /// The value of a literal, the name of a field as a string.
    json::value const& constant(node const& of) const noexcept { return constants[of.symbol]; }
};

} // namespace action_grammar::expression

#endif
