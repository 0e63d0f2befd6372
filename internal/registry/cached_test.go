package registry

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/cache"
)

// rewrite writes files into a folder, and nothing else stays there.
func rewrite(t rapid.TB, dir string, contents []Content) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, c := range contents {
		if err := os.WriteFile(filepath.Join(dir, c.Name), c.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// keepAll writes what a loader has into its cache, however little it is.
func keepAll(t rapid.TB, l *Loader) {
	t.Helper()
	if l.last == nil {
		return
	}
	if err := l.Cache.Write(l.organisation.cached, l.cacheFiles()); err != nil {
		t.Fatal(err)
	}
}

// everyKey has suppliers with all that a cache must take over.
const everyKey = `version: 1
suppliers:
  - id: every-key
    was: [former]
    name: Every Key GmbH
    tier: critical
    tier_reason: >
      The only one.
    owner: buying
    calendar: works
    reviewed: {on: 2026-06-01, by: ann}
    identifiers: {erp: "1", duns: "312345678"}
    labels: {region: south, class: a}
    authorized: [{who: ann@works.example, for: orders}]
    they_know: [{mailbox: confirmations, on: 2026-06-01}]
    sessions: {with: [buying], held: [{on: 2026-05-01, topics: prices}]}
    thresholds: [{rule: contract-expiring, value: 30 days, because: slow}]
    ignore: [{rule: fallback-missing, because: known, by: ann, until: 2027-01-31}]
    supplies:
      - {id: resin, item: resin, alternatives: [plain], used_in: [litho, other], orders_per_year: 2.5, lead_time: 90 days, stock: {on_hand: 0.1, unit: kg, daily_usage: 0, as_of: 2026-11-01}}
      - {id: foil, placed: [{at: "2026-09-12T14:00:00+02:00", reference: PO 1}, {at: "2026-09-12T14:00:00.5Z"}, {at: 2026-09-13}], stock_cover: {period: 3 weeks, as_of: 2026-11-01}}
    contacts:
      - {id: orders, roles: [orders, logistics], email: orders@every.example, phone: "+49 89 1234567", hours: "22:00-06:00", can: [order], verified: [{on: 2026-09-01, by: ann, how: reply}], verify_every: 60 days}
      - {role: escalation, kind: person, name: Jo, phone: "+49 89 1234599", hours: 24/7, backup: orders}
    endpoints:
      - {id: nagios, kind: exec, run: check, args: [a, b], team: buying}
    contracts:
      - {title: Supply, supplies: [resin, foil], starts: 2021-04-01, term: 48 months, renewal: automatic, renewal_term: 12 months, max_renewals: 0, notice: 0 days, notice_theirs: 3 months, remind: [30 days, 5 business days]}
      - {title: Frame, starts: 2021-04-01, open_ended: true, notice: 1 month, notice_to: month-end}
      - {title: Over, ends: 2027-03-31, renewal: manual, renewal_term: 12 months, renewed: [{until: 2028-03-31, on: 2026-11-01}], notes: fine}
    order_windows:
      - {title: yearly, supplies: resin, yearly: {opens: 09-01, closes: 09-30}, approval: 10 business days, approver: buying, waived: [{window: 2026-09-01, because: stock, by: ann}]}
      - {title: once, opens: 2026-12-01, closes: 2026-12-31, requested: [{window: 2026-12-01, at: 2026-12-01}]}
      - {title: rule, opens: {rrule: "FREQ=MONTHLY;BYDAY=3WE;COUNT=12", from: 2026-01-05}, lasts: 5 business days}
      - {title: rules, opens: {rrule: FREQ=YEARLY, from: 2026-01-05}, closes: {rrule: FREQ=YEARLY, from: 2026-02-05}}
    deliveries:
      - {schedule: {rrule: "FREQ=WEEKLY;BYDAY=MO", from: 2026-01-05}, confirmation: {mailbox: confirmations, before: 2 business days, from: "*@every.example", subject: [order, /x/], body: [confirmed]}}
  - {id: plain, name: Plain}
`

// everyTeams is what these suppliers refer to, apart from pipelineHead.
const everyTeams = `version: 1
calendars: {works: {timezone: Europe/Berlin, holidays: [DE-BY]}}
teams: {other: {email: o@works.example, calendar: works}}
lines: {other: {name: Other}}
`

// TestCachedSuppliersAreDeeplyEqual compares each supplier that comes from the cache with the one that was built, positions, nil lists and shared
// supplies included.
func TestCachedSuppliersAreDeeplyEqual(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "registry")
	rewrite(t, dir, []Content{{"a.yaml", []byte(pipelineHead)}, {"b.yaml", []byte(everyKey)}, {"c.yaml", []byte(everyTeams)}})
	for name, path := range map[string]string{
		"whole": "testdata/ok/whole.yaml", "folder": "testdata/ok/folder", "documents": "testdata/ok/several-documents.yaml",
		"many": many(t, 250), "every key": dir,
	} {
		file := filepath.Join(t.TempDir(), "kept")
		l := Loader{Cache: cache.Open(file)}
		if _, problems := l.Load([]string{path}); len(problems) > 0 {
			t.Fatal(name, problems)
		}
		keepAll(t, &l)
		compareCached(t, name, &l, cache.Open(file))
	}
}

// compareCached compares what a cache has of each file with what was built of it. Both refer to the same teams and calendars.
func compareCached(t *testing.T, name string, l *Loader, kept *cache.Cache) {
	t.Helper()
	count := 0
	for _, f := range l.cacheFiles() {
		k := kept.Kept(f.Content)
		if k == nil {
			t.Fatalf("%s: nothing is kept of %s", name, f.Name)
		}
		got := cache.Suppliers(l.organisation.cached, []cache.Wanted{{Name: f.Name, Kept: k}})[0]
		if !reflect.DeepEqual(got, f.Suppliers) {
			t.Errorf("%s: %s: got %+v, want %+v", name, f.Name, got, f.Suppliers)
		}
		count += len(got)
		checkShared(t, got)
	}
	if count != len(l.last.Suppliers) {
		t.Errorf("%s: %d suppliers are kept of %d", name, count, len(l.last.Suppliers))
	}
}

// checkShared checks that contracts and windows refer to the supplies of their supplier, not to copies.
func checkShared(t *testing.T, all []cache.Supplier) {
	t.Helper()
	for _, s := range all {
		for _, c := range s.Supplier.Contracts {
			for _, x := range c.Supplies {
				if s.Supplier.Supply(x.ID) != x {
					t.Errorf("%s: the supply %s of a contract is a copy", s.Supplier.ID, x.ID)
				}
			}
		}
	}
}

// drawEdit changes the files of a registry: a mistake, its correction, a file more or less, another name, an older content.
func drawEdit(t *rapid.T, files, first []Content) []Content {
	changed := append([]Content{}, files...)
	at := rapid.IntRange(0, len(changed)-1).Draw(t, "edited file")
	switch rapid.IntRange(0, 5).Draw(t, "edit") {
	case 0:
		m := rapid.SampledFrom(mistakes).Draw(t, "edited to")
		changed[at].Data = []byte(strings.Replace(string(changed[at].Data), m[0], m[1], 1))
	case 1:
		return append([]Content{}, first...)
	case 2:
		extra := fmt.Sprintf("version: 1\nsuppliers:\n"+pipelineSupplier, rapid.SampledFrom([]string{"x1", "s1"}).Draw(t, "added"), "s0")
		changed = append(changed, Content{rapid.SampledFrom([]string{"0.yaml", "z.yaml"}).Draw(t, "file"), []byte(extra)})
	case 3:
		if len(changed) > 1 {
			changed = append(changed[:at:at], changed[at+1:]...)
		}
	case 4:
		changed[at].Name = "renamed-" + changed[at].Name
	case 5:
		changed[at].Data = append([]byte("# a line\n"), changed[at].Data...)
	}
	return changed
}

// TestACacheChangesNothing leads a registry through edits. After each of them a program starts with the cache that others before it wrote, and reads
// the same as one without a cache: the registry with its positions, the problems, their order and excerpts.
func TestACacheChangesNothing(t *testing.T) {
	dir, file := filepath.Join(t.TempDir(), "registry"), filepath.Join(t.TempDir(), "kept")
	used, every := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		os.Remove(file)
		first := drawFiles(t)
		if rapid.Bool().Draw(t, "every key") {
			first = append(first, drawSupplierFile(t), Content{"head.yaml", []byte(everyTeams)})
		}
		files := first
		for range rapid.IntRange(1, 5).Draw(t, "starts") {
			rewrite(t, dir, files)
			before := rapid.Bool().Draw(t, "like before")
			zone := rapid.SampledFrom([]*time.Location{nil, time.UTC, time.FixedZone("Somewhere", 3600)}).Draw(t, "zone")
			plain, kept := Loader{LikeBefore: before, Timezone: zone}, Loader{LikeBefore: before, Timezone: zone, Cache: cache.Open(file)}
			want, problems := plain.Load([]string{dir})
			got, found := kept.Load([]string{dir})
			compareLoaded(t, got, want, found, problems)
			for _, f := range kept.cacheFiles() {
				if cache.Open(file).Kept(f.Content) != nil {
					used++
					every += strings.Count(f.Name, "every.yaml")
				}
			}
			if rapid.Bool().Draw(t, "keep") {
				keepAll(t, &kept)
			}
			files = drawEdit(t, files, first)
			rewrite(t, dir, files) // the program goes on and reads again
			want, problems = plain.Load([]string{dir})
			got, found = kept.Load([]string{dir})
			compareLoaded(t, got, want, found, problems)
		}
	})
	if used == 0 || every == 0 {
		t.Errorf("%d files were found in the cache, %d of them with every key", used, every)
	}
}

