# Экспертиза 500+. `make` alone prints this list.
PY := .venv/bin/python
OFFICE := libreoffice-writer-nogui python3-uno tesseract-ocr tesseract-ocr-rus fonts-liberation
TESTING := $(OFFICE) chromium poppler-utils postgresql fonts-paratype
K ?=
unexport PYTHONDONTWRITEBYTECODE # else every process compiles the libraries anew

.PHONY: help setup serve check check-long test lint fmt types imports docs manual lock bench wheel doctor setup-dev

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## .venv from the lock file, for running
	@sh deploy/setup.sh requirements.txt

setup-dev:
	@sh deploy/setup.sh requirements-dev.txt

serve: setup ## set everything up and serve the demo on http://127.0.0.1:8500
	@sh deploy/debian.sh $(OFFICE)
	@$(PY) service.py demo

check: setup-dev ## set up what tests need; format, lint, types, contracts, all tests
	@sh deploy/debian.sh $(TESTING)
	@$(MAKE) --no-print-directory lint types imports
	$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not long" -q

check-long: setup-dev ## kill tests, simulations, whole corpora and benches; dated figures go to tests/bench/RECORD.md
	@sh deploy/debian.sh $(TESTING)
	$(PY) -m pytest -m long -q
	$(PY) tests/bench/record.py

lint: setup-dev ## ruff: format and rules
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .

types: setup-dev ## mypy --strict
	$(PY) -m mypy

imports: setup-dev ## who may import whom
	.venv/bin/lint-imports

test: setup-dev ## tests alone: make test K=word
	$(PY) -m pytest -q -m "not long" $(if $(K),-k "$(K)")

fmt: setup-dev ## format and mend what ruff can
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

docs: setup-dev ## write README's map of rooms and rubrics/CHECKS.md anew
	$(PY) tests/house/write_docs.py

goldens: setup-dev ## write the made stages of samples/story anew; review the difference
	$(PY) tests/journey/story.py

bench: setup-dev ## benches alone, printed
	$(PY) tests/bench/record.py --print-only

manual: setup-dev ## take the pictures of the manual anew
	MANUAL=review/web/static/help $(PY) -m pytest -q -m long tests/browser/test_manual.py

lock: ## resolve pyproject.toml into the lock files (needs uv)
	uv pip compile pyproject.toml --all-extras --group dev --generate-hashes --universal --python-version 3.11 --no-header -q -o requirements-dev.txt
	uv pip compile pyproject.toml --generate-hashes --universal --python-version 3.11 --no-header -q -c requirements-dev.txt -o requirements.txt

wheel: setup-dev ## build dist/*.whl with rubrics and templates inside
	uv build --wheel -q -o dist

doctor: setup ## is this installation and its data sound?
	@$(PY) service.py doctor
