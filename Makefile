# Two commands: `make serve` and `make test`. Both need only Python 3.11+, make and a package index.
VENV := .venv
BIN := $(VENV)/bin
STORE ?= .kg/store
HOST ?= 127.0.0.1
PORT ?= 8000
READY := $(VENV)/.ready
NEW_ENOUGH := -c 'import sys; sys.exit(sys.version_info < (3, 11))'
# The first Python that is new enough; `make PYTHON=/path/to/python serve` takes another.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python $(NEW_ENOUGH) 2>/dev/null && echo $$python && break; done)

.PHONY: serve test test-long lint check-types units lock bench clean

# A report that breaks a shape is held back (exit code 1); the others are served. After any other failure nothing is.
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

# A process for each core; one that is done takes over tests of another.
units: $(READY)
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

# The units with those that take minutes: whole reports beside the libraries that referee, and the like.
test-long: $(READY)
	$(BIN)/python -m pytest --long --numprocesses auto --dist worksteal

# Everything is installed from the lock, by hash; the project itself without looking at an index.
$(READY): requirements.lock pyproject.toml $(wildcard api/web/front/*)
	@test -n "$(PYTHON)" && $(PYTHON) $(NEW_ENOUGH) || { \
		echo "Kaogong needs Python 3.11 or newer, and finds $$($(or $(PYTHON),python3) --version 2>&1)." >&2; \
		echo "Install one, or say where it is: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-build-isolation --no-deps --editable .
	@touch $(READY)

# Needs uv (pip install uv): resolves pyproject.toml anew for every supported Python.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --extra dev --no-header -q pyproject.toml -o requirements.lock

bench: $(READY)
	$(BIN)/python -m bench

clean:
	rm -rf $(VENV) .kg dist build
