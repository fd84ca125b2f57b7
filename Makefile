# Every target makes the virtual environment it needs, with no tool but Python and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

# Both workers, and the hundreds of processes that tests start, read what the first has compiled.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test check lint bench bench-scale fuzz load simulate phrases clean

demo: $(READY)
	rm -rf demo
	$(BIN)/tracker demo --out demo

test: $(READY)
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: lint
	$(BIN)/python -m pytest -q tests/test_architecture.py

lint: $(READY)  ## what reads the code and runs none of it
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(READY)
	OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 $(BIN)/python -m tests.benchmarks

bench-scale: $(READY)  ## SCALE=100000000 for the largest table; disk: some 9 bytes a row
	OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 $(BIN)/python -m tests.benchmarks.scale --rows $(or $(SCALE),10000000)

load: $(READY)  ## 8 writers and 50 readers for five minutes on each engine; SECONDS=30 for a short one
	$(BIN)/python -m tests.load --seconds $(or $(SECONDS),300)

simulate: $(READY)
	OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 $(BIN)/python -m tests.simulations

fuzz: $(READY)
	$(BIN)/python -m tests.fuzz --count 20000 --workers 2 --out build/fuzz
	$(BIN)/python -m tests.fuzz.entries 5000
	$(BIN)/python -m tests.fuzz.damages 2000

phrases: $(READY)  ## the tables of docs/windows.md, from the phrases beside the project
	$(BIN)/python -m tests.phrases --update

clean:
	rm -rf $(VENV) demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Trackrecord needs Python 3.11 or later; set PYTHON=python3.11 or newer."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@
