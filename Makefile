# Everything that is done with this repository. `make` alone lists it.

PYTHON ?= python3
export PORT ?= 8000

VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# Each of these files says that a step was done, and is older than what the step was done with once that changes.
PIP := $(BIN)/pip
RUNTIME := $(VENV)/runtime-installed
DEVELOPMENT := $(VENV)/development-installed
BENCHMARKS := $(VENV)/benchmarks-installed
STATIC := staticfiles/staticfiles.json

.DEFAULT_GOAL := help
.PHONY: help run empty test test-all lint format messages requirements bench screenshots clean

help:  ## list what can be done
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

run: PREPARE := preparesite
run: serve  ## set everything up, load the sample dossier and serve it on this machine (PORT=8000)

empty: PREPARE := preparesite --without-sample
empty: serve  ## the same without the sample

.PHONY: serve
serve: $(RUNTIME) $(STATIC) | .env var
	@$(BIN)/python manage.py $(PREPARE)
	@echo
	@echo "The site:  http://127.0.0.1:$(PORT)/  and  http://127.0.0.1:$(PORT)/fr/"
	@echo "The desk:  http://127.0.0.1:$(PORT)/admin/"
	@echo "Ctrl-C ends it."
	@echo
	@exec $(BIN)/gunicorn --config gunicorn.conf.py factcheck.wsgi

test: lint  ## check everything: lint, types, layers, and the suite on SQLite and on PostgreSQL, at the same time
	@$(MAKE) --jobs=2 --output-sync=target test-sqlite test-postgresql

# Tests without a database, and those of how pages look, which no database changes.
PURE := tests/judgement tests/text
SHOWN := $(addprefix tests/browser/test_,admin_pages.py every_admin_page.py public_pages.py the_whole_way.py)

.PHONY: test-sqlite test-postgresql
test-sqlite: $(DEVELOPMENT)
	$(BIN)/pytest --engine=sqlite --cov --cov-report= $(PURE)
	$(BIN)/coverage report --include='claims/judgement/*,claims/text/*' --fail-under=100
	$(BIN)/pytest --engine=sqlite $(PURE:%=--ignore=%)

test-postgresql: $(DEVELOPMENT)
	$(BIN)/pytest --engine=postgresql $(PURE:%=--ignore=%) $(SHOWN:%=--ignore=%)

test-all: lint  ## the suite with thousands of made-up cases per rule; writes docs/verification.md
	$(BIN)/python -m tests.verification

# None of these looks at the settings or the database of whoever runs them.
lint: export ENV_FILE :=
lint: export PROFILE := local
lint: export SECRET_KEY := only for the checks, which sign nothing with it
lint: export DATABASE_URL := sqlite://:memory:
lint: $(DEVELOPMENT)  ## style, format, types, layers, missing migrations
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	find templates -name '*.html' -exec $(BIN)/djade --check {} +
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python manage.py makemigrations --check --dry-run

format: $(DEVELOPMENT)  ## put code and templates into shape
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format
	find templates -name '*.html' -exec $(BIN)/djade {} +

messages: $(RUNTIME) | .env  ## collect the texts to translate, and compile the translations (needs gettext)
	$(BIN)/python manage.py makemessages --locale=fr --no-location --ignore=$(VENV) --ignore=staticfiles --ignore=tests
	$(BIN)/python manage.py compilemessages --ignore=$(VENV)

# Works for every platform and Python that pyproject.toml allows, whichever this one is.
COMPILE = $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header
requirements: $(PIP)  ## pin the newest versions that pyproject.toml allows
	$(PIP_INSTALL) uv
	$(COMPILE) pyproject.toml --output-file requirements.txt
	$(COMPILE) pyproject.toml --extra postgresql --group dev --constraint requirements.txt --output-file requirements-dev.txt
	$(COMPILE) --group bench --constraint requirements-dev.txt --output-file requirements-bench.txt

bench: $(BENCHMARKS)  ## measure the product and its peers with up to a million claims (BENCH="--sizes 10k")
	$(BIN)/python -m benchmarks $(BENCH)

screenshots: $(DEVELOPMENT)  ## take the pictures of docs/screenshots anew (needs Chromium)
	$(BIN)/python -m tests.screenshots

clean:  ## remove what can be made again; the database in var/ and .env stay
	rm -rf $(VENV) staticfiles .coverage htmlcov .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

$(PIP):
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed: make PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): requirements.txt | $(PIP)
	$(PIP_INSTALL) --require-hashes --requirement requirements.txt
	@touch $@

$(DEVELOPMENT): requirements-dev.txt | $(PIP)
	$(PIP_INSTALL) --require-hashes --requirement requirements-dev.txt
	@touch $@ $(RUNTIME)

$(BENCHMARKS): requirements-bench.txt $(DEVELOPMENT)
	$(PIP_INSTALL) --require-hashes --requirement requirements-bench.txt
	@touch $@

.env:
	@$(PYTHON) -m factcheck.localenv

var:
	@mkdir -m 700 var

$(STATIC): $(RUNTIME) $(shell find static -type f) | .env
	$(BIN)/python manage.py collectstatic --noinput --clear --verbosity=0
