#!/usr/bin/env bash
# The program action-grammar on ledgers of effects: what each subcommand prints, what it changes, and its exit status.
#
#     ledger.sh PROGRAM
set -uo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/expect.sh"

# A ledger's table as it was released: what is in users' databases stays readable.
make_ledger() {
    local now=$((${EPOCHREALTIME/./} / 1000)) old=1700000000000
    rm -f shop.db
    sqlite3 shop.db "
        CREATE TABLE action_grammar_effects (
            composition TEXT NOT NULL, version TEXT NOT NULL, key TEXT NOT NULL, action TEXT NOT NULL,
            guard TEXT NOT NULL, state TEXT NOT NULL, answer TEXT, holder TEXT NOT NULL, lease_until BIGINT NOT NULL,
            attempts BIGINT NOT NULL, started_at BIGINT NOT NULL, changed_at BIGINT NOT NULL,
            PRIMARY KEY (composition, version, key)) WITHOUT ROWID;
        INSERT INTO action_grammar_effects VALUES
            ('pay', '', 'invoice 1', 'receipt', 'unprotected', 'done', '{\"cents\":995}', 'a', 0, 1, $old, $old),
            ('pay', '', 'invoice 2', 'receipt', 'unprotected', 'in_doubt', NULL, 'b', 0, 2, $old, $((old + 1))),
            ('pay', '2', 'invoice 3', 'receipt', 'unprotected', 'started', NULL, 'c', $old, 1, $old, $((old + 2))),
            ('enter', '', 'now', 'entry', 'keyed', 'started', NULL, 'd', $((now + 3600000)), 1, $now, $now),
            ('enter', '', 'lately', 'entry', 'keyed', 'done', 'null', 'e', 0, 1, $now, $((now + 1)));"
}
in_ledger() { sqlite3 shop.db "SELECT $1 FROM action_grammar_effects WHERE key = '$2'"; }
is() {
    call=$1
    status=0
    matched=yes
    [ "$2" = "$3" ] || matched=no
    printf '%s\n' "$2" >out
    : >err
    verdict 0 "$3"
}

title list
make_ledger
answers 0 'done       pay "invoice 1": receipt (unprotected)' 'in_doubt   pay "invoice 2": receipt (unprotected), 2 of its tries' \
    'abandoned  pay 2 "invoice 3"' 'started    enter "now"' 'done       enter "lately"' -- ledger list shop.db
answers 0 '"invoice 2"' -- ledger list shop.db --state in_doubt
answers 0 '"now"' '"lately"' -- ledger list shop.db --composition enter
answers 0 '"answer":{"cents":995}' -- ledger list shop.db --most 1 --format json
mentions 0 'only the first 1' ledger list shop.db --most 1
answers 0 '"state":"started","held":true' -- ledger list shop.db --composition enter --state started --format json
mentions 2 'unable to open' ledger list nowhere/shop.db
mentions 2 'started' ledger list shop.db --state lost
: >no.db
mentions 2 'no such table' ledger list no.db

title resolve
write answer.json '{"cents": 7}'
mentions 0 'it happened' ledger resolve shop.db --composition pay --key 'invoice 2' --happened --answer answer.json
is 'what was found out is kept' "$(in_ledger "state || ' ' || answer" 'invoice 2')" 'done {"cents":7}'
mentions 0 'did not happen' ledger resolve shop.db --composition pay --version 2 --key 'invoice 3' --did-not-happen
is 'what did not happen is forgotten' "$(in_ledger 'count(*)' 'invoice 3')" 0
mentions 1 'there is no such effect' ledger resolve shop.db --composition pay --key 'invoice 1' --did-not-happen
is 'what is done stays done' "$(in_ledger state 'invoice 1')" done
mentions 1 'there is no such effect' ledger resolve shop.db --composition enter --key now --did-not-happen
is 'what a run is at is left to it' "$(in_ledger state now)" started
mentions 2 '--happened or --did-not-happen' ledger resolve shop.db --composition pay --key 'invoice 2'
mentions 2 'excludes' ledger resolve shop.db --composition pay --key 'invoice 2' --happened --did-not-happen
write no.json '{'
mentions 2 'no.json' ledger resolve shop.db --composition pay --key 'invoice 2' --happened --answer no.json

title clean-up
make_ledger
mentions 0 'more than 30 days ago: 1' ledger clean-up shop.db --days 30
is 'what is not done is never forgotten' "$(sqlite3 shop.db 'SELECT group_concat(key) FROM (SELECT key FROM action_grammar_effects ORDER BY changed_at)')" \
    'invoice 2,invoice 3,now,lately'
mentions 2 '--days' ledger clean-up shop.db

finish
