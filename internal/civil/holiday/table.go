package holiday

import (
	"embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

//go:embed countries
var files embed.FS

// region is a list of holidays under a name, such as DE-BY.
type region struct {
	name, title string
	rules       []rule
	bridge      *rule
	knownUntil  int // the last year whose holidays are known; 0 without a limit
}

// index is all regions of all countries.
type index struct {
	regions   map[string]*region
	countries map[string]string // name by code
}

// tables reads the files once. They are part of the program, and a test reads them all: an error in one of them is an error of the program.
var tables = sync.OnceValue(func() *index {
	all := &index{regions: map[string]*region{}, countries: map[string]string{}}
	entries, err := files.ReadDir("countries")
	if err != nil {
		panic(err)
	}
	for _, entry := range entries {
		text, err := files.ReadFile("countries/" + entry.Name())
		if err != nil {
			panic(err)
		}
		if err := all.read(string(text)); err != nil {
			panic(fmt.Sprintf("countries/%s: %v", entry.Name(), err))
		}
	}
	return all
})

// Known reports whether there is a table for the region, e.g. DE-BY or JP.
func Known(name string) bool { return tables().regions[name] != nil }

// Regions returns the names of all regions, sorted.
func Regions() []string { return slices.Sorted(maps.Keys(tables().regions)) }

// Title returns the English name of a region, e.g. "Germany: Bavaria".
func Title(name string) string {
	r := tables().regions[name]
	if r == nil {
		return ""
	}
	code, _, _ := strings.Cut(name, "-")
	if country := tables().countries[code]; !strings.HasPrefix(r.title, country) {
		return country + ": " + r.title
	}
	return r.title
}

// KnownUntil returns the last year for which all holidays of a region are known; false where rules yield every year.
func KnownUntil(name string) (int, bool) {
	r := tables().regions[name]
	if r == nil || r.knownUntil == 0 {
		return 0, false
	}
	return r.knownUntil, true
}
