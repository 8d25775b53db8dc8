# The menu of chores. Each one first makes what it needs: Debian's packages, .venv, the console script.

.DEFAULT_GOAL := help
.PHONY: help run test check bench cluster messages lock

PYTHON ?= $(firstword $(wildcard /usr/bin/python3.11) python3)
HOST ?= 127.0.0.1
PORT ?= 8000
# Of two cores one would be idle a fifth of the time: tests wait for servers and browsers.
JOBS ?= 3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

# What the tests start: databases, a cache, a proxy, a browser and letters for it to draw.
DEBIAN := postgresql redis-server nginx-light chromium-headless-shell libatomic1 \
	fonts-dejavu-core fonts-wqy-zenhei hunspell-en-us hunspell-ru

# What `make cluster` starts besides.
CLUSTER := postgresql patroni etcd-server pgbouncer haproxy redis-server

# Tests that say whether the tree is in order, whatever the program does.
GATES := $(wildcard tests/test_architecture.py tests/test_migrations.py tests/test_translations.py)

help:
	@echo 'make run       a demo on http://$(HOST):$(PORT), with a site, a queue and an owner'
	@echo 'make test      every test; TESTS=tests/text runs some of them, LAYERS=off without what'
	@echo '               makes it fast and can be switched off'
	@echo 'make check     format, lint, types, import contracts, templates, translations, migrations'
	@echo 'make bench     the benchmarks'
	@echo 'make cluster   two databases, three servers and what stands between, for a look'
	@echo 'make messages  gather the texts of the code and compile their translations'
	@echo 'make lock      pin the requirements anew'

run: export HOST := $(HOST)
run: export PORT := $(PORT)
ifneq ($(HOST):$(PORT),127.0.0.1:8000)
run: export MODERATION_BASE_URL ?= http://$(HOST:0.0.0.0=127.0.0.1):$(PORT)
endif
run: .venv/.run
	@$(BIN)/moderation db upgrade
	@$(BIN)/moderation demo
	@exec $(BIN)/moderation serve --with-worker

ifeq ($(LAYERS),off)
test: export MODERATION_READY_CACHE := off
test: export MODERATION_GROUPED_WRITES := off
endif
test: .venv/.dev
	@.ci/install $(DEBIAN)
	$(BIN)/pytest -n $(JOBS) --dist worksteal $(TESTS)

check: .venv/.dev
	@.ci/install $(DEBIAN)
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet moderation/templates
	$(BIN)/pytest -q $(GATES)

bench: .venv/.dev
	@.ci/install $(DEBIAN) wrk
	$(BIN)/python -m bench $(PARTS)

cluster: .venv/.run
	@.ci/install $(CLUSTER)
	@exec $(BIN)/python -m bench.cluster

messages: .venv/.dev
	$(BIN)/pybabel -q extract -F babel.cfg --add-location=file --sort-by-file -o .venv/messages.pot .
	$(BIN)/pybabel -q update -i .venv/messages.pot -d moderation/translations \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -w 100
	$(BIN)/pybabel -q compile -d moderation/translations

lock: .venv/.dev
	$(PIP) install uv
	$(LOCK) pyproject.toml -o requirements/run.txt
	$(LOCK) pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt
	$(LOCK) --group build -c requirements/dev.txt -o requirements/build.txt
	$(LOCK) --group spell -c requirements/dev.txt -o requirements/spell.txt

LOCK := $(BIN)/uv pip compile -q --generate-hashes --universal --python-version 3.11 \
	--no-header --no-emit-index-url

# What comes as source is built by the pinned tools of requirements/build.txt, not by the newest.
INSTALL := $(PIP) install --no-build-isolation --use-pep517 --require-hashes -r

# Stamps: what is installed is as new as the list of it. The tests need what runs, and more.
.venv/.run: requirements/run.txt .venv/.script
	$(INSTALL) $<
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.run
	$(INSTALL) $<
	@touch $@

.venv/.script: requirements/build.txt pyproject.toml $(BIN)/python
	$(PIP) install --require-hashes -r $<
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || .ci/install python3-venv
	$(PYTHON) -m venv .venv
