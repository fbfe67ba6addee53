// A filter, the schema of its inputs and an input, as texts with a zero byte between: whatever the filter makes of the
// input is valid under the inferred schema, as often as inferred, and does not fail where it cannot.

#include <action_grammar/contract/expression/filter.hpp>
#include <action_grammar/contract/inference/infer.hpp>
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/schema/load.hpp>
#include <action_grammar/contract/schema/validator.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace {

namespace ag = action_grammar;

void require(bool holds) {
    if (!holds) std::abort();
}

/// Cuts off what is before the first zero byte.
std::string_view cut(std::string_view& rest) {
    std::string_view const head = rest.substr(0, rest.find('\0'));
    rest.remove_prefix(head.size() < rest.size() ? head.size() + 1 : head.size());
    return head;
}

/// Where arithmetic overflows twice the result is null, which inference does not foresee. Without an exponent no number
/// is so large within the limits here.
bool may_overflow(std::string_view text) {
    for (std::size_t i = 1; i < text.size(); ++i)
        if ((text[i] == 'e' || text[i] == 'E')
            && (text[i - 1] == '.' || (text[i - 1] >= '0' && text[i - 1] <= '9')))
            return true;
    return false;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view rest(reinterpret_cast<char const*>(data), size);
    bool const overflows = may_overflow(rest);
    auto const filter = ag::expression::compile(cut(rest), {.bytes = 4096});
    if (!filter) return 0;
    ag::schema::load_options options;
    options.limits = {
        .nodes = 500, .depth = 100, .bytes = std::size_t{1} << 20, .documents = 4, .patterns = 50};
    auto const contract = ag::schema::compile_text(cut(rest), options);
    if (!contract) return 0;

    auto const found =
        ag::inference::infer(filter->syntax(), contract->schema(), {.steps = 5'000, .findings = 20});
    for (auto const& each : found.findings)
        require(each.offset <= filter->text().size() && each.line >= 1 && each.column >= 1);
    auto const output = ag::schema::compile(found.schema);
    require(output.has_value());

    auto const input = ag::json::parse(rest);
    ag::schema::validate_options const checks{.errors = 1, .steps = 1'000'000, .depth = 1'000};
    if (!input || !contract->accepts(*input, checks)) return 0;
    ag::expression::evaluation_limits const limits{
        .fuel = 20'000, .depth = 200, .nesting = 100, .outputs = 100, .bytes = std::size_t{1} << 20};
    std::size_t count = 0;
    auto const done = filter->for_each(
        *input,
        [&](ag::json::value&& result) {
            ++count;
            require(overflows || output->accepts(result, checks)
                    || output->validate(result, checks).limit_reached);
            return true;
        },
        limits);
    require(count <= found.outputs.max);
    if (done) require(count >= found.outputs.min);
    if (!done && done.error().reason == ag::expression::failure::raised) require(found.may_fail);
    return 0;
}
