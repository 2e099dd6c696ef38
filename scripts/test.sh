#!/usr/bin/env bash
# What `make test` runs, after the set-up and from the project's root.
# One after the other: beside each other both took a tenth more of the processors' time.
set -u
pytest() { .venv/bin/python -m pytest -q --dist worksteal "$@"; }

.venv/bin/python tests/browser/find_browser.py
failed=0
pytest -n auto -m "not soak and not scale and not browser" || failed=1
# The browser's tests wait a fifth of their time: three fill two processors.
pytest -n 3 -m "browser and not soak and not scale" tests/browser || failed=1
exit $failed
