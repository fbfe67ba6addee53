#!/usr/bin/env bash
# Installs what is missing, then builds and runs the examples, or those that are named.
#
#     examples/run.sh [EXAMPLE...]      (by default every folder with a main.cpp)
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2
. scripts/packages.sh
. scripts/steps.sh
require_packages examples

examples=("$@")
[ $# -gt 0 ] || mapfile -t examples < <(find examples -mindepth 2 -maxdepth 2 -name main.cpp -printf '%h\n' |
    xargs -r -n 1 basename | sort)
if [ ${#examples[@]} -eq 0 ]; then
    echo "there are no examples" >&2
    exit 1
fi

step "examples: configure" cmake --preset examples || exit 1
step "examples: build" cmake --build --preset examples --parallel "$(jobs_at_once)" \
    --target "${examples[@]}" || exit 1

# As CTest does: in the example's own folder, through its run.sh where it has one.
run() {
    local program=$PWD/build/examples/bin/$1
    cd "examples/$1" || return 1
    if [ -f run.sh ]; then bash run.sh "$program"; else "$program"; fi
}

failed=()
for example in "${examples[@]}"; do
    printf '\n== %s\n' "$example"
    (run "$example") || failed+=("$example")
done

echo
if [ ${#failed[@]} -gt 0 ]; then
    echo "failed: ${failed[*]}"
    exit 1
fi
echo "${#examples[@]} examples ran"
