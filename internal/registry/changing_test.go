package registry

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"supplierwatch/internal/registry/cache"
)

// drawnAt returns the files of a registry whose team, name of a supplier and day off are given.
func drawnAt(team, name, dayOff string) []Content {
	suppliers := func(id, alternative string) []byte {
		return []byte(strings.Replace("version: 1\nsuppliers:\n"+fmt.Sprintf(pipelineSupplier, id, alternative), "Supplier s0", name, 1))
	}
	head := strings.Replace(pipelineHead, "buying@works.example", team+"@works.example", 1) + "calendars: {works: {holidays: [{file: free.ics}]}}\n"
	return []Content{{"a.yaml", []byte(head)}, {"b.yaml", suppliers("s0", "s1")}, {"c.yaml", suppliers("s1", "s0")}, {"free.ics", []byte(plantDays(dayOff))}}
}

// TestARegistryThatChangesWhileItIsRead replaces files after they were found and before their suppliers are built. The loader says so, and reads the
// files of now when it reads again: the holidays too, and those that could be read.
func TestARegistryThatChangesWhileItIsRead(t *testing.T) {
	dir, file := filepath.Join(t.TempDir(), "registry"), filepath.Join(t.TempDir(), "kept")
	rewrite(t, dir, drawnAt("first", "First", "20300102"))
	known := Loader{Cache: cache.Open(file)}
	if _, problems := known.Load([]string{dir}); len(problems) > 0 {
		t.Fatal(problems)
	}
	keepAll(t, &known)
	for name, l := range map[string]*Loader{"a start with a cache": {Cache: cache.Open(file)}, "a reload": &known} {
		rewrite(t, dir, drawnAt("second", "First", "20300102"))
		found := l.read([]string{dir}, l.Cache)
		rewrite(t, dir, drawnAt("second", "Second", "20300103"))
		if !l.use(found) {
			t.Errorf("%s: the change was not seen", name)
		}
		want, problems := Load([]string{dir})
		got, said := l.Load([]string{dir})
		compareLoaded(t, got, want, said, problems)
		if want == nil || got.Hash != want.Hash || got.Calendars["works"].BusinessDay(day(t, "2030-01-03")) || !got.Calendars["works"].BusinessDay(day(t, "2030-01-02")) {
			t.Errorf("%s: other holidays than those of now: %v", name, problems)
		}
	}
}
