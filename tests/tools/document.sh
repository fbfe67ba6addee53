#!/usr/bin/env bash
# The program action-grammar on documents: what each subcommand prints, where, and its exit status.
#
#     document.sh PROGRAM
set -uo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/expect.sh"

# output_is TEXT ARGUMENT...: standard output is exactly this; the status is 0.
output_is() {
    local text=$1
    shift
    called "$@"
    [[ $(<out) == "$text" ]] || matched=no
    verdict 0 "$text"
}
# silent_but_mentions STATUS TEXT ARGUMENT...: nothing on standard output, the text on standard error.
silent_but_mentions() {
    local wanted=$1 text=$2
    shift 2
    called "$@"
    [[ ! -s out && $(<err) == *"$text"* ]] || matched=no
    verdict "$wanted" "$text"
}
# begins STATUS TEXT ARGUMENT...: standard output begins with this text.
begins() {
    local wanted=$1 text=$2
    shift 2
    called "$@"
    [[ $(<out) == "$text"* ]] || matched=no
    verdict "$wanted" "$text"
}
# holds WHAT COMMAND...: a condition on what was called last, or on what it left behind.
holds() {
    call=$1
    shift
    "$@" >held 2>&1
    status=$?
    matched=yes
    verdict 0 "$call"
}
echo true >anything.schema
is_json() { "$program" contract check anything.schema "$1"; }
# on_terminal ARGUMENT...: what the program writes to a terminal, into the file `out`.
on_terminal() {
    local line
    printf -v line '%q ' "$program" "$@"
    TERM=xterm script -qec "$line" /dev/null >out 2>err </dev/null
}

write total.json '{
  "query": "total",
  "input": {
    "type": "object", "additionalProperties": false, "required": ["lines"],
    "properties": {"lines": {"type": "array", "items": {"$ref": "#/contracts/line"}}}
  },
  "prepare": [
    {"id": "total", "action": "transform(jq)", "with": {"filter": "{total: (.lines | map(.price * .quantity) | add)}"}}
  ],
  "contracts": {
    "line": {
      "type": "object", "additionalProperties": false, "required": ["price", "quantity"],
      "properties": {"price": {"type": "number"}, "quantity": {"type": "integer", "minimum": 1}}
    }
  }
}'
sed 's/\.price/.prise/' total.json >misspelled.json
sed 's/\.price/.zzqq/' total.json >strange.json
sed 's/"query"/"qery"/' total.json >qery.json
write cart.json '{"lines": [{"price": 2.5, "quantity": 2}, {"price": 1, "quantity": 1}]}'
write no_cart.json '{"lines": 1}'
write shop.json '{
  "vocabulary": 1,
  "actions": [
    {
      "name": "fetch(offer)", "summary": "What the warehouse has.", "grade": "fallible",
      "parameters": [{"name": "request", "accepts": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}}],
      "output": {"type": "object", "additionalProperties": false, "required": ["id", "price"], "properties": {"id": {"type": "string"}, "price": {"type": "number"}}}
    },
    {
      "name": "persist(order)", "summary": "Keeps an order.", "grade": "committed",
      "parameters": [{"name": "order", "accepts": true}],
      "output": {"type": "object", "additionalProperties": false, "required": ["number"], "properties": {"number": {"type": "integer"}}},
      "protections": ["natural"]
    },
    {
      "name": "emit(event)", "summary": "Tells of an order.", "grade": "committed",
      "parameters": [{"name": "event", "accepts": true}],
      "output": {"type": "object"},
      "protections": ["natural"]
    }
  ]
}'
write order.json '{
  "command": "order",
  "input": {"type": "object", "additionalProperties": false, "required": ["id"], "properties": {"id": {"type": "string"}}},
  "prepare": [{"id": "offer", "action": "fetch(offer)"}],
  "commit": {"id": "receipt", "action": "persist(order)"},
  "conclude": [{"id": "reply", "action": "transform(jq)", "with": {"filter": "{order: .number}"}}]
}'
write twice.json '{
  "command": "twice",
  "input": {"type": "object", "additionalProperties": false, "required": ["id"], "properties": {"id": {"type": "string"}}},
  "prepare": [
    {"id": "offer", "action": "fetch(offer)"},
    {"id": "event", "action": "emit(event)"}
  ],
  "commit": {"id": "receipt", "action": "persist(order)", "from": "offer"}
}'
shop=(--vocabulary shop.json)

