// Package internal_test checks the structure of the program and its documents:
// which package may import which, how large a package and its knots may be,
// and that the documents say what the program does.
package internal_test

import (
	"go/ast"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layer is a row of the table of packages.
type layer struct {
	path    string // below internal/, or from the repository's root where that has no such folder
	level   int    // a package imports only packages of lower levels
	kind    kind
	imports string // the packages that it may import
	about   string // what it is, for docs/design.md
}

type kind string

const (
	pure     kind = "pure"     // neither clock nor I/O
	adapter  kind = "adapter"  // speaks with the world outside
	support  kind = "support"  // serves the adapters
	flow     kind = "flow"     // the order of the steps, behind interfaces
	wiring   kind = "wiring"   // builds the parts and connects them
	commands kind = "commands" // what people run
	shipped  kind = "embedded" // files inside the binary
	testOnly kind = "tests"    // never part of the binary
)

// packages is the one table of packages. docs/design.md and the rules of
// depguard and forbidigo in .golangci.yml are generated from it:
// go test ./internal -run Generated -update
//
// A new package is a new row, in the order of the levels.
var packages = []layer{
	{"config", 1, shipped, "", "default configuration, schemas, templates; only `//go:embed`"},
	{"civil", 1, pure, "civil/holiday editdistance", "dates, periods, business calendars, recurrences, order windows"},
	{"civil/holiday", 0, pure, "", "the public holidays of countries and their parts, with their laws; one file a country"},
	{"ascii", 0, pure, "", "letters and digits of ASCII, compared without any other script"},
	{"editdistance", 0, pure, "", "by how many characters two words differ"},
	{"mailaddr", 1, pure, "ascii", "mail addresses in fields and in texts; whether two are the same, or of one organization"},
	{"ordernumber", 1, pure, "", "whether two numbers are those of one order, however people and systems write them"},
	{"numberingplan", 1, pure, "", "common phone numbers → whether they are valid, and their kind, as the library for them says"},
	{"mailparse/mime", 1, pure, "", "the bytes of a mail → header, parts and text; charsets, HTML, S/MIME and PGP"},
	{"mailparse/lexicon", 1, pure, "ascii", "what people write, in six languages and partly in four more, and what mail servers write"},
	{"edifact", 1, pure, "", "EDIFACT ORDRSP, a supplier's machine-written answer to an order"},
	{"token", 1, pure, "", "the signed tokens by which a reply finds the mail that it answers"},
	{"serviceaccount", 1, pure, "", "the key file of a Google service account, and the assertions that it signs"},
	{"filekind", 1, pure, "", "what a path holds, by its name, its mode or its first bytes"},
	{"yamlsplice", 1, pure, "", "byte-exact edits of a YAML text"},
	{"yamlformat", 2, pure, "yamlsplice", "one layout for YAML files, without a change of what they say"},
	{"cli/formatting", 9, commands, "commandline model registry/files yamlformat", "the command that gives the files of a registry one layout"},
	{"parallel", 1, pure, "", "divides independent work among the processors"},
	{"memoryrelease", 1, flow, "", "when the memory that a start or a reload needed is returned to the operating system"},
	{"structcodec", 1, pure, "", "values of structs → few bytes, and back"},
	{"strictyaml/reuse", 1, pure, "", "memory for what is read again and again: lists and blocks that are lent, texts that are kept once"},
	{"strictyaml/unclosed", 1, pure, "", "quotation marks and brackets that are not closed in a text that cannot be parsed"},
	{"flatyaml", 1, pure, "", "plain YAML → the nodes of yaml.v3, several times as fast; anything else is left to the library"},
	{"lease", 1, pure, "", "what only one of several replicas does at a time, and working only while that is one's own"},
	{"stateurl", 1, pure, "", "the URL of a state: which kind of database it names, and whether it is valid"},
	{"readlimit", 1, support, "", "limits how much a server can make us read, below every client library"},
	{"scram", 1, support, "", "logins that prove a password without sending it"},
	{"neterror", 0, support, "", "errors of connections in words for people who run servers"},
	{"evidence", 0, pure, "", "what servers say, as lines that people read"},
	{"timerqueue", 1, pure, "", "for each of many names the instant at which it is due"},
	{"oauth", 2, adapter, "evidence neterror readlimit serviceaccount", "access tokens for logins, by client credentials or a service account"},
	{"mailauth", 2, pure, "ascii mailaddr", "whether our own mail server vouches for the author of a mail"},
	{"mailparse/bank", 2, pure, "ascii mailparse/lexicon mailparse/mime", "bank details in a text, however they are written or disguised"},
	{"mailparse/bounce", 2, pure, "ascii mailaddr mailparse/lexicon mailparse/mime", "delivery reports → why a mail was not delivered"},
	{"dateinput", 2, pure, "civil mailparse/lexicon", "a day as people write it in a short text, in six languages"},
	{"model", 2, pure, "civil ordernumber", "the shared types: Registry, Fact, Finding, Alert, Decision, Mail"},
	{"factindex", 3, pure, "model", "the index over recorded facts: what is recorded, what probes say, the correspondence with an address"},
	{"mailparse/affirmation", 2, pure, "ascii mailparse/lexicon", "whether an answer says yes and nothing else"},
	{"mailparse/departure", 2, pure, "mailparse/lexicon", "whether an answer reports that a person has left"},
	{"mailparse/ownwords", 2, pure, "config mailparse/lexicon", "the words of our own mails in an answer to them"},
	{"mailparse/reply", 3, pure, "ascii mailaddr mailparse/affirmation mailparse/bank mailparse/departure mailparse/lexicon mailparse/mime mailparse/ownwords", "what a person answered, or a program in a person's place"},
	{"secretline", 1, pure, "ascii", "what of a line of YAML may be a secret, and the line without it"},
	{"sheet", 1, pure, "", "the tables of spreadsheets: charset, delimiter, cells; what a spreadsheet has changed"},
	{"strictyaml", 3, pure, "ascii civil editdistance flatyaml model secretline strictyaml/reuse strictyaml/unclosed", "YAML nodes → typed values; every problem with its place and a suggestion"},
	{"bearerlogin", 1, pure, "", "the messages of logins by access token"},
	{"sendrate", 1, pure, "", "how many mails a relay takes in a length of time, and when those leave that wait for it"},
	{"retry", 3, pure, "model", "when a mail that could not be delivered is tried again, and when it is given up"},
	{"apidoc", 3, pure, "civil lease model", "the JSON documents of API and command line"},
	{"rulebook", 3, pure, "civil model", "the data of rules: names, documents, severities, routes, limits, alert groups"},
	{"prose", 2, pure, "civil", "days, periods, numbers and lists as sentences write them"},
	{"stockcoverage", 3, pure, "civil model", "when the stock of a supply runs out, and how long it lasts"},
	{"obligations", 4, pure, "civil factindex mailaddr model ordernumber prose rulebook stockcoverage", "what we and each supplier owe each other at one instant"},
	{"contactstate", 5, pure, "civil mailaddr model obligations prose rulebook", "what is known of each contact at one instant: verified until when, what fails, what has changed"},
	{"calendargap", 4, pure, "civil model prose rulebook", "which public holidays a business calendar lacks"},
	{"contractends", 5, pure, "apidoc civil factindex model obligations prose", "the ends of one contract with their notice days, and which of them a notice can reach"},
	{"registryfinding", 4, pure, "civil factindex model prose", "findings on the registry itself: errors, values that will be refused, keys without effect, dates in the future"},
	{"watchdogfinding", 4, pure, "civil model prose", "findings on the logins of the watchdog itself: credentials that end, relays that will refuse passwords"},
	{"findingtext", 5, pure, "civil model obligations prose", "what findings say: message, headline, lead and steps for the day on which they are read"},
	{"rules", 6, pure, "calendargap civil contactstate factindex findingtext mailaddr model obligations prose registryfinding rulebook watchdogfinding", "registry + facts + now → findings and deadlines"},
	{"exposure", 7, pure, "apidoc civil contactstate factindex model obligations prose rules stockcoverage", "what is at stake at each supplier, reachability, contact states, summary"},
	{"escalation", 4, pure, "civil model rulebook", "when reminders, mails on key dates and reports of unacknowledged alerts are due, and in which hours people get them"},
	{"alert", 5, pure, "civil escalation factindex mailaddr model rulebook", "the life of an alert: findings + facts + now → states, and notices that wait to be sent"},
	{"alertscope", 6, pure, "alert model timerqueue", "which alerts an evaluation must go through so that the result is that of going through all"},
	{"notify", 6, pure, "alert civil escalation factindex model rulebook", "which notices are sent now: queue, quiet hours, rate limit, digests, weekly summary, listeners"},
	{"replycmd", 4, pure, "civil dateinput mailparse/lexicon model rulebook", "the commands in a reply to one of our mails"},
	{"reloadrequest", 4, pure, "apidoc model", "the request to reload the registry, by a command to a running daemon, and its answer"},
	{"drill", 4, pure, "apidoc civil factindex model", "whom a test alert reaches along the escalation policies, and who has answered"},
	{"envelope", 3, pure, "model", "who our mails are from, their Message-ID, and text that is safe in a header"},
	{"view", 4, pure, "apidoc civil factindex model prose rulebook", "what one evaluation knew, indexed for its mails"},
	{"subjectname", 3, pure, "model", "what people call the subject of a finding"},
	{"compose/document", 3, pure, "model config", "the content of a mail → text and HTML; what payloads are written from"},
	{"probe", 4, adapter, "ascii civil evidence factindex model readlimit", "one file for each kind of probe; a failure is a fact, not an error"},
	{"probe/callout", 5, adapter, "civil evidence model probe", "whether a mail server accepts mail for an address, without sending any"},
	{"probe/rdap", 5, adapter, "civil mailaddr model probe", "when the registration of a domain ends"},
	{"store", 3, pure, "model", "what an engine that keeps facts, alerts and outbox does, and the types of its answers"},
	{"store/rowdata", 4, pure, "model retry", "what every engine of the store keeps in its rows: texts, instants, documents, checksums"},
	{"store/sqlite", 5, adapter, "filekind model retry store store/rowdata", "the store in one file of SQLite, its lock and its migrations"},
	{"store/postgres", 5, adapter, "lease model retry stateurl store store/rowdata", "the store in a database of PostgreSQL, its migrations, and the leases of replicas"},
	{"statecopy", 5, flow, "store/rowdata", "copies a whole state from one database to another, and compares their digests"},
	{"report", 4, adapter, "apidoc civil model prose rulebook sheet", "findings, deadlines and status → text, JSON, iCalendar, CSV and more"},
	{"checkdiff", 4, pure, "apidoc civil model", "two evaluations of a registry → what a change makes worse, and what it improves"},
	{"checkformat", 5, pure, "apidoc checkdiff model prose rulebook", "the outcome of a check → SARIF, JUnit, annotations of GitHub and others"},
	{"gitrepo", 6, adapter, "checkformat filekind model", "the git repository around a registry: where its files are in it, and its revisions"},
	{"registry/files", 3, adapter, "filekind model", "the files of a registry: found, read, replaced in one step"},
	{"registry/holidayfile", 3, pure, "civil", "the days off in an iCalendar file"},
	{"registry/scalar", 4, pure, "civil mailaddr model numberingplan strictyaml rulebook", "the scalar values of a registry: ids, addresses, phone numbers, codes, times, rules"},
	{"registry/weakness", 3, pure, "mailaddr model", "what of a registry makes an attack or a mistake easy"},
	{"sheet/workbook", 2, adapter, "sheet", "workbooks of Excel → tables, and back"},
	{"supplierlist", 5, pure, "model registry/scalar sheet strictyaml", "lists of suppliers: which column holds what, and whether each cell is right"},
	{"registry/proof", 5, pure, "model", "which verifications are about an address or number of before"},
	{"supplierdiff", 6, pure, "model registry/proof registry/scalar supplierlist", "what lists of suppliers change in the registry"},
	{"registry/holidayfiles", 4, adapter, "model registry/files registry/holidayfile", "the files of holidays that calendars name, read again only when they change"},
	{"registry/builtin", 3, pure, "civil model", "the tiers and escalation policies that every registry has"},
	{"registry/problemlist", 4, pure, "model strictyaml", "the problems of all files of a registry: their order, how many are listed; files without content"},
	{"registry/optional", 4, pure, "strictyaml", "values of a registry that may be left out"},
	{"registry/cache", 4, adapter, "civil model parallel strictyaml structcodec", "what was built of the files of a registry, kept for the next start of the program"},
	{"registry/recordtarget", 5, pure, "civil model registry/scalar strictyaml", "what of a supplier something is recorded about: contacts, contracts, occurrences"},
	{"registry", 5, adapter, "ascii civil flatyaml mailaddr model parallel registry/builtin registry/cache registry/files registry/holidayfiles registry/optional registry/problemlist registry/scalar strictyaml rulebook", "files → `model.Registry` and problems; the JSON Schema"},
	{"registry/edit", 6, adapter, "civil model registry registry/proof registry/recordtarget registry/scalar yamlsplice", "recorded changes → edits of the registry's files"},
	{"purchases", 6, pure, "civil model sheet strictyaml supplierlist", "what is bought so rarely that nobody has the order in mind"},
	{"supplierexport", 6, pure, "model supplierlist", "the suppliers of a registry → a list that can be imported"},
	{"vcard", 6, pure, "model sheet supplierlist", "vCards → a list of suppliers, and back"},
	{"registry/bulkedit", 7, adapter, "filekind model registry registry/builtin registry/files supplierdiff supplierlist yamlsplice", "many changes of suppliers → the registry's files, all or none"},
	{"listimport", 8, flow, "apidoc filekind model registry/bulkedit registry/files sheet sheet/workbook supplierdiff supplierlist vcard", "lists of suppliers → changes of the registry"},
	{"commandline", 4, support, "sheet strictyaml", "what all commands have in common: exit codes, words of flags, files that appear whole or not at all"},
	{"cli/listcommands", 9, commands, "apidoc civil commandline listimport model prose purchases registry report sheet sheet/workbook supplierexport vcard", "the commands that exchange lists of suppliers with other programs"},
	{"mailparse", 4, pure, "ascii mailaddr mailparse/bank mailparse/bounce mailparse/mime mailparse/ownwords mailparse/reply", "the bytes of a mail → what kind of mail it is and what it says"},
	{"settings", 4, adapter, "civil mailaddr model sendrate serviceaccount stateurl strictyaml config rulebook", "the daemon's configuration → a checked struct"},
	{"compose/webhook", 4, pure, "apidoc model envelope compose/document", "the payloads of webhooks"},
	{"compose/verificationmail", 4, pure, "civil model envelope config", "the mails that ask suppliers to confirm a contact"},
	{"deliver", 4, adapter, "ascii model envelope", "mails → the channels that carry them"},
	{"engine", 8, flow, "apidoc civil factindex lease model parallel retry rules alert alertscope notify view exposure timerqueue", "one evaluation and its loop; declares the small interfaces that it needs"},
	{"verification", 5, pure, "ascii civil editdistance factindex mailaddr mailauth mailparse mailparse/bank model rulebook", "which contacts are asked to confirm their details, and what an answer means"},
	{"rolemail", 5, pure, "ascii edifact mailaddr mailauth mailparse mailparse/bank model", "what a mail to one of our role mailboxes means: confirmations, senders"},
	{"imap", 5, adapter, "bearerlogin evidence imap/lenient mailparse model neterror readlimit scram", "IMAP → messages"},
	{"imap/lenient", 0, pure, "", "what IMAP servers send → what a strict client library reads; the rest is left out"},
	{"simulate", 9, flow, "apidoc civil factindex model escalation rules alert notify engine timerqueue view", "the daemon's evaluations over years, with a clock that jumps to the next due instant"},
	{"record", 7, flow, "civil factindex token model obligations rules registry/edit registry/recordtarget strictyaml", "what people know: checked against registry and facts, recorded, and what that changes"},
	{"resolution", 5, pure, "civil model prose rulebook subjectname view", "how an alert ended: who recorded what, and when"},
	{"compose", 6, pure, "apidoc civil model prose replycmd envelope compose/document resolution subjectname stockcoverage view rulebook", "decision + view → mail to our own people"},
	{"deliver/relay", 5, adapter, "ascii bearerlogin model neterror readlimit sendrate scram envelope deliver", "SMTP servers"},
	{"deliver/directory", 5, adapter, "model envelope deliver", "mails as files in a directory"},
	{"deliver/webhook", 5, adapter, "model neterror readlimit envelope deliver", "payloads to HTTP addresses"},
	{"action", 9, flow, "civil dateinput factindex model prose escalation alert notify compose replycmd engine record registry/edit rulebook", "the one way to act on an alert: acknowledge, snooze, hand over, note, accept, record"},
	{"replies", 10, flow, "apidoc factindex mailaddr mailauth mailparse token model drill replycmd compose envelope engine action", "replies of our people to our mails: authorised, carried out as actions, answered by receipts"},
	{"web/paging", 3, pure, "model", "which page of a list a request asks for; cursors"},
	{"web/response", 4, adapter, "apidoc model", "what the daemon sends over HTTP: documents, texts, errors; each long one once for all its readers"},
	{"web/access", 5, adapter, "model web/response", "who may send which request: clients, hosts, tokens, users, limits"},
	{"web/content", 10, adapter, "action apidoc civil compose/document exposure lease model prose replycmd", "what pages, API and metrics show, and where it comes from"},
	{"web/forms", 11, adapter, "action civil model prose replycmd web/content web/response", "the forms of pages about alerts: texts, fields, proof, what was sent, a refused one with what was typed"},
	{"web/pages", 12, adapter, "action apidoc civil config exposure model prose replycmd rulebook stockcoverage subjectname web/access web/content web/forms web/response", "what people see in a browser: pages, forms, signed links"},
	{"web", 13, adapter, "action apidoc civil config lease model replycmd web/access web/content web/pages web/paging web/response", "the server: routes, API, metrics, health checks"},
	{
		"outreach", 9, flow, "apidoc compose compose/verificationmail engine factindex model registry/recordtarget verification rulebook",
		"mails to suppliers about their contacts: by schedule, released by hand, about announced changes; the call sheet",
	},
	{
		"incoming", 8, flow, "compose envelope factindex imap mailaddr mailauth mailparse model ordernumber rolemail token verification",
		"mailbox folders, threads, wrong reply tokens, round trips → facts",
	},
	{
		"wiring", 9, wiring, "alert civil compose/verificationmail deliver/relay drill envelope factindex imap lease mailaddr mailauth model notify oauth probe probe/callout probe/rdap registry/cache registry/files sendrate serviceaccount settings stateurl store store/postgres store/sqlite token verification",
		"a configuration → the parts that the daemon and the commands work with",
	},
	{
		"oneshot", 11, wiring, "action apidoc ascii checkdiff civil compose contractends deliver/directory deliver/relay drill engine envelope exposure factindex gitrepo imap lease listimport mailaddr mailauth mailparse model neterror notify obligations outbox outreach parallel probe prose record registry registry/cache registry/recordtarget registry/weakness reloadrequest replycmd rules sendrate settings simulate statecopy stateurl store wiring",
		"the commands that run once: check, simulate, self-test, exposure, verification by hand",
	},
	{"checkrun", 12, wiring, "apidoc checkdiff checkformat gitrepo model oneshot report rulebook", "what check writes, in which format, and how it exits"},
	{"sdnotify", 1, adapter, "", "the state of the service → the service manager"},
	{"outbox", 9, flow, "apidoc engine model", "the outbox as the delivery uses it: results that the store could not take, the working hours of suppliers, the rates of relays"},
	{
		"readmodel", 12, flow, "action alert apidoc civil compose drill engine exposure factindex incoming lease model record replies report rules store token view web/content rulebook",
		"what page, API, metrics and links of mails show: from the last evaluation, the registry and the facts",
	},
	{
		"daemon", 14, wiring, "action apidoc compose compose/webhook deliver deliver/directory deliver/relay deliver/webhook drill engine envelope factindex incoming lease mailaddr mailparse/bounce memoryrelease model notify oneshot outbox outreach probe readlimit readmodel registry registry/files registry/weakness reloadrequest replies sdnotify sendrate settings store token verification web web/access web/content wiring",
		"lifecycle, schedules, reload: the parts at work together",
	},
	{"cli/statecommands", 14, commands, "commandline oneshot prose", "the command that copies the daemon's database to another one"},
	{"cli/completion", 14, commands, "apidoc checkrun model oneshot registry/builtin rulebook", "the values that shells complete for flags and arguments"},
	{"cli", 15, commands, "action apidoc checkdiff checkformat checkrun civil cli/completion cli/formatting cli/listcommands cli/statecommands commandline config daemon mailparse model oneshot prose record registry/builtin registry/recordtarget replycmd report rulebook sheet strictyaml", "commands, flags, exit codes, texts"},
	{"cmd/supplierwatch", 16, commands, "cli", "main"},
	{"testkit", 1, testOnly, "", "private Postfix, Dovecot and DNS for integration tests"},
	{"testkit/faultyserver", 1, testOnly, "", "servers of SMTP and IMAP that fail on request, floods, and a proxy that breaks connections"},
	{"deliver/delivertest", 4, testOnly, "model envelope", "mails and an identity for the tests of channels"},
	{"compose/composetest", 5, testOnly, "civil model envelope deliver", "a registry and golden files for the tests of mails"},
	{"rules/rulestest", 4, testOnly, "civil factindex model", "a registry without findings for the tests of rules and exposure"},
	{"engine/enginetest", 3, testOnly, "model", "a store in memory for the tests of evaluations"},
	{"probe/probetest", 3, testOnly, "model", "servers and checks for the tests of probes"},
	{"store/storetest", 4, testOnly, "civil factindex model retry store", "the conformance suite that every engine of the store runs"},
	{"testkit/editorhint", 1, testOnly, "", "what the schemas for editors show beside their rules"},
	{"testkit/shown", 1, testOnly, "", "the commands that documents show, for the tests that run them"},
	{"testkit/chaos", 2, testOnly, "testkit", "the fault campaign against the built program: kills, broken relays, a full disk, damage"},
	{"testkit/bench", 6, testOnly, "civil model store store/sqlite testkit", "measures the built program beside other programs"},
	{"testkit/bench/table", 7, testOnly, "testkit/bench", "the command that prints the table of measurements"},
	{"testkit/chaos/faults", 3, testOnly, "testkit testkit/chaos", "the command that runs the campaign"},
}

// folder is the path of a row from the repository's root.
func (l layer) folder() string { return folderOf(l.path) }

func folderOf(path string) string {
	if path == "config" || strings.HasPrefix(path, "cmd/") {
		return path
	}
	return "internal/" + path
}

// folders are the packages that a row allows, from the repository's root.
func (l layer) folders() []string {
	var found []string
	for _, path := range strings.Fields(l.imports) {
		found = append(found, folderOf(path))
	}
	return found
}

func rowOf(folder string) (layer, bool) {
	i := slices.IndexFunc(packages, func(l layer) bool { return l.folder() == folder })
	if i < 0 {
		return layer{}, false
	}
	return packages[i], true
}

// TestTableOfPackages checks the table itself: arrows point downwards only, and every row has a package.
func TestTableOfPackages(t *testing.T) {
	sources := parsedSources(t)
	seen := map[string]bool{}
	for _, row := range packages {
		if seen[row.path] {
			t.Errorf("the table names %s twice", row.path)
		}
		seen[row.path] = true
		if len(sources[row.folder()]) == 0 {
			t.Errorf("%s has a row in the table, but no Go file", row.path)
		}
		for _, folder := range row.folders() {
			switch below, known := rowOf(folder); {
			case !known:
				t.Errorf("the row of %s allows %s, which has no row", row.path, folder)
			case below.level >= row.level:
				t.Errorf("%s (level %d) may not import %s (level %d): arrows point to lower levels", row.path, row.level, below.path, below.level)
			case row.kind != testOnly && below.kind == testOnly:
				t.Errorf("%s may not import %s: test machinery stays out of the binary", row.path, below.path)
			}
		}
	}
}

// TestImports checks every import of the shipped code against the table.
func TestImports(t *testing.T) {
	used := map[string]bool{}
	for folder, files := range parsedSources(t) {
		row, known := rowOf(folder)
		if !known {
			t.Errorf("%s has no row in the table of packages (internal/architecture_test.go)", folder)
			continue
		}
		allowed := row.folders()
		for name, file := range files {
			for _, path := range importsOf(file) {
				local, ours := strings.CutPrefix(path, "supplierwatch/")
				used[folder+" "+local] = true
				if ours && !slices.Contains(allowed, local) {
					t.Errorf("%s: %s may not import %s", name, folder, local)
				}
			}
		}
	}
	for _, row := range packages {
		for _, folder := range row.folders() {
			if !used[row.folder()+" "+folder] {
				t.Errorf("the row of %s allows %s, which it no longer imports: remove it from the row", row.path, folder)
			}
		}
	}
}

// outside are the packages by which I/O would enter a pure package.
var outside = []string{"net", "net/http", "os", "os/exec", "database/sql", "log", "log/slog", "syscall"}

// clock are the functions of package time that read the clock or wait for it.
var clock = []string{"Now", "Since", "Until", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker", "Sleep"}

// TestPurePackages checks that the pure packages neither read the clock nor do I/O: the same input has the same result at any time.
func TestPurePackages(t *testing.T) {
	for folder, files := range parsedSources(t) {
		if row, _ := rowOf(folder); row.kind != pure {
			continue
		}
		for name, file := range files {
			for _, path := range importsOf(file) {
				if slices.Contains(outside, path) {
					t.Errorf("%s: the pure package %s may not import %s", name, folder, path)
				}
			}
			for _, call := range clockCalls(file) {
				t.Errorf("%s: the pure package %s may not use time.%s; it is given the time", name, folder, call)
			}
		}
	}
}

func importsOf(file *ast.File) []string {
	var found []string
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			panic(err)
		}
		found = append(found, path)
	}
	return found
}

// clockCalls returns the functions of package time in a file that depend on the clock.
func clockCalls(file *ast.File) []string {
	var found []string
	ast.Inspect(file, func(n ast.Node) bool {
		selector, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if base, ok := selector.X.(*ast.Ident); ok && base.Name == "time" && slices.Contains(clock, selector.Sel.Name) {
			found = append(found, selector.Sel.Name)
		}
		return true
	})
	return found
}
