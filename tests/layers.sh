#!/usr/bin/env bash
# Checks what no compiler checks about the tree: that includes point only downward between the layers, that the
# core stays cheap to include, and that nothing of one machine or of unfinished work is in the repository.
#
#     layers.sh [ROOT]
#
# Prints every offending line and fails if there is any.
set -u
export LC_ALL=C
cd "${1:-$(dirname "${BASH_SOURCE[0]}")/..}" || exit 2

offences=0
offence() {
    echo "$1"
    offences=$((offences + 1))
}

# What each folder of include/action_grammar/ may include, besides itself, version.hpp and the standard library.
# The names of folders stand for themselves; a name with a slash is the beginning of another library's header.
core='model rules actions composition mixins inspection'
typed="$core boost/hana/ core.hpp action_grammar.hpp"
contract="$typed contract boost/json boost/system/ re2/"
ledger="$contract ledger"
document="$ledger document fmt/ boost/system/"
resources="$ledger resources"
resources_documents="$document resources"
yaml="$document yaml yaml-cpp/"
all="$yaml resources workflow planning tools"
declare -A may_include=(
    [version.hpp]=''
    [model]=''
    [rules]='model'
    [actions]='model rules boost/hana/'
    [composition]='model rules actions boost/hana/'
    [mixins]='model rules actions composition boost/hana/'
    [inspection]='model rules actions composition mixins boost/hana/'
    [core.hpp]="$core"
    [action_grammar.hpp]="$core core.hpp"
    [contract]="$contract"
    [ledger]="$ledger"
    [document]="$document"
    [yaml]="$yaml"
    [resources]="$resources"
    [resources_documents]="$resources_documents"
    [workflow]="$all"
    [planning]="$all"
    [tools]="$all"
)
# Real resources wrap C libraries, whose headers end in .h.
c_libraries='resources resources_documents tools yaml'

# Adapters to libraries that nothing else may include, each "header of ours : header of theirs".
adapters=(
    'include/action_grammar/contract/reflection/nlohmann.hpp : nlohmann/json.hpp'
)

# A unit that includes the core must not pay for these: each costs more than the whole core should.
core_places=" $core version.hpp core.hpp action_grammar.hpp "
heavy=' algorithm any bitset chrono complex condition_variable deque execution filesystem format forward_list
    fstream functional future iomanip ios iostream istream iterator list locale map memory memory_resource mutex
    numeric ostream queue random ranges regex semaphore set shared_mutex sstream stack stop_token streambuf string
    strstream syncstream thread unordered_map unordered_set valarray vector '
heavy=${heavy//$'\n'/}
# Exceptions, each "header of ours : heavy header".
heavy_allowed=(
    'include/action_grammar/composition/clock.hpp : chrono'
    'include/action_grammar/mixins/retry.hpp : chrono'
    'include/action_grammar/mixins/retry_after.hpp : chrono'
    'include/action_grammar/mixins/timeout.hpp : chrono'
)
# Headers in the core's folders that the core itself must not include; only those who do pay for what they need.
apart=' action_grammar/rules/resolve.hpp action_grammar/composition/thread_pool.hpp action_grammar/composition/run_executor.hpp
    action_grammar/composition/shuffled_executor.hpp action_grammar/mixins/memory_cache.hpp
    action_grammar/inspection/shape.hpp '
apart=${apart//$'\n'/}

allowed_heavy() {
    local entry
    [[ $apart == *" ${1#include/} "* ]] && return 0
    for entry in "${heavy_allowed[@]}"; do [ "$entry" = "$1 : $2" ] && return 0; done
    return 1
}

check_include() { # file line-number place spelling target
    local file=$1 where=$1:$2 place=$3 spelling=$4 target=$5 word
    if [ "$spelling" != '<' ]; then
        offence "$where: \"$target\" is included in quotes; write <action_grammar/...>"
        return
    fi
    case $target in
        action_grammar/*)
            word=${target#action_grammar/}
            word=${word%%/*}
            [ -f "include/$target" ] || offence "$where: <$target> does not exist"
            [ "$word" = "$place" ] || [ "$word" = version.hpp ] || [[ " ${may_include[$place]} " == *" $word "* ]] ||
                offence "$where: $place may not include <$target>; it may include: ${may_include[$place]:-only std}"
            [[ $core_places == *" $place "* && $apart == *" $target "* && $apart != *" ${file#include/} "* ]] &&
                offence "$where: <$target> stands apart from the core"
            ;;
        */* | *.h)
            for word in ${may_include[$place]}; do
                [[ $word == */* && $target == "$word"* ]] && return
            done
            for word in "${adapters[@]}"; do [ "$word" = "$file : $target" ] && return; done
            [[ $target == *.h && " $c_libraries " == *" $place "* ]] ||
                offence "$where: $place may not include <$target>"
            ;;
        *)
            if [[ $core_places == *" $place "* && $heavy == *" $target "* ]] && ! allowed_heavy "$file" "$target"; then
                offence "$where: <$target> is too expensive for the core"
            fi
            ;;
    esac
}

headers=0
while IFS= read -r file; do
    headers=$((headers + 1))
    place=${file#include/action_grammar/}
    # What makes a resource known to documents stands beside it, in a folder of its own.
    [[ $place == resources/*_documents/* ]] && place=resources_documents
    place=${place%%/*}
    if [[ -z ${may_include[$place]+known} ]]; then
        offence "$file: '$place' belongs to no layer that layers.sh knows"
        continue
    fi
    while IFS=: read -r number directive; do
        [[ $directive =~ ^[[:space:]]*#[[:space:]]*include[[:space:]]*([\<\"])([^\>\"]*) ]] &&
            check_include "$file" "$number" "$place" "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
    done < <(grep -nE '^[[:space:]]*#[[:space:]]*include' "$file")
done < <(find include -type f | sort)
[ $headers -gt 0 ] || offence "there are no headers under $PWD/include"

for entry in "${heavy_allowed[@]}" "${adapters[@]}"; do
    [ ! -e "${entry%% *}" ] || grep -qF "#include <${entry##* }>" "${entry%% *}" ||
        offence "layers.sh: the exception '$entry' is not used"
done

# What a repository must not contain. The brackets keep this file from finding itself.
own_files() {
    if [ "$(git rev-parse --show-toplevel 2>/dev/null)" = "$PWD" ]; then
        git ls-files --cached --others --exclude-standard
    else
        find . -type f -not -path './build/*' -not -path './.git/*'
    fi
}
forbid() { # pattern reason
    local line
    while IFS= read -r line; do offence "$line: $2"; done < <(
        own_files | sort | tr '\n' '\0' | xargs -0 -r grep -snIE -- "$1" | cut -c -160)
}
forbid '(^|[^[:alnum:]_.}/-])/(wor[k]|roo[t]|tm[p]|hom[e])/' 'a path of one machine'
forbid '(^|[^[:alnum:]_])(TOD[O]|FIXM[E])([^[:alnum:]_]|$)' 'unfinished work'

if [ $offences -gt 0 ]; then
    echo "$offences offences"
    exit 1
fi
echo "$headers headers: every include points downward"
