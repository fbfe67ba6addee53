#!/usr/bin/env bash
# What examples/host promises, tried on the program.
#
#     host.sh PROGRAM session|requests|refusals|silent|together|full|stop
#
#   session    the session that docs/how-to/serve-documents.md shows goes as it is shown; write: the page is refreshed
#   requests   documents are judged, explained, simulated and run, and the database has what they did
#   refusals   what is no good is answered with what is wrong with it, and the next request is answered as ever
#   silent     who connects and says nothing is let go, and then others have their turn
#   together   of many requests at once each is answered right, and what is sent eight times at once happens once
#   full       what is more than may run and wait is answered with 503, and the others are answered all the same
#   stop       asked to stop it takes no new requests, answers the running one, and exits with 0; with 1 if that takes too long
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
example=$here/../../examples/host
program=$(realpath "$1")
mode=$2
work=$(mktemp -d)
host=''
trap '[ -z "$host" ] || kill -KILL $host 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"

fail() {
    echo "$1" >&2
    exit 1
}

# until_so COMMAND...: waits until it succeeds, which it does soon.
until_so() {
    local tries=0
    until "$@"; do
        [ $((tries += 1)) -le 600 ] || fail "in a minute it did not come to: $*"
        sleep 0.1
    done
}

start() { # OPTION...
    rm -f "$work/said"
    "$program" --workers 4 "$@" "$work/shop" "$example/schema.sql" >"$work/said" &
    host=$!
    until_so grep -qs . "$work/said"
    url=$(sed -n 's/^listening on //p' "$work/said")
}

# stop_host SIGNAL: it ends by itself, with 0.
stop_host() {
    local status=0
    kill "-$1" $host
    wait $host || status=$?
    host=''
    [ $status -eq 0 ] || fail "on $1 the host ended with $status"
}

# ask METHOD PATH [CURL-OPTION...]: the answer is in `answer`, its status in `code`.
ask() {
    local method=$1 path=$2
    shift 2
    code=$(curl -s --max-time 60 -X "$method" -o "$work/answer" -D "$work/header" -w '%{http_code}' "$@" "$url$path") ||
        fail "no answer to $method $path"
    answer=$(cat "$work/answer")
}

# expect CODE JQ-CONDITION: of the last answer.
expect() {
    [ "$code" = "$1" ] || fail "expected $1, got $code: $answer"
    [ "$(jq -r "$2" "$work/answer" 2>/dev/null)" = true ] || fail "not so: $2 of $answer"
}

sql() { sqlite3 "$work/shop" "$1"; }

# request FILE INPUT [DOCUMENT]: the body of a request for a run.
request() { jq --argjson input "$2" '{document: ., $input}' "${3:-$example/order.json}" >"$1"; }

# A page with what was printed in place of its blocks of ```console, to each as many commands as it has.
page_of() {
    awk '
        FNR == NR { if (/^\$ /) ++commands; said[commands] = said[commands] $0 "\n"; next }
        /^```console$/ { inside = 1; print; next }
        inside && /^```$/ { inside = 0 }
        inside { if (/^\$ /) printf "%s", said[++shown]; next }
        { print }
        END { exit commands == 0 || shown != commands }' "$1" "$2"
}

session() {
    local page=$here/../../docs/how-to/serve-documents.md
    start
    bash "$example/session.sh" "$url" >printed || fail "the session failed: $(cat printed)"
    stop_host TERM
    page_of printed "$page" >as_it_went || fail "the page does not show as many commands as there are"
    [ "$mode" = session ] || cp as_it_went "$page"
    diff "$page" as_it_went || fail "the session went otherwise (>) than the page shows (<); host.sh PROGRAM write refreshes it"
}
write() { session; }