title "validate"
output_is 'total.json: valid' validate total.json
begins 1 'error[AG101] contract-mismatch: ' validate misspelled.json
mentions 1 ' --> misspelled.json:8:' validate misspelled.json
mentions 0 'standard input: valid' validate - <total.json
mentions 1 'error[AG308]' validate qery.json
mentions 1 'error[AG301] unknown-action: there is no action "fetch(offer)"' validate order.json
output_is 'order.json: valid' validate order.json "${shop[@]}"
says 0 'total.json: valid
order.json: valid' validate total.json order.json "${shop[@]}"
silent_but_mentions 2 'missing.json: No such file' validate missing.json
says 2 'total.json: valid' validate missing.json total.json
mentions 2 'FILE (or --batch)' validate
mentions 2 'batch' validate total.json --batch total.json

title "validate --format json"
output_is '{"valid":true,"findings":[],"truncated":false}' validate total.json --format json
begins 1 '{"valid":false,"findings":[{"code":"AG308","name":"malformed","severity":"error","pointer":"' validate qery.json --format json
mentions 1 '"line":8,"column":' validate misspelled.json --format json
mentions 1 '"fixes":[{"description":"' validate misspelled.json --format json
mentions 1 '"url":"docs/rules/AG101.md"' validate misspelled.json --format json
begins 2 '[{"file":"total.json","valid":true,' validate total.json missing.json --format json
mentions 2 '{"file":"missing.json","error":"missing.json: No such file' validate total.json missing.json --format json
silent_but_mentions 2 'missing.json' validate missing.json --format json

title "validate --format sarif"
mentions 1 '"version": "2.1.0"' validate misspelled.json --format sarif
mentions 1 '"ruleId": "AG101"' validate misspelled.json total.json --format sarif
holds 'the log is JSON' is_json out
mentions 0 '"results": []' validate total.json --format sarif

