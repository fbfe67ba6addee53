#include "generate.hpp"
#include "support/property.hpp"

#include <action_grammar/contract/containment/compare.hpp>
#include <action_grammar/contract/containment/plain.hpp>
#include <action_grammar/contract/containment/plain_difference.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/schema/load.hpp>
#include <action_grammar/contract/schema/validator.hpp>

#include <optional>
#include <vector>

using namespace containment_tests;
using action_grammar_tests::property;
namespace ag = action_grammar;
namespace ct = ag::containment;
using ct::answer;
using bytes = std::vector<std::uint8_t>;

namespace {

/// A schema three times: as text for reports, compiled for comparison, and for validation.
struct ready {
    json::value text;
    ct::contract contract;
    ag::schema::validator validator;

    static std::optional<ready> from(json::value const& schema, ct::compile_options const& options = {}) {
        auto loaded = ag::schema::load(document(schema));
        if (!loaded) return std::nullopt;
        ag::schema::validator validator(*loaded);
        return ready{schema, ct::contract(std::move(*loaded), options), std::move(validator)};
    }
    bool accepts(json::value const& value) const { return validator.accepts(value); }
};

/// Values of which some are likely to matter to schemas of the small vocabulary.
std::vector<json::value> samples(choices& from, std::size_t count) {
    std::vector<json::value> all{nullptr, true, false, json::object(), json::array()};
    for (double const number : numbers)
        all.emplace_back(number);
    for (auto const text : strings)
        all.push_back(string_of(text));
    for (std::size_t i = 0, plain = all.size(); i < plain; ++i) {
        all.push_back(json::array{all[i]});
        all.push_back(json::object{{"a", all[i]}});
        all.push_back(json::object{{"b", all[i]}, {"a", all[(i * 7 + 3) % plain]}});
        all.push_back(json::array{all[i], all[(i * 5 + 1) % plain]});
    }
    for (std::size_t i = 0; i < count && from.left(); ++i)
        all.push_back(any_value(from, 3));
    return all;
}

void check_answer(ready const& producer, ready const& consumer, choices& from) {
    auto const made = ct::compare(producer.contract, consumer.contract);
    RC_LOG() << "producer " << json::serialize(producer.text) << "\nconsumer "
             << json::serialize(consumer.text) << "\nanswer " << name_of(made.result) << "\n";
    bool const plainly =
        ct::detail::is_plainly_within(producer.contract.schema(), consumer.contract.schema());
    RC_ASSERT(made.result != answer::compatible
              || !ct::detail::is_plainly_beyond(producer.contract.schema(), consumer.contract.schema()));
    RC_ASSERT(!plainly || made.result != answer::incompatible);
    RC_ASSERT(ct::is_within(producer.contract, consumer.contract) == (made.result == answer::compatible));
    if (plainly || made.result == answer::compatible) {
        auto values = samples(from, 100);
        // A value of the producer that the solver likes.
        if (auto const some = ct::compare(producer.contract, *&ready::from(false)->contract); some.witness)
            values.push_back(*some.witness);
        for (json::value const& value : values) {
            RC_LOG() << "value " << json::serialize(value) << "\n";
            RC_ASSERT(!producer.accepts(value) || consumer.accepts(value));
        }
    } else if (made.result == answer::incompatible) {
        RC_LOG() << "witness " << json::serialize(*made.witness) << "\n";
        RC_ASSERT(producer.accepts(*made.witness));
        RC_ASSERT(!consumer.accepts(*made.witness));
    }
}

void never_incompatible(ready const& producer, ready const& consumer) {
    auto const made = ct::compare(producer.contract, consumer.contract);
    RC_LOG() << "producer " << json::serialize(producer.text) << "\nconsumer "
             << json::serialize(consumer.text) << "\nwitness "
             << (made.witness ? json::serialize(*made.witness) : "-") << "\n";
    RC_ASSERT(made.result != answer::incompatible);
}

json::value all_of(json::value a, json::value b) {
    return json::object{{"allOf", json::array{std::move(a), std::move(b)}}};
}
json::value any_of(json::value a, json::value b) {
    return json::object{{"anyOf", json::array{std::move(a), std::move(b)}}};
}
json::value negation(json::value a) { return json::object{{"not", std::move(a)}}; }

} // namespace