requests() {
    start
    ask POST /validate --data-binary "@$example/order.json"
    expect 200 '.valid and .findings == []'
    ask POST /validate --data-binary "@$example/first_try.json"
    expect 422 '(.valid | not) and ([.findings[].code] == ["AG301", "AG101", "AG205", "AG201"]) and .findings[0].line == 15'

    request run.json '{"id": "A-1", "customer": "Ada", "sku": "PMP-FLOOR", "quantity": 2}'
    ask POST /simulate --data-binary @run.json
    expect 200 '.stopped_before_mutation and (.steps[-1] | .what == "would_mutate" and .key == "A-1")'
    [ "$(sql 'SELECT count(*) FROM orders')" = 0 ] || fail "a simulation changed the database"
    jq '.values = {receipt: {id: "A-1", total: 1, repeated: false}}' run.json >given.json
    ask POST /simulate --data-binary @given.json
    expect 200 '.output == {order: "A-1", total: 1, again: false}'

    ask POST /run --data-binary @run.json
    expect 200 '. == {status: "completed", output: {order: "A-1", total: 11900, again: false}}'
    ask POST /run --data-binary @run.json
    expect 200 '.output.again'
    [ "$(sql "SELECT on_hand FROM articles WHERE sku = 'PMP-FLOOR'")" = 38 ] || fail "the goods were taken twice"
    # As text, which may have a line of its own to be told.
    jq --rawfile text "$example/first_try.json" '.document = $text' run.json >text.json
    ask POST /run --data-binary @text.json
    expect 422 '.findings[0] | .code == "AG301" and .line == 15'

    request unknown.json '{"id": "A-2", "customer": "Ada", "sku": "PUMP", "quantity": 2}'
    ask POST /run --data-binary @unknown.json
    expect 200 '.status == "failed" and .failed_action == "article" and .phase == "prepare" and .retryable
        and .error.type == "unknown_article" and .error.detail == {sku: "PUMP"}'
    request input.json '{"id": "A-2", "customer": "Ada", "sku": "PMP-FLOOR", "quantity": 0}'
    ask POST /run --data-binary @input.json
    expect 200 '.status == "failed" and .failed_action == "input"'
    # What the mutation itself says no to.
    jq 'del(.prepare[1, 2])' "$example/order.json" >unchecked.json
    request empty.json '{"id": "A-2", "customer": "Ada", "sku": "FRM-TI-56", "quantity": 7}' unchecked.json
    ask POST /run --data-binary @empty.json
    expect 200 '.status == "failed" and .failed_action == "receipt" and .phase == "commit"
        and .error == {type: "out_of_stock", message: .error.message, detail: {sku: "FRM-TI-56", wanted: 7, on_hand: 6}}'
    request reused.json '{"id": "A-1", "customer": "Bo", "sku": "PMP-FLOOR", "quantity": 2}'
    ask POST /run --data-binary @reused.json
    expect 200 '.error.type == "key_reused"'

    echo '{"command": "tell", "input": {"type": "string"}, "commit": {"id": "told", "action": "emit(outbox)",
        "from": {"topic": "input", "message": "input"}, "protection": {"keyed": "input"}}}' >tell.json
    request tell_it.json '"hello"' tell.json
    for _ in 1 2; do
        ask POST /run --data-binary @tell_it.json
        expect 200 '.status == "completed"'
    done
    [ "$(sql 'SELECT topic, payload, count(*) FROM outbox')" = 'hello|hello|1' ] || fail "the outbox has something else"
    echo '{"command": "reorder", "input": {"type": "object", "properties": {"sku": {"type": "string"}, "at": {"type":
        "integer", "minimum": 0, "maximum": 99}}, "required": ["sku", "at"], "additionalProperties": false},
        "commit": {"id": "set", "action": "persist(reorder_level)"}}' >level.json
    request set_it.json '{"sku": "BELL-BRASS", "at": 30}' level.json
    ask POST /run --data-binary @set_it.json
    expect 200 '.output == {sku: "BELL-BRASS", at: 30}'

    # Recorded, a late repeat gets its answer and does not undo what came after it.
    ask POST /run -H 'Idempotency-Key: k1' --data-binary @set_it.json
    expect 200 '.output.at == 30'
    request set_more.json '{"sku": "BELL-BRASS", "at": 40}' level.json
    ask POST /run -H 'Idempotency-Key: k2' --data-binary @set_more.json
    expect 200 '.output.at == 40'
    ask POST /run -H 'Idempotency-Key: k1' --data-binary @set_it.json
    expect 200 '.status == "completed" and .output.at == 30'
    [ "$(sql "SELECT reorder FROM articles WHERE sku = 'BELL-BRASS'")" = 40 ] || fail "a late repeat was sent again"
    request third.json '{"id": "A-3", "customer": "Ada", "sku": "BELL-BRASS", "quantity": 1}'
    for _ in 1 2; do
        ask POST /run -H 'Idempotency-Key: k3' --data-binary @third.json
        expect 200 '. == {status: "completed", output: {order: "A-3", total: 2290, again: false}}'
    done
    [ "$(sql "SELECT on_hand FROM articles WHERE sku = 'BELL-BRASS'")" = 149 ] || fail "the goods were taken twice"
    # What was refused is not recorded as done.
    ask POST /run -H 'Idempotency-Key: k4' --data-binary @empty.json
    expect 200 '.error.type == "out_of_stock"'
    sql "UPDATE articles SET on_hand = 7 WHERE sku = 'FRM-TI-56'"
    ask POST /run -H 'Idempotency-Key: k4' --data-binary @empty.json
    expect 200 '.status == "completed"'

    ask POST '/explain' --data-binary "@$example/order.json"
    expect 200 '.boundary[0].protection == "keyed"'
    ask POST '/explain?format=text' --data-binary "@$example/order.json"
    [[ $code = 200 && $answer = 'command order  (committed)'* ]] || fail "not explained: $answer"
    ask POST '/explain?format=mermaid' --data-binary "@$example/order.json"
    [[ $code = 200 && $answer = 'flowchart TB'* ]] || fail "not drawn: $answer"
    ask POST '/explain' --data-binary "@$example/first_try.json"
    expect 422 '.valid | not'
    ask GET /vocabulary
    expect 200 '[.actions[] | select(.builtin | not) .name] == ["emit(outbox)", "fetch(catalogue)", "fetch(stock)",
        "persist(order_table)", "persist(reorder_level)"]'
    for profile in full openai anthropic; do
        ask GET "/schema?profile=$profile"
        expect 200 'type == "object"'
    done
    stop_host INT
}

