#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_BUILTIN_ASSERT_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_BUILTIN_ASSERT_HPP

// validate(assert).

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <action_grammar/contract/schema/node.hpp>
#include <action_grammar/document/action_kind.hpp>
#include <action_grammar/document/impl/filter_use.hpp>
#include <action_grammar/document/typed_action.hpp>

namespace action_grammar::document::detail {

/// One thing that is to be true of a value.
struct assertion {
    std::optional<std::string> name;
    std::string that;
    std::optional<std::string> message;
};
/// How many of several must be true.
enum class quantifier : std::uint8_t { all, any, none };
/// The configuration once a single filter is written as a list of one.
struct assert_configuration {
    std::vector<assertion> assert;
    std::optional<document::detail::quantifier> quantifier;
};

/// An assertion made ready.
struct ready_assertion {
    expression::filter that;
    std::string name;
    std::string message;
};

class assert_runner final : public runner {
public:
    assert_runner(std::vector<ready_assertion> all, quantifier how) : all_(std::move(all)), how_(how) {}

    answer run(std::span<datum const> values, call const&) const noexcept override {
        return run_guarded(values, [this](datum const& value) {
            json_view const seen(value);
            std::vector<ready_assertion const*> offending;
            std::size_t held = 0;
            for (ready_assertion const& each : all_) {
                auto const said = each.that.evaluate_one(*seen);
                if (!said) return failed(failure_of_evaluation(said.error(), each.that.text()));
                if (!said->is_bool()) return failed(neither(each, *said));
                held += said->get_bool() ? 1U : 0U;
                if (said->get_bool() == (how_ == quantifier::none)) offending.push_back(&each);
            }
            bool const good = how_ == quantifier::any ? held > 0 : offending.empty();
            if (!good) return failed(failure_of(offending));
            answer made;
            made.value = value;
            return made;
        });
    }

private:
    static failure neither(ready_assertion const& of, json::value const& said) {
        failure made;
        made.type = "assertion_failed";
        made.message = "\"" + of.name + "\" gave " + shown(said) + ", which is neither true nor false";
        return made;
    }
    failure failure_of(std::vector<ready_assertion const*> const& offending) const {
        failure made;
        made.type = "assertion_failed";
        json::array all;
        for (ready_assertion const* each : offending) {
            if (!made.message.empty()) made.message += "; ";
            made.message += each->message;
            all.push_back(
                json::object{{"name", each->name}, {"that", each->that.text()}, {"message", each->message}});
        }
        made.detail = json::object{{"failed", std::move(all)}};
        return made;
    }

    std::vector<ready_assertion> all_;
    quantifier how_;
};

class assert_kind final : public action_kind {
public:
    assert_kind() {
        about_.name = "validate(assert)";
        about_.what = verb::validate;
        about_.resource = "assert";
        about_.summary = "Hands its input on if jq filters are true of it.";
        about_.parameters.push_back({"value", {}});
        about_.configuration = schema_of_configuration();
        about_.effect = grade::fallible;
        about_.failures.push_back({"assertion_failed", tendency::never, tendency::never, {}});
        about_.failures.push_back({"expression_error", tendency::never, tendency::never, {}});
    }

    description const& about() const noexcept override { return about_; }

    use check(use_request const& request) const override {
        use made;
        made.effect = grade::fallible;
        contract const given = input_of(request);
        made.output = given;
        json::value with = request.with != nullptr ? *request.with : json::value(json::object());
        bool const single = is_single(with);
        if (single) write_as_list(with);
        auto const configured = decode<assert_configuration>(with);
        if (!configured) {
            add_problems(configured.error(), made.problems);
            return made;
        }
        if (configured->assert.empty()) {
            use_problem told;
            told.pointer = "/with/assert";
            told.message = "there is nothing to assert";
            told.hint = "write a filter, or a list of {\"that\": filter}";
            made.problems.push_back(std::move(told));
        }
        std::vector<ready_assertion> ready;
        for (std::size_t i = 0; i < configured->assert.size(); ++i) {
            assertion const& each = configured->assert[i];
            std::string const pointer =
                single ? "/with/assert" : "/with/assert/" + std::to_string(i) + "/that";
            auto const used = use_of_filter(each.that, pointer, request, made.problems);
            if (!used->filter) continue;
            judge(used->judged.yields, pointer, request.known, made.problems);
            std::string name = each.name.value_or(each.that);
            bool const refuses = configured->quantifier == quantifier::none;
            std::string words =
                each.message.value_or('"' + name + (refuses ? "\" is true" : "\" is not true"));
            ready.push_back({*used->filter, std::move(name), std::move(words)});
        }
        if (!has_errors(made.problems))
            made.run = std::make_shared<assert_runner const>(
                std::move(ready), configured->quantifier.value_or(quantifier::all));
        return made;
    }

private:
    static json::value schema_of_configuration() {
        json::value schema = contract::of_type(value_type_of<assert_configuration>).schema();
        // A filter alone stands for a list of one.
        if (auto* properties = schema.get_object().if_contains("properties"))
            if (auto* list = properties->get_object().if_contains("assert"))
                *list = json::object{{"anyOf", json::array{json::object{{"type", "string"}}, *list}}};
        return schema;
    }
    static bool is_single(json::value const& with) noexcept {
        auto const* object = with.if_object();
        auto const* said = object != nullptr ? object->if_contains("assert") : nullptr;
        return said != nullptr && said->is_string();
    }
    static void write_as_list(json::value& with) {
        json::value& said = with.get_object()["assert"];
        said = json::array{json::object{{"that", said}}};
    }

    /// Whether a filter can be true or false at all.
    static void judge(contract const& yields, std::string const& pointer, memo* known,
                      std::vector<use_problem>& problems) {
        static contract const others = [] {
            auto made = contract::of_schema(json::object{{"not", json::object{{"type", "boolean"}}}});
            return made ? *std::move(made) : contract();
        }();
        static contract const booleans = [] {
            auto made = contract::of_schema(json::object{{"type", "boolean"}});
            return made ? *std::move(made) : contract();
        }();
        if (has_errors(problems) || is_surely_a_test(yields.graph())) return;
        known_contracts const contracts(known);
        bool const never = contracts.is_within(yields, others);
        if (!never && contracts.is_within(yields, booleans)) return;
        use_problem told;
        told.code = rule_code::contract_mismatch;
        told.level = never ? severity::error : severity::warning;
        told.pointer = pointer;
        told.message = never ? "this is never true or false, so that the assertion always fails"
                             : "this may be neither true nor false, and the assertion fails then";
        told.hint = "compare, as in \".quantity > 0\", or test with \"!= null\"";
        problems.push_back(std::move(told));
    }

    /// Whether it is plain that a value is true or false, and that there is one.
    static bool is_surely_a_test(schema::graph const& yields) noexcept {
        schema::node const& top = yields[yields.root];
        bool const narrowed = top.never || top.enumeration || top.reference != schema::no_node
                           || top.dynamic_reference != schema::no_node || !top.all_of.empty()
                           || !top.any_of.empty() || !top.one_of.empty() || top.negation != schema::no_node
                           || top.condition != schema::no_node;
        bool const is_boolean = top.type == schema::type_set(schema::type_name::boolean);
        return !narrowed && (top.constant ? !top.type && top.constant->is_bool() : is_boolean);
    }

    description about_;
};

} // namespace action_grammar::document::detail

#endif
