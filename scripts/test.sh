#!/usr/bin/env bash
# What `make test` runs, after the set-up and from the project's root.
# Two processes share the tests by folders, about equally; two more run the browser's beside them.
# Dealing test after test to the processes (xdist) balances better but costs a fifth more, which
# only the browser's tests are long enough for. What watches the clock comes last and has the
# machine to itself.
set -u
plain="not soak and not scale and not alone and not browser"
here=(volteface/{accounts,config,core,courses,insights})
mkdir -p build/said
pytest() { .venv/bin/python -m pytest -q "$@"; }

.venv/bin/python tests/browser/find_browser.py
# Each in a process group of its own, where it hears Ctrl-C.
set -m
pytest -n 2 --dist worksteal -m "browser and not soak and not scale and not alone" tests/browser \
    >build/said/browser.txt 2>&1 &
browser=$!
pytest -m "$plain" volteface "${here[@]/#/--ignore=}" >build/said/apps.txt 2>&1 &
apps=$!
set +m
trap 'kill -INT -- -$browser -$apps; wait; exit 130' INT TERM

failed=0
pytest -m "$plain" tests "${here[@]}" || failed=1
wait $apps || failed=1
cat build/said/apps.txt
wait $browser || failed=1
cat build/said/browser.txt
trap - INT TERM
mapfile -t alone < <(grep -rl --include='test_*.py' mark.alone volteface tests)
pytest -m "alone and not soak and not scale" "${alone[@]}" || failed=1
exit $failed
