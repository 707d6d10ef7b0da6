# Everything a fresh Debian machine with Swift needs: `make demo`, then `make test`.
APT = libopenblas-dev liblapacke-dev libxml2-dev libboost-math-dev libzip-dev libarchive-dev libxlsxwriter-dev libsqlite3-dev libssl-dev libxxhash-dev zlib1g-dev poppler-utils poppler-data pkg-config python3
SUDO = $(shell [ "$$(id -u)" = 0 ] || echo sudo)
ANALYZE = .build/release/analyze
DATA = datasets/reports

.PHONY: demo test test-fast test-heavy test-browser setup build format lint docs docs-check typeset clean reliability reliability-sample

# The main job on the bundled reports: what is wrong in them, how the figures move, who stands where, and one page with all of it.
demo: build
	$(ANALYZE) anomalies $(DATA) --quiet
	$(ANALYZE) trends $(DATA) --indicator received --indicator disclosed --quiet
	$(ANALYZE) rank $(DATA) --on substantive_disclosure_rate --min-n 1 --quiet
	mkdir -p out
	$(ANALYZE) report $(DATA) -o out/report.html --quiet
	@echo
	@echo "The page is out/report.html"

# Every test, the quick ones first.
test: test-fast test-heavy

# The tests of two minutes.
test-fast: setup
	swift build --build-tests
	swift test --skip-build --skip HeavyTests

# The suites whose names end in HeavyTests.
test-heavy: setup
	swift build --build-tests
	swift test --skip-build --filter HeavyTests

# The page of `analyze report` in Debian's Chromium (Tests/Browser). Fails where there is no browser to be had.
BROWSER_APT = chromium chromium-driver fonts-noto-cjk poppler-utils python3-venv
test-browser: setup .build/browser/ready
	swift build --product analyze
	.build/browser/bin/python -B Tests/Browser/test_page.py

.build/browser/ready: Tests/Browser/requirements.txt
	@missing=$$(for package in $(BROWSER_APT); do dpkg -s $$package >/dev/null 2>&1 || echo $$package; done); \
	if [ -n "$$missing" ]; then $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq --no-install-recommends $$missing; fi
	python3 -m venv .build/browser
	.build/browser/bin/pip install -q -r $<
	@touch $@

build: setup
	swift build -c release --product analyze

# Installs the system's packages once; a second call costs nothing.
setup: .build/system-packages

.build/system-packages: Makefile
	@missing=$$(for package in $(APT); do dpkg -s $$package >/dev/null 2>&1 || echo $$package; done); \
	if [ -n "$$missing" ]; then $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq --no-install-recommends $$missing; fi
	@mkdir -p .build && touch $@

lint:
	swift format lint --strict --recursive Sources Tests Benchmarks Package.swift

format:
	swift format --in-place --recursive Sources Tests Benchmarks Package.swift

# The pages that are generated from the catalog; a test fails when they are stale.
docs:
	swift run analyze indicators --format md --locale en > docs/catalog.md
	swift run analyze rules --format md --locale en > docs/identities.md

docs-check:
	swift build --product analyze
	.build/debug/analyze indicators --format md --locale en | diff docs/catalog.md -
	.build/debug/analyze rules --format md --locale en | diff docs/identities.md -

# What docs/reliability.md reports, tried again; it writes the tables of that page. Two hours on two cores.
reliability: build
	Reliability/run all --write

# A few trials of each kind, in some minutes.
reliability-sample: build
	Reliability/run all --sample

# The bundled reports, from their figures.
typeset:
	swift run typeset datasets

clean:
	rm -rf .build out
