// action-grammar contract compare: is every value of the producer a value of the consumer?

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include <action_grammar/contract/containment/compare.hpp>
#include <action_grammar/contract/json/serialize.hpp>

#include "batch.hpp"
#include "schemas.hpp"

namespace action_grammar_program {

namespace json = action_grammar::json;
namespace schema = action_grammar::schema;
namespace containment = action_grammar::containment;

namespace {

struct answered {
    containment::comparison comparison;
    std::int64_t nanoseconds = 0;
    std::int64_t compile_nanoseconds = 0;
};

answered compare(compare_question const& question, json::value const& producer, json::value const& consumer,
                 std::optional<std::string> const& draft = {}) {
    auto const objects = question.closed_producer ? containment::open_objects::closed_producer
                                                  : containment::open_objects::open;
    // A pattern that cannot be matched leaves undecided what depends on it, and no more.
    auto const load = [&](json::value const& from, char const* name) {
        return load_schema(from, name, question, draft, schema::leniency::ignored);
    };
    auto const [compiled, compile_time] = timed([&] {
        return std::pair(containment::contract(load(producer, "producer"), {.objects = objects}),
                         containment::contract(load(consumer, "consumer")));
    });
    auto [comparison, time] = timed([&] { return containment::compare(compiled.first, compiled.second); });
    return {std::move(comparison), time, compile_time};
}

json::object as_json(answered const& made) {
    containment::comparison const& comparison = made.comparison;
    json::object object;
    object["answer"] = containment::name_of(comparison.result);
    if (comparison.witness) {
        object["witness"] = *comparison.witness;
        object["path"] = comparison.path;
        object["keyword"] = comparison.keyword;
        object["consumer"] = comparison.consumer_location;
        object["producer"] = comparison.producer_location;
    }
    if (comparison.result == containment::answer::undecided) {
        auto const reason = containment::text_of(comparison.reason);
        object["reason"] = reason.name;
        object["message"] = reason.sentence;
    }
    object["nanoseconds"] = made.nanoseconds;
    object["compile_nanoseconds"] = made.compile_nanoseconds;
    return object;
}

/// Where and by what the consumer refuses the witness. What is empty is the whole, or not known, and says no more.
void print_places(containment::comparison const& comparison) {
    auto const line = [](char const* name, std::string_view what) {
        if (!what.empty()) fmt::print("  {}: {}\n", name, what);
    };
    line("path", comparison.path);
    line("keyword", comparison.keyword);
    line("consumer", comparison.consumer_location);
    line("producer", comparison.producer_location);
}

void print(answered const& made) {
    containment::comparison const& comparison = made.comparison;
    fmt::print("{}\n", containment::name_of(comparison.result));
    if (comparison.witness) {
        fmt::print("  witness: {}\n", json::serialize(*comparison.witness));
        print_places(comparison);
        fmt::print("  The producer allows this value and the consumer does not.\n");
    }
    if (comparison.result == containment::answer::undecided) {
        auto const reason = containment::text_of(comparison.reason);
        fmt::print("  {}: {}\n", reason.name, reason.sentence);
    }
}

} // namespace

exit_status answer(compare_question const& question) {
    if (!question.batch.empty())
        return answer_batch(question.batch, [&](json::object const& line) {
            json::value const& producer = member_of(line, "p");
            json::value const& consumer = member_of(line, "c");
            try {
                return as_json(compare(question, producer, consumer, draft_of(line)));
            } catch (input_error const& error) {
                return json::object{{"answer", "undecided"}, {"reason", "schema"}, {"message", error.what()}};
            }
        });
    answered const made = compare(question, read_json(question.producer), read_json(question.consumer));
    if (question.format == output_format::json)
        fmt::print("{}\n", json::serialize(as_json(made)));
    else
        print(made);
    return made.comparison.result == containment::answer::compatible ? exit_status::yes : exit_status::no;
}

} // namespace action_grammar_program
