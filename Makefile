# Two commands: `make serve` and `make test`. Both need only Python 3.11+, make and a package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STORE ?= .kg/store
HOST ?= 127.0.0.1
PORT ?= 8000
READY := $(VENV)/.ready

.PHONY: serve test lint check-types units lock bench clean

serve: $(READY)
	$(BIN)/kg build --store $(STORE) || test $$? -eq 1
	$(BIN)/kg serve --store $(STORE) --host $(HOST) --port $(PORT)

test: $(READY) lint check-types units

lint: $(READY)
	$(BIN)/ruff format --check kg api tests bench
	$(BIN)/ruff check kg api tests bench
	$(BIN)/lint-imports

check-types: $(READY)
	$(BIN)/mypy

units: $(READY)
	$(BIN)/python -m pytest

# Everything is installed from the lock, by hash; the project itself without looking at an index.
$(READY): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-build-isolation --no-deps --editable .
	touch $(READY)

# Needs uv (pip install uv): resolves pyproject.toml anew for every supported Python.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --extra dev --no-header -q pyproject.toml -o requirements.lock

bench: $(READY)
	$(BIN)/python -m bench

clean:
	rm -rf $(VENV) .kg dist build
