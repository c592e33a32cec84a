# make figures: the environment, then the default experiment. make test: the environment, then all
# tests. Everything else is a convenience for developers.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CORES ?= $(shell getconf _NPROCESSORS_ONLN)
CONFIG ?=

export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: figures test lint certify bench generate reruns clean

figures: $(VENV)/.ready
	snakemake --cores $(CORES) $(if $(CONFIG),--configfile $(CONFIG))
	@echo "The report: $$(ls -t results/*/report.html | head -n 1)"

test: $(VENV)/.ready
	pytest -n 2 --dist loadgroup

# the environment is rebuilt when the lock or the package's metadata change
$(VENV)/.ready: envs/requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; assert sys.version_info >= (3, 11), "rgflow needs Python 3.11 or newer; name it with PYTHON=..."'
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r envs/requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

lint: $(VENV)/.ready
	ruff check src tests benchmarks
	ruff format --check src tests benchmarks
	mypy
	lint-imports
	snakefmt --check Snakefile workflow
	snakemake --lint

certify: $(VENV)/.ready
	pytest -m certify

bench: $(VENV)/.ready
	python benchmarks/run.py

generate: $(VENV)/.ready
	python -m rgflow.config.render

# the table of which stages an edit reruns, to be read in the diff
reruns: $(VENV)/.ready
	python tests/ground/test_code_maps.py

clean:
	rm -rf results logs .snakemake
	find src -name 'kernels-*' -path '*__pycache__*' -prune -exec rm -rf {} +
