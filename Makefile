# `make` alone lists the targets; each is described by the comment after its name.
.DEFAULT_GOAL := help
.PHONY: help run test long check format lint types coverage flows clients pages guide picture structure lock clean

VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCK := $(BIN)/pip-compile --quiet --upgrade --generate-hashes --strip-extras --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --build-deps-for editable
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
# One more process than two cores: the tests of screens and programs wait for them much of the time.
SPREAD := -n 3 --dist worksteal
# Or every program that a test starts compiles the package anew.
unexport PYTHONDONTWRITEBYTECODE
LFORMS := 40.1.3
LFORMS_FOLDER := .clients/lforms-$(LFORMS)
ARGS ?=

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

run: $(VENV)/run.stamp ## open the IBM walkthrough, setting up first if needed
	@$(BIN)/interview run ibm-management $(ARGS)

test: $(VENV)/dev.stamp ## run the tests; ARGS="tests/flow -x" is passed to pytest
	$(BIN)/python -m pytest $(SPREAD) $(ARGS)

long: $(VENV)/dev.stamp ## try far more often what is tried at random, kills and power cuts too; takes hours
	INTERVIEW_LONG=1 INTERVIEW_KILLS=350 INTERVIEW_APP_KILLS=150 INTERVIEW_POWERCUTS=400 \
		$(BIN)/python -m pytest $(SPREAD) -m "hypothesis or long" $(ARGS)

check: lint types coverage flows ## everything a change must pass

format: $(VENV)/dev.stamp ## format the code and mend what can be mended by itself
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(VENV)/dev.stamp ## check format and style
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/dev.stamp ## check the types of everything written in Python
	$(BIN)/mypy --strict interview tests benchmarks docs/screenshot.py

coverage: $(VENV)/dev.stamp ## run the tests and list the lines they miss
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(SPREAD) $(ARGS)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

flows: $(VENV)/run.stamp ## check the shipped flows and templates
	$(BIN)/interview check --strict flows templates

clients: $(VENV)/dev.stamp $(LFORMS_FOLDER) ## fill in the FHIR form in LHC-Forms; needs npm and Chromium; EVERY=1 for every patient
	LFORMS=$(LFORMS_FOLDER) $(BIN)/python -m pytest tests/clients/lforms.py tests/clients/scores.py $(ARGS)

pages: $(VENV)/run.stamp ## write the pages of docs/checks, and what --help prints
	$(BIN)/python -m interview.check.pages docs/checks
	$(BIN)/python -c "from interview.cli.parser import build_parser as built; print(built().format_help(), end='')" \
		</dev/null 2>/dev/null | cat > interview/cli/help.txt

guide: $(VENV)/dev.stamp ## write what its commands print today into the authoring guide
	$(BIN)/python -m tests.guide docs/authoring.md

picture: $(VENV)/run.stamp ## draw the picture in the README from the real app
	$(BIN)/python docs/screenshot.py

structure: $(VENV)/dev.stamp ## report the modules, their lengths and imports
	@$(BIN)/python -m tests.structure

lock: $(VENV)/dev.stamp ## choose new versions of every dependency and pin them by hash
	$(INSTALL) pip-tools
	$(LOCK) --output-file requirements/run.txt pyproject.toml
	$(LOCK) --extra dev --constraint requirements/run.txt --output-file requirements/dev.txt pyproject.toml

clean: ## remove the environment and everything that was built
	rm -rf $(VENV) .clients build dist htmlcov .coverage* .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(LFORMS_FOLDER):
	@command -v npm >/dev/null || { echo "npm, which comes with Node.js, is needed to fetch LHC-Forms." >&2; exit 2; }
	@mkdir -p $@.new && cd $@.new && npm pack --silent lforms@$(LFORMS) && tar -xzf lforms-$(LFORMS).tgz
	@mv $@.new/package/dist/lforms $@ && rm -r $@.new

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed, and none was found." >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python cannot make an environment; on Debian and Ubuntu: apt install python3-venv" >&2; exit 2; }

$(VENV)/run.stamp: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Setting up; this is done once."
	@$(INSTALL) --require-hashes --only-binary :all: --requirement requirements/run.txt
	@$(BIN)/python -m pip uninstall --quiet --quiet --yes interview # what this package was once called here
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	@echo "Adding the tools for testing; this is done once."
	@$(INSTALL) --require-hashes --only-binary :all: --requirement requirements/dev.txt
	@touch $@
