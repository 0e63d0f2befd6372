package exposure_test

import (
	"testing"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/exposure"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
	"supplierwatch/internal/rules/rulestest"
)

// report returns the report on a day, of all findings of that day.
func report(w *rulestest.World, day string, by apidoc.Grouping) apidoc.ExposureDocument {
	now := rulestest.Noon(day)
	return exposure.Report(w.Registry, rules.Evaluate(w.Registry, w.Facts, now), w.Facts, now, by)
}

func same[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// shared adds two suppliers beside acme, which stops the line for 32 days: one that shares its line, and one of which nothing is known.
func shared(t *testing.T) *rulestest.World {
	w := rulestest.New(t)
	resist := rulestest.Resist(w.Acme)
	litho := resist.UsedIn[0].Line
	beta, gamma := rulestest.Supplier("beta", "Beta", w.Registry.Tiers["standard"], w.Owner), rulestest.Supplier("gamma", "Gamma", w.Registry.Tiers["important"], w.Owner)
	x := &model.Supply{
		ID: "x", Item: "x", UsedIn: resist.UsedIn, TimeToRecover: rulestest.Days(40), StockCover: &model.StockCover{Period: rulestest.Days(5), AsOf: rulestest.Date("2026-12-10")},
	}
	beta.Supplies = []*model.Supply{x}
	etch := rulestest.Line(x, "etch", 1000)
	unfed := &model.Line{ID: "spare", Name: "Spare", DowntimeCost: model.Money{Hundredths: 100, Currency: "EUR"}}
	gamma.Supplies = []*model.Supply{{ID: "x", Item: "x", UsedIn: resist.UsedIn}}
	w.Registry.Lines = map[string]*model.Line{"litho": litho, "etch": etch, "spare": unfed}
	w.Registry.Suppliers = append(w.Registry.Suppliers, beta, gamma)
	return w
}

func rowNamed(t *testing.T, doc apidoc.ExposureDocument, id string) apidoc.ExposureRow {
	t.Helper()
	for _, row := range doc.Rows {
		if row.ID == id {
			return row
		}
	}
	t.Fatalf("no row %s", id)
	return apidoc.ExposureRow{}
}

func order(doc apidoc.ExposureDocument) (ids []string) {
	for _, row := range doc.Rows {
		ids = append(ids, row.ID)
	}
	return ids
}

func TestExposureBySupplier(t *testing.T) {
	doc := report(shared(t), "2026-12-10", apidoc.BySupplier)
	// Beta stops both its lines for 35 days, acme the dearer one for 32; of gamma nothing is known, which is not nothing.
	same(t, "order", len(order(doc)), 3)
	for i, want := range []string{"beta", "acme", "gamma"} {
		same(t, "row", order(doc)[i], want)
	}
	same(t, "sum", doc.Exposure.Amount.String(), "EUR 94,535,000")
	same(t, "estimated", doc.Exposure.Estimated, 2)
	same(t, "of", doc.Exposure.Of, 3)
	acme := rowNamed(t, doc, "acme")
	same(t, "exposure", acme.Exposure.String(), "EUR 86,400,000")
	same(t, "margin", *acme.Margin, -32)
	same(t, "stops", acme.StopsOn.String(), "2027-03-08")
	same(t, "tier", acme.Tier, "critical")
	same(t, "covered of", acme.Coverage.Of, 1)
	gamma := rowNamed(t, doc, "gamma")
	if gamma.Exposure != nil || gamma.Margin != nil || !gamma.StopsOn.IsZero() {
		t.Errorf("of gamma nothing is known, and its row is %+v", gamma)
	}
	same(t, "a standard supplier is not counted", rowNamed(t, doc, "beta").Coverage.Of, 0)
}

func TestExposureByLine(t *testing.T) {
	w := shared(t)
	doc := report(w, "2026-12-10", apidoc.ByLine)
	for i, want := range []string{"litho", "etch", "spare"} {
		same(t, "row", order(doc)[i], want)
	}
	litho := rowNamed(t, doc, "litho")
	same(t, "a line stands once, for the longest time", litho.Exposure.String(), "EUR 94,500,000")
	same(t, "margin", *litho.Margin, -35)
	same(t, "the first supply to run out stops it", litho.StopsOn.String(), "2026-12-15")
	same(t, "suppliers", len(litho.Suppliers), 3)
	same(t, "the gravest tier", litho.Tier, "critical")
	same(t, "covered of", litho.Coverage.Of, 2)
	same(t, "only its own cost", rowNamed(t, doc, "etch").Exposure.String(), "EUR 35,000")
	spare := rowNamed(t, doc, "spare")
	if spare.Exposure != nil || spare.Reach != nil || len(spare.Suppliers) != 0 || spare.Next != nil {
		t.Errorf("nothing feeds the spare line, and its row is %+v", spare)
	}
	same(t, "estimated", doc.Exposure.Estimated, 2)
	same(t, "of", doc.Exposure.Of, 3)
	same(t, "the sum is that of suppliers", *doc.Exposure.Amount, *report(w, "2026-12-10", apidoc.BySupplier).Exposure.Amount)
}

func TestALineIsReachedThroughItsHardestSupplier(t *testing.T) {
	w := shared(t)
	for _, s := range w.Registry.Suppliers {
		for _, c := range s.Contacts {
			c.Verified = []model.Verified{{On: rulestest.Date(rulestest.Quiet), How: model.HowSession}}
		}
	}
	w.Registry.Suppliers[1].Contacts[0].Verified = []model.Verified{{On: rulestest.Date("2025-06-10"), How: model.HowReply}}
	w.Registry.Suppliers[1].Contacts[1].Verified = nil
	reach := rowNamed(t, report(w, rulestest.Quiet, apidoc.ByLine), "litho").Reach
	same(t, "likelihood", *reach.Likelihood, 0.775)
	same(t, "last answer", reach.LastAnswer.String(), "2025-06-10")
}

func TestLikelihoodIsRoundedDown(t *testing.T) {
	year := []model.Verified{{On: rulestest.Date("2025-06-10"), How: model.HowReply}}
	seen := []model.Verified{{On: rulestest.Date("2025-06-10"), How: model.HowSeen}}
	today := []model.Verified{{On: rulestest.Date(rulestest.Quiet), How: model.HowCall}}
	cases := []struct {
		name string
		a, b []model.Verified
		want float64
	}{
		{"one a year old", year, nil, 0.775},
		{"two a year old", year, year, 0.949},
		{"mail was seen a year ago", seen, nil, 0.387},
		{"one answered today", year, today, 1},
	}
	for _, c := range cases {
		w := rulestest.New(t)
		w.Acme.Contacts[0].Verified, w.Acme.Contacts[1].Verified = c.a, c.b
		reach := report(w, rulestest.Quiet, apidoc.BySupplier).Rows[0].Reach
		if reach.Likelihood == nil || *reach.Likelihood != c.want || reach.Ways != 2 {
			t.Errorf("%s: %+v, want %v", c.name, reach, c.want)
		}
	}
}

func TestNobodyFoundRightIsNotImpossible(t *testing.T) {
	w := rulestest.New(t)
	w.Acme.Contacts[0].Verified, w.Acme.Contacts[1].Verified = nil, nil
	reach := report(w, rulestest.Quiet, apidoc.BySupplier).Rows[0].Reach
	if reach.Likelihood != nil || reach.Ways != 2 || !reach.LastAnswer.IsZero() {
		t.Errorf("two ways nobody tried: %+v", reach)
	}
	w.Acme.Contacts = nil
	reach = report(w, rulestest.Quiet, apidoc.BySupplier).Rows[0].Reach
	if reach.Likelihood == nil || *reach.Likelihood != 0 || reach.Ways != 0 {
		t.Errorf("no way at all: %+v", reach)
	}
}

func TestRowsCountTheFindingsOfTheirSuppliers(t *testing.T) {
	w := shared(t)
	findings := []model.Finding{
		{Supplier: "acme", Severity: model.Critical},
		{Supplier: "beta", Severity: model.Warning},
		{Supplier: "beta", Severity: model.Info},
		{Supplier: "acme", Severity: model.Critical, Pending: true},
		{Supplier: "", Severity: model.Warning},
	}
	doc := exposure.Report(w.Registry, findings, w.Facts, rulestest.Noon(rulestest.Quiet), apidoc.BySupplier)
	same(t, "acme", rowNamed(t, doc, "acme").Findings, apidoc.Counts{Critical: 1})
	same(t, "beta", rowNamed(t, doc, "beta").Findings, apidoc.Counts{Warning: 1, Info: 1})
	same(t, "all", doc.Findings, apidoc.Counts{Critical: 1, Warning: 2, Info: 1})
	doc = exposure.Report(w.Registry, findings, w.Facts, rulestest.Noon(rulestest.Quiet), apidoc.ByLine)
	same(t, "litho", rowNamed(t, doc, "litho").Findings, apidoc.Counts{Critical: 1, Warning: 1, Info: 1})
	same(t, "etch", rowNamed(t, doc, "etch").Findings, apidoc.Counts{Warning: 1, Info: 1})
	same(t, "all by line", doc.Findings, apidoc.Counts{Critical: 1, Warning: 2, Info: 1})
}

func TestNextDeadlineIsToCome(t *testing.T) {
	w := rulestest.New(t)
	rulestest.Agreement(w.Acme)
	next := report(w, "2026-12-01", apidoc.BySupplier).Rows[0].Next
	if next == nil || next.Subject != model.KindContract.Subject("msa") || next.DaysLeft < 0 || next.Due.Before(rulestest.Date("2026-12-01")) {
		t.Fatalf("next is %+v", next)
	}
	after := report(w, next.Due.AddDays(1).String(), apidoc.BySupplier).Rows[0].Next
	if after != nil && !after.Due.After(next.Due) {
		t.Errorf("a day later, next is %+v", after)
	}
}