title "validate --batch"
compact=$(tr -d '\n' <total.json)
write questions.ndjson "{\"id\": 1, \"document\": $compact}
{\"id\": \"two\", \"document\": \"{\\\"query\\\": \\\"x\\\"}\"}
not json

{\"id\": 3}
[]
{\"id\": 4, \"document\": \"\\n nonsense\"}
{\"id\": 5, \"document\": 5}"
answers 2 '{"id":1,"valid":true,"findings":[],"truncated":false,"nanoseconds":' '{"id":"two","valid":false' \
    '{"error":"line 3:1:' '{"id":3,"error":"the member \"document\" is missing"}' '{"error":"line 6: not an object"}' \
    '"line":2,"column":' '{"id":5,"valid":false' -- validate --batch questions.ndjson
answers 0 '{"id":1,"valid":true' -- validate --batch - <<<"{\"id\": 1, \"document\": $compact}"
mentions 0 '"valid":false' validate --batch - <<<'{"document": {"query": "x", "prepare": []}}'
silent_but_mentions 2 'missing.ndjson' validate --batch missing.ndjson
# An answer comes before the next question is asked.
coproc "$program" validate --batch -
asked=$COPROC_PID # bash forgets it when it ends
echo "{\"id\": \"a\", \"document\": $compact}" >&"${COPROC[1]}"
read -r -t 30 first <&"${COPROC[0]}"
echo '{"id": "b", "document": 0}' >&"${COPROC[1]}"
read -r -t 30 second <&"${COPROC[0]}"
eval "exec ${COPROC[1]}>&-"
wait "$asked" 2>/dev/null
holds 'each answer before the next question' test "${first:0:9}${second:0:9}" = '{"id":"a"{"id":"b"'
# Memory does not grow with the number of questions.
yes "{\"id\": 1, \"document\": $compact}" | head -n 20000 >many.ndjson
holds 'twenty thousand questions in 100 MB' bash -c "ulimit -v 400000; \"$program\" validate --batch many.ndjson | tail -n 1 | grep -q valid"

title "hostile files"
mkdir folder
silent_but_mentions 2 'folder: Is a directory' validate folder
write empty.json ''
mentions 1 'AG308' validate empty.json
head -c 100000 /dev/urandom >binary.json
mentions 1 'AG308' validate binary.json
printf '{"query": "\0\033[31m", "prepare": [{"id": "\033]0;x\007"}]}' >control.json
called validate control.json
holds 'nothing that a terminal would obey' bash -c "! grep -q $'\033' out"
printf '{"query": "big", "description": "%s"}' "$(head -c 5000000 /dev/zero | tr '\0' x)" >big.json
mentions 1 'AG307' validate big.json
head -c 100000 /dev/zero | tr '\0' '[' >deep.json
mentions 1 'AG30' validate deep.json
mentions 1 'AG30' fix deep.json
mentions 1 'AG30' explain deep.json
silent_but_mentions 2 '64 MiB' validate /dev/zero
silent_but_mentions 2 'deep.json:1:' run total.json --input deep.json
silent_but_mentions 2 'deep.json:1:' simulate total.json --input cart.json --values deep.json
for command in explain graph fix; do
    silent_but_mentions 2 'missing.json' "$command" missing.json
    silent_but_mentions 2 'folder: Is a directory' "$command" folder
done
# A line of 70 MB is answered, and the lines behind it too.
answers 2 '{"error":"line 1: it is longer than 64 MiB"}' '{"id":2,"valid":false' -- validate --batch - < <(
    head -c 70000000 /dev/zero | tr '\0' x
    printf '\n{"id": 2, "document": 1}\n'
)

title "colors"
on_terminal validate misspelled.json
holds 'colors on a terminal' grep -q $'\033\[' out
NO_COLOR=1 on_terminal validate misspelled.json
holds 'none with NO_COLOR' bash -c "grep -q AG101 out && ! grep -q $'\033' out"
NO_COLOR='' on_terminal validate misspelled.json
holds 'an empty NO_COLOR is none' grep -q $'\033\[' out
called validate misspelled.json
holds 'none where it is no terminal' bash -c "! grep -q $'\033' out"

title "output that is not read"
holds 'a pipe that is closed ends it' bash -c "
    \"$program\" validate --batch many.ndjson | head -n 1 | grep -q valid
    [ \${PIPESTATUS[0]} -eq 141 ] || [ \${PIPESTATUS[0]} -eq 2 ]"
if [ -c /dev/full ]; then
    timeout 60 "$program" schema export >/dev/full 2>err
    full=$?
    holds 'a full disk is status 2' test "$full" -eq 2
    holds 'and said' grep -q 'standard output: No space left' err
fi

title "explain"
says 0 '# AG201 second-mutation' explain AG201
mentions 0 '## Fixed' explain ag201
silent_but_mentions 2 'there is no rule AG999' explain AG999
codes=$(grep -o 'AG[0-9]*' err | grep -v AG999)
holds 'the codes of the rules' test "$(wc -w <<<"$codes")" -ge 25
for code in $codes; do begins 0 "# $code " explain "$code"; done
mentions 0 '{"code":"AG403","name":"unused-value","severity":"warning","sentence":"' explain AG403 --format json
mentions 0 'transform(jq)' explain total.json
mentions 0 'persist(order)' explain order.json "${shop[@]}"
mentions 0 '{"name":"order","purpose":"command"' explain order.json "${shop[@]}" --format json
silent_but_mentions 1 'AG101' explain misspelled.json
begins 1 '{"valid":false,' explain misspelled.json --format json

title "graph"
mentions 0 'flowchart' graph order.json "${shop[@]}"
mentions 0 'digraph' graph order.json "${shop[@]}" --format dot
mentions 0 '"purpose":"command"' graph order.json "${shop[@]}" --format json
silent_but_mentions 1 'AG301' graph order.json
mentions 2 'format' graph total.json --format svg

title "run"
output_is '{"total":6}' run total.json --input cart.json
output_is '{"total":6}' run total.json --input - <cart.json
output_is '{"status":"completed","output":{"total":6}}' run total.json --input cart.json --format json
silent_but_mentions 1 'failed at "input" in prepare: ' run total.json --input no_cart.json
mentions 1 '{"status":"failed","failed_action":"input","phase":"prepare","retryable":' run total.json --input no_cart.json --format json
silent_but_mentions 1 ' --> order.json:4:' run order.json "${shop[@]}" --input cart.json
mentions 2 'input' run total.json
silent_but_mentions 2 'missing.json' run total.json --input missing.json

title "simulate"
write id.json '{"id": "A-1"}'
write values.json '{"offer": {"id": "A-1", "price": 3}}'
write all_values.json '{"offer": {"id": "A-1", "price": 3}, "receipt": {"number": 7}}'
says 0 'ran           total  transform(jq)
    input   {"lines":[{"price":2.5,"quantity":2},{"price":1,"quantity":1}]}
    output  {"total":6}
completed: {"total":6}' simulate total.json --input cart.json
says 0 'given         offer  fetch(offer)' simulate order.json "${shop[@]}" --input id.json --values values.json
mentions 0 'stopped before the mutation' simulate order.json "${shop[@]}" --input id.json --values values.json
mentions 0 'completed: {"order":7}' simulate order.json "${shop[@]}" --input id.json --values all_values.json
mentions 0 '"stopped_before_mutation":true' simulate order.json "${shop[@]}" --input id.json --values values.json --format json
mentions 1 'failed at "offer"' simulate order.json "${shop[@]}" --input id.json --no-live
mentions 2 'expected an object' simulate total.json --input cart.json --values - <<<'[]'

title "fix"
sed 's/"query"/"qery"/; s/"action"/"acton"/' total.json >broken.json
cp broken.json original.json
says 0 '--- broken.json
+++ broken.json
@@ -1,11 +1,11 @@
 {
-  "qery": "total",
+  "query": "total",
   "input": {' fix broken.json
mentions 0 '2 fixes applied' fix broken.json
holds 'nothing is written without --apply' cmp broken.json original.json
if command -v patch >/dev/null; then
    "$program" fix broken.json >change.diff 2>/dev/null
    cp broken.json patched.json
    patch -s patched.json change.diff
    holds 'patch understands the difference' cmp patched.json total.json
fi
mentions 0 '"applied":["' fix broken.json --format json
mentions 0 '"valid":true' fix broken.json --format json
output_is "$(<total.json)" fix --apply - <broken.json
chmod 640 broken.json
ln -s broken.json link.json
silent_but_mentions 0 '2 fixes applied' fix link.json --apply
holds 'the text is as its author wrote it' cmp broken.json total.json
holds 'permissions stay' test "$(stat -c %a broken.json)" = 640
holds 'a link stays one' test -L link.json
holds 'nothing is left beside it' bash -c '! ls | grep -q "^broken.json\."'
silent_but_mentions 0 '0 fixes applied' fix broken.json
mentions 0 '.price' fix misspelled.json
silent_but_mentions 1 'AG101' fix strange.json
mentions 2 'FILE' fix
# Fixes that take the comma between them.
write thrice.json "$(sed '$d' order.json | sed '$s/$/,/')
  \"mixins\": [{\"mixin\": \"retry\", \"on\": [\"offer\", \"offer\", \"offer\"]}]
}"
mentions 0 '+  "mixins": [{"mixin": "retry", "on": ["offer"]}]' fix thrice.json "${shop[@]}"
# More typos than fit in the findings of eight rounds.
{
    printf '{"query": "x", "prepare": ['
    for ((i = 0; i < 2000; ++i)); do printf '{"id": "s%d", "acton": "transform(jq)", "with": {"filter": "."}},\n' $i; done
    printf '{"id": "last", "action": "transform(jq)", "with": {"filter": "."}}]}\n'
} >typos.json
mentions 1 'there are more fixes to apply' fix typos.json --apply
mentions 0 '400 fixes applied' fix typos.json --apply
says 0 'typos.json: valid' validate typos.json
printf '{"qery": "x",\r\n\t"prepare": [ ]  }' >odd.json
mentions 1 '+{"query": "x",' fix odd.json
mentions 1 '\ No newline at end of file' fix odd.json
on_terminal fix original.json
holds 'the difference has colors on a terminal' grep -q $'\033\[32m' out

title "fix --split"
mentions 1 'AG' validate twice.json "${shop[@]}"
says 0 '{
  "command": "twice",' fix twice.json --split "${shop[@]}"
mentions 0 '"command": "twice_2"' fix twice.json --split "${shop[@]}"
begins 0 '{"documents":[{"command":"twice",' fix twice.json --split "${shop[@]}" --format json
says 0 './twice.1.json
./twice.2.json' fix ./twice.json --split --apply "${shop[@]}"
says 0 'twice.1.json: valid
twice.2.json: valid' validate twice.1.json twice.2.json "${shop[@]}"
silent_but_mentions 2 'twice.1.json: it is there already' fix twice.json --split --apply "${shop[@]}"
silent_but_mentions 0 'nothing to split' fix order.json --split --apply "${shop[@]}"
silent_but_mentions 1 'AG101' fix strange.json --split
begins 1 '{"reason":"' fix strange.json --split --format json

title "schema export, grammar export"
"$program" schema export >schema.json
says 0 valid contract check schema.json total.json
mentions 1 invalid contract check schema.json qery.json
mentions 1 invalid contract check schema.json order.json
"$program" schema export "${shop[@]}" >schema.json
says 0 valid contract check schema.json order.json
for profile in full openai anthropic; do
    mentions 0 'transform(jq)' schema export --profile "$profile"
    holds "the schema is JSON ($profile)" is_json out
done
mentions 2 'other' schema export --profile other
mentions 0 'root ::=' grammar export
mentions 0 'persist(order)' grammar export "${shop[@]}"

title "vocabulary"
begins 0 'aggregate(jq): ' vocabulary list
mentions 0 'persist(order): Keeps an order.' vocabulary list "${shop[@]}"
mentions 0 '{"name":"persist(order)","summary":"Keeps an order.","runnable":false}' vocabulary list "${shop[@]}" --format json
says 0 'fetch(offer): What the warehouse has.' vocabulary search warehouse "${shop[@]}"
silent_but_mentions 1 'no action' vocabulary search zyxwv
mentions 2 'WORD' vocabulary search
mentions 0 'order' vocabulary inspect 'persist(order)' "${shop[@]}"
begins 0 '{"name":"persist(order)"' vocabulary inspect 'persist(order)' "${shop[@]}" --format json
silent_but_mentions 2 'did you mean "persist(order)"?' vocabulary inspect 'persist(orders)' "${shop[@]}"
"$program" vocabulary export "${shop[@]}" >exported.json
mentions 0 'order.json: valid' validate order.json --vocabulary exported.json
mentions 2 'exported.json: emit(event): there is an action of that name already' vocabulary list "${shop[@]}" --vocabulary exported.json
write broken_vocabulary.json '{"vocabulary": 1, "actions": [{"name": "persist(order)"}]}'
silent_but_mentions 2 'broken_vocabulary.json:1:' vocabulary list --vocabulary broken_vocabulary.json
silent_but_mentions 2 'total.json:' validate total.json --vocabulary total.json
silent_but_mentions 2 'missing.json' validate total.json --vocabulary missing.json

title "pattern"
mentions 0 'transform@1: ' pattern list
mentions 0 '{"pattern":"http_request@1","description":"' pattern list --format json
says 0 '{
  "pattern": "transform",' pattern show transform@1
silent_but_mentions 2 'did you mean "transform@1"?' pattern show transfrom@1
write with.json '{"filter": ".id"}'
says 0 '{"prepare":[{"id":"result","action":"transform(jq)","with":{"filter":".id"}}]}' pattern resolve transform@1 --with with.json --format json
mentions 0 '"filter": ".id"' pattern resolve transform@1 --with - <with.json
silent_but_mentions 1 'filter' pattern resolve transform@1
mentions 1 '{"problems":[{"pointer":"' pattern resolve transform@1 --format json
mkdir patterns
write patterns/priced.json '{"pattern": "priced", "version": "1", "description": "Prices.", "parameters": {"type": "object"},
  "prepare": [{"id": "result", "action": "transform(jq)", "with": {"filter": ".price"}}]}'
mentions 0 'priced@1: Prices.' pattern list --patterns patterns
write uses.json '{"query": "q", "input": {"type": "object", "required": ["price"], "properties": {"price": {"type": "number"}}}, "prepare": [{"id": "p", "pattern": "priced@1"}]}'
mentions 1 'AG303' validate uses.json
says 0 'uses.json: valid' validate uses.json --patterns patterns
silent_but_mentions 2 'nowhere' validate uses.json --patterns nowhere
write patterns/wrong.json '{"pattern": 1}'
silent_but_mentions 2 'wrong.json' pattern list --patterns patterns

title "--closed-producers"
write open.json '{"query": "q", "input": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}},
  "prepare": [{"id": "same", "action": "transform(jq)", "with": {"filter": "."}}],
  "outcome": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "note": {"type": "number"}}}}'
mentions 1 'AG104' validate open.json
says 0 'open.json: valid' validate open.json --closed-producers

title "import tasker"
write tasker.json '{"name": "sum", "outcome": {"description": "a sum", "output_schema": {"type": "object"}},
  "invocations": [{"capability": "transform", "config": {"filter": "{total: 1}", "output": {"type": "object"}}}]}'
