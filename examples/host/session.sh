#!/usr/bin/env bash
# What a program that writes documents, such as a language model, and the host say to each other, from a first try to a
# run. Prints each command and what it says; docs/how-to/serve-documents.md shows that, and tests/examples compares them.
#
#     session.sh URL
set -euo pipefail
HOST=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/first_try.json" "$work/order.json"
cp "$here/mend.jq" "$work"
cd "$work"

# Prints commands, then runs them as they were printed.
show() {
    printf '%s\n' "$1" | sed '1s/^/$ /; 1!s/^/> /'
    eval "$1"
}

show 'cat order.json'
show 'curl -s $HOST/validate --data-binary @order.json > report.json
jq -r '\''.findings[] | "\(.code) \(.pointer): \(.message)\n  -> \(.fixes[0].description // .hint)"'\'' report.json'

show 'jq --slurpfile report report.json -f mend.jq order.json > mended.json
jq '\''.commit.protection = {keyed: "order/id"} | del(.conclude[1])'\'' mended.json > order.json
curl -s $HOST/validate --data-binary @order.json > report.json
jq -r '\''.findings[] | "\(.code) \(.pointer): \(.message)"'\'' report.json'

show 'jq --slurpfile report report.json -f mend.jq order.json > mended.json
curl -s $HOST/validate --data-binary @mended.json'
echo

show 'input='\''{"id": "A-1", "customer": "Ada", "sku": "PMP-FLOOR", "quantity": 2}'\''
jq --argjson input "$input" '\''{document: ., $input}'\'' mended.json > request.json
curl -s $HOST/simulate --data-binary @request.json | jq -c '\''.steps[] | [.id, .what, .output, .key]'\'''

show 'curl -s $HOST/run --data-binary @request.json'
echo
show 'curl -s $HOST/run --data-binary @request.json'
echo
show 'jq ".input.id = \"A-2\"" request.json > second.json
curl -s $HOST/run -H "Idempotency-Key: 5d41" --data-binary @second.json'
echo
show 'curl -s $HOST/run -H "Idempotency-Key: 5d41" --data-binary @second.json'
echo
show 'curl -s $HOST/simulate --data-binary @second.json | jq -c ".steps[1].output"'
show 'jq .input.quantity=99 request.json | curl -s $HOST/run --data-binary @- | jq .'
