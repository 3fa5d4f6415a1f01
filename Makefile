# Every target does its own set-up: Python (3.10-3.13), make and git are all a machine needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: parse test lint format train train-small bench clean
.DEFAULT_GOAL := test

$(STAMP): pyproject.toml hatch_build.py $(wildcard refparse/native/src/*)
	$(PYTHON) -c 'import sys; sys.exit("refparse needs Python 3.10 or newer, this is " + sys.version.split()[0] if sys.version_info < (3, 10) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[all,dev]'
	touch $@

parse: $(STAMP)  ## parse the examples: a table here, CSL-JSON in out/references.json
	mkdir -p out
	$(BIN)/refparse parse examples/references.txt --format csl -o out/references.json
	FORCE_COLOR=1 $(BIN)/refparse parse examples/references.txt --format table
	@echo "CSL-JSON: out/references.json"

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint  ## everything that CI runs
	$(BIN)/python -m pytest -n auto --cov --cov-report=term

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

train: $(STAMP)  ## train on what the repository ships: own gold, and synthesis from it
	$(BIN)/refparse train --recipe training_data/default.toml --max-iterations 60 -o out/model

train-small: $(STAMP)  ## a usable model in under a minute, from the own gold alone
	$(BIN)/refparse train training_data/gold/*.jsonl -o out/small-model --max-iterations 40 --min-freq 2

BENCH_COUNT ?= 100000
BENCH_SAMPLE ?= 20000
BENCH_REPEAT ?= 3
bench: $(STAMP)  ## speed and memory here: tables, out/benchmark.json, .md and .svg
	mkdir -p out
	$(BIN)/refparse benchmark $(foreach file,$(wildcard training_data/gold/*.jsonl),--synth $(file)) \
	  --count $(BENCH_COUNT) --sample $(BENCH_SAMPLE) --repeat $(BENCH_REPEAT) \
	  --json out/benchmark.json --plot out/benchmark.svg -o out/benchmark.md
	cat out/benchmark.md

clean:
	rm -rf $(VENV) out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