mentions 0 '"action": "transform(jq)"' import tasker tasker.json
mentions 0 '{"compositions":[{"name":"sum"' import tasker tasker.json --format json
silent_but_mentions 2 'missing.json' import tasker missing.json
silent_but_mentions 2 'binary.json:1:' import tasker binary.json
mentions 1 '' import tasker cart.json

title "completion"
for shell in bash zsh fish; do
    mentions 0 'simulate' completion "$shell"
    command -v "$shell" >/dev/null || continue
    holds "$shell reads its script" "$shell" -n out
done
mentions 2 'SHELL' completion
mentions 2 'tcsh' completion tcsh
# completes WORDS... LAST: what bash offers for the last word, one a line.
"$program" completion bash >completion.bash
completes() {
    bash -c '
        . ./completion.bash
        COMP_WORDS=(action-grammar "$@")
        COMP_CWORD=$#
        _action_grammar
        [ ${#COMPREPLY[@]} -eq 0 ] || printf "%s\n" "${COMPREPLY[@]}"' bash "$@"
}
holds 'subcommands' test "$(completes vali)" = validate
holds 'subcommands of groups' test "$(completes pattern re)" = resolve
holds 'options' test "$(completes pattern resolve KEY --wi)" = --with
holds 'values of options' test "$(completes validate x.json --format sa)" = sarif
holds 'values of options, with a sign between' test "$(completes schema export --profile = an)" = anthropic
holds 'files are left to the shell' test -z "$(completes validate '')$(completes run a.json --input '')"
# Every subcommand and option that --help names is offered.
options_of() { "$program" "$@" --help | grep -o '^  -[-a-z,]*' | tr -d ' ' | tr ',' '\n' | sort; }
for path in validate fix explain graph simulate run 'pattern resolve' 'vocabulary search' 'contract infer' 'schema export'; do
    # shellcheck disable=SC2086
    holds "the options of $path" test "$(options_of $path)" = "$(completes $path - | sort)"
done

title "YAML, where the program has it"
cat >greet.yaml <<'YAML'
query: greet
input:
  type: object
  properties: {name: {type: string}}
  required: [name]
  additionalProperties: false
prepare:
  - id: greeting
    action: transform(jq)
    with: {filter: '"hello " + .name'}
YAML
sed 's/\.name/.nmae/' greet.yaml >misspelt.yaml
printf 'name: tasker\ninvocations:\n  - {capability: transform, config: {filter: ".context"}, checkpoint: false}\n' >spec.yaml
printf '{"name": "Ada"}' >ada.json
if [[ $("$program" validate greet.yaml 2>&1) != *'not JSON'* ]]; then
    mentions 0 '' validate greet.yaml
    mentions 0 'hello Ada' run greet.yaml --input ada.json
    mentions 1 'misspelt.yaml:10:' validate misspelt.yaml
    mentions 0 '"query"' import tasker spec.yaml
    printf 'a: [' >broken.yaml
    mentions 2 'broken.yaml:' import tasker broken.yaml
    mentions 1 'not YAML' validate broken.yaml
fi

title "use"
for command in validate fix explain graph simulate run pattern vocabulary schema grammar import completion; do
    mentions 0 'Usage: action-grammar' "$command" --help
    mentions 0 "$command" --help
done
mentions 2 'subcommand' pattern
mentions 2 'nonsense' validate total.json --nonsense
mentions 2 'yaml' validate total.json --format yaml

finish
