package apidoc

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/model"

	"pgregory.net/rapid"
)

func known(rule, supplier string, severity model.Severity) model.Finding {
	return model.Finding{
		Rule: rule, Supplier: supplier, Subject: model.KindContract.Subject("msa"), Severity: severity,
		Fingerprint: model.Fingerprint(rule, supplier, model.KindContract.Subject("msa"), ""),
	}
}

// noneFormer is for suppliers that were never renamed.
func noneFormer(string) []string { return nil }

// TestABaselineKnowsRenamedSuppliers renames suppliers with and without a
// former id, several times, and to the id of another.
func TestABaselineKnowsRenamedSuppliers(t *testing.T) {
	b := NewBaseline([]model.Finding{known("a", "acme", model.Warning), known("a", "beta", model.Warning)})
	former := map[string][]string{"acme-neu": {"acme"}, "third": {"never-written", "acme"}}
	for _, c := range []struct {
		name string
		now  model.Finding
		want bool
	}{
		{"renamed with `was`", known("a", "acme-neu", model.Warning), true},
		{"renamed twice", known("a", "third", model.Warning), true},
		{"renamed and more severe", known("a", "acme-neu", model.Critical), false},
		{"renamed without `was`", known("a", "acme-new", model.Warning), false},
		{"another rule", known("b", "acme-neu", model.Warning), false},
		{"a supplier that kept its id", known("a", "beta", model.Warning), true},
	} {
		findings := []model.Finding{c.now}
		b.Mark(findings, func(id string) []string { return former[id] })
		if findings[0].Known != c.want {
			t.Errorf("%s: known is %t, want %t", c.name, findings[0].Known, c.want)
		}
	}
}

func TestABaselineHoldsWhatDidNotGetGraver(t *testing.T) {
	b := NewBaseline([]model.Finding{known("a", "acme", model.Warning)})
	for _, c := range []struct {
		name string
		now  model.Finding
		want bool
	}{
		{"as it was", known("a", "acme", model.Warning), true},
		{"less grave", known("a", "acme", model.Info), true},
		{"graver", known("a", "acme", model.Critical), false},
		{"of another rule", known("b", "acme", model.Info), false},
		{"of another supplier", known("a", "beta", model.Info), false},
	} {
		findings := []model.Finding{c.now}
		b.Mark(findings, noneFormer)
		if findings[0].Known != c.want {
			t.Errorf("%s: known is %t", c.name, findings[0].Known)
		}
	}
}

func TestANextOccurrenceIsNew(t *testing.T) {
	now, next := known("a", "acme", model.Warning), known("a", "acme", model.Warning)
	next.Occurrence, next.Fingerprint = "2028", model.Fingerprint("a", "acme", model.KindContract.Subject("msa"), "2028")
	findings := []model.Finding{now, next}
	NewBaseline(findings[:1]).Mark(findings, noneFormer)
	if !findings[0].Known || findings[1].Known {
		t.Errorf("known are %t, %t", findings[0].Known, findings[1].Known)
	}
}

// TestABaselineReadsBack holds that what is written is read, knows all that it was made of, and does not depend on the order.
func TestABaselineReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOfDistinct(rapid.StringMatching(`[a-c]{1,4}`), rapid.ID[string]).Draw(t, "suppliers")
		var findings []model.Finding
		for _, id := range ids {
			findings = append(findings, known("rule", id, rapid.SampledFrom([]model.Severity{model.Critical, model.Warning, model.Info}).Draw(t, "severity")))
		}
		first, err := json.Marshal(NewBaseline(findings))
		if err != nil {
			t.Fatal(err)
		}
		slices.Reverse(findings)
		second, err := json.Marshal(NewBaseline(findings))
		if err != nil || string(first) != string(second) {
			t.Fatalf("%s is not %s, %v", second, first, err)
		}
		back, err := ParseBaseline(first)
		if err != nil {
			t.Fatal(err)
		}
		back.Mark(findings, noneFormer)
		if i := slices.IndexFunc(findings, func(f model.Finding) bool { return !f.Known }); i >= 0 {
			t.Fatalf("%+v is not known", findings[i])
		}
	})
}

func TestABrokenBaselineIsRefused(t *testing.T) {
	const entry = `{"fingerprint":"0123456789abcdef0123456789abcdef","severity":"info","rule":"a","supplier":"b","subject":"c","occurrence":""}`
	if _, err := ParseBaseline([]byte(`{"version":1,"findings":[` + entry + "]}\n")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ data, want string }{
		{``, "ends too early"},
		{`{"version":1`, "ends too early"},
		{`[]`, "expected {"},
		{`{"version":1,"findings":[],"errors":[]}`, `unknown field "errors"`},
		{`{"version":1,"findings":[]} {}`, "more text after the end"},
		{`{"version":1,"findings":[]}]`, "more text after the end"},
		{`{"version":2,"findings":[]}`, "version 2 is not known; expected 1"},
		{`{"findings":[]}`, "version 0"},
		{`{"version":1}`, "the list `findings` is missing"},
		{`{"version":1,"findings":null}`, "the list `findings` is missing"},
		{`{"version":1,"findings":[` + entry + `,` + entry + `]}`, "finding 2: fingerprint 0123456789abcdef0123456789abcdef is listed twice"},
		{`{"version":1,"findings":[{"fingerprint":"9b1c","severity":"info"}]}`, `finding 1: fingerprint "9b1c"; expected 32`},
		{`{"version":1,"findings":[` + strings.Replace(entry, "info", "grave", 1) + `]}`, `finding 1: "grave" is not a severity`},
	} {
		if _, err := ParseBaseline([]byte(c.data)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.data, err, c.want)
		}
	}
}

func FuzzParseBaseline(f *testing.F) {
	f.Add([]byte(`{"version":1,"findings":[{"fingerprint":"0123456789abcdef0123456789abcdef","severity":"info"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := ParseBaseline(data)
		if err != nil {
			return
		}
		again, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ParseBaseline(again); err != nil {
			t.Fatalf("%s was read, but not %s: %v", data, again, err)
		}
	})
}
