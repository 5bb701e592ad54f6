# What a newcomer runs. Only Python 3.11 or later with venv is needed.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install
ARGS ?=

.PHONY: run test check unit soak bench picture docs lock clean

run: .venv/ready  ## open Broadsheet
	@$(BIN)/broadsheet $(ARGS)

test: check unit  ## everything that CI runs

check: .venv/develop
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

unit: .venv/develop
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not soak"

soak: .venv/develop  ## the long campaigns: crashes, fuzzing, scale
	$(BIN)/python -m pytest -m soak -s

bench: .venv/develop  ## the figures of docs/performance.md
	$(BIN)/python -m tests.benchmarks

picture: .venv/develop  ## the picture in the README, from the running app
	$(BIN)/python -m tests.picture

docs: .venv/develop  ## docs/keys.md, from the table of commands
	$(BIN)/python -m reader.keymap > docs/keys.md

lock: .venv/develop  ## exact versions, from the ranges in pyproject.toml
	$(BIN)/python .ci/lock.py

.venv/ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Broadsheet needs Python 3.11 or later with venv."; exit 1; }
	@echo "Setting up .venv (once) ..."
	@$(PYTHON) -m venv .venv
	@sed '/^# To develop/,$$d' requirements.lock > .venv/run.txt
	@$(PIP) --require-hashes -r .venv/run.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/develop: .venv/ready
	@$(PIP) --require-hashes -r requirements.lock
	@touch $@

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis dist build
