#!/usr/bin/env bash
# The program action-grammar as its users call it: what it prints, where, and its exit status.
#
#     contract.sh PROGRAM
set -uo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/expect.sh"

write order.json '{"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "total": {"type": "number", "minimum": 0}}}'
write named.json '{"type": "object", "required": ["id", "name"], "properties": {"id": {"type": "string"}}}'
write listed.json '{"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}, "additionalProperties": false}'
write small.json '{"id": "A-1", "total": 3}'
write wrong.json '{"id": 1, "total": -3}'
write broken.json '{"id": 1,, }'
write nonsense.json '{"type": "text"}'

title "contract compare"
says 0 'compatible' contract compare named.json order.json --closed-producer
says 1 'incompatible
  witness: {"id":""}
  keyword: required
  consumer: /required
  producer: /required
  The producer allows this value and the consumer does not.' contract compare order.json named.json
mentions 1 'witness' contract compare named.json listed.json
write any_total.json '{"type": "object", "properties": {"order": {"type": "object", "properties": {"total": {"type": ["number", "null"]}}}}, "required": ["order"]}'
write total.json '{"properties": {"order": {"properties": {"total": {"type": "number"}}}}}'
says 1 'incompatible
  witness: {"order":{"total":null}}
  path: /order/total
  keyword: type
  consumer: /properties/order/properties/total/type
  producer: /properties/order/properties/total/type' contract compare any_total.json total.json
mentions 1 '"witness":{"order":{"total":null}},"path":"/order/total","keyword":"type","consumer":"/properties/order/properties/total/type","producer":"/properties/order/properties/total/type"' \
    contract compare any_total.json total.json --format json
mentions 1 '"path":"","keyword":"required","consumer":"/required"' contract compare order.json named.json --format json
says 0 'compatible' contract compare order.json order.json
mentions 0 '"answer":"compatible"' contract compare order.json order.json --format json
mentions 2 'broken.json:1:10' contract compare broken.json order.json
mentions 2 '/type' contract compare order.json nonsense.json
mentions 2 'missing.json' contract compare order.json missing.json
mentions 2 'C (or --batch)' contract compare order.json

title "contract compare --batch"
write pairs.ndjson '{"id": "a", "draft": "2020-12", "p": {"const": 1}, "c": {"type": "integer"}}
{"id": "b", "p": {"type": "number"}, "c": {"type": "integer"}}

{"id": "c", "draft": "draft4", "p": {"type": "number", "minimum": 1, "exclusiveMinimum": true}, "c": {"not": {"enum": [1]}}}
{"id": "d", "p": {"type": "integer"}}
{"id": "e", "p": {"$ref": "#/nowhere"}, "c": {}}
not json'
answers 2 '"id":"a","answer":"compatible"' '"id":"b","answer":"incompatible","witness":-0.5,"path":"","keyword":"type","consumer":"/type","producer":"/type"' '"id":"c","answer":"compatible"' \
    '"id":"d","error":"the member \"c\" is missing"' '"id":"e","answer":"undecided","reason":"schema"' \
    '"error":"line 7:1:1: ' -- contract compare --batch pairs.ndjson
answers 0 '"answer":"compatible"' -- contract compare --batch - <<<'{"p": false, "c": true}'
mentions 2 'batch' contract compare --batch pairs.ndjson order.json order.json

title "contract check"
says 0 'valid' contract check order.json small.json
says 0 'valid' contract check order.json - <small.json
mentions 1 '/id: ' contract check order.json wrong.json
mentions 1 '/total: ' contract check order.json wrong.json
mentions 1 '"instance":"/id"' contract check order.json wrong.json --format json
write remote.json '{"$ref": "https://example.com/contracts/order.json"}'
mentions 2 'https://example.com/contracts/order.json' contract check remote.json small.json
mentions 2 '--remote ADDRESS=FOLDER' contract check remote.json small.json
says 0 'valid' contract check remote.json small.json --remote https://example.com/contracts/=.
write escape.json '{"$ref": "https://example.com/contracts/../small.json"}'
mentions 2 'small.json' contract check escape.json small.json --remote https://example.com/contracts/=.
answers 0 '"id":1,"valid":true' '"id":2,"valid":false' -- contract check --batch - <<'END'
{"id": 1, "draft": "draft7", "schema": {"items": [{"type": "string"}]}, "value": ["a", 2]}
{"id": 2, "draft": "2020-12", "schema": {"prefixItems": [{"type": "string"}]}, "value": [1, 2]}
END

title "contract infer"
mentions 0 '"type":"string"' contract infer .id --input order.json --format json
mentions 2 'lst' contract infer '.id | lst' --input order.json
mentions 1 'did you mean `id`? (unknown-member)' contract infer .idd --input listed.json
answers 0 '"id":"x"' -- contract infer --batch - <<<'{"id": "x", "filter": "{a: .id}", "schema": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}}'

title "expression eval"
says 0 '"A-1"' expression eval .id <small.json
says 0 '{"sum":4}
{"sum":5}' expression eval '{sum: (.total + (1, 2))}' <small.json
mentions 1 'Cannot index' expression eval .id.name <small.json
mentions 2 'filter:1:' expression eval '.a[' <small.json
answers 0 '"id":7,"outputs":[1,2]' '"id":8,"error":' '"id":9,"error":' -- expression eval --batch - <<'END'
{"id": 7, "filter": ".[]", "input": [1, 2]}
{"id": 8, "filter": ".a", "input": [1, 2]}
{"id": 9, "filter": "env", "input": null}
END

title "use"
mentions 0 'compare' contract --help
mentions 0 '0.' --version
mentions 2 'subcommand' contract
mentions 2 'draft9' contract compare order.json order.json --draft draft9

finish
