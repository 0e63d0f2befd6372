package checkdiff_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/checkdiff"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

var today = civil.NewDate(2026, 11, 22)

func finding(rule, group string, stage int, severity model.Severity, supplier, occurrence string) model.Finding {
	subject := model.Subject{Kind: "contract", ID: "msa"}
	return model.Finding{
		Rule: rule, Group: group, Stage: stage, Severity: severity, Supplier: supplier, Subject: subject, Occurrence: occurrence,
		Fingerprint: model.Fingerprint(rule, supplier, subject, occurrence), Message: rule,
	}
}

func registryOf(suppliers ...*model.Supplier) *model.Registry {
	slices.SortFunc(suppliers, func(a, b *model.Supplier) int { return strings.Compare(a.ID, b.ID) })
	return &model.Registry{Suppliers: suppliers}
}

func evaluation(r *model.Registry, findings ...model.Finding) *checkdiff.Evaluation {
	return &checkdiff.Evaluation{Registry: r, Findings: findings}
}

func compared(now, earlier *checkdiff.Evaluation) apidoc.Diff {
	diff := checkdiff.Compare(now, earlier, today)
	checkdiff.Count(&diff, now.Findings)
	return diff
}

func TestCompare(t *testing.T) {
	acme := registryOf(&model.Supplier{ID: "acme"})
	warning := finding("contract-notice-due", "notice", 1, model.Warning, "acme", "2027-03-31")
	critical := finding("contract-notice-due", "notice", 1, model.Critical, "acme", "2027-03-31")
	otherDay := finding("contract-notice-due", "notice", 1, model.Warning, "acme", "2028-03-31")
	later := finding("contract-notice-missed", "notice", 2, model.Warning, "acme", "2027-03-31")
	other := finding("contract-expired", "expiry", 0, model.Warning, "acme", "")
	renamed := finding("contract-notice-due", "notice", 1, model.Warning, "acme-ag", "2027-03-31")
	for _, c := range []struct {
		name                  string
		before, now           []model.Finding
		registry              *model.Registry
		new, fixed, unchanged int
	}{
		{"the same", []model.Finding{warning}, []model.Finding{warning}, acme, 0, 0, 1},
		{"more severe", []model.Finding{warning}, []model.Finding{critical}, acme, 1, 0, 0},
		{"less severe", []model.Finding{critical}, []model.Finding{warning}, acme, 0, 0, 1},
		{"new", nil, []model.Finding{warning}, acme, 1, 0, 0},
		{"fixed", []model.Finding{warning}, nil, acme, 0, 1, 0},
		{"another one instead", []model.Finding{other}, []model.Finding{warning}, acme, 1, 1, 0},
		{"another day of the same", []model.Finding{warning}, []model.Finding{otherDay}, acme, 0, 0, 1},
		{"a further day", []model.Finding{warning}, []model.Finding{warning, otherDay}, acme, 1, 0, 1},
		{"a later stage", []model.Finding{warning}, []model.Finding{later}, acme, 1, 0, 0},
		{"an earlier stage", []model.Finding{later}, []model.Finding{warning}, acme, 0, 0, 1},
		{"renamed", []model.Finding{warning}, []model.Finding{renamed}, registryOf(&model.Supplier{ID: "acme-ag", Was: []string{"acme"}}), 0, 0, 1},
	} {
		diff := compared(evaluation(c.registry, slices.Clone(c.now)...), evaluation(acme, c.before...))
		if diff.New != c.new || len(diff.Fixed) != c.fixed || diff.Unchanged != c.unchanged || len(diff.Removed) != 0 {
			t.Errorf("%s: %+v", c.name, diff)
		}
	}
}

// TestUnchangedFindingKeepsItsMatch checks that a further day of the same item is the new one, in whatever order the findings are.
func TestUnchangedFindingKeepsItsMatch(t *testing.T) {
	r := registryOf(&model.Supplier{ID: "acme"})
	unchanged := finding("contract-notice-due", "notice", 1, model.Warning, "acme", "2028-03-31")
	further := finding("contract-notice-due", "notice", 1, model.Warning, "acme", "2027-03-31")
	for _, now := range [][]model.Finding{{further, unchanged}, {unchanged, further}} {
		e := evaluation(r, now...)
		compared(e, evaluation(r, unchanged))
		for _, f := range e.Findings {
			if f.Known != (f.Fingerprint == unchanged.Fingerprint) {
				t.Errorf("finding of %s: known %v", f.Occurrence, f.Known)
			}
		}
	}
}

