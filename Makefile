# `make` alone lists the targets. Everything is installed into .venv, with pinned versions and hashes, and nowhere else.
PYTHON ?= python3
PORT ?= 8000
ROUNDS ?= 5
ARGS ?=
PIP_INSTALL := .venv/bin/python -m pip install -qq --disable-pip-version-check
LOCK := .venv-lock/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet --upgrade

# The tests start Nameplate many times. With this variable, each start would compile all modules again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test quick faults explore bench lint lock messages fonts docs wheel clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

demo: .venv/.run ## run the 2015 panel on http://127.0.0.1:8000 (PORT=8123, ARGS=--webhook-private)
	@exec .venv/bin/nameplate demo --port $(PORT) $(ARGS)

# Three processes for two cores: a journey in the browser mostly waits.
test: .venv/.dev ## install what the tests need, then run all checks and tests (ARGS="-k clock" goes to pytest)
	@echo "== programs"
	@sh tests/install-programs.sh
	@$(MAKE) --no-print-directory lint
	@echo "== pytest"
	@.venv/bin/pytest --numprocesses 3 --dist worksteal $(ARGS)

quick: .venv/.dev ## test the domain, the screens and the store, in under a minute (ARGS="-k clock" goes to pytest)
	@.venv/bin/pytest --numprocesses 3 --dist worksteal -m "not slow" $(ARGS) \
	  tests/meeting tests/wording tests/screens tests/store tests/test_architecture.py

faults: .venv/.dev ## kill, cut off, attack and overload for about an hour, and print what was done (ARGS="-k nodes")
	@sh tests/install-programs.sh
	@.venv/bin/pytest --numprocesses 0 --faults --timeout 0 $(ARGS) tests/faults tests/attacks tests/nodes tests/bench

explore: .venv/.dev ## run the property tests with new random examples, ROUNDS times or until one fails (ARGS="-k list")
	@for round in $$(seq $(ROUNDS)); do \
	  echo "== round $$round"; .venv/bin/pytest --fresh -m hypothesis --numprocesses 3 --dist worksteal $(ARGS) || exit 1; done

bench: .venv/.dev ## measure speed beside other servers, about 30 minutes (ARGS="fanout race" runs parts)
	@.venv/bin/python -m tests.bench $(ARGS)

lint: .venv/.dev ## check style and types, and the layout of templates, styles and scripts
	@echo "== ruff check"
	@.venv/bin/ruff check
	@echo "== ruff format"
	@.venv/bin/ruff format --check
	@echo "== mypy"
	@.venv/bin/mypy
	@echo "== web"
	@.venv/bin/python -m tests.lint_web

lock: ## update requirements/*.txt to the newest versions that pyproject.toml allows
	@rm -rf .venv-lock
	@$(PYTHON) -m venv .venv-lock
	@.venv-lock/bin/pip install -qq --disable-pip-version-check 'uv>=0.13,<0.14'
	@$(LOCK) --group build pyproject.toml -o requirements/run.txt
	@$(LOCK) --group dev --constraints requirements/run.txt pyproject.toml -o requirements/dev.txt
	@rm -rf .venv-lock
	@! grep -nE '://|^ *--?(index|extra|find)' requirements/*.txt || { echo "A lock must name no registry." >&2; exit 1; }

messages: .venv/.dev ## extract the sentences to translate into web/locale/nameplate.pot
	@.venv/bin/pybabel -q extract -F babel.toml --omit-header --no-location --sort-output -o web/locale/nameplate.pot .

# Digits have the same width in Roboto, so phones get only those of the clock, in one weight.
fonts: ## make the font files again from the npm package @fontsource-variable/roboto
	@rm -rf .venv-fonts && $(PYTHON) -m venv .venv-fonts
	@.venv-fonts/bin/pip install -qq --disable-pip-version-check 'fonttools[woff]==4.68.0'
	@cd .venv-fonts && npm pack --silent @fontsource-variable/roboto@5.3.0 && tar xzf *.tgz
	@for part in latin latin-ext cyrillic greek; do \
	  .venv-fonts/bin/pyftsubset .venv-fonts/package/files/roboto-$$part-standard-normal.woff2 --unicodes='*' --no-hinting \
	    --layout-features=ccmp,kern,liga,locl,mark,mkmk,tnum --flavor=woff2 \
	    --output-file=web/static/vendor/roboto-$$part.woff2 || exit 1; done
	@.venv-fonts/bin/fonttools varLib.instancer -q --no-recalc-timestamp web/static/vendor/roboto-latin.woff2 wght=700 wdth=100 \
	  -o .venv-fonts/bold.ttf
	@.venv-fonts/bin/pyftsubset .venv-fonts/bold.ttf --text='0123456789:+' --no-hinting --layout-features= \
	  --flavor=woff2 --output-file=web/static/vendor/roboto-digits.woff2
	@cp .venv-fonts/package/LICENSE web/static/vendor/roboto-5.3.0.LICENSE
	@rm -rf .venv-fonts
	@cd web/static/vendor && sha256sum htmx-* roboto-* >SHA256SUMS

docs: .venv/.dev ## build the documentation as a site in site; open site/index.html
	@.venv/bin/sphinx-build -q -W --keep-going -c docs . site

wheel: .venv/.dev ## build the wheel and the source archive in dist; the same sources give the same bytes
	@rm -rf dist
	@.venv/bin/hatchling build -d dist >/dev/null
	@cd dist && sha256sum *

clean: ## remove .venv, the demo's data, caches and built files
	@rm -rf .venv .venv-lock .demo .screens .mypy_cache .pytest_cache .ruff_cache .hypothesis dist site
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Nameplate needs Python 3.11 or newer. If it has another name here, say so: make demo PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Python's venv module is missing here. Install it, then try again: apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv .venv

# The stamp file means: .venv holds the locked packages and the project. The second pip call builds with the hatchling
# that the first one installed, so that no build tool is ever unpinned.
.venv/.run .venv/.dev: .venv/.%: requirements/%.txt pyproject.toml | .venv/bin/python
	@echo "Installing into .venv from $< ..." >&2
	@$(PIP_INSTALL) --require-hashes -r $<
	@$(PIP_INSTALL) --no-deps --no-build-isolation -e .
	@touch $@
