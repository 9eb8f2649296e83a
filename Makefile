# The entry point. `make` without a target prints the list of targets.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help start dev gallery test journeys long-journeys start-conditions lint types build generate stack plan deploy destroy rehearse api-key bench torture redrive erase trigger-alarm diagrams screenshots docs clean chromium protect-github verify sbom missing-packages

# Only from the command line or .env: some shells set a variable ENV of their own.
ENV := $(or $(shell LC_ALL=C tr -d '\357\273\277\r' 2>/dev/null <.env | sed -n 's/^ENV=//p'),local)
export ENV
BENCH ?= workflow load system page
# Only from the command line: many desktops set a variable BROWSER of their own.
browser := $(if $(findstring command,$(origin BROWSER)),$(BROWSER))
SBOM ?= sbom.cdx.json
# Terraform and its provider live for seconds and load large schemas; collecting garbage takes a tenth of their CPU time.
export GOGC ?= 400
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)
# It would leave out packages in npm and build a development version in Vite.
unexport NODE_ENV
# Tools are called by path: GNU make 3.81, the make of macOS, does not search the exported PATH for simple commands.
BIN := node_modules/.bin
# TypeScript 7 checks in a sixth of the time, but has no stable API yet. openapi-typescript and the source tests use that of 5.9.
TSC := node_modules/typescript-native/bin/tsc
# Node before 22.18 strips types only with this flag.
NODE := $(BIN)/node --experimental-strip-types --disable-warning=ExperimentalWarning

# Build inputs and outputs, so that make rebuilds only after a change.
installed := node_modules/.package-lock.json
observatory := local/observatory/node_modules/@mdn/mdn-http-observatory/conf/hsts-preload.json
engines := frontend/engines/node_modules/.package-lock.json
lighthouse := frontend/bench/lighthouse/node_modules/.package-lock.json
# npm writes its lock file after an install without development packages, too. If a package is missing, all are installed.
packages := $(shell sed -n '/"d.*ependencies": {/,/}/s/^    "\(.*\)": .*/node_modules\/\1\/package.json/p' package.json 2>/dev/null) $(BIN)/node
missing_packages := $(filter-out $(wildcard $(packages)),$(packages))
# The options override npm settings of the shell and of .npmrc that leave out packages or their commands.
npm_ci := npm ci --ignore-scripts --no-audit --no-fund --loglevel=error --include=dev --include=optional --include=peer \
	--no-dry-run --no-package-lock-only --no-global --location=project --no-workspaces --bin-links --package-lock --no-engine-strict \
	--install-strategy=hoisted
