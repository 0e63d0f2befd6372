package rules_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
	"supplierwatch/internal/rules"
)

func TestRulesAreComplete(t *testing.T) {
	all := rulebook.All()
	names := make([]string, len(all))
	for i, r := range all {
		names[i] = r.Name
		if len(r.Doc) < 150 || strings.Contains(r.Doc, "  ") || !strings.HasSuffix(r.Doc, ".") {
			t.Errorf("%s: the document is no paragraph: %s", r.Name, r.Doc)
		}
		if r.Severity[0] == "" || r.Needs == "" || r.Route == "" {
			t.Errorf("%s is not complete", r.Name)
		}
		if found, ok := rulebook.Named(r.Name); !ok || found.Doc != r.Doc {
			t.Errorf("%s is not found by its name", r.Name)
		}
	}
	if !slices.IsSorted(names) || len(slices.Compact(slices.Clone(names))) != len(names) {
		t.Errorf("names are not sorted and unique: %v", names)
	}
	if _, ok := rulebook.Named("contract"); ok {
		t.Error("a rule is found by a name it does not have")
	}
	if r, _ := rulebook.Named("contract-expiring"); r.Limit != days(90) {
		t.Errorf("its limit is %s", r.Limit)
	}
}

// drawWorld draws a registry in which much may be wrong.
func drawWorld(t *rapid.T, tb testing.TB) *world {
	w := newWorld(tb)
	w.mailboxes()
	w.Registry.Suppliers = nil
	for i := range rapid.IntRange(1, 5).Draw(t, "suppliers") {
		id := fmt.Sprintf("s%02d", i)
		s := supplier(id, "Supplier "+id, w.Registry.Tiers[rapid.SampledFrom([]string{"critical", "important", "standard"}).Draw(t, "tier")], w.owner)
		if rapid.Bool().Draw(t, "bare") {
			s.Owner, s.Fallback, s.Contacts = nil, "", s.Contacts[:1]
		}
		x := &model.Supply{ID: "x", Item: "x", TimeToRecover: drawPeriod(t), LeadTime: drawPeriod(t), OrdersPerYear: 1}
		if rapid.Bool().Draw(t, "counted") {
			x.Stock = &model.Stock{OnHand: float64(rapid.IntRange(0, 400).Draw(t, "on hand")), DailyUsage: 1, AsOf: drawDate(t)}
		}
		s.Supplies = []*model.Supply{x}
		s.Contracts = []*model.Contract{drawContract(t, s.Supplies)}
		s.OrderWindows = []*model.OrderWindow{drawWindow(t, x)}
		s.Deliveries = []*model.Delivery{drawDelivery(t)}
		s.Ignores = []model.Ignore{{Rule: "fallback-missing", Until: drawDate(t)}}
		w.Registry.Suppliers = append(w.Registry.Suppliers, s)
	}
	return w
}

func drawDate(t *rapid.T) civil.Date {
	return date("2025-01-01").AddDays(rapid.IntRange(0, 1200).Draw(t, "date"))
}

func drawPeriod(t *rapid.T) civil.Period {
	n := rapid.IntRange(0, 14).Draw(t, "length")
	return rapid.SampledFrom([]civil.Period{days(10 * n), months(n), business(n)}).Draw(t, "period")
}

func drawContract(t *rapid.T, supplies []*model.Supply) *model.Contract {
	c := &model.Contract{ID: "c", Title: "contract", Supplies: supplies, Delivery: drawPeriod(t), DecideWithin: drawPeriod(t)}
	c.Renewal = rapid.SampledFrom([]model.Renewal{"", model.RenewalAutomatic, model.RenewalAutomatic, model.RenewalManual, model.RenewalNone}).Draw(t, "renewal")
	c.RenewalTerm = months(rapid.IntRange(0, 24).Draw(t, "renewal term"))
	c.Ends = drawDate(t)
	c.OpenEnded = rapid.IntRange(0, 5).Draw(t, "open-ended") == 0
	if rapid.IntRange(0, 5).Draw(t, "notice") > 0 {
		c.Notice = ptr(drawPeriod(t))
	}
	if rapid.IntRange(0, 3).Draw(t, "given") == 0 {
		c.NoticeGiven = drawDate(t)
		c.NoticeFor = rapid.SampledFrom([]civil.Date{{}, c.Ends, c.Ends.AddMonths(c.RenewalTerm.Months)}).Draw(t, "for")
	}
	if rapid.IntRange(0, 5).Draw(t, "terminated") == 0 {
		c.Terminated = &model.Termination{Received: drawDate(t), Ends: drawDate(t)}
	}
	if rapid.Bool().Draw(t, "theirs") {
		c.NoticeTheirs = ptr(drawPeriod(t))
	}
	return c
}

