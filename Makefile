# The one door to everything here. `make` alone prints what there is.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help start dev gallery test journeys long-journeys lint types build generate stack plan deploy destroy rehearse api-key bench torture redrive trigger-alarm diagrams screenshots docs clean chromium

ENV ?= local
BENCH ?= workflow page
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)
# Node 22.18 strips types by itself; older 22s need to be asked.
NODE := node --experimental-strip-types --disable-warning=ExperimentalWarning

# What a build depends on, so that nothing is rebuilt when nothing changed.
installed := node_modules/.package-lock.json
observatory := local/observatory/node_modules/@mdn/mdn-http-observatory/conf/hsts-preload.json
lighthouse := frontend/bench/lighthouse/node_modules/.package-lock.json
generated := functions/src/http/validators.generated.js
functions_built := functions/dist/.built
page_built := frontend/dist/index.html
contract := infra/modules/api/openapi.json statemachine/customer-ids-submitted.schema.json
function_sources := $(shell find functions -name '*.ts' -not -path '*/test/*' -not -path '*/dist/*' 2>/dev/null)
page_sources := $(shell find frontend -type f -not -path '*/test/*' -not -path '*/bench/*' -not -path '*/dist/*' 2>/dev/null) \
	$(wildcard functions/src/domain/*.ts functions/src/http/*.ts statemachine/*.json)

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

start: build ## Run the whole system offline at http://localhost:5173 and print the demo API key
	@exec $(NODE) local/src/main.ts

dev: build ## As start, with rebuild and restart on change
	@trap 'kill 0' EXIT; \
	vite build frontend --watch --logLevel warn & \
	$(NODE) --watch-preserve-output --watch-path=functions/src functions/build.ts & \
	$(NODE) --watch-preserve-output --watch-path=functions/dist --watch-path=local/src --watch-path=local/stack.json local/src/main.ts

gallery: $(generated) ## Show every component in every state (the page itself does not ship it)
	vite frontend --open /gallery

test: build chromium $(observatory) ## Run every check: lint, types, unit, infra, local AWS, contract, browser
	@$(MAKE) --no-print-directory lint types
	@$(NODE) node_modules/mocha/bin/mocha.js --parallel --jobs 2 '{functions,tools,local,frontend}/test/**/*.test.ts'

journeys: build chromium ## Walk through the page in Chromium, within 2 minutes (a part of make test)
	@$(NODE) node_modules/mocha/bin/mocha.js --parallel --jobs 2 'frontend/test/e2e/*.test.ts'

long-journeys: build chromium ## The longer walks: imports, many IDs, looks, and every state of every page (a part of make test)
	@$(NODE) node_modules/mocha/bin/mocha.js --parallel --jobs 2 'frontend/test/e2e/long/*.test.ts'

lint: $(installed) ## Check format, style and the import walls
	biome ci --colors=off --error-on-warnings .

types: $(generated) ## Check types
	printf '%s\n' functions local tools frontend frontend/test | xargs -P 2 -n 1 tsc -p

build: $(functions_built) $(page_built) ## Build the function zips and the page
generate: $(generated) ## Make types, validators and limits from the OpenAPI document

stack: $(functions_built) ## Have Terraform evaluate infra/ with ENV=local into local/stack.json
	$(NODE) tools/stack/stack.ts

plan: build ## Show what a deploy would change, in words (ENV=dev)
	@$(NODE) tools/deploy/plan.ts

deploy: build ## Bring everything into your AWS account (ENV=dev; AUTO=1 asks nothing)
	@$(NODE) tools/deploy/deploy.ts

destroy: build ## Remove everything from your AWS account (ENV=dev)
	@$(NODE) tools/deploy/destroy.ts

rehearse: build ## Deploy and destroy against moto on this machine, where it and Terraform are installed
	@$(NODE) node_modules/mocha/bin/mocha.js tools/test/rehearse/rehearsal.test.ts

api-key: $(installed) ## Print the API key alone (make -s api-key ENV=local; ROTATE=1 and RETIRE=1 change a deployed one)
	@$(NODE) tools/deploy/print-api-key.ts

bench: build $(if $(filter page,$(BENCH)),chromium $(lighthouse)) ## Measure what is promised into docs/benchmarks.md (BENCH=page or BENCH=workflow: that alone)
	@for bench in $(BENCH); do $(NODE) */bench/$$bench.ts || exit; done

torture: build ## Kill the whole process tree ten times with 200 submissions in flight
	@WORKFLOW_KILLS=10 $(NODE) node_modules/mocha/bin/mocha.js local/test/kill.test.ts

trigger-alarm: $(installed) ## Trigger an alarm of the local AWS (ALARM=api-latency)
	@$(NODE) tools/deploy/trigger-alarm.ts

redrive: $(installed) ## Put the messages of the dead-letter and failure queues back on the bus
	@$(NODE) tools/deploy/redrive.ts

diagrams: $(generated) chromium ## Draw docs/*.png from local/stack.json and the state machine
	$(NODE) tools/docs/diagrams.ts

screenshots: build chromium ## Photograph the page into docs/screenshots
	$(NODE) --require ./tools/docs/screenshots/fixed-clock.cjs tools/docs/screenshots/main.ts

docs: $(functions_built) ## Make what is calculated in docs/: costs, and the table of settings
	$(NODE) tools/docs/cost.ts
	$(NODE) tools/docs/settings.ts

clean: ## Remove what was built (data stays)
	rm -rf functions/dist frontend/dist
	find . -name '*.generated.*' -not -path '*/node_modules/*' -delete

chromium: # the browser of the browser tests
	@command -v "$${CHROMIUM:-chromium}" >/dev/null \
		|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } \
		|| { echo "The browser tests need Chromium. Install it (Debian: apt-get install chromium), or set CHROMIUM to the path of a Chrome or Chromium."; exit 1; }

$(installed): package.json package-lock.json
	@command -v npm >/dev/null || { echo "Node 20.19 or newer is needed, with npm: https://nodejs.org"; exit 1; }
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@node -e 'const [major, minor] = process.versions.node.split(".").map(Number); if (major < 22 || (major === 22 && minor < 12)) { console.error(`This platform has no Node 22 package, so your own Node is used, and it is $${process.version}. Install Node 22.12 or newer.`); process.exit(1); }'
	@touch $@

$(observatory): local/observatory/package.json local/observatory/package-lock.json $(installed)
	cd local/observatory && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@echo '{}' >$@

$(lighthouse): frontend/bench/lighthouse/package.json frontend/bench/lighthouse/package-lock.json $(installed)
	cd frontend/bench/lighthouse && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(generated): functions/generate.ts tools/stack/import-body.ts $(contract) $(installed)
	$(NODE) functions/generate.ts
	$(NODE) tools/stack/import-body.ts
	@touch $@

$(functions_built): $(function_sources) $(generated)
	$(NODE) functions/build.ts
	@touch $@

$(page_built): $(page_sources) $(generated)
	vite build frontend --logLevel warn
	@touch $@
