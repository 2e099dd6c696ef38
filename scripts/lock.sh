#!/bin/sh
# Rewrites both lock files from pyproject.toml: hashed, and without any address.
set -eu
compile() {
    VIRTUAL_ENV="$PWD/.venv" .venv/bin/uv pip compile -q --universal --generate-hashes \
        --no-emit-index-url --no-header --no-annotate pyproject.toml "$@"
}
compile --extra postgresql -o requirements.lock
compile --extra postgresql --extra fonts --group dev -o requirements-dev.lock
