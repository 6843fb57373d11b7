# shellcheck shell=bash
# Sourced by the scripts beside it: finds the checkout and keeps a virtual environment that holds what the lock
# names. Nothing but Python 3.11 or newer is needed on the machine.
#
#   HAISHIN_VENV       the virtual environment (default: .venv in the checkout)
#   HAISHIN_PYTHON     the Python that makes it (default: the first python3 that is new enough)
#   HAISHIN_INSTALLER  pip: install with pip alone (default: uv, and pip where uv can not be had)

unset PYTHONDONTWRITEBYTECODE PYTHONHOME
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
venv=${HAISHIN_VENV:-$root/.venv}
case $venv in /*) ;; *) venv=$PWD/$venv ;; esac

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

# Registries and mirrors stumble: three tries, then the command's own exit status.
patiently() {
    local try
    for try in 1 2; do
        "$@" && return 0
        say "try $try failed: $*"
        sleep "$try"
    done
    "$@"
}

on_debian_as_root() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

apt_install() {
    say "installing $*"
    patiently apt-get update -qq
    # RUNLEVEL=1: packages that bring a service do not start it.
    RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive patiently apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

_find_python() {
    local candidate
    for candidate in ${HAISHIN_PYTHON:+"$HAISHIN_PYTHON"} python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null && _new_enough "$candidate"; then
            command -v "$candidate"
            return 0
        fi
    done
    fail "Python 3.11 or newer is needed and was not found (HAISHIN_PYTHON can name it)"
}

_make_venv() {
    local python
    if [ -x "$venv/bin/python" ] && _new_enough "$venv/bin/python"; then return 0; fi
    python=$(_find_python)
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        on_debian_as_root || fail "$python has no venv: install python3-venv"
        apt_install python3-venv
    fi
    say "making $venv with $("$python" --version)"
    "$python" -m venv "$venv"
}

_uv() { [ "${HAISHIN_INSTALLER:-uv}" = uv ] && [ -x "$venv/bin/uv" ]; }

_install() {
    if _uv; then
        VIRTUAL_ENV=$venv patiently "$venv/bin/uv" pip install --quiet "$@"
    else
        patiently "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@"
    fi
}

_install_uv() {
    if [ "${HAISHIN_INSTALLER:-uv}" != uv ] || [ -x "$venv/bin/uv" ]; then return 0; fi
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
        -r "$root/requirements/uv.txt" || say "uv can not be had: going on with pip"
}

# What an environment was made from; another checkout or another lock makes another text.
_content() { printf '%s\n' "$root" && cksum <"$root/pyproject.toml" && cksum <"$root/requirements/$1.txt"; }

_holds() { [ -f "$venv/.haishin-$1" ] && [ "$(cat "$venv/.haishin-$1")" = "$(_content "$1")" ]; }

# Each step hands its failure on: "set -e" is off in what "||" or "if" calls.
_fill() {
    _make_venv || return 1
    # dev holds all that run holds.
    if _holds "$1" || _holds dev; then return 0; fi
    _install_uv
    say "installing the packages of requirements/$1.txt"
    rm -f "$venv"/.haishin-run "$venv"/.haishin-dev
    _install --require-hashes -r "$root/requirements/$1.txt" || return 1
    _install --no-deps --no-build-isolation --editable "$root" || return 1
    _content "$1" >"$venv/.haishin-$1"
}

# prepare run|dev: the virtual environment holds the lock and the project, the translations are compiled.
prepare() {
    mkdir -p "$venv" || return 1
    if command -v flock >/dev/null; then
        ( exec 9>"$venv/.haishin-lock" && flock 9 && _fill "$1" 9>&- ) || return 1
    else
        _fill "$1" || return 1
    fi
    "$venv/bin/pybabel" --quiet compile --directory "$root/portal/translations"
}
