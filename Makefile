# `make` lists the targets. Everything is done in .venv; a target sets up what it needs.
#
#   make test ARGS="-k wait -x"        arguments for pytest
#   make conformance CORPUS=PATH       recorded executions, JSONPath and JSONata suites kept outside
#   make bench BENCH_WORKLOADS=PATH    workloads kept outside; ours without it

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo setup test examples check format conformance bench soak e2e docs compatibility clean

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
READY := $(VENV)/.ready
PYTHONS := python3 python3.14 python3.13 python3.12 python3.11
E2E := .cache/e2e
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(INSTALLED) ## run a machine with a mocked task, a retry and a wait of hours
	@$(BIN)/asl run examples/order.asl.json --mocks examples/order.mocks.yaml --input '{"id": 7, "amount": 120}' --now 2026-01-05T09:00:00Z

setup: $(READY) ## the environment for working on this: .venv with everything

test: $(READY) ## the tests
	@$(BIN)/python -m pytest $(ARGS)

examples: $(READY) ## the examples: checked, and run by their own tests
	@$(BIN)/asl validate --strict $(wildcard examples/*/)
	@$(BIN)/python -m pytest examples $(ARGS)

check: $(READY) ## lint and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(READY) ## let ruff format and fix what it can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

conformance: $(READY) ## our cases, and the suites at CORPUS=PATH
	@$(BIN)/python -m conformance cases
ifdef CORPUS
	@$(BIN)/python -m conformance recorded $(CORPUS)/aws-recorded
	@$(BIN)/python -m conformance test_state $(CORPUS)/aws-recorded
	@$(BIN)/python -m conformance jsonpath $(CORPUS)/jsonpath
	@$(BIN)/python -m conformance jsonata $(CORPUS)/jsonata
endif

bench: $(READY) ## how fast, in CPU time: BENCH_WORKLOADS=PATH for other workloads than ours
	@$(BIN)/python tests/bench $(BENCH_WORKLOADS) $(ARGS)

soak: $(READY) ## the long tests: kill -9 and load, fuzzed requests and definitions, random machines; half an hour
	@$(BIN)/python -m pytest --soak $(wildcard tests/soak/*.py) tests/property $(ARGS)

e2e: $(READY) $(E2E)/.installed ## boto3, aws-cli v1 and the JavaScript SDK against a server; installs the last two
	@ASL_E2E=1 $(BIN)/python -m pytest tests/e2e $(ARGS)

compatibility: $(READY) ## write docs/compatibility.md: our cases, and what was recorded at CORPUS=PATH, in process and over HTTP
	@out=$$(mktemp -d); trap 'rm -rf "$$out"' EXIT; \
	$(BIN)/python -m conformance cases --json "$$out/1.json"; \
	$(BIN)/python -m conformance cases --serve --json "$$out/2.json"; \
	$(BIN)/python -m conformance recorded $(CORPUS)/aws-recorded --json "$$out/3.json"; \
	$(BIN)/python -m conformance test_state $(CORPUS)/aws-recorded --json "$$out/4.json"; \
	$(BIN)/python -m conformance recorded $(CORPUS)/aws-recorded --serve --min-pass 0 --json "$$out/5.json"; \
	$(BIN)/python scripts/make_compatibility.py "$$out"/*.json

docs: $(READY) ## write the schema and the pages that are made from tables
	@$(BIN)/python scripts/make_schema.py
	@$(BIN)/python scripts/make_pages.py

clean: ## remove what these targets make
	@rm -rf $(VENV) .cache build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	@for python in $(PYTHONS); do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "making $(VENV) with $$("$$python" --version)"; exec "$$python" -m venv $(VENV); \
	  fi; \
	done; \
	echo "Python 3.11 or later is needed, and none of these is it: $(PYTHONS)" >&2; exit 1

$(INSTALLED): pyproject.toml | $(BIN)/python
	@echo "installing what asl needs"
	@$(PIP) install -e .
	@touch $@

$(READY): pyproject.toml | $(BIN)/python
	@echo "installing what asl and its tests need"
	@$(PIP) install -e '.[test,dev]'
	@touch $(INSTALLED) $@

# Clients that have no place in .venv: aws-cli v1 pins its own botocore. Without npm the JavaScript part is left out.
$(E2E)/.installed: | $(BIN)/python
	@echo "installing aws-cli v1 and @aws-sdk/client-sfn in $(E2E)"
	@$(BIN)/python -m venv $(E2E)/cli
	@$(E2E)/cli/bin/python -m pip --disable-pip-version-check --quiet install 'awscli<2'
	@if command -v npm >/dev/null; then mkdir -p $(E2E)/node && npm install --silent --no-fund --no-audit --prefix $(E2E)/node @aws-sdk/client-sfn; fi
	@touch $@