// everyField compares values with all that they hold. Of calendars only the names are compared: they come from no cache, and note what they were asked.
var everyField = gocmp.Options{
	gocmp.Exporter(func(reflect.Type) bool { return true }),
	gocmp.Comparer(func(a, b *civil.Calendar) bool {
		return a == b || a != nil && b != nil && a.ID == b.ID && a.Zone().String() == b.Zone().String()
	}),
}

// drawSupplierFile draws a file with the supplier that has every key, with a few lines missing.
func drawSupplierFile(t *rapid.T) Content {
	lines := strings.SplitAfter(everyKey, "\n")
	for range rapid.IntRange(0, 3).Draw(t, "missing lines") {
		if at := rapid.IntRange(2, len(lines)-1).Draw(t, "missing line"); !strings.Contains(lines[at], "id:") {
			lines = slices.Delete(lines, at, at+1)
		}
	}
	return Content{"every.yaml", []byte(strings.Join(lines, ""))}
}

// compareLoaded compares two results of reading the same files.
func compareLoaded(t rapid.TB, got, want *model.Registry, found, problems []model.Problem) {
	t.Helper()
	if !reflect.DeepEqual(found, problems) {
		t.Fatalf("problems with a cache:\n%v\nwithout:\n%v", found, problems)
	}
	if !gocmp.Equal(got, want, everyField) {
		t.Fatalf("without a cache (-) and with one (+): %s", gocmp.Diff(want, got, everyField))
	}
	for i := range listed(want) {
		a, b := got.Suppliers[i], want.Suppliers[i]
		if (a.Tier == got.Tiers[a.Tier.ID]) != (b.Tier == want.Tiers[b.Tier.ID]) || a.Owner != nil && a.Owner != got.Teams[a.Owner.ID] {
			t.Fatalf("%s has a tier or an owner of its own", a.ID)
		}
	}
}

