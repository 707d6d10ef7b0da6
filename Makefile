# Everything a fresh Debian machine with Swift needs: `make demo`, then `make test`.
APT = libopenblas-dev liblapacke-dev libxml2-dev libboost-math-dev libzip-dev libarchive-dev libxlsxwriter-dev libsqlite3-dev libssl-dev libxxhash-dev zlib1g-dev poppler-utils poppler-data pkg-config python3
SUDO = $(shell [ "$$(id -u)" = 0 ] || echo sudo)
# Installs those of the named packages that are missing.
install_packages = missing=$$(for package in $(1); do dpkg -s $$package >/dev/null 2>&1 || echo $$package; done); \
	if [ -n "$$missing" ]; then $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq --no-install-recommends $$missing; fi
ANALYZE = .build/release/analyze
DATA = datasets/reports
SIMULATED = datasets/simulated_province

# What is packed is built with the Swift runtime linked in, beside the build that is worked with.
STATIC = .build/static
RELEASE_APT = patchelf dpkg-dev binutils
PREFIX = /usr/local

.PHONY: schemas demo test test-fast test-heavy test-browser setup build format lint docs docs-check typeset clean reliability reliability-sample
.PHONY: static release deb install uninstall smoke test-release test-spark aarch64

# The main job on the bundled reports: what is wrong in them, how the figures move, who stands where, and one page with all of it.
# Then the same on a panel of 48 counties that were simulated: errors among peers, ranks with their ranges, a funnel.
demo: build
	$(ANALYZE) anomalies $(DATA) --quiet
	$(ANALYZE) trends $(DATA) --indicator received --indicator disclosed --quiet
	$(ANALYZE) rank $(DATA) --on substantive_disclosure_rate --min-n 1 --quiet
	mkdir -p out
	$(ANALYZE) report $(DATA) -o out/report.html --quiet
	rm -f out/simulated.sqlite
	$(ANALYZE) import $(SIMULATED)/panel.csv --rules $(SIMULATED)/panel.rules --name simulated_province --store out/simulated.sqlite --quiet
	$(ANALYZE) anomalies --store out/simulated.sqlite --quiet
	$(ANALYZE) rank --store out/simulated.sqlite --on "granted / concluded" --peers all --funnel --quiet
	$(ANALYZE) report --store out/simulated.sqlite --on "granted / concluded" --title "模拟省（模拟数据） · A simulated province (simulated data)" -o out/simulated.html --quiet
	@echo
	@echo "The pages are out/report.html and, of the simulated counties, out/simulated.html"

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

# The page of `analyze report` and the desk of `analyze serve` in Debian's Chromium (Tests/Browser). Fails where there is no browser to be had.
BROWSER_APT = chromium chromium-driver fonts-noto-cjk poppler-utils python3-venv
test-browser: setup .build/browser/ready
	swift build --product analyze
	.build/browser/bin/python -B Tests/Browser/run.py

.build/browser/ready: Tests/Browser/requirements.txt
	@missing=$$(for package in $(BROWSER_APT); do dpkg -s $$package >/dev/null 2>&1 || echo $$package; done); \
	if [ -n "$$missing" ]; then $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq --no-install-recommends $$missing; fi
	python3 -m venv .build/browser
	.build/browser/bin/pip install -q -r $<
	@touch $@

build: setup
	swift build -c release --product analyze

# A program that needs no Swift on the machine that runs it.
static: setup
	@$(call install_packages,$(RELEASE_APT))
	@mkdir -p $(STATIC)/lib && $(CC) -O2 -c Packaging/no_network.c -o $(STATIC)/lib/no_network.o
	@rm -f $(STATIC)/lib/libcurl.a && ar rcs $(STATIC)/lib/libcurl.a $(STATIC)/lib/no_network.o
	swift build -c release --static-swift-stdlib --scratch-path $(STATIC) --product analyze -Xlinker -L$(CURDIR)/$(STATIC)/lib

# One archive for any Linux as new as this one, with the C libraries beside the program (docs/release.md).
release: static
	Packaging/tarball

# A package that depends on Debian's own libraries.
deb: static
	Packaging/debian

# Program, man page, completions and documents under PREFIX, which then need neither this folder nor Swift.
install: static
	Packaging/install '$(DESTDIR)$(PREFIX)'

uninstall:
	Packaging/uninstall '$(DESTDIR)$(PREFIX)'

# Both are installed, run and taken off in a root without Swift; SUITES names the releases of Debian.
SUITES = bookworm
test-release: release deb
	@$(call install_packages,debootstrap)
	Packaging/test $(SUITES)

# The instructions of each small workload, beside the recorded ones: fails where one takes a fifth more.
smoke: setup
	@$(call install_packages,valgrind binutils)
	swift build -c release --product Benchmarks
	.build/release/Benchmarks --smoke

# The package for Spark on two executors of this machine: pyspark in a folder of its own, and Java from Debian.
SPARK = .build/spark
test-spark: build
	@$(call install_packages,default-jre-headless python3-venv)
	[ -x $(SPARK)/bin/python ] || python3 -m venv $(SPARK)
	$(SPARK)/bin/pip install -q 'pyspark[sql]'
	ANALYZE=$(CURDIR)/$(ANALYZE) REPORTS=$(CURDIR)/$(DATA) $(SPARK)/bin/python integrations/spark/tests/test_spark.py

# The C parts for 64-bit ARM, compiled only.
aarch64:
	@$(call install_packages,libc6-dev-arm64-cross linux-libc-dev-arm64-cross libstdc++-12-dev-arm64-cross libboost-math-dev libxml2-dev binutils)
	Packaging/aarch64

# Installs the system's packages once; a second call costs nothing.
setup: .build/system-packages

.build/system-packages: Makefile
	@$(call install_packages,$(APT))
	@mkdir -p .build && touch $@

lint:
	swift format lint --strict --recursive Sources Tests Benchmarks Package.swift

format:
	swift format --in-place --recursive Sources Tests Benchmarks Package.swift

# The pages that are generated from the catalog; a test fails when they are stale.
docs:
	swift run analyze indicators --format md --locale en > docs/catalog.md
	swift run analyze rules --format md --locale en > docs/identities.md

# The schemas of every command's JSON, from the tables of the commands; a test fails when they are stale.
schemas:
	swift build --product analyze
	for name in $$(.build/debug/analyze schema --format csv | tail -n +2 | cut -d, -f1); do .build/debug/analyze schema $$name > docs/schemas/$$name.json; done

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
