# `make` alone prints these words. Needs: Python 3.11 or newer.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: help run test quick bench lock vendor clean
.DEFAULT_GOAL := help

help: ## print these words
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/run-installed ## demonstration organisation, pages served, one real answer printed
	@$(BIN)/graphsvc run --demo

test: $(VENV)/test-installed ## everything: format, lint, types, both engines, a real browser
	@PATH="$(abspath $(BIN)):$$PATH" bash .ci/steps

quick: $(VENV)/test-installed ## the tests that start no server and no browser
	@$(BIN)/python -m pytest -q -m "not engine and not neo4j and not browser and not slow"

bench: $(VENV)/test-installed ## every kernel beside NetworkX and other libraries (a quarter of an hour)
	@$(BIN)/python -m bench.speed

lock: $(VENV)/run-installed ## rewrite both locks from pyproject.toml and requirements-dev.in
	@$(BIN)/python -m pip install -q uv
	@printf 'pytest>=8.3\n' > $(VENV)/test.in
	@$(BIN)/uv pip compile -q -U --universal --python-version 3.11 --no-emit-index-url \
	  --no-header --no-annotate pyproject.toml $(VENV)/test.in -o requirements.txt
	@$(BIN)/uv pip compile -q -U --universal --python-version 3.11 --no-emit-index-url \
	  --no-header --no-annotate -c requirements.txt requirements-dev.in -o requirements-dev.txt

vendor: ## rebuild web/vendor with npm and compare it with its lock
	@bash web/vendor/build.sh

clean: ## remove the environment and the caches, never the data directory
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "graphsvc needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Say which: make PYTHON=python3.12 run")'
	@echo "Making an environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run-installed: $(VENV)/bin/python requirements.txt pyproject.toml
	@echo "Installing what graphsvc needs (about 700 MB, once) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/test-installed: $(VENV)/run-installed requirements-dev.txt
	@echo "Installing what the tests need ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements-dev.txt
	@touch $@
