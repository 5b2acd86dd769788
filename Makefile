# Two commands are all a newcomer needs: `make run` and `make test`. Each sets up .venv by itself.
VENV := .venv
PYTHON := $(VENV)/bin/python
# Warnings about a machine's own pip settings help nobody here.
PIP := $(PYTHON) -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help run test lint types check tests spell quality speed lock clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.run ## Start the bot: in Slack when .env has tokens, else the local workspace
	@exec $(PYTHON) -m bot

test: lint types check tests ## Lint, types, deck check, tests

lint: $(VENV)/.dev ## Style
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

types: $(VENV)/.dev ## Types
	$(PYTHON) -m mypy

check: $(VENV)/.run ## Validate the built-in deck
	$(PYTHON) -m knowledge check

tests: $(VENV)/.dev ## Tests (browser tests too, where Chromium is there)
	$(PYTHON) -m pytest

spell: $(VENV)/.run ## Spelling of the cards in en, pl, sv, pt (needs hunspell and its dictionaries)
	$(PYTHON) tests/spelling.py

quality: $(VENV)/.benchmarks ## Answer quality beside other ways of doing the job
	$(PYTHON) -m benchmarks.quality

speed: $(VENV)/.benchmarks ## Speed beside other ways of doing the job
	$(PYTHON) -m benchmarks.speed

lock: $(VENV)/.dev ## Write requirements*.txt anew from pyproject.toml
	$(PIP) pip-tools
	$(PYTHON) -m piptools compile -q --generate-hashes --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --output-file requirements.txt pyproject.toml
	$(PYTHON) -m piptools compile -q --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --extra dev --output-file requirements-dev.txt pyproject.toml

clean: ## Remove the environment and all caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/.run: requirements.txt | $(PYTHON)
	$(PIP) --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt | $(PYTHON)
	$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/.run

$(VENV)/.benchmarks: pyproject.toml $(VENV)/.dev
	$(PIP) ".[benchmarks]"
	@$(PYTHON) -m pip uninstall --quiet --yes define
	@touch $@

$(PYTHON):
	@found=; for python in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	  if command -v $$python >/dev/null 2>&1 && $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then echo "This needs Python 3.11 or newer, and none was found. Install it, for example: apt-get install python3 python3-venv" >&2; exit 1; fi; \
	if ! $$found -c 'import venv, ensurepip' 2>/dev/null; then \
	  version=$$($$found -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	  echo "$$found cannot make a virtual environment. Install its package, for example: apt-get install python$$version-venv" >&2; exit 1; fi; \
	$$found -m venv $(VENV)
