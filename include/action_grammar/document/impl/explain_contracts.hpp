#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_EXPLAIN_CONTRACTS_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_EXPLAIN_CONTRACTS_HPP

// The contracts of an explanation, each told once, within a bound.

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/contract.hpp>
#include <action_grammar/document/explain.hpp>
#include <action_grammar/document/impl/contract_text.hpp>

namespace action_grammar::document::detail {

/// Gathers contracts.
class explained_contracts {
public:
    explained_contracts(std::vector<explained_contract>& into, explain_options const& options)
        : into_(into),
          text_bytes_(options.text_bytes),
          bytes_left_(options.schema_bytes),
          nodes_left_(options.contract_nodes) {}

    /// Whether no more is told.
    bool is_full() const noexcept { return nodes_left_ == 0; }

    contract_index add(contract const& each) {
        if (is_full()) return no_contract;
        // A graph is a contract's own as long as one of its copies lives.
        auto const [entry, is_new] = known_.try_emplace(&each.graph());
        if (!is_new) return entry->second;
        kept_.push_back(each);
        nodes_left_ -= std::min(nodes_left_, each.graph().nodes.size());
        return entry->second = of_schema(schema_of(each), each);
    }

private:
    contract_index of_schema(json::value schema, contract const& each) {
        auto const next = static_cast<contract_index>(into_.size());
        if (!schema.is_null()) {
            auto const [entry, is_new] = written_.try_emplace(json::serialize(schema), next);
            if (!is_new) return entry->second;
        }
        into_.push_back({contract_text(each.graph(), text_bytes_).write(), std::move(schema)});
        return next;
    }

    /// The schema of a contract, or null if it is too large. Every one is paid for, also one that is known by then:
    /// contracts keep their schemas once they have written them.
    json::value schema_of(contract const& each) {
        // A node is written with at least this; there is no need to write what will not fit.
        constexpr std::size_t least_of_node = 2;
        if (each.graph().nodes.size() > bytes_left_ / least_of_node) return nullptr;
        json::value const& schema = each.schema();
        std::size_t left = bytes_left_;
        if (!take(schema, left)) return nullptr;
        bytes_left_ = left;
        return schema;
    }

    /// Takes about as many bytes as a value has as text; whether there were so many.
    static bool take(json::value const& of, std::size_t& left) {
        auto const one = [&left](std::size_t bytes) {
            if (bytes > left) return false;
            left -= bytes;
            return true;
        };
        if (json::object const* const object = of.if_object()) {
            if (!one(2)) return false;
            for (auto const& member : *object)
                if (!one(member.key().size() + 4) || !take(member.value(), left)) return false;
            return true;
        }
        if (json::array const* const array = of.if_array()) {
            if (!one(2)) return false;
            for (json::value const& element : *array)
                if (!one(1) || !take(element, left)) return false;
            return true;
        }
        if (json::string const* const text = of.if_string()) return one(text->size() + 2);
        return one(4);
    }

    std::vector<explained_contract>& into_;
    std::size_t text_bytes_;
    std::size_t bytes_left_;
    std::size_t nodes_left_;
    std::map<schema::graph const*, contract_index> known_;
    std::map<std::string, contract_index> written_;
    std::vector<contract> kept_;
};

} // namespace action_grammar::document::detail

#endif
