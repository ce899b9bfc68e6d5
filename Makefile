# One word each: `make` lists them. Everything lives in .venv and var; nothing outside the folder is changed,
# except that `make test` installs a browser and fonts where it may.

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$name >/dev/null && $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$name; break; }; done)
PYTEST := $(BIN)/python -m pytest -q --durations=10
WORKERS ?= 3
SPREAD := -n $(WORKERS) --dist worksteal
ON_CITUS := $(addprefix tests/,sharding contract intake rounds quality search api webhooks upstream sso notices)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: client dictionary manual-pictures screenshots help setup run demo test test-sqlite test-postgres test-citus test-fast mutants check bench changelog clean test-needs sbom dependencies

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## Create .venv from the locked, hashed dependencies (again only when they change)

$(STAMP): requirements/lock.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found; install it or name it: make setup PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) lacks its venv module; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/lock.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

run: export ZHIJIAO_MODE := demo
run: setup ## Run it with demo data: web server and worker, Ctrl-C stops both (PORT=8080 chooses the port)
	@$(BIN)/zhijiao migrate -v 0
	@$(BIN)/zhijiao demo --once
	@$(BIN)/zhijiao serve $(if $(PORT),--port $(PORT)) $(if $(HOST),--host $(HOST))

demo: export ZHIJIAO_MODE := demo
demo: setup ## Throw the demo database away and fill a new one
	@rm -f var/demo.sqlite3 var/demo.sqlite3-wal var/demo.sqlite3-shm
	@$(BIN)/zhijiao migrate -v 0
	@$(BIN)/zhijiao demo

test-needs: setup
	@sh tools/install_test_needs.sh

# What is compiled for one half serves the other, and every process that a test starts, even where the shell forbids it.
test-sqlite test-postgres test-fast: export PYTHONDONTWRITEBYTECODE :=

test: test-needs check test-sqlite test-postgres ## Check and test everything on SQLite and PostgreSQL, browser included

test-sqlite: test-needs ## The half of it on SQLite, with all that needs no database
	DATABASE_URL= $(PYTEST) $(SPREAD)

test-postgres: test-needs ## The half of it on PostgreSQL: the one in DATABASE_URL, one running here, or a throw-away one
	$(BIN)/python -m tests.postgres $(PYTEST) $(SPREAD) -m "not browser and not slow"

test-citus: setup ## Test what reads and writes, every form of it, on the Citus cluster whose coordinator CITUS_URL names
	$(BIN)/python -m tests.citus --every-form $(PYTEST) -n 0 -m "not browser and not slow" $(or $(TESTS),$(ON_CITUS))

test-fast: setup ## Test on SQLite alone, without browser and slow tests
	$(PYTEST) $(SPREAD) -m "not browser and not slow"

mutants: setup ## Break the strongest promises on purpose, one small change each, and count what no test notices (ONLY=access)
	$(BIN)/python -m tests.mutants

check: setup ## Lint, format, types, layers, configuration, forgotten migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/oxlint --deny-warnings zhijiao
	$(BIN)/mypy
	$(BIN)/mypy --config-file clients/python/pyproject.toml clients/python/zhijiao_client
	$(BIN)/lint-imports
	ZHIJIAO_MODE=test $(BIN)/zhijiao check --fail-level WARNING
	ZHIJIAO_MODE=test $(BIN)/zhijiao makemigrations --check --dry-run -v 1

bench: setup ## Measure against peers and floors, one JSON line per result (ARGS="--only page --quick" for some of it)
	$(BIN)/python -m bench $(ARGS)

manual-pictures: test-needs ## Take the pictures of the manual anew from a fresh demo (NAMES="grid import" takes those alone)
	$(BIN)/python tools/manual_pictures.py $(NAMES)

screenshots: test-needs ## Photograph every kind of page at three widths in both themes into var/screenshots
	$(BIN)/python tools/screenshots.py $(NAMES)

client: setup ## Write the generated part of the Python client after a change of the API or of forms
	@$(BIN)/python tools/python_client.py

dictionary: setup ## Refresh the snapshot of the data dictionary after a change of forms or codes
	@$(BIN)/python -m zhijiao dictionary --snapshot

changelog: setup ## Print the news of the next release; VERSION=1.2.0 moves it into CHANGELOG.md
	@$(BIN)/towncrier build $(if $(VERSION),--yes --version $(VERSION),--draft --version Unreleased)
	@$(if $(VERSION),$(BIN)/python -m zhijiao dictionary --release $(VERSION))

sbom: setup ## Write the bill of materials (CycloneDX) of the locked packages and vendored scripts to var/sbom.cdx.json
	@$(BIN)/zhijiao dependencies bill --output var/sbom.cdx.json

dependencies: setup ## Compare the locked packages with known vulnerabilities (ADVISORIES="osv.json all.zip"), without the internet
	@$(BIN)/zhijiao dependencies check $(or $(ADVISORIES),$(error ADVISORIES names the files of advisories; see docs/operations/dependencies.md))

clean: ## Remove what was built; var (databases, keys, files) stays
	rm -rf $(VENV) build *.egg-info .pytest_cache .ruff_cache .mypy_cache .import_linter_cache
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
