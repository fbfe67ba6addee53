#ifndef ACTION_GRAMMAR_CORE_HPP
#define ACTION_GRAMMAR_CORE_HPP

// The grammar without what needs <chrono>: the `retry` and `timeout` mixins and the clocks.

#include <action_grammar/actions/diagnostics.hpp>

#include <action_grammar/actions/aggregate.hpp>
#include <action_grammar/actions/emit.hpp>
#include <action_grammar/actions/fetch.hpp>
#include <action_grammar/actions/gate.hpp>
#include <action_grammar/actions/persist.hpp>
#include <action_grammar/actions/result.hpp>
#include <action_grammar/actions/transform.hpp>
#include <action_grammar/actions/validate.hpp>
#include <action_grammar/composition/all.hpp>
#include <action_grammar/composition/apply.hpp>
#include <action_grammar/composition/composition.hpp>
#include <action_grammar/composition/concepts.hpp>
#include <action_grammar/composition/decide.hpp>
#include <action_grammar/composition/environment.hpp>
#include <action_grammar/composition/fan_out.hpp>
#include <action_grammar/composition/misspellings.hpp>
#include <action_grammar/composition/run.hpp>
#include <action_grammar/mixins/cache.hpp>
#include <action_grammar/mixins/map_error.hpp>
#include <action_grammar/mixins/observe.hpp>

#endif
