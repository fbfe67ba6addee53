#ifndef ACTION_GRAMMAR_RULES_SENTENCES_HPP
#define ACTION_GRAMMAR_RULES_SENTENCES_HPP

// The one place where a rule's words are written: "CODE name: what is wrong; repair [page]". C++20's
// static_assert takes only a string literal, hence macros; the catalogue (rules/catalogue.hpp) reads its
// fields out of the same literals.

#define ACTION_GRAMMAR_AG101                                                                                 \
    "AG101 contract-mismatch: a value does not satisfy the contract of the action that receives it; "        \
    "change what the second action takes, name other values with ag::from<...>, or add a transform "         \
    "between them [docs/rules/AG101.md]"
#define ACTION_GRAMMAR_AG102                                                                                 \
    "AG102 contract-unproven: whether a value satisfies the receiving contract cannot be decided within "    \
    "the budget; "                                                                                           \
    "narrow one of the two contracts, or have the edge checked at run time [docs/rules/AG102.md]"
#define ACTION_GRAMMAR_AG103                                                                                 \
    "AG103 contract-missing: the action's output contract is neither declared nor inferable; "               \
    "let the operation return a value of a definite type [docs/rules/AG103.md]"
#define ACTION_GRAMMAR_AG104                                                                                 \
    "AG104 outcome-mismatch: the last value does not satisfy the declared outcome; "                         \
    "end with an action that yields the declared type, or declare the type it yields "                       \
    "[docs/rules/AG104.md]"
#define ACTION_GRAMMAR_AG201                                                                                 \
    "AG201 second-mutation: a path can mutate twice; "                                                       \
    "split the composition so that each part mutates once, or record both effects in one transaction "       \
    "[docs/rules/AG201.md]"
#define ACTION_GRAMMAR_AG202                                                                                 \
    "AG202 fallible-after-mutation: an action that can fail follows the mutation; "                          \
    "move it before the mutation, or make it noexcept without a result type [docs/rules/AG202.md]"
#define ACTION_GRAMMAR_AG203                                                                                 \
    "AG203 mutation-repeated: a mutation stands inside a repetition; "                                       \
    "fan out over the computation and persist the collected values once [docs/rules/AG203.md]"
#define ACTION_GRAMMAR_AG204                                                                                 \
    "AG204 mutation-beside-fallible: a mutation runs in parallel with an action that can fail or mutate; "   \
    "move the mutation behind the ag::all, or make its siblings infallible [docs/rules/AG204.md]"
#define ACTION_GRAMMAR_AG205                                                                                 \
    "AG205 unprotected-mutation: a mutation declares no protection; "                                        \
    "add ag::keyed_by(projection), ag::natural, ag::same_transaction, ag::verified_by(operation) or, "       \
    "knowingly, ag::unprotected [docs/rules/AG205.md]"
#define ACTION_GRAMMAR_AG206                                                                                 \
    "AG206 effect-undeclared: a query mutates, or a command never does; "                                    \
    "say ag::command for a composition that mutates and ag::query for one that does not "                    \
    "[docs/rules/AG206.md]"
#define ACTION_GRAMMAR_AG207                                                                                 \
    "AG207 retried-mutation: a mixin would repeat a mutation that is not safe to repeat; "                   \
    "protect the mutation, or retry only what stands before it [docs/rules/AG207.md]"
#define ACTION_GRAMMAR_AG301                                                                                 \
    "AG301 unknown-action: there is no such verb(resource); "                                                \
    "name an action that the host has registered [docs/rules/AG301.md]"
#define ACTION_GRAMMAR_AG302                                                                                 \
    "AG302 config-invalid: an action's configuration breaks its contract; "                                  \
    "give it a value within the documented range [docs/rules/AG302.md]"
#define ACTION_GRAMMAR_AG303                                                                                 \
    "AG303 unknown-pattern: there is no pattern of that name and version; "                                  \
    "name a pattern that the host has loaded [docs/rules/AG303.md]"
#define ACTION_GRAMMAR_AG304                                                                                 \
    "AG304 pattern-parameter: a parameter of a pattern is missing, unknown or of the wrong contract; "       \
    "give the pattern what its description asks for [docs/rules/AG304.md]"
#define ACTION_GRAMMAR_AG305                                                                                 \
    "AG305 duplicate-id: two values of one composition carry the same label; "                               \
    "rename one of them [docs/rules/AG305.md]"
#define ACTION_GRAMMAR_AG306                                                                                 \
    "AG306 empty: a composition, decide or all without any action; "                                         \
    "put at least one action in it [docs/rules/AG306.md]"
#define ACTION_GRAMMAR_AG307                                                                                 \
    "AG307 limit-exceeded: the composition is larger or nested deeper than the host allows; "                \
    "split it, or raise the limit [docs/rules/AG307.md]"
#define ACTION_GRAMMAR_AG308                                                                                 \
    "AG308 malformed: the composition is not of the required form; "                                         \
    "write it as the reference shows [docs/rules/AG308.md]"
#define ACTION_GRAMMAR_AG401                                                                                 \
    "AG401 unresolved-reference: ag::from names a value that the composition does not have; "                \
    "name an earlier action of the same composition, or \"input\" [docs/rules/AG401.md]"
#define ACTION_GRAMMAR_AG402                                                                                 \
    "AG402 forward-reference: ag::from names a value that is only made later; "                              \
    "move the named action before the one that reads it [docs/rules/AG402.md]"
#define ACTION_GRAMMAR_AG403                                                                                 \
    "AG403 unused-value: nothing reads a prepared value; "                                                   \
    "remove the action, or read it with ag::from [docs/rules/AG403.md]"
#define ACTION_GRAMMAR_AG404                                                                                 \
    "AG404 missing-resource: the environment does not supply a resource that the composition needs; "        \
    "add an object of the named type to ag::environment{...} [docs/rules/AG404.md]"
#define ACTION_GRAMMAR_AG501                                                                                 \
    "AG501 unknown-mixin: there is no such mixin; "                                                          \
    "name one of retry, timeout, observe, cache and map_error [docs/rules/AG501.md]"
#define ACTION_GRAMMAR_AG502                                                                                 \
    "AG502 mixin-not-applicable: the mixin does nothing here, or would change what the action means; "       \
    "remove it, or wrap an action it applies to [docs/rules/AG502.md]"

#endif
