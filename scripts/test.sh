#!/usr/bin/env bash
# What `make test` runs, after the set-up and from the project's root.
# The browser's tests wait half of their time, so the others run beside them and give way to them.
set -u
pytest() { .venv/bin/python -m pytest -q "$@"; }
mkdir -p build
said=build/browser-tests.txt

.venv/bin/python tests/browser/find_browser.py
# In a process group of its own, where it hears Ctrl-C.
set -m
pytest -n 2 --dist worksteal -m "browser and not soak and not scale" tests/browser >$said 2>&1 &
browser=$!
set +m
trap 'kill -INT -- -$browser; wait $browser; exit 130' INT TERM

failed=0
nice -n 5 .venv/bin/python -m pytest -q -n auto --dist worksteal \
    -m "not soak and not scale and not browser" || failed=1
wait $browser || failed=1
cat $said
trap - INT TERM
exit $failed
