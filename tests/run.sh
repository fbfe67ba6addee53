#!/usr/bin/env bash
# Installs what is missing, then configures, builds and runs the tests.
#
#     tests/run.sh [PRESET...]      (all of: gcc clang asan no-exceptions)
#
# The last line is the sum of all presets: "N passed, N failed". A build that fails counts as one failure, and what
# could be built is still run.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2
. scripts/packages.sh
. scripts/steps.sh
require_packages tests

presets=("$@")
[ $# -gt 0 ] || presets=(gcc clang asan no-exceptions)
start=$SECONDS
passed=0
failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

for preset in "${presets[@]}"; do
    if ! step "$preset: configure" cmake --preset "$preset"; then
        failed=$((failed + 1))
        continue
    fi
    # -k 0: one broken unit does not hide what else is broken.
    step "$preset: build" cmake --build --preset "$preset" --parallel "$(jobs_at_once)" -- -k 0 ||
        failed=$((failed + 1))

    before=$SECONDS
    if ctest --preset "$preset" --parallel "$(jobs_at_once)" >"$log" 2>&1; then
        printf '%-44s ok      %4d s\n' "$preset: test" $((SECONDS - before))
        sed -n '/% tests passed/,$p' "$log" | grep .
    else
        printf '%-44s FAILED  %4d s\n' "$preset: test" $((SECONDS - before))
        # Everything but the lines of the tests that passed, and CTest's search for programs that were not built.
        grep -avE '^ *Start +[0-9]+:|[0-9]+/[0-9]+ Test +#[0-9]+: .* Passed |_NOT_BUILT-[0-9a-f]+$|^Looked in|/(Release|Debug|MinSizeRel|RelWithDebInfo|Deployment|Development)/' "$log"
    fi
    if [[ $(<"$log") =~ ([0-9]+)\ tests\ failed\ out\ of\ ([0-9]+) ]]; then
        failed=$((failed + BASH_REMATCH[1]))
        passed=$((passed + BASH_REMATCH[2] - BASH_REMATCH[1]))
    else
        failed=$((failed + 1))
    fi
done

printf '%-44s         %4d s\n' "all presets" $((SECONDS - start))
echo "$passed passed, $failed failed"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
