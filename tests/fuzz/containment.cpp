// Two schemas and a value, as texts with a zero byte between: comparing comes to an end, and no answer is refuted.
//
// A witness is valid under the producer and not under the consumer, by the validator, which shares nothing with the
// search; and what is compatible is so for the value.

#include <action_grammar/contract/containment/compare.hpp>
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/schema/load.hpp>
#include <action_grammar/contract/schema/validator.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>

namespace {

namespace ag = action_grammar;
namespace containment = ag::containment;

void require(bool holds) {
    if (!holds) std::abort();
}

/// Cuts off what is before the first zero byte.
std::string_view cut(std::string_view& rest) {
    std::string_view const head = rest.substr(0, rest.find('\0'));
    rest.remove_prefix(head.size() < rest.size() ? head.size() + 1 : head.size());
    return head;
}

/// By the validator: nothing if it reached a limit.
std::optional<bool> accepts(ag::schema::validator const& by, ag::json::value const& value) {
    ag::schema::validate_options const limits{.errors = 1, .steps = 1'000'000, .depth = 1'000};
    if (by.accepts(value, limits)) return true;
    if (by.validate(value, limits).limit_reached) return std::nullopt;
    return false;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    if (size == 0) return 0;
    unsigned const choice = data[0];
    std::string_view rest(reinterpret_cast<char const*>(data) + 1, size - 1);
    ag::schema::load_options options;
    options.default_dialect = static_cast<ag::schema::dialect>(choice % 5);
    options.unsupported_pattern = ag::schema::leniency::ignored;
    options.limits = {
        .nodes = 500, .depth = 100, .bytes = std::size_t{1} << 20, .documents = 4, .patterns = 50};
    auto first = ag::schema::load_text(cut(rest), options);
    if (!first) return 0;
    auto second = ag::schema::load_text(cut(rest), options);
    if (!second) return 0;

    bool const closed = (choice & 8U) != 0;
    containment::contract const producer(
        *std::move(first),
        {closed ? containment::open_objects::closed_producer : containment::open_objects::open});
    containment::contract const consumer(*std::move(second));
    containment::budget const limits{.steps = 5'000, .pattern_steps = 200'000, .depth = 64, .length = 1'000};
    auto const made = containment::compare(producer, consumer, limits);
    require(made.witness.has_value() == (made.result == containment::answer::incompatible));
    require((made.reason != containment::undecided_reason::none)
            == (made.result == containment::answer::undecided));
    if (made.witness) {
        require(accepts(producer.validator(), *made.witness) != false);
        require(accepts(consumer.validator(), *made.witness) != true);
    }
    require(containment::compare(producer, producer, limits).result != containment::answer::incompatible);
    auto const value = ag::json::parse(rest);
    if (!closed && made && value && accepts(producer.validator(), *value) == true)
        require(accepts(consumer.validator(), *value) != false);
    return 0;
}
