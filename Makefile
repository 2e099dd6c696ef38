.PHONY: run test tables check scale soak bench lighthouse words screenshot clean
export DATA ?= $(CURDIR)/data
export PORT ?= 8000
# Compiled once, read by every process the tests start.
unexport PYTHONDONTWRITEBYTECODE
V := .venv/bin

run: .venv/ready build/ready
	@$(V)/volteface demo --if-empty --serve --port $(PORT)

test: .venv/ready-dev
	@$(MAKE) --no-print-directory --jobs build/ready tables
	@bash scripts/test.sh

tables: .venv/ready-dev
	@$(V)/python -m tests.database

check: .venv/ready-dev
	$(V)/ruff format --check volteface tests
	$(V)/ruff check volteface tests
	$(V)/lint-imports --no-logo
	$(V)/mypy volteface
	$(V)/djlint --quiet --lint volteface
	$(V)/python -m volteface.config.cli manage makemigrations --check --dry-run
	$(V)/typos

scale: .venv/ready-dev build/ready
	$(V)/pytest -q -m "scale and not soak"

soak: .venv/ready-dev build/ready
	EXAMPLES=all $(V)/pytest -q -m "soak or scale" -p no:randomly
	EXAMPLES=all $(V)/pytest -q -n auto -m "hypothesis and not soak and not browser"

bench: .venv/ready-dev build/ready
	$(V)/volteface bench $(BENCH)

screenshot: .venv/ready-dev build/ready
	$(V)/python -m tests.browser.make_screenshot

lighthouse: .venv/ready-dev build/ready
	$(V)/python -m tests.browser.measure_lighthouse

words: .venv/ready-dev
	sh scripts/words.sh

.venv/ready: requirements.lock scripts/setup.sh
	@sh scripts/setup.sh requirements.lock .venv/ready

.venv/ready-dev: requirements-dev.lock requirements.lock scripts/setup.sh
	@sh scripts/setup.sh requirements-dev.lock .venv/ready-dev

build/ready: .venv/ready volteface/core/fonts.py volteface/core/static_files.py $(shell find volteface -path '*/static/*' -type f) $(shell find volteface/core/locale -name '*.po')
	@$(V)/python -m volteface.core.fonts >/dev/null & fonts=$$!; \
	$(V)/pybabel -q compile -d volteface/core/locale -D django && wait $$fonts
	@$(V)/volteface manage collectstatic --noinput -v 0
	@touch build/ready

clean:
	rm -rf .venv build data
