#!/usr/bin/env bash
# An example succeeds and prints what it should.
#
#     prints.sh PROGRAM EXPECTED
set -uo pipefail
printed=$("$1") || { echo "it failed, with exit status $?" && exit 1; }
diff "$2" <(printf '%s\n' "$printed")
