# The few things people do here. `make run` and `make test` set up all they need.

.DEFAULT_GOAL := help
.PHONY: help run test lint format bench screenshots lock clean

BIN := .venv/bin
READY := .venv/.ready

# make run SPIDER=it_boltwise, make run URL=https://…, PORT=8502
SPIDER ?=
URL ?=
PORT ?= 8501

help:
	@echo "make run               crawl the sample pages, store, open the dashboard on http://localhost:$(PORT)"
	@echo "make run URL=https://… crawl that page instead; SPIDER=name: that source"
	@echo "make test              lint and every test, browser tests included"
	@echo "make bench             accuracy and speed, as ratios in one run"
	@echo "make screenshots       docs/screenshot.png anew; ALL=FOLDER: every page, both themes"
	@echo "make format            format the code"
	@echo "make lock              constraints.txt anew, after a change of dependencies"

run: $(READY)
	@exec $(BIN)/python -m scrapers.run $(if $(SPIDER),--spider "$(SPIDER)") $(if $(URL),--url "$(URL)") --port $(PORT)

test: $(READY) lint
	@scripts/need-chromium
	$(BIN)/pytest --numprocesses auto --dist loadfile

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/.ready-bench
	$(BIN)/python -m benchmarks $(ARGS)

screenshots: $(READY)
	@scripts/need-chromium
	$(BIN)/python -m benchmarks.screenshots $(if $(ALL),--all "$(ALL)")

# Every version and hash stands in constraints.txt, so that tomorrow's install is today's.
$(READY): constraints.txt pyproject.toml scripts/need-python
	@python=$$(scripts/need-python) && $$python -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

# The baseline comes as source for want of wheels of its parts, so it stays out of what everybody installs.
.venv/.ready-bench: $(READY) benchmarks/constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r benchmarks/constraints.txt
	@touch $@

LOCK := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --upgrade \
    --custom-compile-command "make lock" --quiet

lock: $(READY)
	$(BIN)/python -m pip install --quiet uv
	$(LOCK) --extra dev --extra build -o constraints.txt
	$(LOCK) --extra bench --constraints constraints.txt -o benchmarks/constraints.txt

clean:
	rm -rf .venv build *.egg-info
