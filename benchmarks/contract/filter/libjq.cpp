#include <cstddef>
#include <memory>
#include <string>
#include <utility>

extern "C" {
#include <jq.h>
}

#include <action_grammar/contract/json/serialize.hpp>

#include "../given.hpp"
#include "engine.hpp"

namespace contract_benchmarks {

namespace {

class program {
public:
    program() : state_(jq_init()) {}
    program(program const&) = delete;
    program& operator=(program const&) = delete;
    ~program() { jq_teardown(&state_); }

    bool compile(std::string const& filter) { return jq_compile(state_, filter.c_str()) != 0; }

    /// Calls `use` with each output; it owns it. Another reference to the input is all that is made of it.
    template <class Use>
    void evaluate(jv input, Use use) {
        jq_start(state_, jv_copy(input), 0);
        for (jv output = jq_next(state_);; output = jq_next(state_)) {
            if (!jv_is_valid(output)) return jv_free(output);
            use(output);
        }
    }

private:
    jq_state* state_;
};

struct state {
    explicit state(filter_case const& with)
        : filter(with.filter), input(jv_parse(action_grammar::json::serialize(with.input).c_str())) {
        expect(compiled.compile(filter), "libjq does not compile " + filter);
    }
    state(state const&) = delete;
    state& operator=(state const&) = delete;
    ~state() { jv_free(input); }

    std::string filter;
    jv input;
    program compiled;
};

} // namespace

engine with_libjq(filter_case const& with) {
    auto const held = std::make_shared<state>(with);
    return {
        "libjq",
        [=] {
            std::size_t count = 0;
            held->compiled.evaluate(held->input, [&](jv output) {
                jv_free(output);
                ++count;
            });
            return count;
        },
        [=] {
            std::string text;
            held->compiled.evaluate(held->input, [&](jv output) {
                jv const written = jv_dump_string(output, 0);
                text += (text.empty() ? "[" : ",") + std::string(jv_string_value(written));
                jv_free(written);
            });
            return text.empty() ? "[]" : text + ']';
        },
        [=] {
            program again;
            return again.compile(held->filter);
        },
    };
}

} // namespace contract_benchmarks
