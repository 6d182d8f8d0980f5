# make run         sets everything up, runs the example study in demo/ and opens it in the window
# make test        sets everything up and runs every test, without a screen
# make check       ruff, mypy and the tests
# make bench       measures the budgets
# make day         codes 200 comments by keyboard, through a restart and a kill, and hands them in
# make pictures    paints the pictures of the help pages
# make states      paints the place that codes in each of its states, into build/states
# make installer   builds the program as one folder, dist/intercoder, and proves it on the example study
# make help        this list
#
# PYTHON=/path/to/python3.11 chooses the Python that .venv is made from.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?=
PYTEST := QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest

.PHONY: help run test check bench day pictures states installer

help:
	@sed -n '/^$$/q; s/^# \{0,1\}//p' Makefile

$(VENV)/.python: requirements.lock pyproject.toml packaging/setup.sh
	@PYTHON="$(PYTHON)" packaging/setup.sh python
	@touch $@

# plain, screen or test: which of the system's packages are needed.
$(VENV)/.system-%: packaging/setup.sh | $(VENV)/.python
	@packaging/setup.sh system $*
	@touch $@

run: $(VENV)/.python $(VENV)/.system-$(if $(DISPLAY)$(WAYLAND_DISPLAY),screen,plain)
	@if [ -e demo/example.intercoder ]; then \
	    $(BIN)/intercoder agreement demo/example.intercoder; \
	else \
	    $(BIN)/intercoder demo demo; \
	fi
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname -s)" = Darwin ]; then \
	    $(BIN)/intercoder open demo/example.intercoder; \
	else \
	    echo "There is no screen here, so the window stays closed; the study is in demo/, its tables in demo/exports/."; \
	fi

test: $(VENV)/.python $(VENV)/.system-test
	@$(PYTEST)

check: $(VENV)/.python $(VENV)/.system-test
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(PYTEST)

# The suite leaves the benchmarks out; here they are all that runs.
bench: $(VENV)/.python $(VENV)/.system-test
	@$(PYTEST) tests/benchmarks --override-ini addopts="--strict-markers --strict-config --import-mode=importlib" --benchmark-only

# The suite codes 40 of them.
day: $(VENV)/.python $(VENV)/.system-test
	@INTERCODER_LONG=1 $(PYTEST) tests/ui/test_day.py --durations=1

pictures: $(VENV)/.python $(VENV)/.system-plain
	@$(BIN)/python packaging/pictures.py

states: $(VENV)/.python $(VENV)/.system-test
	@$(BIN)/python packaging/states.py build/states

# The libraries of the screen are bundled too; the built program proves itself on the example study.
installer: $(VENV)/.python $(VENV)/.system-screen
	@$(BIN)/pyinstaller --noconfirm --clean --log-level WARN packaging/intercoder.spec
	@rm -rf build/proof
	@dist/intercoder/intercoder demo build/proof
	@dist/intercoder/intercoder check build/proof/example.intercoder
	@$(BIN)/python packaging/prove.py
	@echo "The program is in dist/intercoder; copy the whole folder."
