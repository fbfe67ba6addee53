#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_KNOWN_CONTRACTS_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_KNOWN_CONTRACTS_HPP

// Contracts made of others, and comparisons of them, each found out once for all documents of a registry.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/document/contract.hpp>
#include <action_grammar/document/impl/contract_algebra.hpp>
#include <action_grammar/document/impl/memo.hpp>

namespace action_grammar::document::detail {

inline std::size_t weight_of(inferred_contract const& of) noexcept {
    return of.yields.weight() + of.findings.size();
}

/// What is asked of contracts in the course of judging.
class known_contracts {
public:
    /// @param known  null: everything is found out anew
    explicit known_contracts(memo* known) noexcept : known_(known) {}

    [[nodiscard]] memo* all() const noexcept { return known_; }

    /// Of the schema that inference wrote.
    [[nodiscard]] contract of_inferred(json::value schema) const {
        return *remembered(known_, memo_key(question::inferred_schema).add_value(schema),
                           [&] { return std::make_shared<contract const>(made_of(std::move(schema))); });
    }
    [[nodiscard]] contract of_members(std::vector<std::pair<std::string, contract>> const& members) const {
        memo_key asked(question::contract_of_members);
        for (auto const& [name, of] : members)
            asked.add(name).add(of);
        return *remembered(known_, std::move(asked),
                           [&] { return std::make_shared<contract const>(contract::of_members(members)); });
    }
    [[nodiscard]] contract one_of(std::vector<contract> const& alternatives) const {
        memo_key asked(question::contract_of_alternatives);
        for (contract const& each : alternatives)
            asked.add(each);
        return *remembered(known_, std::move(asked),
                           [&] { return std::make_shared<contract const>(contract::one_of(alternatives)); });
    }
    [[nodiscard]] contract list_of(contract const& element, list_length length) const {
        memo_key asked(question::contract_of_list);
        asked.add(element);
        for (auto const& bound : {length.least, length.most})
            asked.add(std::uint64_t{bound.has_value()}).add(bound.value_or(0));
        return *remembered(known_, std::move(asked), [&] {
            return std::make_shared<contract const>(contract::list_of(element, length));
        });
    }
    /// See `contract::narrowed_to`.
    [[nodiscard]] contract both(contract const& first, contract const& second) const {
        if (first.is_anything() && first.type() == nullptr) return second;
        if (is_within(first, second)) return first;
        if (first.type() == nullptr && is_within(second, first)) return second;
        return *remembered(known_, memo_key(question::contract_of_both).add(first).add(second),
                           [&] { return std::make_shared<contract const>(first.beside(second)); });
    }
    /// See `contract_at`.
    [[nodiscard]] inferred_contract at(contract const& whole, std::vector<std::string> const& way) const {
        memo_key asked(question::contract_at_place);
        asked.add(whole);
        for (std::string const& token : way)
            asked.add(token);
        return *remembered(known_, std::move(asked), [&] {
            return std::make_shared<inferred_contract const>(contract_at(whole, way));
        });
    }
    [[nodiscard]] contract element_of(contract const& list) const {
        return *remembered(known_, memo_key(question::contract_of_element).add(list),
                           [&] { return std::make_shared<contract const>(detail::element_of(list)); });
    }

    [[nodiscard]] containment::comparison compare(contract const& producer, contract const& consumer,
                                                  producers policy = producers::open) const {
        if (producer.identity() == consumer.identity() || consumer.is_anything())
            return producer.compare_with(consumer, policy);
        memo_key asked(question::comparison);
        asked.add(static_cast<std::uint64_t>(policy)).add(producer).add(consumer);
        return *remembered(known_, std::move(asked), [&] {
            return std::make_shared<containment::comparison const>(producer.compare_with(consumer, policy));
        });
    }

    [[nodiscard]] bool is_within(contract const& producer, contract const& consumer,
                                 producers policy = producers::open) const {
        if (producer.identity() == consumer.identity() || consumer.is_anything()) return true;
        memo_key asked(question::containment);
        asked.add(static_cast<std::uint64_t>(policy)).add(producer).add(consumer);
        return *remembered(known_, std::move(asked), [&] {
            return std::make_shared<bool const>(producer.is_within(consumer, policy));
        });
    }

private:
    memo* known_;
};

} // namespace action_grammar::document::detail

#endif
