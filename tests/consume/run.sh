#!/usr/bin/env bash
# Consumes the library as a stranger would, in three ways: installed and found, as a subdirectory, and through
# FetchContent. In each the program compiles and runs, and none of the library's own tests comes along.
#
#     run.sh [COMPILER]
set -euo pipefail
compiler=${1:-c++}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

version_part() { sed -n "s/^#define ACTION_GRAMMAR_VERSION_$1 //p" "$root/include/action_grammar/version.hpp"; }
major=$(version_part MAJOR)
minor=$(version_part MINOR)

configure() { # SOURCE BUILD [OPTION...]
    local source=$1 build=$2
    shift 2
    cmake -S "$source" -B "$build" -G Ninja -DCMAKE_CXX_COMPILER="$compiler" "$@"
}

quietly() { # prints what the command printed only when it fails
    "$@" >"$scratch/log" 2>&1 || { cat "$scratch/log" && return 1; }
}

# consume WAY [OPTION...]: configures, builds and tests the project of that way.
consume() {
    local way=$1
    shift
    echo "== $way"
    quietly configure "$here/$way" "$scratch/$way" "$@"
    quietly cmake --build "$scratch/$way"
    quietly ctest --test-dir "$scratch/$way" --no-tests=error
    grep -q '100% tests passed, 0 tests failed out of 1$' "$scratch/log" ||
        { echo "the stranger has other tests than its own" && cat "$scratch/log" && exit 1; }
}

# The prefix is moved after the installation, because a package is built in one place and used in another. The
# tests are off only so that configuring does not need Catch2.
echo "== install"
quietly configure "$root" "$scratch/library" -DACTION_GRAMMAR_BUILD_TESTS=OFF -DACTION_GRAMMAR_BUILD_EXAMPLES=OFF \
    -DACTION_GRAMMAR_BUILD_BENCHMARKS=OFF -DACTION_GRAMMAR_BUILD_TOOLS=OFF
quietly cmake --install "$scratch/library" --prefix "$scratch/staged"
mv "$scratch/staged" "$scratch/prefix"
diff -r "$root/include" "$scratch/prefix/include" ||
    { echo "the installed headers are not the tree's" && exit 1; }
if grep -rlF -e "$root" -e "$scratch" "$scratch/prefix"; then
    echo "the installed files above name the folder they were built in"
    exit 1
fi

# Neither an earlier nor a later minor release may stand in for the one that a project was written for.
prefix=-DCMAKE_PREFIX_PATH=$scratch/prefix
consume find_package "$prefix" "-DWANTED_VERSION=$major.$minor"
others=("$major.$((minor + 1))")
[ "$minor" -eq 0 ] || others+=("$major.$((minor - 1))")
for other in "${others[@]}"; do
    echo "== find_package refuses $other"
    if configure "$here/find_package" "$scratch/refused-$other" "$prefix" "-DWANTED_VERSION=$other" \
        >"$scratch/log" 2>&1 || ! grep -q 'compatible with requested' "$scratch/log"; then
        cat "$scratch/log"
        echo "version $major.$minor must not serve a project that asks for $other"
        exit 1
    fi
done

consume add_subdirectory "-DACTION_GRAMMAR_ROOT=$root"
consume fetch_content "-DFETCHCONTENT_SOURCE_DIR_ACTION_GRAMMAR=$root"
echo "consumed in three ways"
