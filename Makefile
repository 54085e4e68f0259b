# `make` prints the targets; `make start` and `make test` are all a newcomer needs.
PYTHON := .venv/bin/python
STAMP := .venv/.klaar
# What draws the letters of a PDF.
PANGO := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
# A worker a core; a file stays with one worker, for its tests share what is slow to make. The slow
# files (tests/) come first, so that no worker waits for another at the end.
SPREAD := -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help start test aanval check format simuleer benchmark clean

help: ## print the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

start: $(STAMP) frontend ## set everything up and serve http://127.0.0.1:8000 (PORT overrides)
	@$(PYTHON) -m samenspel start

test: $(STAMP) frontend ## run all tests
	@$(PYTHON) -m pytest $(SPREAD) --durations=20

aanval: $(STAMP) frontend ## let all attackers go on for a while (ARGS="--verzoeken 1000 --schoten 7")
	@$(PYTHON) -m tests.aanval.lang $(ARGS)

check: $(STAMP) ## lint, types, layers, migrations, generated docs
	@./.ci/check

format: $(STAMP) ## format the code
	@$(PYTHON) -m ruff format . && $(PYTHON) -m ruff check --fix .

.PHONY: frontend
frontend: $(STAMP)
	@$(PYTHON) frontend/build.py

$(STAMP): requirements/dev.txt
	@echo "Omgeving klaarzetten (de eerste keer enkele minuten)..."
	@test -x $(PYTHON) || python3 -m venv .venv 2>/dev/null \
		|| (rm -rf .venv && echo "python3-venv ontbreekt; ik probeer het te installeren" \
			&& apt-get install -y -qq python3-venv && python3 -m venv .venv)
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(PYTHON) -c "import weasyprint" >/dev/null 2>&1 \
		|| (apt-get update -qq && apt-get install -y -qq $(PANGO)) >/dev/null 2>&1 \
		|| echo "Een doorbraakplan als PDF kan nog niet. Laat uw beheerder dit installeren: $(PANGO)"
	@touch $@
