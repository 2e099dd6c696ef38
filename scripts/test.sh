#!/usr/bin/env bash
# What `make test` runs, after the set-up and from the project's root.
# Two processes share the tests by folders and are done at about the same time; two more run the
# browser's beside them, which wait a third of their time. A hall of processes that are dealt test
# after test costs a fifth more. What watches the clock comes last and has the machine to itself.
set -u
plain="not soak and not scale and not alone and not browser"
lower=(volteface/{accounts,config,core,courses})
mkdir -p build/said
pytest() { .venv/bin/python -m pytest -q "$@"; }

.venv/bin/python tests/browser/find_browser.py
# Each in a process group of its own, where it hears Ctrl-C.
set -m
pytest -n 2 --dist worksteal -m "browser and not soak and not scale and not alone" tests/browser \
    >build/said/browser.txt 2>&1 &
browser=$!
pytest -m "$plain" volteface "${lower[@]/#/--ignore=}" >build/said/upper.txt 2>&1 &
upper=$!
set +m
trap 'kill -INT -- -$browser -$upper; wait; exit 130' INT TERM

failed=0
pytest -m "$plain" tests "${lower[@]}" || failed=1
wait $upper || failed=1
cat build/said/upper.txt
wait $browser || failed=1
cat build/said/browser.txt
trap - INT TERM
mapfile -t alone < <(grep -rl --include='test_*.py' mark.alone volteface tests)
pytest -m "alone and not soak and not scale" "${alone[@]}" || failed=1
exit $failed
