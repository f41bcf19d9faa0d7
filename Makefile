# `make run` starts the platform, `make test` tests everything. Python 3.11, make and git suffice.

.DEFAULT_GOAL := help
.PHONY: help run test check audit bench docs openapi new-module lock install install-dev web clean

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
BIN := .venv/bin
WORKERS ?= auto
export PATH := $(CURDIR)/$(BIN):$(PATH)
unexport PYTHONDONTWRITEBYTECODE  # compiled once, not by each of the programs that are started

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /\1|/' | \
		while IFS='|' read -r verb words; do printf '  make %-12s %s\n' "$$verb" "$$words"; done

run: install web ## Install, build and start the whole platform (PORT=9000 DEMO=no)
	@exec rongqu up $(if $(PORT),--port $(PORT)) $(if $(filter no,$(DEMO)),--no-demo)

test: install-dev web ## Test everything, browser stories included (ARGS="tests/kernel -x")
	@python tools/browser.py
	@cd web && npm run --silent test
	@python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

check: install-dev ## Format, lint, types, walls, generated files; only what has changed
	@python tools/check.py

audit: install-dev ## Known weaknesses of dependencies and in the code (asks the registries)
	@uvx pip-audit --strict --require-hashes --disable-pip -r requirements/run.lock
	@cd web && npm audit --omit=dev
	@uvx bandit --quiet --recursive src -ll

bench: install-dev ## Measure, compare with peers, write docs/reference/figures.md
	@python tools/bench.py $(ARGS)

docs: install-dev ## Write the pages that are made from the code
	@python -m tools.write_pages
	@python -m tools.write_conformance

openapi: docs ## Write the OpenAPI file and the web app's client
	@python tools/web.py packages
	@cd web && npm run --silent generate

new-module: install-dev ## Begin a room: make new-module NAME=insurance
	@python tools/new_module.py $(NAME)

lock: ## Choose the newest allowed versions of all Python packages
	@python tools/lock.py

install:
	@$(if $(PYTHON),,echo "Python 3.11 or newer is needed: install it, or name it with PYTHON=/path/to/python." >&2; exit 4)
	@$(PYTHON) tools/install.py run

install-dev:
	@$(if $(PYTHON),,echo "Python 3.11 or newer is needed: install it, or name it with PYTHON=/path/to/python." >&2; exit 4)
	@$(PYTHON) tools/install.py dev

web: install
	@python tools/web.py build

clean: ## Remove what was installed and built (not the data in .rongqu)
	@rm -rf .venv .make web/node_modules web/dist
