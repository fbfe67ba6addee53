# shellcheck shell=bash
# What the scripts of this repository need from the system, and how they get it. Sourced, not run:
#
#     . scripts/packages.sh
#     require_packages tests
#
# On Debian 12 missing packages are installed with apt-get (through sudo unless root). When all are there nothing
# is run but one dpkg-query. Anywhere else the packages are listed and the script stops; set
# ACTION_GRAMMAR_PACKAGES=present to go on with equivalents that you have installed.

# The packages of a purpose. `a|b` is satisfied by either; the first is the one that is installed. The development
# packages of two Boost releases exclude each other: the core works with both of Debian's, the contract layer and
# what stands on it need 1.81.
packages_for() {
    local build='g++ cmake ninja-build ccache'
    local contract="$build libboost1.81-dev libboost-json1.81-dev libre2-dev libfmt-dev libyaml-cpp-dev"
    case $1 in
        tests) echo "$contract clang-19 catch2 librapidcheck-dev libclang-rt-19-dev libcli11-dev nlohmann-json3-dev" \
            "jq libsqlite3-dev sqlite3 libpq-dev postgresql curl libcurl4-openssl-dev openssl" ;;
        examples) echo "$contract libsqlite3-dev libcurl4-openssl-dev curl jq" ;;
        benchmarks) echo "$contract clang-19 libbenchmark-dev valgrind time nlohmann-json3-dev nodejs" \
            "libvalijson-dev libjq-dev libsqlite3-dev libpq-dev postgresql" ;;
        style) echo 'clang-format-19 clang-tidy-19' ;;
        *) echo "packages_for: no purpose '$1'" >&2 && return 1 ;;
    esac
}

# require_packages PURPOSE...
require_packages() {
    [ "${ACTION_GRAMMAR_PACKAGES:-}" = present ] && return 0

    local purpose choice wanted='' installed missing=()
    for purpose in "$@"; do
        wanted+=" $(packages_for "$purpose")" || exit 1
    done
    # Names may carry an architecture (`libboost1.81-dev:amd64`), which does not matter here.
    installed=" $(dpkg-query -W -f '${db:Status-Status} ${binary:Package}\n' 2>/dev/null |
        sed -n 's/^installed \([^:]*\).*/\1/p' | tr '\n' ' ') "
    for choice in $wanted; do
        grep -qE " (${choice//+/\\+}) " <<<"$installed" || missing+=("${choice%%|*}")
    done
    [ ${#missing[@]} -eq 0 ] && return 0

    local apt=(apt-get) list
    list=$(printf '%s\n' "${missing[@]}" | sort -u | tr '\n' ' ')
    if [ "$(. /etc/os-release 2>/dev/null && echo "${ID:-}-${VERSION_ID:-}")" != debian-12 ] ||
        { [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; }; then
        {
            echo "These packages of Debian 12 are needed, and this script cannot install them here:"
            echo "    $list"
            echo "Install them or their equivalents, then set ACTION_GRAMMAR_PACKAGES=present."
        } >&2
        exit 1
    fi
    [ "$(id -u)" -eq 0 ] || apt=(sudo apt-get)
    echo "Installing: $list"
    # An update may fail for an unrelated source. Nothing is removed for it, such as another release of Boost.
    "${apt[@]}" update -q >/dev/null
    "${apt[@]}" install -qy --no-install-recommends --no-remove $list </dev/null >/dev/null || {
        echo "apt-get could not install: $list" >&2
        exit 1
    }
}
