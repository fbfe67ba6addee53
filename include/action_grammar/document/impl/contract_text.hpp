#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_CONTRACT_TEXT_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_CONTRACT_TEXT_HPP

// A contract in a few words: its types and members, without the bounds on them.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/schema/node.hpp>
#include <action_grammar/contract/schema/to_json.hpp>
#include <action_grammar/document/impl/quoting.hpp>

namespace action_grammar::document::detail {

/// Writes the text of a contract. What it looks at is bounded, whatever the schema.
class contract_text {
public:
    /// @param most  bytes, about: what was begun is ended
    contract_text(schema::graph const& graph, std::size_t most) : graph_(graph), most_(most) {}

    std::string write() {
        write(graph_.root, 0);
        return std::move(text_);
    }

private:
    static constexpr unsigned deepest = 6;
    static constexpr unsigned most_visited = 500;
    static constexpr std::size_t longest_word = 40;
    static constexpr std::string_view anything = "any";
    static constexpr std::string_view dots = "...";

    bool is_full() const noexcept { return text_.size() >= most_ || visited_ >= most_visited; }

    /// Whether what was written has alternatives or intersections, which need parentheses within others.
    bool write(schema::node_id id, unsigned depth) {
        if (is_full() || depth > deepest) {
            text_ += dots;
            return false;
        }
        ++visited_;
        schema::node const& here = graph_[id];
        if (here.never) {
            text_ += "nothing";
            return false;
        }
        if (here.constant) {
            value(*here.constant);
            return false;
        }
        if (here.enumeration)
            return separated(*here.enumeration, " | ", [&](json::value const& each) { value(each); });
        return intersection(here, depth);
    }

    /// Writes each element, or dots for the rest; whether there were several.
    template <class List, class Write>
    bool separated(List const& list, std::string_view by, Write write_one) {
        bool first = true;
        for (auto const& each : list) {
            if (!first) text_ += by;
            if (is_full()) {
                text_ += dots;
                break;
            }
            write_one(each);
            first = false;
        }
        return list.size() > 1;
    }

    bool intersection(schema::node const& here, unsigned depth) {
        std::size_t const start = text_.size();
        std::size_t parts = 0;
        bool compound = false;
        auto const part = [&](auto write_part) {
            if (is_full() && parts > 0) return;
            std::size_t const before = text_.size();
            if (parts > 0) text_ += " & ";
            std::size_t const begun = text_.size();
            bool const alternatives = write_part();
            if (std::string_view(text_).substr(begun) == anything) {
                text_.resize(before);
                return;
            }
            compound = compound || alternatives;
            ++parts;
        };
        part([&] { return types(here, depth); });
        for (schema::node_id const each : {here.reference, here.dynamic_reference})
            if (each != schema::no_node) part([&] { return write(each, depth + 1); });
        for (schema::node_id const each : here.all_of)
            part([&] { return in_parentheses([&] { return write(each, depth + 1); }); });
        for (auto const* list : {&here.any_of, &here.one_of}) {
            if (list->empty()) continue;
            auto const alternatives = [&] {
                return separated(*list, " | ", [&](schema::node_id each) { write(each, depth + 1); });
            };
            part([&] { return parts > 0 ? in_parentheses(alternatives) : alternatives(); });
        }
        if (text_.size() == start) text_ += anything;
        return compound || parts > 1;
    }

    /// Puts parentheses around what needs them.
    template <class Write>
    bool in_parentheses(Write write_inner) {
        std::size_t const begun = text_.size();
        if (write_inner()) {
            text_.insert(begun, 1, '(');
            text_ += ')';
        }
        return false;
    }