func drawWindow(t *rapid.T, x *model.Supply) *model.OrderWindow {
	opens := drawDate(t)
	w := &model.OrderWindow{ID: "w", Title: "window", Supplies: []*model.Supply{x}, Approval: drawPeriod(t)}
	w.Dates = civil.Once(opens, opens.AddDays(30))
	if rapid.Bool().Draw(t, "yearly") {
		w.Dates = civil.Yearly(civil.MonthDay{Month: opens.Month(), Day: min(opens.Day(), 28)}, civil.MonthDay{Month: 6, Day: 15})
	}
	if rapid.Bool().Draw(t, "since") {
		w.Since = drawDate(t)
	}
	if rapid.Bool().Draw(t, "needed") {
		w.NeedBy = drawDate(t)
	}
	if rapid.IntRange(0, 3).Draw(t, "requested") == 0 {
		current, _ := w.Dates.Current(drawDate(t))
		w.Requested = []model.Requested{{Window: current.Opens, At: model.Moment{Date: drawDate(t)}}}
	}
	if rapid.Bool().Draw(t, "placed") {
		current, _ := w.Dates.Current(drawDate(t))
		w.Placed = []model.Placed{{Window: current.Opens, At: model.Moment{Date: drawDate(t)}}}
		w.Confirmation = drawConfirmation(t)
	}
	return w
}

func drawConfirmation(t *rapid.T) *model.Confirmation {
	c := &model.Confirmation{ByUs: rapid.Bool().Draw(t, "by us"), Within: drawPeriod(t)}
	if rapid.Bool().Draw(t, "before") {
		c.Before = drawPeriod(t)
	}
	return c
}

func drawDelivery(t *rapid.T) *model.Delivery {
	rule := rapid.SampledFrom([]string{"FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY;COUNT=2"}).Draw(t, "schedule")
	d := &model.Delivery{ID: "d", Title: "delivery", Schedule: recurrence(rule), Confirmation: drawConfirmation(t)}
	if rapid.Bool().Draw(t, "since") {
		d.Since = drawDate(t)
	}
	return d
}

func TestOrderOfSuppliersDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := drawWorld(rt, t)
		day := drawDate(rt).String()
		want, again := w.evaluate(day), w.evaluate(day)
		w.Registry.Suppliers = rapid.Permutation(w.Registry.Suppliers).Draw(rt, "order")
		got := w.evaluate(day)
		if len(got) != len(want) || len(again) != len(want) {
			rt.Fatalf("%d, %d and %d findings", len(want), len(again), len(got))
		}
		for i := range want {
			for _, f := range []model.Finding{got[i], again[i]} {
				if f.Fingerprint != want[i].Fingerprint || f.Message != want[i].Message || f.Severity != want[i].Severity || f.Policy != want[i].Policy {
					rt.Fatalf("finding %d is %+v, was %+v", i, f, want[i])
				}
			}
		}
	})
}

func TestFindingsAreSortedAndUnique(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := drawWorld(rt, t)
		seen := map[string]bool{}
		all := w.evaluate(drawDate(rt).String())
		for i, f := range all {
			if i > 0 && all[i-1].Compare(&f) >= 0 {
				rt.Fatalf("%s is not before %s", all[i-1].Rule, f.Rule)
			}
			if seen[f.Fingerprint] {
				rt.Fatalf("%s stands twice", f.Rule)
			}
			seen[f.Fingerprint] = true
			checkWording(t, &f)
		}
	})
}

// An alert group has one finding at a time.
func TestALineHasOneFinding(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := drawWorld(rt, t)
		seen := map[string]string{}
		for _, f := range w.evaluate(drawDate(rt).String()) {
			if before := seen[f.Key()]; before != "" {
				rt.Fatalf("%s and %s both stand for %s", before, f.Rule, f.Key())
			}
			seen[f.Key()] = f.Rule
		}
	})
}

func TestDueIsThatOfTheRow(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := drawWorld(rt, t)
		day := drawDate(rt).String()
		rows := rules.Deadlines(w.Registry, w.facts, noon(day))
		for i, d := range rows {
			if i > 0 && rows[i-1].Compare(&d) >= 0 {
				rt.Fatalf("row %s %s is out of order", d.Subject, d.Occurrence)
			}
			if (d.DaysLeft == nil) != d.Due.IsZero() || d.DaysLeft != nil && *d.DaysLeft != d.Due.DaysSince(date(day)) {
				rt.Fatalf("days left of %+v", d)
			}
		}
		for _, f := range w.evaluate(day) {
			// A missed notice is due on the day that was missed. One that nobody could give is no deadline.
			if f.Occurrence == "" || f.Rule == "contract-notice-missed" || f.Rule == "contract-notice-impossible" {
				continue
			}
			if !slices.ContainsFunc(rows, func(d model.Deadline) bool {
				return d.Supplier == f.Supplier && d.Subject == f.Subject && d.Occurrence == f.Occurrence && d.Due == f.Due
			}) {
				rt.Fatalf("%s on %s is due %s; no row says so", f.Rule, f.Subject, f.Due)
			}
		}
	})
}

func BenchmarkEvaluate(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			w := newWorld(b)
			w.resist()
			w.agreement()
			w.allocation().Supplies = []*model.Supply{w.acme.Supplies[0]}
			acme := w.acme
			w.Registry.Suppliers = nil
			for i := range n {
				s := *acme
				s.ID = fmt.Sprintf("s%05d", i)
				w.Registry.Suppliers = append(w.Registry.Suppliers, &s)
			}
			now := noon("2026-09-20")
			b.ReportAllocs()
			for b.Loop() {
				rules.Evaluate(w.Registry, w.facts, now)
			}
		})
	}
}
