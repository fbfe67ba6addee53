#include "cases.hpp"

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/schema/validator.hpp>

namespace schema_tests {

namespace ag = action_grammar;

json::value value(std::string_view text) {
    auto parsed = json::parse(text);
    INFO(text);
    REQUIRE(parsed);
    return std::move(*parsed);
}

bool compiled_schema::accepts(json::value const& value, schema::validate_options const& options) const {
    return validator_->accepts(value, options);
}
schema::report compiled_schema::validate(json::value const& value,
                                         schema::validate_options const& options) const {
    return validator_->validate(value, options);
}

ag::result<compiled_schema, schema::load_error> try_compile(std::string_view text,
                                                            schema::load_options const& options) {
    auto made = schema::compile_text(text, options);
    if (!made) return ag::unexpected(std::move(made).error());
    return compiled_schema(std::make_shared<schema::validator const>(std::move(*made)));
}
ag::result<schema::graph, schema::load_error> try_load(std::string_view text,
                                                       schema::load_options const& options) {
    return schema::load_text(text, options);
}

compiled_schema compiled(std::string_view text, dialect draft) {
    schema::load_options options;
    options.default_dialect = draft;
    auto made = try_compile(text, options);
    INFO(text);
    INFO((made ? std::string() : made.error().location + ' ' + made.error().message));
    REQUIRE(made);
    return std::move(*made);
}

schema::load_error refused(std::string_view text, schema::load_options const& options) {
    auto const made = schema::load_text(text, options);
    INFO(text);
    REQUIRE(!made);
    CHECK(!made.error().repair.empty());
    return made.error();
}
schema::load_error refused_document(json::value const& document) {
    auto const made = schema::load(document);
    REQUIRE(!made);
    CHECK(!made.error().repair.empty());
    return made.error();
}

void check_case(keyword_case const& each, dialect draft) {
    INFO(each.schema << " of " << each.value);
    auto const by = compiled(each.schema, draft);
    auto const what = value(each.value);
    CHECK(by.accepts(what) == each.valid);
    auto const found = by.validate(what);
    CHECK(found.valid == each.valid);
    CHECK(found.errors.empty() == each.valid);
    CHECK(!found.limit_reached);
}

} // namespace schema_tests