refusals() {
    start
    ask GET /nothing
    expect 404 '.error.type == "unknown_path" and (.error.message | contains("/validate"))'
    ask GET /run
    expect 405 '.error.type == "method_not_allowed"'
    grep -qi '^allow: POST' header || fail "it does not say which method is allowed"
    ask POST /run --data-binary '{"document": {}, '
    expect 400 '.error.type == "malformed_json" and (.error.message | startswith("1:18: "))'
    ask POST /run --data-binary '{"document": {}, "document": {}}'
    expect 400 '.error.type == "malformed_json"'
    for body in '' 7 '[]' '{}' '{"document": 7}' '{"document": {}, "inputs": 1}'; do
        ask POST /run --data-binary "$body"
        expect 400 '.error | has("message")'
    done
    ask POST /simulate --data-binary '{"document": {}, "values": 1}'
    expect 400 '.error.type == "malformed_request"'
    ask POST /validate --data-binary '{"command": '
    expect 422 '.findings[0].code == "AG308"'
    ask POST /run --data-binary '{"document": {}}'
    expect 422 '.valid | not'
    head -c 100000 /dev/zero | tr '\0' '[' >deep
    ask POST /validate --data-binary @deep
    expect 422 '.valid | not'
    ask POST /run --data-binary @deep
    expect 400 '.error.type == "malformed_json"'
    head -c 100000 /dev/urandom >noise
    ask POST /validate --data-binary @noise
    expect 422 '.valid | not'
    ask POST '/explain?format=poem' --data-binary "@$example/order.json"
    expect 400 '.error.type == "unknown_format"'
    ask GET '/schema?profile=nobody'
    expect 400 '.error.type == "unknown_profile"'

    head -c 3000000 /dev/zero >large
    ask POST /run --data-binary @large
    expect 413 '.error.type == "too_large"'
    ask POST /run -H 'Transfer-Encoding: chunked' --data-binary @large
    expect 413 '.error.type == "too_large"'
    ask GET /vocabulary -H "X-Large: $(head -c 20000 /dev/zero | tr '\0' x)"
    expect 431 '.error.type == "too_large"'

    local port=${url##*:} first
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf 'this is no HTTP\r\n\r\n' >&3
    read -r first <&3 || true
    exec 3>&-
    [[ $first = 'HTTP/1.1 400 '* ]] || fail "what is no HTTP was answered with: $first"
    exec 3<>"/dev/tcp/127.0.0.1/$port" # says half of something, and goes
    printf 'POST /run HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf' >&3
    exec 3>&-

    ask POST /validate --data-binary "@$example/order.json"
    expect 200 .valid
    stop_host TERM
}

silent() {
    local port
    start --connections 2 --timeout-ms 1500
    port=${url##*:}
    exec 3<>"/dev/tcp/127.0.0.1/$port" 4<>"/dev/tcp/127.0.0.1/$port"
    printf 'POST /run HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf' >&4
    ! curl -s --max-time 0.5 -o /dev/null "$url/vocabulary" || fail "there are more connections than there may be"
    ask GET /vocabulary
    expect 200 '.vocabulary == 1'
    ! read -r -t 5 <&3 && ! read -r -t 5 <&4 || fail "silence was answered"
    exec 3>&- 4>&-
    stop_host TERM
}

# at_once DIRECTORY: sends all requests of a folder at the same time, eight as they come.
at_once() {
    local file pids=()
    for file in "$1"/*.json; do
        curl -s --max-time 60 -o "${file%.json}.answer" --data-binary "@$file" "$url/run" &
        pids+=($!)
    done
    for file in "${pids[@]}"; do wait "$file" || fail "a request was not answered"; done
}

together() {
    local round each
    start
    for round in 1 2 3; do
        rm -rf orders same && mkdir orders same
        for each in 1 2 3 4 5 6 7 8; do
            request "orders/$each.json" \
                "{\"id\": \"R$round-$each\", \"customer\": \"C$each\", \"sku\": \"TUB-700-BTL\", \"quantity\": $each}"
            request "same/$each.json" \
                "{\"id\": \"S$round\", \"customer\": \"C\", \"sku\": \"BELL-BRASS\", \"quantity\": 1}"
        done
        at_once orders
        for each in 1 2 3 4 5 6 7 8; do
            [ "$(jq -c . "orders/$each.answer")" = \
                "{\"status\":\"completed\",\"output\":{\"order\":\"R$round-$each\",\"total\":$((690 * each)),\"again\":false}}" ] ||
                fail "one of eight: $(cat "orders/$each.answer")"
        done
        at_once same
        [ "$(jq -s -c 'map(.output.again) | sort' same/*.answer)" = '[false,true,true,true,true,true,true,true]' ] ||
            fail "one order sent eight times: $(cat same/*.answer)"
    done
    [ "$(sql "SELECT on_hand FROM articles WHERE sku = 'TUB-700-BTL'")" = $((900 - 3 * 36)) ] || fail "goods are missing"
    [ "$(sql "SELECT on_hand FROM articles WHERE sku = 'BELL-BRASS'")" = 147 ] || fail "goods were taken twice"
    stop_host TERM
}

# run_while_held: somebody holds the database, so that the commit of a request waits; `release` ends that.
run_while_held() {
    rm -f hold held running.log
    mkfifo hold
    sqlite3 "$work/shop" <hold >held &
    holder=$!
    exec 5>hold
    echo "BEGIN IMMEDIATE; SELECT 'held';" >&5
    until_so grep -qs held held
    curl -sv --max-time 60 -o running.answer --data-binary "@$1" "$url/run" 2>running.log &
    asked=$!
    until_so grep -qs '^} \[' running.log # it was sent
    sleep 1
}
release() {
    echo 'COMMIT;' >&5
    exec 5>&-
    wait $holder
}

# One runs and one waits, as long as somebody holds the database.
full() {
    local holder asked waits
    start --workers 1 --waiting 1
    request first.json '{"id": "A-1", "customer": "Ada", "sku": "PMP-FLOOR", "quantity": 1}'
    request second.json '{"id": "A-2", "customer": "Ada", "sku": "PMP-FLOOR", "quantity": 1}'
    run_while_held first.json
    curl -sv --max-time 60 -o waited.answer --data-binary @second.json "$url/run" 2>waited.log &
    waits=$!
    until_so grep -qs '^} \[' waited.log # it was sent
    sleep 1
    ask GET /vocabulary
    expect 503 '.error.type == "busy"'
    grep -qi '^retry-after: 1' header || fail "it does not say when to come back"
    release
    wait $asked && wait $waits || fail "a request was not answered"
    [ "$(jq -r .output.order running.answer waited.answer | tr '\n' ' ')" = 'A-1 A-2 ' ] ||
        fail "they came to: $(cat running.answer waited.answer)"
    ask GET /vocabulary
    expect 200 '.vocabulary == 1'
    stop_host TERM
}

stop() {
    local holder asked status=0
    start --timeout-ms 60000
    exec 4<>"/dev/tcp/127.0.0.1/${url##*:}" # somebody is connected and says nothing
    request run.json '{"id": "A-1", "customer": "Ada", "sku": "PMP-FLOOR", "quantity": 2}'
    run_while_held run.json
    kill -TERM $host
    sleep 0.3
    ! curl -s --max-time 5 -o /dev/null "$url/vocabulary" || fail "asked to stop, it takes another request"
    kill -0 $host 2>/dev/null || fail "it did not wait for the running request"
    release
    wait $asked || fail "the running request was not answered"
    [ "$(jq -r .output.order running.answer)" = A-1 ] || fail "the running request came to: $(cat running.answer)"
    wait $host || status=$?
    [ $status -eq 0 ] || fail "it ended with $status"
    exec 4>&-
    [ "$(sql 'SELECT count(*) FROM orders')" = 1 ] || fail "the order is not there"

    start --grace-ms 200
    exec 4<>"/dev/tcp/127.0.0.1/${url##*:}"
    request run.json '{"id": "A-2", "customer": "Ada", "sku": "PMP-FLOOR", "quantity": 2}'
    run_while_held run.json
    kill -TERM $host
    sleep 1
    release
    ! wait $asked || fail "a request was answered after the grace"
    wait $host || status=$?
    host=''
    exec 4>&-
    [ $status -eq 1 ] || fail "cut short it ended with $status"

    "$program" --port 99999 "$work/shop" "$example/schema.sql" 2>errors && fail "a port that is none was taken"
    "$program" "$work/shop" "$work/nothing" 2>errors && fail "a schema that is not there was taken"
    grep -q 'nothing: cannot be read' errors || fail "it says something else: $(cat errors)"
}

case $mode in
    session | write | requests | refusals | silent | together | full | stop) "$mode" && echo "$mode: as promised" ;;
    *) fail "usage: host.sh PROGRAM session|requests|refusals|silent|together|full|stop" ;;
esac
