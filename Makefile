# Two commands do everything: `make serve` and `make test`.
.DEFAULT_GOAL := help
.PHONY: help serve test bench content lint check messages migrations vendor screenshots clean

PYTHON ?= python3
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
UV := $(BIN)/uv
WORKERS ?= 2
export GCMHUB_STATIC_ROOT ?= $(CURDIR)/static_root

help:
	@echo "make serve    environment, database, content; the site on http://127.0.0.1:8000"
	@echo "make test     the whole suite on SQLite and PostgreSQL, in a real browser too"
	@echo "make bench    how fast it is, beside its goals and what it is measured against: docs/benchmarks.md"
	@echo "make content  load the content files again; a curator's changes are left alone"
	@echo "make lint     ruff and djade"
	@echo "make check    what is wrong or thin in the content"
	@echo "make screenshots  pictures of the key pages, into screenshots/: desktop, phone, Arabic, dark"
	@echo "make vendor   draw the shapes of the map again; needs Node: vendor/README.md"

$(UV):
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet "uv>=0.13,<1"

.venv/.serve: $(UV) uv.lock pyproject.toml
	$(UV) sync --quiet --locked --inexact --no-default-groups --group build
	@touch $@

.venv/.test: .venv/.serve uv.lock pyproject.toml
	$(UV) sync --quiet --locked --inexact
	@touch $@

content: .venv/.serve messages
	$(MANAGE) migrate --verbosity 0
	$(MANAGE) load_content

serve: content
	$(MANAGE) collectstatic --noinput --verbosity 0
	@echo "gcmhub runs on http://127.0.0.1:8000 (stop it with Ctrl-C)"
	$(BIN)/gunicorn gcmhub.wsgi --bind 127.0.0.1:8000 --workers 2 --threads 4 --log-level warning

messages: .venv/.serve
	$(BIN)/pybabel --quiet compile --domain django --directory locale

test: .venv/.test messages lint
	$(BIN)/pytest -n $(WORKERS) --cov
	$(BIN)/python tests/postgres.py $(BIN)/pytest -n $(WORKERS)

bench: .venv/.test messages
	$(UV) sync --quiet --locked --inexact --group bench
	$(BIN)/python -m bench.run --write docs/benchmarks.md

lint: .venv/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

check: .venv/.serve
	$(MANAGE) check_content

vendor:
	cd vendor && npm ci --silent && npm run --silent draw

screenshots: .venv/.test content
	$(MANAGE) collectstatic --noinput --verbosity 0
	$(BIN)/python -m tests.e2e.screenshots screenshots

clean:
	rm -rf .venv db.sqlite3* static_root screenshots