func listed(r *model.Registry) []*model.Supplier {
	if r == nil {
		return nil
	}
	return r.Suppliers
}

// TestOtherTeamsMakeTheCacheOutdated has a cache whose suppliers belong to other teams, so that the files are read a second time.
func TestOtherTeamsMakeTheCacheOutdated(t *testing.T) {
	dir, file := filepath.Join(t.TempDir(), "registry"), filepath.Join(t.TempDir(), "kept")
	suppliers := Content{"b.yaml", []byte("version: 1\nsuppliers:\n" + fmt.Sprintf(pipelineSupplier, "s0", "s1") + fmt.Sprintf(pipelineSupplier, "s1", "s0"))}
	rewrite(t, dir, []Content{{"a.yaml", []byte(pipelineHead)}, suppliers})
	first := Loader{Cache: cache.Open(file)}
	if _, problems := first.Load([]string{dir}); len(problems) > 0 {
		t.Fatal(problems)
	}
	keepAll(t, &first)
	for _, head := range []string{
		strings.Replace(pipelineHead, "buying:", "sales:", 1), // the owner is missing now
		pipelineHead + "defaults: {language: de}\n",
		pipelineHead,
	} {
		rewrite(t, dir, []Content{{"a.yaml", []byte(head)}, suppliers})
		want, problems := Load([]string{dir})
		second := Loader{Cache: cache.Open(file)}
		got, found := second.Load([]string{dir})
		compareLoaded(t, got, want, found, problems)
	}
}