# Checked first, because the errors of npm and Vite do not name these causes.
check_path := case "$$(pwd -P)" in *[\#?]*) echo "The path of this folder contains \# or ?, which Vite cannot build. Rename the folder: $$(pwd -P)" >&2; exit 1;; esac
check_open_files := limit=$$(ulimit -Hn); [ "$$limit" = unlimited ] || [ "$$limit" -ge 256 ] || { \
	echo "The limit of open files is $$limit, and the build needs 256. Raise it with ulimit -n 256, or start in a new shell." >&2; exit 1; }
generated := functions/src/http/validators.generated.js
functions_built := functions/dist/.built
page_built := frontend/dist/index.html
contract := infra/modules/api/openapi.json statemachine/customer-ids-submitted.schema.json
function_sources := $(shell find functions -name '*.ts' -not -path '*/test/*' -not -path '*/dist/*' 2>/dev/null)
page_sources := $(shell find frontend -type f -not -path '*/test/*' -not -path '*/bench/*' -not -path '*/engines/*' -not -path '*/dist/*' 2>/dev/null) \
	$(wildcard functions/src/domain/*.ts functions/src/http/*.ts statemachine/*.json)

# The long files first: one of them, run last, would leave a worker idle for minutes.
long_tests := '{tools,local,frontend}/test/**/long/*.test.ts'
other_tests := '{functions,tools,local,frontend}/test/*.test.ts' '{functions,tools,local,frontend}/test/**/!(long)/*.test.ts'

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

start: build ## Run the whole system offline at http://localhost:5173 and print the demo API key
	@exec $(NODE) local/src/main.ts

dev: build ## Like start, with rebuild and restart on every change
	@trap 'kill 0' EXIT; \
	$(BIN)/vite build frontend --watch --logLevel warn & \
	$(NODE) --watch-preserve-output --watch-path=functions/src functions/build.ts & \
	$(NODE) --watch-preserve-output --watch-path=functions/dist --watch-path=local/src --watch-path=local/stack.json local/src/main.ts

gallery: $(generated) ## Open the component gallery (development only)
	$(BIN)/vite frontend --open /gallery

test: build chromium $(observatory) $(engines) ## Run every check: lint, types, unit, infrastructure, local AWS, contract and browser tests
	@$(MAKE) --no-print-directory lint types
	@$(NODE) node_modules/mocha/bin/mocha.js --parallel --jobs 3 $(long_tests) $(other_tests)

journeys: build chromium $(engines) ## Run the short browser tests (included in make test; BROWSER=firefox or webkit runs the core journey there)
	@JOURNEY_BROWSER=$(browser) $(NODE) node_modules/mocha/bin/mocha.js --parallel --jobs 2 frontend/test/e2e/$(if $(browser),core-journey,'*').test.ts

long-journeys: build chromium ## Run the long browser tests: imports, many IDs, themes, every page state (included in make test)
	@$(NODE) node_modules/mocha/bin/mocha.js --parallel --jobs 2 'frontend/test/e2e/long/*.test.ts'

start-conditions: build ## Start fresh clones under conditions that broke a start before: settings, paths, users, signals
	@$(NODE) node_modules/mocha/bin/mocha.js local/test/starting/start-conditions.ts

lint: $(installed) ## Check formatting, lint rules and import boundaries
	$(BIN)/biome ci --colors=off --error-on-warnings .

types: $(generated) ## Type-check every part
	printf '%s\n' functions local tools frontend frontend/test | xargs -P 2 -n 1 $(TSC) -p

build: $(functions_built) $(page_built) ## Build the Lambda zips and the web page
generate: $(generated) ## Generate types, validators and limits from the OpenAPI document

stack: $(functions_built) ## Regenerate local/stack.json from the Terraform plan (needs Terraform)
	$(NODE) tools/stack/stack.ts

plan: build ## Plan a deploy and print a readable review of its changes (ENV=dev)
	@$(NODE) tools/deploy/plan.ts

deploy: build ## Deploy to your AWS account, after a confirmation (ENV=dev; AUTO=1 skips the confirmation, and stops if the review warns)
	@$(NODE) tools/deploy/deploy.ts

destroy: build ## Delete an environment from your AWS account, after a confirmation (ENV=dev)
	@$(NODE) tools/deploy/destroy.ts

protect-github: $(installed) ## Set branch rules and reviewers on GitHub (ENV=dev REVIEWERS=alice,bob; needs gh)
	@$(NODE) tools/github/protect.ts

rehearse: build ## Deploy to and destroy from moto, an AWS mock, on this machine (ENV=dev by default; needs moto and Terraform)
	@REHEARSED=$(ENV:local=dev) $(NODE) node_modules/mocha/bin/mocha.js tools/test/long/rehearsal.test.ts

api-key: $(installed) ## Print a client's API key (make -s api-key ENV=dev CLIENT=page; ROTATE=1 adds a second key, RETIRE=1 removes the older one, both replace it)
	@$(NODE) tools/deploy/print-api-key.ts

bench: build $(if $(filter page,$(BENCH)),chromium $(lighthouse)) ## Run the benchmarks and update docs/benchmarks.md (BENCH=page runs one; QUICK=1 writes .benchmarks/ in minutes)
	@for bench in $(BENCH); do $(NODE) */bench/$$bench.ts || exit; done

torture: build ## Repeat the fault classes with new seeds, and write docs/torture.md (MINUTES=10; PART=D for some; PART=D5 SEED=17 repeats one run)
	@$(if $(PART),,WORKFLOW_KILLS=10 $(NODE) node_modules/mocha/bin/mocha.js local/test/long/kill.test.ts)
	@PART=$(PART) SEED=$(SEED) MINUTES=$(or $(MINUTES),10) $(NODE) local/torture/run.ts

seeded-bugs: build ## Apply each seeded bug to a scratch copy, and check that its test fails (BUG=name applies one)
	@$(NODE) tools/seeded-bugs/seeded-bugs.ts

verify: $(installed) ## Verify a running system and write docs/verification.md (ENV=dev; the local AWS by default)
	@$(NODE) tools/verify/verify.ts

trigger-alarm: $(installed) ## Trigger an alarm in the local AWS (ALARM=api-latency)
	@$(NODE) tools/deploy/trigger-alarm.ts

redrive: $(installed) ## Redrive the dead-letter and failure queues: publish their events again (ENV=local)
	@$(NODE) tools/deploy/redrive.ts

erase: $(installed) ## Purge one customer ID from both tables, after a confirmation (ENV=local ID=CUST-001; AUTO=1 skips it)
	@$(NODE) tools/deploy/erase-customer-id.ts

diagrams: $(generated) chromium ## Regenerate docs/*.png from local/stack.json and the state machine
	$(NODE) tools/docs/diagrams.ts

screenshots: build chromium ## Retake docs/screenshots in Chromium
	$(NODE) --require ./tools/docs/screenshots/fixed-clock.cjs tools/docs/screenshots/main.ts

sbom: $(installed) ## Write sbom.cdx.json, a CycloneDX list of every npm package with its license and hash
	npm sbom --sbom-format cyclonedx --sbom-type application >$(SBOM)

docs: $(functions_built) ## Regenerate the cost, scaling and settings pages and the summary of the benchmarks in docs/
	$(NODE) tools/docs/benchmarks.ts
	$(NODE) tools/docs/cost.ts
	$(NODE) tools/docs/scaling.ts
	$(NODE) tools/docs/settings.ts

clean: ## Delete build output, but no data
	rm -rf functions/dist frontend/dist
	find . -name '*.generated.*' -not -path '*/node_modules/*' -delete

# The headless shell is the engine of Chromium without its windows: the same tests take three fifths of the CPU time.
chromium: # installs the browser for the browser tests
	@command -v "$${CHROMIUM:-chromium-headless-shell}" >/dev/null \
		|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium-headless-shell >/dev/null; } \
		|| command -v chromium >/dev/null \
		|| { echo "The browser tests need Chromium. Install it (Debian: apt-get install chromium-headless-shell), or set CHROMIUM to the path of a Chrome or Chromium."; exit 1; }

$(installed): package.json package-lock.json $(if $(missing_packages),missing-packages)
	@$(check_path)
	@$(check_open_files)
	@command -v npm >/dev/null || { echo "Node.js with npm is not installed. Install Node 20.19 or newer: https://nodejs.org"; exit 1; }
	$(npm_ci)
	@[ -e $(BIN)/node ] || ln -s "$$(command -v node)" $(BIN)/node
	@$(BIN)/node -e 'const [major, minor] = process.versions.node.split(".").map(Number); if (major < 22 || (major === 22 && minor < 12)) { console.error(`npm has no Node 22 package for this platform, so your own Node $${process.version} is used, which is too old. Install Node 22.12 or newer.`); process.exit(1); }'
	@touch $@

$(observatory): local/observatory/package.json local/observatory/package-lock.json $(installed)
	cd local/observatory && $(npm_ci)
	@echo '{}' >$@

$(engines): frontend/engines/package.json frontend/engines/package-lock.json $(installed)
	cd frontend/engines && $(npm_ci)
	@touch $@

$(lighthouse): frontend/bench/lighthouse/package.json frontend/bench/lighthouse/package-lock.json $(installed)
	cd frontend/bench/lighthouse && $(npm_ci)
	@touch $@

$(generated): functions/generate.ts tools/stack/import-body.ts $(contract) $(installed)
	$(NODE) functions/generate.ts
	$(NODE) tools/stack/import-body.ts
	@touch $@

$(functions_built): $(function_sources) $(generated)
	$(NODE) functions/build.ts
	@touch $@

$(page_built): $(page_sources) $(generated)
	@$(check_path)
	@$(check_open_files)
	$(BIN)/vite build frontend --logLevel warn
	@touch $@
