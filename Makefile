# The two commands of the README are `make run` and `make test`.

export CARGO_TARGET_DIR ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/partwright/target
export PATH := $(or $(CARGO_HOME),$(HOME)/.cargo)/bin:$(PATH)

EXECUTABLE = $(CARGO_TARGET_DIR)/debug/partwright

.PHONY: run test build setup path lint notices compare fuzz

# Sets the machine up if needed, builds, and opens the window (or does its work headless).
run: build
	@$(EXECUTABLE)

# Sets the machine up if needed, builds, and runs every test.
test: setup
	cargo test --workspace --locked

# Tests are built along, because then both commands need the same build of every dependency.
build: setup
	cargo test --workspace --locked --no-run

setup:
	@sh packaging/setup.sh

# Prints where the executable lies.
path:
	@echo $(EXECUTABLE)

lint:
	cargo fmt --check
	cargo lint -- -D warnings
	cargo deny check

# Damages programs, files and frames for a while and collects what went wrong: make fuzz SECONDS=600
SECONDS ?= 60
fuzz: build
	@sh packaging/fuzz.sh $(SECONDS) $(TARGET)

# Writes which crates stand under which licence, and the texts of the licences.
notices:
	cargo deny list --layout license > packaging/notices/crates.txt
	cargo about generate -o packaging/notices/crates.html packaging/about.hbs

# Compares with CadQuery, in a Python with cadquery from PyPI: make compare PYTHON=…/bin/python
PYTHON ?= python3
compare: build
	$(PYTHON) benches/compare.py --partwright $(EXECUTABLE)
