# `make` alone lists the targets. Everything is set up on first use in .venv, and again only when a lock changes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SUPERSET := .superset
# Some shells export this; without bytecode every process compiles its imports anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup run up down test test-cluster test-browser test-superset check update bench lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(READY) ## create .venv and install the locked requirements

$(READY): requirements.txt requirements-dev.txt pyproject.toml
	@echo "== setting up $(VENV) (once; again when a lock changes)"
	@$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info < (3, 14) else \
		"dateline needs Python 3.11 to 3.13, this is " + sys.version.split()[0] + "; for another: make PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip install --python $(BIN)/python --require-hashes -r requirements.txt -r requirements-dev.txt
	$(BIN)/uv pip install --python $(BIN)/python --no-deps --editable .
	@touch $@

run: $(READY) ## take the sample articles through the DAGs and print the timeline
	@$(BIN)/python -m airflow_local run

up: $(READY) ## start Airflow with its pages on 127.0.0.1 (DATELINE_SOURCES, DATELINE_DATA, DATELINE_PORT)
	@$(BIN)/python -m airflow_local up

down: ## stop what `make up` started
	@test ! -x $(BIN)/python || $(BIN)/python -m airflow_local down

bench: $(READY) ## articles a second, beside dateparser; size, speed and memory of the tables, up to 5 million mentions
	@$(BIN)/python tests/bench.py
	@$(BIN)/python tests/bench_tables.py

test: $(READY) ## run the tests, but for those of make test-cluster, test-browser and test-superset
	$(BIN)/python -m pytest -n 2

test-cluster: $(READY) ## the DAGs under real schedulers, workers killed on the way (PostgreSQL and Redis installed; 10 minutes)
	$(BIN)/python -m pytest -m cluster tests/cluster

test-browser: $(READY) ## the pages under a real Airflow in a headless Chromium, installed from Debian where there is none
	@command -v chromium >/dev/null || (apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-core)
	$(BIN)/python -m pytest -m browser tests/browser

test-superset: $(READY) $(SUPERSET)/.ready ## the tables in Apache Superset, installed in .superset on first use (0.8 GB)
	$(BIN)/python -m pytest -m superset tests/bi

$(SUPERSET)/.ready: tests/bi/requirements.txt | $(READY)
	@test -x $(SUPERSET)/bin/python || $(PYTHON) -m venv $(SUPERSET)
	$(BIN)/uv pip install --python $(SUPERSET)/bin/python --requirement tests/bi/requirements.txt
	@touch $@

check: $(READY) ## format, lint, types, generated docs, score floors
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python tests/generated_docs.py
	$(BIN)/python tests/score.py

update: $(READY) ## write generated docs, score floors (upwards) and golden articles anew; then read the diff
	$(BIN)/python tests/generated_docs.py --update
	$(BIN)/python tests/score.py --update
	$(BIN)/python tests/golden.py --update

lock: $(READY) ## compile requirements.txt and requirements-dev.txt anew
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --extra airflow --no-header pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes -c requirements.txt --no-header requirements-dev.in -o requirements-dev.txt

clean: ## remove the environment and everything made by a run
	-@test ! -x $(BIN)/python || $(BIN)/python -m airflow_local down
	rm -rf $(VENV) $(SUPERSET) .airflow data .mypy_cache .ruff_cache .pytest_cache include/*.egg-info
