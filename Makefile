# `make demo` and `make test` need Python 3.11 or newer and pip's access to a package registry.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

# Attacks look for processes that are left on the machine, and only root can tell whose an orphan is:
# others test one attack after the other.
ATTACKS_AT_ONCE := $(if $(filter 0,$(shell id -u)),2,0)

# What the kernel stops, it must stop for an ordinary user, too. That each attack succeeds where nothing
# stops it is shown once, in the run of all attacks.
KERNEL_ATTACKS := $(patsubst %,tests/attacks/test_%.py,files network processes resources escape)

.PHONY: demo test test-systems test-nbgrader test-browser test-versions test-remembered verify lint format assignments student-kit bench bench-quick bench-scale clean

demo: $(READY) ## grade an example class and print its marks
	rm -rf build/demo/class
	$(BIN)/python examples/assemble.py build/demo/class
	$(BIN)/autograder grade bigram_net build/demo/class --out build/demo/results

test: $(READY) lint verify ## the code, the proofs of both assignments, the kit, and attacks on it
	$(BIN)/python -m pytest --quiet --numprocesses 2 --dist loadfile --no-loadscope-reorder \
		$(patsubst %,--ignore tests/%,attacks systems nbgrader browser)
	$(BIN)/python -m pytest --quiet --numprocesses $(ATTACKS_AT_ONCE) --dist loadfile tests/attacks
	$(BIN)/python tests/as_user.py $(BIN)/python -m pytest --quiet --numprocesses 2 --dist loadfile \
		-k "not without and not control" $(KERNEL_ATTACKS)

test-systems: $(READY) ## a whole class, the instructors' page, kills, full disks, a cluster, Canvas, Gradescope
	$(BIN)/python -m pytest --quiet --numprocesses 2 --dist loadfile tests/systems

test-nbgrader: $(READY) ## nbgrader's own commands, from release to feedback, with a class
	$(BIN)/python -m pytest --quiet --numprocesses 2 --dist loadfile tests/nbgrader

test-browser: $(READY) ## JupyterLab and the formgrader in Chromium, which must be installed
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[dev,browser]"
	$(BIN)/python -m pytest --quiet tests/browser

test-versions: $(READY) ## the lowest and the newest versions, on each Python here or on those in PYTHONS
	$(BIN)/python -m tests.versions $(PYTHONS)

test-remembered: $(READY) ## verdicts that are remembered change no result of any module that verify tries; half an hour
	$(BIN)/python -m tests.remembered

verify: $(READY) ## prove the tests of both assignments
	$(BIN)/autograder verify bigram_counts
	$(BIN)/autograder verify bigram_net

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

assignments: $(READY) ## make what students get anew from solutions/
	$(BIN)/autograder release bigram_counts --out assignments/bigram_counts
	$(BIN)/autograder release bigram_net --out assignments/bigram_net

student-kit: $(READY) ## the engine as one file for students: without solutions and hidden tests
	rm -rf build/student-kit
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir build/student-kit .

bench: $(READY) ## cost per submission beside pytest, nbgrader and the bare functions; ten minutes to half an hour
	$(BIN)/python -m benchmarks

bench-quick: $(READY) ## the same on the core of an assignment alone, in one round; five minutes
	$(BIN)/python -m benchmarks --quick

bench-scale: $(READY) ## memory and cost over a class of 5,000, as a plot; some minutes
	$(BIN)/python -m benchmarks.scale

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[dev]"
	touch $(READY)

clean:
	rm -rf $(VENV) build
