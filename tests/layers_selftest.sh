#!/usr/bin/env bash
# Shows that layers.sh fails when it should: one offence at a time is put into a small sound tree.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

sound_tree() {
    rm -rf "$scratch/tree"
    mkdir -p "$scratch/tree/include/action_grammar/"{model,rules,actions,composition,mixins,contract}
    cd "$scratch/tree/include/action_grammar" || exit 2
    echo '#include <cstdint>' >model/verb.hpp
    echo '#include <action_grammar/model/verb.hpp>' >rules/code.hpp
    echo '#include <vector>' >rules/resolve.hpp
    printf '%s\n' '#include <boost/hana/tuple.hpp>' '#include <action_grammar/rules/code.hpp>' >actions/fetch.hpp
    echo '#include <action_grammar/actions/fetch.hpp>' >composition/run.hpp
    echo '#include <action_grammar/composition/run.hpp>' >mixins/cache.hpp
    echo '#include <action_grammar/mixins/cache.hpp>' >action_grammar.hpp
    printf '%s\n' '#include <string>' '#include <action_grammar/action_grammar.hpp>' >contract/schema.hpp
}

# expect MESSAGE FILE LINE: with LINE in FILE, layers.sh fails and says MESSAGE ("" for a tree that passes).
expect() {
    local message=$1 file=${2:-} line=${3:-} output status
    sound_tree
    if [ -n "$file" ]; then
        mkdir -p "$(dirname "$scratch/tree/$file")"
        printf '%s\n' "$line" >>"$scratch/tree/$file"
    fi
    output=$(bash "$here/layers.sh" "$scratch/tree")
    status=$?
    if { [ -z "$message" ] && [ $status -eq 0 ]; } ||
        { [ -n "$message" ] && [ $status -eq 1 ] && [[ $output == *"$message"* ]] && [[ $output == *$'\n1 offences' ]]; }; then
        echo "ok: ${line:-a sound tree}"
    else
        echo "NOT ok: ${line:-a sound tree}: expected '${message:-to pass}', exit status $status and this output:"
        printf '%s\n' "$output"
        failures=$((failures + 1))
    fi
}

core=include/action_grammar
expect ''
expect 'model may not include <action_grammar/rules/code.hpp>' $core/model/verb.hpp '#include <action_grammar/rules/code.hpp>'
expect 'rules may not include <action_grammar/actions/fetch.hpp>' $core/rules/code.hpp '#include <action_grammar/actions/fetch.hpp>'
expect 'actions may not include <action_grammar/composition/run.hpp>' $core/actions/fetch.hpp '#  include <action_grammar/composition/run.hpp>'
expect 'composition may not include <action_grammar/mixins/cache.hpp>' $core/composition/run.hpp '#include <action_grammar/mixins/cache.hpp>'
expect 'mixins may not include <action_grammar/action_grammar.hpp>' $core/mixins/cache.hpp '#include <action_grammar/action_grammar.hpp>'
expect 'mixins may not include <action_grammar/contract/schema.hpp>' $core/mixins/cache.hpp '#include <action_grammar/contract/schema.hpp>'
expect 'rules may not include <boost/hana/tuple.hpp>' $core/rules/code.hpp '#include <boost/hana/tuple.hpp>'
expect 'actions may not include <boost/hana.hpp>' $core/actions/fetch.hpp '#include <boost/hana.hpp>'
expect 'contract may not include <fmt/format.h>' $core/contract/schema.hpp '#include <fmt/format.h>'
expect 'is included in quotes' $core/rules/code.hpp '#include "code.hpp"'
expect 'does not exist' $core/rules/code.hpp '#include <action_grammar/rules/missing.hpp>'
expect '<functional> is too expensive' $core/actions/fetch.hpp '#include <functional>'
expect '<chrono> is too expensive' $core/mixins/cache.hpp '#include <chrono>'
expect '<action_grammar/rules/resolve.hpp> stands apart' $core/actions/fetch.hpp '#include <action_grammar/rules/resolve.hpp>'
expect '' $core/contract/schema.hpp '#include <action_grammar/rules/resolve.hpp>'
expect 'belongs to no layer' $core/extras/more.hpp '#include <cstdint>'
expect 'a path of one machine' docs/page.md "see /wo""rk/notes"
expect 'a path of one machine' examples/run.sh "mkdir '/tm""p/orders'"
expect 'unfinished work' docs/page.md "TO""DO: write this"

[ $failures -eq 0 ]
