# Sourced by app/run, server/run, tests/run and .ci/run: installs what is missing, configures and builds.
# Everything it says goes to stderr: stdout belongs to the program that is run.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
preset=${SKETCHROOM_PRESET:-release}
build="$root/build/$preset"

say() { printf '==> %s\n' "$*" >&2; }
fail() { printf 'sketchroom: %s\n' "$*" >&2; exit 1; }

# packages SECTION...: the names under these headings of the one package list.
packages() {
    local section
    for section in "$@"; do
        sed -n "/^\[$section\]/,/^\[/p" "$root/resources/packages.txt" | grep -vE '^(\[|#|$)' || true
    done
}

# install_packages SECTION...: installs those of the sections' packages that are not installed yet.
install_packages() {
    local missing=() name
    command -v dpkg-query >/dev/null || fail "this script sets up Debian and its relatives. On another system install what resources/packages.txt names, then run: cmake --preset $preset && cmake --build --preset $preset"
    for name in $(packages "$@"); do
        dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'install ok installed' || missing+=("$name")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    say "Installing ${#missing[@]} packages: ${missing[*]}"
    local sudo=()
    if [ "$(id -u)" -ne 0 ]; then
        sudo=(sudo)
        # Who may not use sudo, or mistypes the password, learns it here and not from apt.
        { command -v sudo >/dev/null && sudo env true >&2; } \
            || fail "packages are missing, and this user may not install them. Ask an administrator to run: apt-get install ${missing[*]}"
    fi
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 \
        || fail "apt-get update failed. Check the network and /etc/apt/sources.list, then run this again."
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2 \
        || fail "these packages could not be installed: ${missing[*]}. The lines above say why."
}

# build_targets TARGET...: configures when needed and builds.
build_targets() {
    say "Configuring ($preset)"
    (cd "$root" && cmake --preset "$preset" >"$build.configure.log" 2>&1) \
        || { cat "$build.configure.log" >&2; fail "cmake could not configure; the lines above say why."; }
    say "Building: $*"
    (cd "$root" && cmake --build --preset "$preset" --target "$@" >&2) || fail "the build failed; the lines above say why."
}
mkdir -p "$root/build"
