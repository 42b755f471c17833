# Everything that is done with this tree; `make` lists it.
#
# Tools live in .venv, installed from the hashed locks. A stamp in .venv stands for each
# lock that is installed, so that a second run starts at once.

PYTHON ?= python3
VENV := .venv
BENCH := .venv-bench
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
OUT := out
AXE := tests/browser/node_modules/.package-lock.json
# `make lock LOCK_FLAGS=--upgrade` takes newer versions; without it, only what must move does.
LOCK_FLAGS ?=
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock" $(LOCK_FLAGS)

.DEFAULT_GOAL := help
.PHONY: help demo test check bench soak pictures reference lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.installed ## Build the sample's briefings into out/
	@$(BIN)/briefgen build --out $(OUT)
	@echo "The briefings are in $(OUT)/:"
	@find $(OUT) -type f \( -name '*.docx' -o -name '*.pdf' \) | sort | sed 's/^/  /'

test: $(VENV)/.test $(AXE) ## Run the tests
	$(BIN)/python -m pytest -ra -n auto --dist loadfile

check: $(VENV)/.dev ## Check the form, the types and who imports whom
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_layers.py tests/test_tree.py

bench: $(BENCH)/.installed ## Measure briefgen beside its peers into docs/performance.md
	$(BENCH)/bin/python -m benchmarks.run --write

soak: $(VENV)/.test $(AXE) ## Run every test, the long ones too, with far more examples
	$(BIN)/python -m pytest -ra -m "soak or not soak" --hypothesis-profile=soak

pictures: $(VENV)/.installed ## Draw the pictures of the docs
	$(BIN)/python -m docs.pictures

reference: $(VENV)/.installed ## Write docs/reference.md from the code
	$(BIN)/python -m docs.reference

lock: $(VENV)/.dev ## Resolve the requirements files anew, from pyproject.toml
	$(COMPILE) pyproject.toml --output-file requirements.txt
	$(COMPILE) --group build --constraint requirements.txt --output-file requirements-build.txt
	$(COMPILE) pyproject.toml --group test --constraint requirements.txt \
		--constraint requirements-build.txt --output-file requirements-test.txt
	$(COMPILE) pyproject.toml --group dev --constraint requirements-test.txt \
		--constraint requirements-build.txt --output-file requirements-dev.txt

clean: ## Remove what was built and installed
	rm -rf $(VENV) $(BENCH) tests/browser/node_modules build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	rm -f benchmarks/results.json
	find $(OUT) -mindepth 1 ! -name README.md ! -path '$(OUT)/sent*' -delete
	find briefgen tests benchmarks docs -type d -name __pycache__ -exec rm -rf {} +

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# briefgen is installed with the build backend of the lock, not with one fetched for the moment.
$(VENV)/.installed: requirements.txt requirements-build.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements.txt -r requirements-build.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: requirements-test.txt $(VENV)/.installed
	$(PIP) --require-hashes -r requirements-test.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.installed
	$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@

# axe-core, which judges pages in a browser. Without npm or a network the tests that need it are
# skipped and say so; npm writes the target itself, with the time of the files that it unpacked.
$(AXE): tests/browser/package-lock.json
	@cd tests/browser && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error \
		--prefer-offline --fetch-retries=1 && touch ../../$@ \
		|| echo "npm cannot fetch axe-core: the tests of pages in a browser will be skipped" >&2

# The peers are taken as a newcomer would take them: by name, in their newest versions. What
# both sides stand on (reportlab, python-docx, typer) is briefgen's own, from the lock.
$(BENCH)/.installed: requirements.txt requirements-build.txt pyproject.toml Makefile
	test -x $(BENCH)/bin/python || $(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes \
		-r requirements.txt -r requirements-build.txt
	$(BENCH)/bin/python -m pip --disable-pip-version-check install --quiet \
		--no-deps --no-build-isolation --editable .
	$(BENCH)/bin/python -m pip --disable-pip-version-check install --quiet docxtpl typst
	@touch $@
