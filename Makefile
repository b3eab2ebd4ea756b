# Every command of the project. `make help` lists them.
#
# All of them work in .venv, which the first command creates. What is installed there is pinned,
# with hashes, by the two lock files, and is installed again only when a lock file changes.

PYTHON ?= python3
ARGS ?=

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check install --quiet --require-hashes
CODE := bot domains migrations tests

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test check drill bench migrate fmt lock clean

help:  ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/runtime.stamp  ## start the bot: with BOT_TOKEN on Telegram, without it in the sandbox
	@$(PY) -m bot run $(ARGS)

test: $(VENV)/dev.stamp  ## run every test on real servers (ARGS="-k streak" narrows it)
	@$(PY) -m pytest -n 3 --dist loadfile $(ARGS)

check: $(VENV)/dev.stamp  ## format, lint, types, import contracts, architecture
	$(PY) -m ruff format --check $(CODE)
	$(PY) -m ruff check $(CODE)
	$(PY) -m mypy
	$(VENV)/bin/lint-imports --no-logo
	$(PY) -m pytest -q tests/architecture

drill: $(VENV)/dev.stamp  ## kill -9 processes and servers at work, then count (ARGS="--seed 7")
	@$(PY) -m tests.drill $(ARGS)

bench: $(VENV)/dev.stamp  ## measure the bus and the bot
	@$(PY) -m tests.benchmarks $(ARGS)

migrate: $(VENV)/runtime.stamp  ## bring the database to the newest schema
	@$(PY) -m bot migrate $(ARGS)

fmt: $(VENV)/dev.stamp  ## format the code and mend what can be mended
	$(PY) -m ruff format $(CODE)
	$(PY) -m ruff check --fix $(CODE)

UV_COMPILE := $(PY) -m uv --quiet pip compile pyproject.toml --universal --generate-hashes \
	--python-version 3.11 --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock"

lock: $(VENV)/dev.stamp  ## pin what pyproject.toml asks for (ARGS=--upgrade takes the newest)
	$(UV_COMPILE) --output-file requirements.lock $(ARGS)
	$(UV_COMPILE) --output-file requirements-dev.lock --extra dev -c requirements.lock $(ARGS)

clean:  ## remove the environment and every cache; var/ with its data stays
	rm -rf $(VENV) build dist *.egg-info .coverage* .hypothesis
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find $(CODE) -name __pycache__ -prune -exec rm -rf {} +

# Two questions before anything is created, each answered in one sentence.
$(VENV)/created.stamp:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "Diana Bot needs Python 3.11 or newer, and $(PYTHON) was not found:" \
	    "install it (Debian, Ubuntu: apt install python3 python3-venv) or name one with PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Diana Bot needs Python 3.11 or newer, and $(PYTHON) is older:" \
	    "name a newer one, for instance: make $(MAKECMDGOALS) PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "$(PYTHON) cannot create environments because its venv module is not installed:" \
	    "install it (Debian, Ubuntu: apt install python3-venv) and run make again." >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/runtime.stamp: requirements.lock $(VENV)/created.stamp
	@echo "Installing what the bot needs into $(VENV) …"
	@$(PIP) -r requirements.lock
	@touch $@

# The development lock holds everything in the runtime lock, at the same versions.
$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/created.stamp
	@echo "Installing what development needs into $(VENV) …"
	@$(PIP) -r requirements-dev.lock
	@touch $@ $(VENV)/runtime.stamp