// BenchmarkCompare compares a registry of 5,000 suppliers with itself: ten times the findings must need about ten times as long.
func BenchmarkCompare(b *testing.B) {
	for _, suppliers := range []int{500, 5000} {
		b.Run(fmt.Sprint(suppliers), func(b *testing.B) {
			r := &model.Registry{}
			var all []model.Finding
			for i := range suppliers {
				id := fmt.Sprintf("supplier-%05d", i)
				r.Suppliers = append(r.Suppliers, &model.Supplier{ID: id})
				for _, rule := range []string{"one", "two", "three", "four"} {
					all = append(all, finding(rule, rule, 0, model.Warning, id, ""))
				}
			}
			for b.Loop() {
				compared(evaluation(r, slices.Clone(all)...), evaluation(r, all...))
			}
		})
	}
}

func TestRemovedSuppliers(t *testing.T) {
	earlier := registryOf(&model.Supplier{ID: "acme"}, &model.Supplier{ID: "gases"})
	diff := compared(evaluation(registryOf(&model.Supplier{ID: "acme-ag", Was: []string{"acme"}})), evaluation(earlier))
	if fmt.Sprint(diff.Removed) != "[gases]" {
		t.Errorf("removed: %v", diff.Removed)
	}
}

func TestLostRoutes(t *testing.T) {
	r := registryOf(&model.Supplier{ID: "acme", Name: "ACME"})
	verified := apidoc.ContactStatus{Supplier: "acme", ID: "desk", Name: "Order desk", State: apidoc.ContactVerified, EmailUntil: today}
	byPhone := apidoc.ContactStatus{Supplier: "acme", ID: "phone", State: apidoc.ContactSilent, PhoneUntil: today}
	overdue := apidoc.ContactStatus{Supplier: "acme", ID: "old", State: apidoc.ContactOverdue, EmailUntil: today.AddDays(-1)}
	bounced := apidoc.ContactStatus{Supplier: "acme", ID: "gone", State: apidoc.ContactBounced, EmailUntil: today}
	for _, c := range []struct {
		name        string
		before, now []apidoc.ContactStatus
		want        string
	}{
		{"the only one", []apidoc.ContactStatus{verified}, []apidoc.ContactStatus{overdue}, `This change removes the only verified route to ACME: "Order desk".`},
		{"all of them", []apidoc.ContactStatus{verified, byPhone}, nil, `This change removes the only verified route to ACME: "Order desk", "phone".`},
		{"the one left bounces", []apidoc.ContactStatus{verified}, []apidoc.ContactStatus{bounced}, `This change removes the only verified route to ACME: "Order desk".`},
		{"another one is left", []apidoc.ContactStatus{verified, byPhone}, []apidoc.ContactStatus{byPhone}, ""},
		{"none was verified", []apidoc.ContactStatus{overdue, bounced}, nil, ""},
	} {
		now := &checkdiff.Evaluation{Registry: r, Contacts: c.now}
		compared(now, &checkdiff.Evaluation{Registry: r, Contacts: c.before})
		got := ""
		for _, f := range now.Findings {
			got += f.Message
			if f.Severity != model.Critical || f.Known || f.Rule != checkdiff.RouteRemoved {
				t.Errorf("%s: %+v", c.name, f)
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	gone := &checkdiff.Evaluation{Registry: registryOf()}
	if compared(gone, &checkdiff.Evaluation{Registry: r, Contacts: []apidoc.ContactStatus{verified}}); len(gone.Findings) != 0 {
		t.Errorf("the supplier is gone: %+v", gone.Findings)
	}
}

// TestCompareWithItself checks that a registry compared with itself is unchanged, and that what one direction calls new the other calls fixed.
func TestCompareWithItself(t *testing.T) {
	r := registryOf(&model.Supplier{ID: "a"}, &model.Supplier{ID: "b"})
	draw := func(t *rapid.T, name string) []model.Finding {
		drawn := map[string]model.Finding{}
		for range rapid.IntRange(0, 8).Draw(t, name) {
			rule := rapid.SampledFrom([]string{"one", "two", "three"}).Draw(t, "rule")
			f := finding(rule, rule, 0, model.Warning, rapid.SampledFrom([]string{"a", "b"}).Draw(t, "supplier"), "")
			drawn[f.Fingerprint] = f
		}
		var all []model.Finding
		for _, f := range drawn {
			all = append(all, f)
		}
		return all
	}
	rapid.Check(t, func(t *rapid.T) {
		one, two := draw(t, "one"), draw(t, "two")
		if d := compared(evaluation(r, slices.Clone(one)...), evaluation(r, one...)); d.New != 0 || len(d.Fixed) != 0 || d.Unchanged != len(one) {
			t.Fatalf("with itself: %+v", d)
		}
		there := compared(evaluation(r, slices.Clone(two)...), evaluation(r, one...))
		back := compared(evaluation(r, slices.Clone(one)...), evaluation(r, two...))
		if there.New != len(back.Fixed) || back.New != len(there.Fixed) || there.Unchanged != back.Unchanged {
			t.Fatalf("there %+v, back %+v", there, back)
		}
	})
}
