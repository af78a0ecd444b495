# Alongside: `make up` starts it, `make test` proves it. `make help` lists the rest.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

PYTHON ?= python3
BIN := .venv/bin
WEB := src/alongside/interfaces/web
SOURCES := $(shell find src -name '*.py')
# Tracing takes half as long again as tests do without it: these alone are traced, which are to
# cover 95% of the log, the views and the senses.
COVERING := tests/log tests/views tests/senses tests/interfaces/live tests/mind/team \
  tests/gate/test_gate.py tests/interfaces/api/test_looking.py tests/mind/converse/test_exercise.py
WEB_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' -not -path '*/test-results/*' 2>/dev/null)

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

up: setup ## set up if need be, start, print the one-time link and open the browser
	@$(BIN)/alongside up

setup: .venv/installed .venv/compiled $(WEB)/index.html .venv/models ## the environment, the web app and the embedded models; does not start

test: .venv/test-needs setup ## everything: fast tests, then slow ones (browser, models)
	$(BIN)/pytest --numprocesses 2 --cov --cov-report= $(COVERING)
	$(BIN)/coverage report --fail-under=95
	$(BIN)/pytest --numprocesses 2 $(COVERING:%=--ignore=%)
	cd web && npm run --silent test
	$(BIN)/pytest -m slow

check: .venv/test-needs $(WEB)/index.html ## formatting, lint, types, web types, repeated code
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	cd web && npm run --silent check

audit: .venv/auditor ## look for known holes in what is locked (asks the network; fails where it can't look)
	@.venv/auditor/bin/python -m scripts.audit

fmt: .venv/developer ## format the code
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

bench: .venv/developer setup ## measure recall, scale, dates, answers and draw the plots
	$(BIN)/python -m bench

docs: .venv/developer ## the documentation site, into site/
	$(BIN)/python -m scripts.docs

proof: .venv/test-needs ## a fresh clone as a newcomer would use it, with screenshots, into proof/
	scripts/proof

wheel: .venv/developer $(WEB)/index.html ## the wheel, with the web app inside, into dist/
	$(BIN)/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

lock: .venv/developer ## resolve the dependencies again, with hashes
	$(BIN)/uv pip compile --quiet --universal --no-header --generate-hashes pyproject.toml requirements/build.in --output-file requirements/run.lock
	$(BIN)/uv pip compile --quiet --universal --no-header --generate-hashes requirements/audit.in --output-file requirements/audit.lock
	$(BIN)/uv pip compile --quiet --universal --no-header --generate-hashes --group dev --constraint requirements/run.lock --output-file requirements/dev.lock

clean: ## remove what was made here; lives and models stay
	rm -rf .venv dist build site proof web/node_modules $(WEB)

.venv/installed: requirements/run.lock pyproject.toml
	@scripts/needs
	@echo 'Making the environment (.venv) …'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --requirement requirements/run.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(WEB)/index.html: $(WEB_SOURCES)
	@scripts/needs
	@echo 'Building the web app …'
	@cd web && npm ci --silent --no-fund --no-audit && npm run --silent build

# Also where Python is told not to keep compiled files: a start reads them instead of compiling anew.
.venv/compiled: .venv/installed $(SOURCES)
	@$(BIN)/python -m compileall -q -j 0 src
	@touch $@

.venv/models: .venv/installed src/alongside/models/catalogue.toml
	@$(BIN)/alongside models get --recommended
	@touch $@

.venv/developer: .venv/installed requirements/dev.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --requirement requirements/dev.lock
	@touch $@

.venv/auditor: requirements/audit.lock .venv/installed
	@$(PYTHON) -m venv $@
	@$@/bin/python -m pip install -qq --disable-pip-version-check --require-hashes --requirement requirements/audit.lock
	@touch $@

.venv/test-needs: .venv/developer scripts/test-needs
	@scripts/test-needs
	@touch $@

.PHONY: help up setup test check audit fmt bench docs proof wheel lock clean
