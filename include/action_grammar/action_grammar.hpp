#ifndef ACTION_GRAMMAR_ACTION_GRAMMAR_HPP
#define ACTION_GRAMMAR_ACTION_GRAMMAR_HPP

// Everything of the core: the model, the rules and the typed surface. <action_grammar/core.hpp> is the same
// without what needs <chrono>.

#include <action_grammar/actions/diagnostics.hpp> // first, so that a rule's error is few includes away

#include <action_grammar/composition/clock.hpp>
#include <action_grammar/core.hpp>
#include <action_grammar/mixins/retry.hpp>
#include <action_grammar/mixins/timeout.hpp>
#include <action_grammar/rules/catalogue.hpp>
#include <action_grammar/rules/check.hpp>
#include <action_grammar/version.hpp>

#endif
