#!/bin/sh
# Makes .venv from the lock file named first and touches the stamp named second.
set -eu
lock=$1
stamp=$2

fits() {
    "$1" -c 'import sys, sqlite3, ssl, venv; sys.exit(sys.version_info < (3, 12))' 2>/dev/null
}

# Into .venv, by an interpreter whose pip can do it from outside: one made inside takes seconds.
bring() {
    "$1" -m pip --python .venv/bin/python install -q --disable-pip-version-check uv hatchling 2>/dev/null && return
    .venv/bin/python -m ensurepip >/dev/null
    .venv/bin/python -m pip install -q --disable-pip-version-check uv hatchling
}

if [ ! -x .venv/bin/python ] || ! fits .venv/bin/python; then
    rm -rf .venv
    python=
    for candidate in python3.14 python3.13 python3.12 \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.14*/bin/python \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.13*/bin/python \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.12*/bin/python python3; do
        if fits "$candidate"; then
            python=$candidate
            break
        fi
    done
    if [ -n "$python" ]; then
        "$python" -m venv --without-pip .venv
        bring "$python"
    else
        # No interpreter of this machine fits: let uv bring one.
        python3 -m venv .uv
        .uv/bin/python -m pip install -q --disable-pip-version-check uv
        env -u UV_PYTHON .uv/bin/uv venv -q --python 3.13 .venv
        bring .uv/bin/python
        rm -rf .uv
    fi
fi
env -u UV_PYTHON VIRTUAL_ENV="$PWD/.venv" .venv/bin/uv pip install -q --require-hashes -r "$lock"
env -u UV_PYTHON VIRTUAL_ENV="$PWD/.venv" .venv/bin/uv pip install -q --no-deps --no-build-isolation -e . 2>/dev/null ||
    env -u UV_PYTHON VIRTUAL_ENV="$PWD/.venv" .venv/bin/uv pip install -q --no-deps -e .
mkdir -p "$(dirname "$stamp")"
touch "$stamp"
# The development set holds everything the product needs.
case $stamp in *-dev) touch .venv/ready ;; esac
