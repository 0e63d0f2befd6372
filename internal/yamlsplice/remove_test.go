package yamlsplice

import "testing"

// TestRemoveTakesEntriesOutOfAList removes entries in every way in which a list is written, beside a new value.
func TestRemoveTakesEntriesOutOfAList(t *testing.T) {
	const begin = "suppliers:\n  - id: a\n    name: A # ours\n"
	for name, x := range map[string]struct {
		before  string
		indices []int
		want    string
	}{
		"the only item":             {"    v:\n      # by reply\n      - {on: 1}  # first\n    z: 1\n", []int{0}, "    v: []\n      # by reply\n    z: 1\n"},
		"behind a comment":          {"    v:  # all\n      - {on: 1}\n", []int{0}, "    v: []  # all\n"},
		"all items, not indented":   {"    v:\n    - on: 1\n      by: x\n    - on: 2\n    # of z\n    z: 1\n", []int{0, 1}, "    v: []\n    # of z\n    z: 1\n"},
		"the first item":            {"    v:\n      - on: 1\n        by: x\n      - on: 2 # kept\n", []int{0}, "    v:\n      - on: 2 # kept\n"},
		"the last item":             {"    v:\n      - on: 1\n      - on: 2\n    z: 1\n", []int{1}, "    v:\n      - on: 1\n    z: 1\n"},
		"items around one":          {"    v:\n      - on: 1\n      # of the second\n      - on: 2\n      - on: 3", []int{0, 2}, "    v:\n      # of the second\n      - on: 2\n"},
		"all in brackets":           {"    v: [{on: 1}, {on: 2}]\n", []int{0, 1}, "    v: []\n"},
		"the first in brackets":     {"    v: [{on: 1}, {on: 2}]\n", []int{0}, "    v: [{on: 2}]\n"},
		"the last in brackets":      {"    v: [{on: 1}, {on: 2} ]\n", []int{1}, "    v: [{on: 1} ]\n"},
		"the second and the fourth": {"    v: [{on: 1}, {on: 2}, {on: 3}, {on: 4}]\n", []int{1, 3}, "    v: [{on: 1}, {on: 3}]\n"},
		"several lines of brackets": {"    v: [\n      {on: 1},\n      {on: 2},\n    ]\n", []int{0}, "    v: [\n      {on: 2},\n    ]\n"},
		"a single block":            {"    v:\n      on: 1\n      by: x\n    z: 1\n", []int{0}, "    v: []\n    z: 1\n"},
		"a single block in braces":  {"    v: {on: 1}\n    z: 1\n", []int{0}, "    v: []\n    z: 1\n"},
		"with carriage returns":     {"    v:\r\n      - on: 1\r\n      - on: 2\r\n", []int{1}, "    v:\r\n      - on: 1\r\n"},
	} {
		e := Edit{Set: []Pair{{Key: "name", Value: "B"}}, Remove: Removal{List: "v", Indices: x.indices}}
		got, err := Splice([]byte(begin+x.before), Path{{Key: "suppliers", ID: "a"}}, e)
		if want := "suppliers:\n  - id: a\n    name: B # ours\n" + x.want; err != nil || string(got) != want {
			t.Errorf("%s: got\n%s%v; want\n%s", name, got, err, want)
		}
	}
}

// TestRemoveInBracesAndWhatIsUnsafe removes from a supplier in braces, and refuses what shows in other places too.
func TestRemoveInBracesAndWhatIsUnsafe(t *testing.T) {
	path := Path{{Key: "suppliers", ID: "a"}}
	e := Edit{Set: []Pair{{Key: "z", Value: "1", Bare: true}}, Remove: Removal{List: "v", Indices: []int{0}}}
	got, err := Splice([]byte("suppliers: [{id: a, v: [{on: 1}]}]\n"), path, e)
	if want := "suppliers: [{id: a, v: [], z: 1}]\n"; err != nil || string(got) != want {
		t.Errorf("got %s%v; want %s", got, err, want)
	}
	for _, before := range []string{
		"x: &x [{on: 1}]\nsuppliers:\n  - id: a\n    v: *x\n",
		"suppliers:\n  - id: a\n    v: &x [{on: 1}]\n",
		"x: &x {on: 1}\nsuppliers:\n  - id: a\n    v: [*x]\n",
		"suppliers:\n  - id: a\n",
		"suppliers:\n  - id: a\n    v: []\n",
	} {
		if got, err := Splice([]byte(before), path, e); err == nil {
			t.Errorf("%s became\n%s", before, got)
		}
	}
}
