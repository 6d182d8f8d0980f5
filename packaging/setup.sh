#!/bin/sh
# Sets up a checkout: .venv with the locked dependencies and Intercoder itself, and where it may the libraries that Qt
# needs from the system. Called by make; a second call with nothing to do takes no time.
#
#   packaging/setup.sh python          the virtual environment
#   packaging/setup.sh system plain    the shared libraries that Qt needs anywhere
#   packaging/setup.sh system screen   also those for a screen
#   packaging/setup.sh system test     those that Qt needs anywhere, PSPP and the fonts of the tests
#
# PYTHON=/path/to/python chooses the Python (3.11 or later) that .venv is made from.
set -eu

cd "$(dirname "$0")/.."

QT="libgl1 libegl1 libfontconfig1 libxkbcommon0 libdbus-1-3 libglib2.0-0 libx11-6"
QT_SCREEN="libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0
libxcb-xkb1 libxkbcommon-x11-0 libx11-xcb1"
TESTS="pspp fonts-noto-core fonts-noto-color-emoji"
VENV=.venv

say() {
    printf '%s\n' "$*" >&2
}

# A Python that is new enough: PYTHON where it is given, else the first of the usual names.
find_python() {
    for candidate in ${PYTHON:-python3.11 python3.12 python3.13 python3 python}; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    say "error: ${PYTHON:-Python 3.11 or later} was not found or is older than 3.11."
    say "hint: install Python 3.11, or name one: make PYTHON=/path/to/python3.11"
    return 1
}

make_venv() {
    if "$VENV/bin/python" -c '' >/dev/null 2>&1; then
        return 0
    fi
    python=$(find_python)
    say "Making $VENV with $("$python" --version 2>&1)."
    if "$python" -m venv --clear "$VENV"; then
        return 0
    fi
    if may_install; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        apt_install "python$version-venv" && "$python" -m venv --clear "$VENV" && return 0
    fi
    say "error: $python cannot make a virtual environment."
    say "hint: on Debian and Ubuntu: sudo apt-get install python3-venv"
    return 1
}

set_up_python() {
    make_venv
    say "Installing the locked dependencies; the first time takes some minutes."
    "$VENV/bin/python" -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
    "$VENV/bin/python" -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
}

has_apt() {
    command -v apt-get >/dev/null 2>&1 && command -v dpkg-query >/dev/null 2>&1
}

may_install() {
    has_apt && [ "$(id -u)" = 0 ]
}

apt_install() {
    # shellcheck disable=SC2086  # a list of names
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $1 >/dev/null 2>&1 && return 0
    apt-get update -qq >/dev/null 2>&1 || true
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $1 >/dev/null
}

# Whether a package is there under its name, or under the name that Debian 13 and Ubuntu 24.04 gave some of them.
installed() {
    for variant in "$1" "$1t64"; do
        case "$(dpkg-query -W -f='${Status}' "$variant" 2>/dev/null)" in
            *" installed") return 0 ;;
        esac
    done
    return 1
}

set_up_system() {
    [ "$(uname -s)" = Linux ] || return 0
    wanted=$QT
    case "$1" in
        plain) ;;
        screen) wanted="$wanted $QT_SCREEN" ;;
        test) wanted="$wanted $TESTS" ;;
        *) say "usage: packaging/setup.sh system plain|screen|test"; return 2 ;;
    esac
    if ! has_apt; then
        say "This system has no apt-get; Qt needs the libraries that Debian calls:" $wanted
        return 0
    fi
    missing=""
    for name in $wanted; do
        installed "$name" || missing="$missing $name"
    done
    [ -n "$missing" ] || return 0
    if may_install; then
        say "Installing from the system's packages:$missing"
        apt_install "$missing" && return 0
    fi
    say "Some system packages are missing. To install them, type:"
    say "  sudo apt-get install --no-install-recommends$missing"
}

case "${1:-}" in
    python) set_up_python ;;
    system) set_up_system "${2:-}" ;;
    *) say "usage: packaging/setup.sh python | system plain|screen|test"; exit 2 ;;
esac
