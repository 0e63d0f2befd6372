package rules_test

import (
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// withCalendar gives the supplier a calendar under the id "place".
func (w *world) withCalendar(t *testing.T, spec civil.CalendarSpec) {
	t.Helper()
	spec.ID, spec.Location = "place", time.UTC
	c, err := civil.BuildCalendar(spec)
	if err != nil {
		t.Fatal(err)
	}
	w.acme.Calendar = c
	w.Registry.Calendars = map[string]*civil.Calendar{"place": c}
	w.Registry.CalendarPos = map[string]model.Position{"place": {File: "calendars.yaml", Line: 3, Column: 3}}
	notice := days(30)
	w.acme.Contracts = []*model.Contract{{
		ID: "msa", Title: "msa", Starts: date("2026-01-01"), Ends: date("2034-12-31"), Renewal: model.RenewalNone, Notice: &notice,
		NoticeGiven: date("2026-01-02"),
	}}
}

func TestCalendarWithoutHolidays(t *testing.T) {
	from := []civil.Holiday{{Date: date("2027-08-02"), Name: "shutdown"}}
	for name, test := range map[string]struct {
		country string
		spec    civil.CalendarSpec
		edit    func(*world)
		want    string // in the message; empty: no finding
		do      string
		info    bool
	}{
		"nothing":                 {"DE", civil.CalendarSpec{}, nil, "has no public holidays of DE. It counts business days for acme/contract/msa.", "DE to DE-TH-KATH", false},
		"another country":         {"IT", civil.CalendarSpec{Regions: []string{"DE-BY-KATH"}}, nil, "no public holidays of IT", "holidays: IT.", false},
		"a country without table": {"CN", civil.CalendarSpec{Regions: []string{"DE-BY-KATH"}}, nil, "no public holidays of CN", "{file: holidays-cn.ics}", false},
		"no country":              {"", civil.CalendarSpec{}, nil, "no public holidays at all", "", false},
		"a part":                  {"DE", civil.CalendarSpec{Regions: []string{"DE-BY-KATH"}}, nil, "", "", false},
		"one without parts":       {"IT", civil.CalendarSpec{Regions: []string{"IT"}}, nil, "", "", false},
		"one with parts":          {"DE", civil.CalendarSpec{Regions: []string{"DE-SN"}}, nil, "parts of it have more: 27 May 2027 (Corpus Christi)", "DE-SN-EVANG or DE-SN-KATH", true},
		"a file":                  {"CN", civil.CalendarSpec{Listed: from, ListedUntil: date("2036-12-31")}, nil, "", "", false},
		"a file that ends":        {"CN", civil.CalendarSpec{Listed: from, ListedUntil: date("2027-12-31")}, nil, "public holidays only until 2027-12-31", "", false},
		"a list that ends":        {"TR", civil.CalendarSpec{Regions: []string{"TR"}}, nil, "public holidays only until 2032-12-31", "", false},
		"a list that is enough":   {"TR", civil.CalendarSpec{Regions: []string{"TR"}}, func(w *world) { w.acme.Contracts[0].Ends = date("2032-12-31") }, "", "", false},
		"nothing is counted":      {"IT", civil.CalendarSpec{}, func(w *world) { w.acme.Contracts[0].NoRoll = true }, "", "", false},
		"no notice":               {"IT", civil.CalendarSpec{}, func(w *world) { w.acme.Contracts[0].Notice = nil }, "", "", false},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.withCalendar(t, test.spec)
			w.acme.Country = test.country
			if test.edit != nil {
				test.edit(w)
			}
			f := w.finding(t, "calendar-without-holidays", quiet)
			if (f != nil) != (test.want != "") {
				t.Fatalf("raised: %+v", f)
			}
			if f == nil {
				return
			}
			if !strings.Contains(f.Message, test.want) || !strings.Contains(f.Advice.Do[0], test.do) {
				t.Errorf("%s %s", f.Message, f.Advice.Do)
			}
			if f.Subject != model.KindCalendar.Subject("place") || f.Supplier != "" || f.Position.Line != 3 || f.Owner != w.acme.Owner || (f.Severity == model.Info) != test.info {
				t.Errorf("%+v", f)
			}
		})
	}
}

func TestCalendarOfOurOwnWithoutHolidays(t *testing.T) {
	w := newWorld(t)
	w.withCalendar(t, civil.CalendarSpec{})
	w.acme.Contracts, w.acme.Calendar = nil, munich()
	w.acme.Owner.Calendar = w.Registry.Calendars["place"]
	if f := w.finding(t, "calendar-without-holidays", quiet); f != nil {
		t.Errorf("raised where nothing counts: %+v", f)
	}
	w.acme.OrderWindows = []*model.OrderWindow{{ID: "yearly", Title: "yearly", Approval: business(10), Dates: civil.Window{}}}
	if f := w.finding(t, "calendar-without-holidays", quiet); f == nil || !strings.Contains(f.Message, "no public holidays at all") {
		t.Errorf("not raised for an approval in business days: %+v", f)
	}
}

func TestASupplierMayIgnoreTheHolidaysOfACalendar(t *testing.T) {
	w := newWorld(t)
	w.withCalendar(t, civil.CalendarSpec{Regions: []string{"DE-SN"}})
	w.acme.Country = "DE"
	w.acme.Ignores = []model.Ignore{{Rule: "calendar-without-holidays", Because: "Dresden", Until: date("2026-06-30")}}
	if f := w.finding(t, "calendar-without-holidays", "2026-06-30"); f != nil {
		t.Errorf("raised on the last day of the exception: %+v", f)
	}
	if f := w.finding(t, "calendar-without-holidays", "2026-07-01"); f == nil {
		t.Error("not raised after the exception")
	}
}
