# make run       build and run the main job on examples/quickstart
# make test      install what the tests need and run all of them
# make consumers feed every output format to the program that reads it
# make screenshots take the pictures in docs/images anew
# make man       write a manual page for each command into dist/man
# make bench     measure the program beside others, and how its costs grow (BENCH="-rows check -small" for a part)
# make faults    kill the daemon 300 times, break its relay, fill its disk, damage its state: every guarantee must hold (about ten minutes)
SHELL := /bin/bash
VERSION ?= $(shell git describe --tags --dirty 2>/dev/null || echo v0.1.0)
REVISION ?= $(shell git rev-parse HEAD 2>/dev/null)
LDFLAGS := -s -w -X supplierwatch/internal/cli.version=$(VERSION) -X supplierwatch/internal/cli.revision=$(REVISION)

.PHONY: run build test deps consumers screenshots lint bench faults man dist clean

build:
	CGO_ENABLED=0 go build -trimpath -ldflags '$(LDFLAGS)' -o bin/supplierwatch ./cmd/supplierwatch

run: build
	./bin/supplierwatch run examples/quickstart/registry

# The race detector leaves out SQLite, which is C translated to Go: with it, tests of the daemon take twice as long.
test: deps build
	go test -count=1 -timeout 15m ./...
	set -o pipefail; .ci/race-packages | xargs go test -count=1 -timeout 15m -race -short -gcflags=modernc.org/sqlite/lib=-race=false
	.ci/image-steps

deps:
	.ci/deps postfix dovecot-imapd dovecot-lmtpd dovecot-sieve postgresql pgbouncer chromium systemd git curl binutils gcc libc6-dev # the race detector needs a C compiler

consumers:
	.ci/deps chromium prometheus prometheus-alertmanager python3 python3-icalendar python3-vobject libreoffice-calc-nogui yamllint libxml2-utils perl monitoring-plugins-basic libmonitoring-plugin-perl cmark-gfm git pre-commit man-db mandoc $$(command -v npm >/dev/null || echo npm)
	cd .ci/consumers && npm ci --no-audit --no-fund
	go test -count=1 -timeout 15m -tags consumers -run 'Consumers|Alertmanager' ./cmd/supplierwatch

screenshots:
	.ci/deps chromium
	cd .ci/consumers && npm ci --no-audit --no-fund
	SCREENSHOTS=$(CURDIR)/docs/images go test -count=1 -tags consumers -run ConsumersTakeScreenshots ./cmd/supplierwatch

lint:
	go vet ./...
	test -z "$$(gofmt -l cmd config internal)"
	.ci/lint

bench: deps build
	.ci/deps dovecot-imapd prometheus-blackbox-exporter $$(command -v npm >/dev/null || echo npm)
	cd .ci/consumers && npm ci --no-audit --no-fund
	go run ./internal/testkit/bench/table $(BENCH)
	$(if $(BENCH),,go test -run '^$$' -bench . -benchtime 1x ./...)

faults: deps build
	go run ./internal/testkit/chaos/faults $(FAULTS)

man:
	MANPAGES=$(CURDIR)/dist/man go test -count=1 -run '^TestManualPages$$' ./internal/cli

dist: build man
	mkdir -p dist
	for target in linux/amd64 linux/arm64 darwin/arm64 windows/amd64; do \
	  CGO_ENABLED=0 GOOS=$${target%/*} GOARCH=$${target#*/} go build -trimpath -ldflags '$(LDFLAGS)' \
	    -o dist/supplierwatch-$${target%/*}-$${target#*/} ./cmd/supplierwatch || exit 1; done

clean:
	rm -rf bin dist var