    bool types(schema::node const& here, unsigned depth) {
        bool const members = !here.properties.empty() || !here.required.empty();
        if (!here.type) {
            if (members || here.additional_properties != schema::no_node)
                object(here, depth);
            else if (!here.prefix_items.empty() || here.items != schema::no_node)
                array(here, depth);
            else
                text_ += anything;
            return false;
        }
        std::vector<schema::type_name> listed;
        for (auto const& [type, spelling] : schema::detail::type_spellings)
            if (here.type->contains(type)) listed.push_back(type);
        return separated(listed, " | ", [&](schema::type_name each) {
            if (each == schema::type_name::object)
                object(here, depth);
            else if (each == schema::type_name::array)
                array(here, depth);
            else
                text_ += std::ranges::find(schema::detail::type_spellings, each,
                                           &std::pair<schema::type_name, std::string_view>::first)
                             ->second;
        });
    }

    struct object_member {
        std::string_view name;
        schema::node_id of = schema::no_node;
        bool required = false;
    };

    void object(schema::node const& here, unsigned depth) {
        std::vector<object_member> members;
        for (auto const& [name, id] : here.properties) {
            if (members.size() > most_) break;
            members.push_back({name, id, std::ranges::binary_search(here.required, name)});
        }
        for (std::string const& name : here.required) {
            if (members.size() > most_) break;
            bool const listed = std::ranges::binary_search(here.properties, name, {},
                                                           &std::pair<std::string, schema::node_id>::first);
            if (!listed) members.push_back({name, schema::no_node, true});
        }
        schema::node_id const others = here.additional_properties;
        auto const is_never = [&](schema::node_id id) { return id != schema::no_node && graph_[id].never; };
        bool const closed = is_never(others) || is_never(here.unevaluated_properties);
        bool const open = !closed || !here.pattern_properties.empty();
        if (members.empty() && open && others == schema::no_node) {
            text_ += "object";
            return;
        }
        text_ += '{';
        separated(members, ", ", [&](object_member const& each) { member(each, depth); });
        if (open && !(is_full() && !members.empty())) {
            if (!members.empty()) text_ += ", ";
            rest(closed ? schema::no_node : others, depth);
        }
        text_ += '}';
    }
    void member(object_member const& each, unsigned depth) {
        word(each.name);
        text_ += each.required ? ": " : "?: ";
        if (each.of == schema::no_node)
            text_ += anything;
        else
            write(each.of, depth + 1);
    }
    /// What is not listed: an asterisk, with its contract if that says anything.
    void rest(schema::node_id of, unsigned depth) {
        text_ += '*';
        if (of == schema::no_node) return;
        std::size_t const before = text_.size();
        text_ += ": ";
        std::size_t const begun = text_.size();
        write(of, depth + 1);
        if (std::string_view(text_).substr(begun) == anything) text_.resize(before);
    }

    void array(schema::node const& here, unsigned depth) {
        if (here.prefix_items.empty()) {
            in_parentheses([&] {
                if (here.items != schema::no_node) return write(here.items, depth + 1);
                text_ += anything;
                return false;
            });
            text_ += "[]";
            return;
        }
        text_ += '[';
        separated(here.prefix_items, ", ", [&](schema::node_id each) { write(each, depth + 1); });
        bool const closed = here.items != schema::no_node && graph_[here.items].never;
        if (!closed && !is_full()) {
            text_ += ", ";
            rest(here.items, depth);
        }
        text_ += ']';
    }

    /// A name as it is if it is plain, otherwise as a JSON string.
    void word(std::string_view name) {
        bool const plain = !name.empty() && std::ranges::all_of(name, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        });
        std::string const cut = shortened(name, longest_word);
        if (plain)
            text_ += cut;
        else
            json::append_string(text_, cut);
    }
    void value(json::value const& of) {
        if (of.is_object())
            text_ += of.get_object().empty() ? "{}" : "{...}";
        else if (of.is_array())
            text_ += of.get_array().empty() ? "[]" : "[...]";
        else if (of.is_string())
            json::append_string(text_,
                                shortened({of.get_string().data(), of.get_string().size()}, longest_word));
        else
            text_ += json::serialize(of);
    }

    schema::graph const& graph_;
    std::size_t most_;
    std::string text_;
    unsigned visited_ = 0;
};

} // namespace action_grammar::document::detail

#endif
