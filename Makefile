# The four commands of the house. Everything a fresh machine lacks is installed by them, or they say how.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
export PORT

.PHONY: run test check bench bench-data setup browser services java lock clean

run: setup ## a living model city at http://127.0.0.1:$(PORT)
	@$(BIN)/yiwang run

test: setup browser services java ## every test, a real browser included
	@$(BIN)/python -m pytest -q -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder

check: setup ## format, lint, types, floors
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -q tests/architecture

bench: setup ## figures, as ratios, into bench/results/
	@$(BIN)/python -m bench

ROWS ?= 1000000
bench-data: setup ## the data foundation at ROWS rows (150000000 for the year itself, 10000000 for quality)
	@$(BIN)/python -m bench.data $(ROWS)

setup: .venv/.ready node_modules/.ready
	@$(BIN)/yiwang setup --quiet

.venv/.ready: requirements-dev.txt pyproject.toml
	@tools/make-venv "$(PYTHON)"
	@touch $@

node_modules/.ready: package-lock.json
	@tools/install-node-packages
	@touch $@

browser:
	@tools/install-browser

services:
	@tools/install-test-services

java:
	@tools/install-java

lock: ## lock the dependencies anew
	@$(BIN)/uv pip compile -q --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-header --no-annotate requirements-dev.in -o requirements-dev.txt
	@$(BIN)/uv pip compile -q --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-header --no-annotate -c requirements-dev.txt requirements.in -o requirements.txt
	@npm install --package-lock-only --no-audit --no-fund

clean: ## forget the installation; the city's data in var/ stays
	@rm -rf .venv node_modules