TEST_CASE("an answer holds of random values, for random pairs of schemas") {
    property(
        "two schemas",
        [](bytes const& first, bytes const& second, bytes const& values) {
            choices p(first);
            choices c(second);
            choices v(values);
            auto const producer = ready::from(any_schema(p, 2));
            auto const consumer = ready::from(any_schema(c, 2));
            RC_PRE(producer && consumer);
            check_answer(*producer, *consumer, v);
        },
        1500);
}

TEST_CASE("an answer holds of random values, for schemas that are close to each other") {
    property(
        "a schema and one that was weakened",
        [](bytes const& first, bytes const& changes, bytes const& values) {
            choices p(first);
            choices c(changes);
            choices v(values);
            auto const schema = any_schema(p, 3);
            auto const producer = ready::from(schema);
            auto const consumer = ready::from(weakened(schema, c));
            RC_PRE(producer && consumer);
            check_answer(*consumer, *producer, v);
            never_incompatible(*producer, *consumer);
        },
        1500);
}

TEST_CASE("laws of sets are never found broken") {
    property(
        "two schemas",
        [](bytes const& first, bytes const& second) {
            choices from_p(first);
            choices from_q(second);
            auto const p_text = any_schema(from_p, 2);
            auto const q_text = any_schema(from_q, 2);
            auto const p = ready::from(p_text);
            auto const q = ready::from(q_text);
            RC_PRE(p && q);
            never_incompatible(*p, *p);
            never_incompatible(*p, *ready::from(any_of(p_text, q_text)));
            never_incompatible(*ready::from(all_of(p_text, q_text)), *p);
            never_incompatible(*p, *ready::from(negation(negation(p_text))));
            never_incompatible(*ready::from(negation(any_of(p_text, q_text))),
                               *ready::from(all_of(negation(p_text), negation(q_text))));
            never_incompatible(*ready::from(all_of(negation(p_text), negation(q_text))),
                               *ready::from(negation(any_of(p_text, q_text))));
            never_incompatible(*ready::from(all_of(p_text, negation(p_text))), *q);
            never_incompatible(*q, *ready::from(any_of(p_text, negation(p_text))));
        },
        700);
}

TEST_CASE("answers agree with each other") {
    property(
        "three schemas",
        [](bytes const& first, bytes const& second, bytes const& third) {
            choices from_p(first);
            choices from_q(second);
            choices from_r(third);
            auto const p = ready::from(any_schema(from_p, 2));
            auto const q = ready::from(any_schema(from_q, 2));
            auto const r = ready::from(any_schema(from_r, 2));
            RC_PRE(p && q && r);
            if (ct::compare(p->contract, q->contract) && ct::compare(q->contract, r->contract))
                never_incompatible(*p, *r);
        },
        700);
}

TEST_CASE("a closed producer is an open one that writes less") {
    property(
        "two schemas",
        [](bytes const& first, bytes const& second) {
            choices from_p(first);
            choices from_c(second);
            auto const schema = any_schema(from_p, 2);
            auto const open = ready::from(schema);
            auto const closed = ready::from(schema, {ct::open_objects::closed_producer});
            auto const consumer = ready::from(any_schema(from_c, 2));
            RC_PRE(open && closed && consumer);
            never_incompatible(*closed, *open);
            auto const made = ct::compare(closed->contract, consumer->contract);
            if (made.result == answer::incompatible) {
                RC_ASSERT(open->accepts(*made.witness));
                RC_ASSERT(!consumer->accepts(*made.witness));
                RC_ASSERT(ct::compare(open->contract, consumer->contract).result != answer::compatible);
            }
        },
        700);
}
