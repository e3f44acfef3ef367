# Samspel. `make help` lists what there is.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
RUN := $(VENV)/bin
export SAMSPEL_DEVELOPMENT ?= 1

.PHONY: help demo test lint bench check clean

help: ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

demo: $(VENV)/ready ## install, load East Central Sweden with example data, serve on localhost:8000
	@SAMSPEL_TODAY=2019-09-30 $(RUN)/python -m samspel demo

test: $(VENV)/ready ## lint, types, and every test on SQLite and PostgreSQL and in Chromium
	@$(RUN)/python tools/test.py

lint: $(VENV)/ready ## only the linters and the type checker
	@$(RUN)/python tools/test.py --lint

bench: $(VENV)/ready ## run a benchmark: make bench BENCH=figures
	@$(RUN)/samspel messages compile
	@$(RUN)/python benchmarks/$(BENCH).py

check: $(VENV)/ready ## what a production installation would be warned of
	@$(RUN)/samspel check --deploy

clean: ## remove the environment and the local state
	rm -rf $(VENV) var build

$(VENV)/ready: requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Samspel needs Python 3.11 or later") if sys.version_info < (3, 11) else None'
	@test -x $(RUN)/python || $(PYTHON) -m venv $(VENV)
	@$(RUN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(RUN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
