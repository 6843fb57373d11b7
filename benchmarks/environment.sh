# shellcheck shell=bash
# Sourced by the benchmarks: what scripts/environment.sh gives, and what a measurement needs beside it.
. "$(dirname "${BASH_SOURCE[0]}")/../scripts/environment.sh"

# need COMMAND PACKAGE: the command is there, or is installed as Debian names it.
need() {
    command -v "$1" >/dev/null && return 0
    on_debian_as_root || fail "$1 is needed; the package is named $2 in Debian"
    apt_install "$2"
}

has_postgresql() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v pg_config >/dev/null; }

# measure NAME ARGUMENT...: run benchmarks/measure/NAME.py in its place.
measure() {
    has_postgresql || need initdb postgresql
    prepare run
    export PYTHONPATH=$root/benchmarks:$root/tests
    exec "$venv/bin/python" -m "measure.$1" "${@:2}"
}
