# shellcheck shell=bash
# Steps with a title, a duration and a quiet success. Sourced, not run.

# step TITLE COMMAND...: one line when it succeeds; what the command printed, less Ninja's progress, when it fails.
step() {
    local title=$1 start=$SECONDS output status
    shift
    output=$(mktemp)
    "$@" >"$output" 2>&1
    status=$?
    if [ $status -eq 0 ]; then
        printf '%-44s ok      %4d s\n' "$title" $((SECONDS - start))
    else
        printf '%-44s FAILED  %4d s\n' "$title" $((SECONDS - start))
        grep -vE '^\[[0-9]+/[0-9]+\] ' "$output"
    fi
    rm -f "$output"
    return $status
}

# How many commands to run at once.
jobs_at_once() { nproc 2>/dev/null || echo 2; }

# Another checkout of the same files finds what this one has compiled.
export CCACHE_BASEDIR="$PWD" CCACHE_NOHASHDIR=1
