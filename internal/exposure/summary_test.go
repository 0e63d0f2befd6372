package exposure_test

import (
	"testing"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/exposure"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules/rulestest"
)

func TestALineCountsOnceInTheSum(t *testing.T) {
	w := rulestest.New(t)
	x, y := rulestest.Resist(w.Acme), rulestest.Supply(w.Acme)
	y.TimeToRecover, y.StockCover = rulestest.Days(10), &model.StockCover{Period: rulestest.Days(5), AsOf: rulestest.Date("2026-12-10")}
	y.UsedIn = x.UsedIn // stands five days for want of this one, 32 for the other
	rulestest.Line(y, "etch", 1000)

	other := rulestest.Supplier("beta", "Beta", w.Registry.Tiers["standard"], w.Owner)
	other.Supplies = []*model.Supply{{ID: "x", Item: "x", TimeToRecover: rulestest.Days(40), StockCover: y.StockCover, UsedIn: x.UsedIn}}
	gamma := rulestest.Supplier("gamma", "Gamma", w.Registry.Tiers["important"], w.Owner)
	gamma.Supplies = []*model.Supply{{ID: "x", Item: "x", StockCover: y.StockCover, UsedIn: x.UsedIn}} // how long another source takes is not known
	w.Registry.Suppliers = append(w.Registry.Suppliers, other, gamma)
	s := exposure.Summarize(w.Registry, nil, w.Facts, rulestest.Noon("2026-12-10"))
	same(t, "sum", s.Exposure.Amount.String(), "EUR 94,505,000")
	same(t, "estimated", s.Exposure.Estimated, 2)
	same(t, "of", s.Exposure.Of, 3)
	same(t, "suppliers", s.Suppliers, 3)
}

func TestCoverageCountsVerifiedContacts(t *testing.T) {
	w := rulestest.New(t)
	for _, c := range w.Acme.Contacts {
		c.Verified, c.VerifyEvery = nil, civil.Period{}
	}
	verify := func(c *model.Contact, day string, how model.How) {
		c.Verified = append(c.Verified, model.Verified{On: rulestest.Date(day), How: how})
	}
	covered := func(day string) int {
		return exposure.Summarize(w.Registry, nil, w.Facts, rulestest.Noon(day)).Coverage.Covered
	}
	verify(w.Acme.Contacts[0], "2026-03-01", model.HowReply)
	same(t, "with one", covered("2026-03-02"), 0)
	verify(w.Acme.Contacts[1], "2026-03-01", model.HowCall)
	same(t, "with a call to one that has an address", covered("2026-03-02"), 0)
	w.Acme.Contacts[1].Email = ""
	same(t, "with a call to one that has none", covered("2026-03-02"), 1)
	same(t, "on the last day", covered("2026-06-29"), 1)
	same(t, "a day later", covered("2026-06-30"), 0)
	rulestest.Record(w.Facts, model.FactVerified, "contact/orders", "2026-06-01", map[string]string{"how": "reply"})
	w.Acme.Contacts[1].VerifyEvery = rulestest.Months(12)
	same(t, "with a record and a period of its own", covered("2026-06-30"), 1)
	same(t, "of", exposure.Summarize(w.Registry, nil, w.Facts, rulestest.Noon(rulestest.Quiet)).Coverage.Of, 1)
}

func TestSummaryCountsFindings(t *testing.T) {
	findings := []model.Finding{
		{Severity: model.Critical}, {Severity: model.Critical, Pending: true}, {Severity: model.Warning}, {Severity: model.Info}, {Severity: model.Info},
	}
	s := exposure.Summarize(rulestest.New(t).Registry, findings, factindex.New(), rulestest.Noon(rulestest.Quiet))
	if s.Critical != 1 || s.Warning != 1 || s.Info != 2 || s.NotEvaluated != 0 || s.Exposure.Amount != nil {
		t.Errorf("summary is %+v", s)
	}
}
