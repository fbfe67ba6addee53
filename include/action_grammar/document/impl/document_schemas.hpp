#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_DOCUMENT_SCHEMAS_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_DOCUMENT_SCHEMAS_HPP

// The schemas of a document, which may refer to its "contracts".

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/contract.hpp>
#include <action_grammar/document/impl/contract_references.hpp>
#include <action_grammar/document/impl/known_contracts.hpp>
#include <action_grammar/document/tree.hpp>

namespace action_grammar::document::detail {

/// Makes contracts of the schemas of one document. A schema is made to stand alone: the contracts that it refers to,
/// directly or through others, come along. One that is nothing but a reference is made once.
class document_schemas {
public:
    using resolver = std::function<result<contract, schema::load_error>(json::value const& schema)>;

    /// @param known  what was found out of other documents' schemas, or null
    document_schemas(tree const& form, memo* known)
        : contracts_(form.contracts),
          known_(known),
          resolve_([this](json::value const& schema) { return contract_of(schema); }) {}
    document_schemas(document_schemas const&) = delete;
    document_schemas& operator=(document_schemas const&) = delete;

    /// The contract of a schema that stands in the document. Errors: those of `schema::load`.
    result<contract, schema::load_error> contract_of(json::value const& schema) {
        std::set<std::string, std::less<>> needed;
        if (contracts_ != nullptr) collect_contracts(schema, *contracts_, needed);
        if (needed.empty()) return loaded(schema);
        std::string_view const only = only_reference(schema);
        if (auto const known = made_.find(only); known != made_.end()) return known->second;
        json::object whole = schema.get_object(); // a schema with a reference is an object
        json::object& along = whole[members_name].emplace_object();
        for (std::string const& name : needed) {
            along[name] = *contracts_->if_contains(name);
        }
        auto made = loaded(json::value(std::move(whole)));
        came_along_ += made ? made->weight() : needed.size();
        if (made && !only.empty()) made_.emplace(only, *made);
        return made;
    }
    /// The same, as actions are handed it.
    resolver const& resolve() const noexcept { return resolve_; }

    /// How many schemas were read since this was asked, each as often as it came along with one that refers to it.
    std::size_t came_along() noexcept { return std::exchange(came_along_, 0); }

    /// Where an error in a schema is, as a place of the document: in "contracts" if it came along from there, otherwise
    /// behind the schema's own pointer.
    static std::string place_of(std::string_view schema_pointer, std::string_view error_location) {
        bool const elsewhere = error_location.starts_with("/contracts/");
        return elsewhere ? std::string(error_location)
                         : std::string(schema_pointer) + std::string(error_location);
    }

private:
    static constexpr std::string_view members_name = "contracts";

    /// The reference, if a schema is one to a single place and nothing else; otherwise empty.
    static std::string_view only_reference(json::value const& schema) noexcept {
        json::object const* const object = schema.if_object();
        if (object == nullptr || object->size() != 1) return {};
        json::value const* const reference = object->if_contains("$ref");
        if (reference == nullptr || !reference->is_string()) return {};
        return {reference->get_string().data(), reference->get_string().size()};
    }

    /// @param schema  is taken or copied only if it was not loaded before
    template <class Schema>
    result<contract, schema::load_error> loaded(Schema&& schema) const {
        using loaded_schema = result<contract, schema::load_error>;
        return *remembered(known_, memo_key(question::loaded_schema).add_value(schema), [&] {
            return std::make_shared<loaded_schema const>(contract::of_schema(std::forward<Schema>(schema)));
        });
    }

    json::object const* contracts_;
    memo* known_;
    std::map<std::string, contract, std::less<>> made_;
    std::size_t came_along_ = 0;
    resolver resolve_;
};

} // namespace action_grammar::document::detail

#endif
