# The first target lists the tasks. Each task does the set-up it needs.
PYTHON ?= python3
VENV := .venv
DAY ?= $(shell date +%u)
BIN := $(VENV)/bin
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# The tests start hundreds of processes that import the same modules: what is compiled is kept.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup system-packages demo test lint types unit bench night lowest systems system wheel constraints clean

help: ## list the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.ready ## prepare .venv with the versions of constraints.txt

$(VENV)/.ready: pyproject.toml setup.py constraints.txt .ci/links.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=/path/to/python3")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev]'
	$(BIN)/python .ci/links.py
	@touch $@

demo: setup ## catch the billing system of the 2018 electricity notice, over HTTP
	@$(BIN)/yakkan demo

test: lint types unit ## everything that must pass: ruff, pyright, the tests

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@cd $(VENV)/links && ../bin/lint-imports --no-logo --cache-dir ../.import_linter ../../pyproject.toml > ../lint-imports.txt || { cat ../lint-imports.txt; exit 1; }

types: setup
	$(BIN)/pyright

unit: setup system-packages
	PYTHONPATH=.ci $(BIN)/pytest -n auto --dist loadgroup -p branches

system-packages: ## install PostgreSQL for its tests, where it is missing and this user can
	@sh .ci/system-packages

bench: setup ## calls until each fault is found, and other measures
	$(BIN)/python benchmarks/run.py

night: setup ## all tests with random seeds and many more examples, then the mutants of the day: make night DAY=3
	YAKKAN_HYPOTHESIS=night $(BIN)/pytest -n auto --dist loadgroup -m ""
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev,night]'
	$(BIN)/python .ci/mutants.py $(DAY)

lowest: system-packages ## the tests with the lowest versions that pyproject.toml allows
	$(PYTHON) -m venv .venv-lowest
	$(PYTHON) .ci/lowest.py > .venv-lowest/constraints.txt
	.venv-lowest/bin/pip install --quiet --constraint .venv-lowest/constraints.txt --editable '.[dev]'
	.venv-lowest/bin/pytest -n auto

systems: setup system-packages ## the long tests; then drive billing engines from their published packages, and write docs/systems.md
	$(BIN)/pytest -n auto --dist loadgroup -m long
	$(BIN)/python examples/systems/run.py --page docs/systems.md

system: setup ## drive one of them: make system NAME=localstripe
	$(BIN)/python examples/systems/run.py $(NAME)

wheel: setup ## build the wheel into dist/
	$(BIN)/python -m build --wheel

constraints: setup ## write the versions in .venv to constraints.txt
	$(BIN)/pip freeze --all --exclude-editable | grep -vi '^pip==' | grep -E '^[A-Za-z0-9._-]+==' > constraints.txt

clean: ## remove what the tasks have made
	rm -rf $(VENV) .venv-lowest build dist *.egg-info .pytest_cache .ruff_cache .hypothesis
