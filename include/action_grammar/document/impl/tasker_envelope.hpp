#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_TASKER_ENVELOPE_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_TASKER_ENVELOPE_HPP

// What an expression of Tasker reads of its envelope, {context, deps, step, prev}.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/contract/expression/syntax.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/impl/pointer_tokens.hpp>

namespace action_grammar::document::detail::tasker {

/// A place of an expression that reads a member of the envelope.
struct envelope_place {
    enum class member : std::uint8_t { previous, step, invocation, unknown };
    member what = member::unknown;
    std::size_t index = 0; ///< Of an invocation.
    std::size_t offset = 0;
    std::size_t length = 0;
    std::string name; ///< Of one that is unknown.
};

/// What an expression reads.
struct envelope_reads {
    bool context = false;
    bool previous = false;
    bool others = false; ///< Results of other steps of the task: `deps.NAME`.
    bool whole = false;  ///< The envelope itself is looked at, or is in a way that is not followed.
    std::set<std::size_t> invocations;
    std::vector<envelope_place>
        places; ///< Of all but the context and the other steps; apart from each other.
};

/// Follows the envelope through a syntax tree, as deep as the tree is.
class envelope_reader {
public:
    explicit envelope_reader(expression::tree const& of) : tree_(of) {}

    envelope_reads read() {
        visit(tree_.root, true);
        std::ranges::sort(found_.places, {}, &envelope_place::offset);
        return std::move(found_);
    }

private:
    using kind = expression::construct;
    using node_id = expression::node_id;
    using node = expression::node;

    /// @param on_envelope  the node is evaluated on the envelope
    void visit(node_id at, bool on_envelope) {
        if (at == expression::no_node) return;
        node const& here = tree_[at];
        switch (here.kind) {
        case kind::field:
        case kind::index:
        case kind::slice:
        case kind::iterate: visit_access(at, on_envelope); break;
        case kind::literal:
        case kind::break_:
        case kind::variable:
        case kind::call_parameter:
        case kind::pattern_name: break;
        case kind::text:
        case kind::object:
        case kind::comma: visit_list(here, on_envelope); break;
        case kind::array:
        case kind::negate:
        case kind::label: visit(here.a, on_envelope); break;
        case kind::arithmetic:
        case kind::comparison:
        case kind::conjunction:
        case kind::disjunction:
        case kind::alternative:
            visit(here.a, on_envelope);
            visit(here.b, on_envelope);
            break;
        case kind::conditional:
            visit(here.a, on_envelope);
            visit(here.b, on_envelope);
            visit(here.c, on_envelope);
            break;
        case kind::pipe:
            for (node_id const stage : tree_.list(here)) {
                visit(stage, on_envelope);
                on_envelope = false; // a stage that hands on the envelope has told so
            }
            break;
        case kind::attempt: visit(here.a, on_envelope); break;
        case kind::reduce:
        case kind::foreach:
            visit(here.a, on_envelope);
            visit(here.b, on_envelope);
            break;
        case kind::bind:
            visit(here.a, on_envelope);
            visit(here.b, on_envelope);
            break;
        case kind::define: visit(here.a, on_envelope); break;
        case kind::call_builtin: visit_builtin(here, on_envelope); break;
        default: found_.whole = found_.whole || on_envelope; break;
        }
    }

    void visit_list(node const& here, bool on_envelope) {
        for (node_id const each : tree_.list(here))
            visit(each, on_envelope);
    }

    /// Builtins whose arguments are evaluated on their own input, of which they see nothing else.
    void visit_builtin(node const& here, bool on_envelope) {
        static constexpr std::string_view generators[] = {"first", "last",  "limit", "isempty",
                                                          "range", "error", "empty", "now"};
        auto const& called = expression::builtin_signatures[here.symbol];
        bool const takes_all = called.arity == 0 && called.name != "empty" && called.name != "now";
        if (takes_all || std::ranges::find(generators, called.name) == std::end(generators))
            found_.whole = found_.whole || on_envelope;
        else
            visit_list(here, on_envelope);
    }

    /// `.context.order[0]`: the way from the envelope, and what stands within brackets.
    void visit_access(node_id at, bool on_envelope) {
        if (!on_envelope) return; // nothing below is evaluated on it
        std::vector<node_id> way;
        node_id base = at;
        while (is_access(tree_[base].kind)) {
            way.push_back(base);
            visit(tree_[base].b, true);
            visit(tree_[base].c, true);
            base = tree_[base].a;
        }
        if (tree_[base].kind != kind::identity) {
            visit(base, true);
            return;
        }
        std::ranges::reverse(way);
        read_way(way, tree_[base].offset);
    }
    static bool is_access(kind of) noexcept {
        return of == kind::field || of == kind::index || of == kind::slice || of == kind::iterate;
    }

    std::optional<std::string_view> name_at(std::vector<node_id> const& way, std::size_t depth) const {
        if (depth >= way.size()) return std::nullopt;
        node const& here = tree_[way[depth]];
        json::value const* constant = nullptr;
        if (here.kind == kind::field) constant = &tree_.constant(here);
        if (here.kind == kind::index && tree_[here.b].kind == kind::literal)
            constant = &tree_.constant(tree_[here.b]);
        if (constant == nullptr || !constant->is_string()) return std::nullopt;
        json::string const& text = constant->get_string();
        return std::string_view(text.data(), text.size());
    }

    void read_way(std::vector<node_id> const& way, std::size_t offset) {
        using member = envelope_place::member;
        auto const first = name_at(way, 0);
        if (!first) {
            found_.whole = true;
        } else if (*first == "context") {
            found_.context = true;
        } else if (*first == "prev") {
            found_.previous = true;
            note({member::previous, 0, offset, 0, {}}, way[0]);
        } else if (*first == "step") {
            note({member::step, 0, offset, 0, {}}, way[0]);
        } else if (*first == "deps") {
            read_dependency(way, offset);
        } else {
            note({member::unknown, 0, offset, 0, std::string(*first)}, way[0]);
        }
    }
    void read_dependency(std::vector<node_id> const& way, std::size_t offset) {
        auto const second = name_at(way, 1);
        auto const third = name_at(way, 2);
        if (!second) {
            found_.whole = true;
        } else if (*second != "invocations") {
            found_.others = true;
        } else if (auto const index = third ? element_index(*third) : std::nullopt) {
            found_.invocations.insert(*index);
            note({envelope_place::member::invocation, *index, offset, 0, {}}, way[2]);
        } else {
            found_.whole = true;
        }
    }

    /// Notes a place, if it can be written differently: `{prev}` cannot.
    void note(envelope_place place, node_id last) {
        std::size_t const end = tree_[last].end;
        bool const is_path =
            place.offset < end && end <= tree_.source.size() && tree_.source[place.offset] == '.';
        if (!is_path) {
            found_.whole = true;
            return;
        }
        place.length = end - place.offset;
        found_.places.push_back(std::move(place));
    }

    expression::tree const& tree_;
    envelope_reads found_;
};

} // namespace action_grammar::document::detail::tasker

#endif
