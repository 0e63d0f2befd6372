package calendargap

import (
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

func calendarWith(t *testing.T, regions ...string) *civil.Calendar {
	t.Helper()
	c, err := civil.BuildCalendar(civil.CalendarSpec{ID: "place", Location: time.UTC, Regions: regions})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestPartsOfARegionHaveMoreHolidays(t *testing.T) {
	for region, want := range map[string]string{
		"DE-BY":       "15 August (Assumption) and 8 August (Augsburg Peace Festival)",
		"DE-SN":       "27 May 2027 (Corpus Christi)",
		"DE-TH":       "27 May 2027 (Corpus Christi)",
		"FR":          "26 March 2027 (Good Friday) and 26 December (St Stephen's Day)",
		"DE-BW":       "",
		"DE-BY-KATH":  "",
		"DE-BY-EVANG": "",
		"IT":          "",
	} {
		got := missing(calendarWith(t, region), nil)
		if want == "" {
			if got.what != "" {
				t.Errorf("%s: %s", region, got.what)
			}
			continue
		}
		for _, part := range strings.Split(want, " and ") {
			if !strings.Contains(got.what, part) {
				t.Errorf("%s: %s; want %s", region, got.what, part)
			}
		}
		if !got.info {
			t.Errorf("%s: more than info", region)
		}
	}
}

func TestAHolidayOfPartsIsNamedOnce(t *testing.T) {
	for _, region := range civil.Regions() {
		more := holidaysOfParts(region, civil.RegionParts(region))
		var names []string
		for _, m := range more {
			_, name, _ := strings.Cut(m, " (")
			names = append(names, name)
		}
		slices.Sort(names)
		if len(slices.Compact(slices.Clone(names))) != len(names) {
			t.Errorf("%s: %v", region, more)
		}
	}
}

// TestAPartSettlesTheFinding checks that wherever parts have more holidays, there is a region to name for every place. The parts of these countries
// cover the whole of it; elsewhere one part has the holidays of the region and no more.
func TestAPartSettlesTheFinding(t *testing.T) {
	whole := []string{"AU", "CA", "CH", "DE", "ES", "GB"}
	for _, region := range civil.Regions() {
		parts := civil.RegionParts(region)
		if len(holidaysOfParts(region, parts)) == 0 {
			continue
		}
		for _, part := range parts {
			if got := missing(calendarWith(t, part), nil); len(civil.RegionParts(part)) == 0 && got.what != "" {
				t.Errorf("%s: naming %s leaves %s", region, part, got.what)
			}
			if got := missing(calendarWith(t, region, part), nil); len(civil.RegionParts(part)) == 0 && got.what != "" {
				t.Errorf("%s: naming %s beside it leaves %s", region, part, got.what)
			}
		}
		same := func(part string) bool { return len(holidaysOfParts(region, []string{part})) == 0 }
		if !slices.Contains(whole, region) && !slices.ContainsFunc(parts, same) {
			t.Errorf("no part of %s has its holidays and no more", region)
		}
	}
}

// place is a supplier with an owner, each with a calendar of its own.
type place struct {
	supplier     *model.Supplier
	theirs, ours *civil.Calendar
}

func newPlace(t *testing.T) place {
	t.Helper()
	theirs, ours := calendarWith(t), calendarWith(t)
	owner := &model.Team{ID: "purchasing", Calendar: ours}
	return place{&model.Supplier{ID: "acme", Country: "IT", Calendar: theirs, Owner: owner, Tier: &model.Tier{ID: "standard", Class: model.ClassStandard}}, theirs, ours}
}

func (p place) registry() *model.Registry {
	return &model.Registry{Suppliers: []*model.Supplier{p.supplier}, Tiers: map[string]*model.Tier{"standard": p.supplier.Tier}}
}

func none(*model.Supplier) bool { return false }

func TestWhereBusinessDaysAreCounted(t *testing.T) {
	business, months := civil.Period{BusinessDays: 2}, civil.Period{Months: 3}
	for name, test := range map[string]struct {
		edit         func(place)
		theirs, ours string // what counts in the calendar; empty: nothing
	}{
		"nothing": {func(place) {}, "", ""},
		"a notice": {func(p place) {
			p.supplier.Contracts = []*model.Contract{{ID: "msa", Notice: &months}}
		}, "acme/contract/msa", ""},
		"a notice that is not rolled": {func(p place) {
			p.supplier.Contracts = []*model.Contract{{ID: "msa", Notice: &months, NoRoll: true}}
		}, "", ""},
		"a notice in business days": {func(p place) {
			p.supplier.Contracts = []*model.Contract{{ID: "msa", Notice: &business, NoRoll: true}}
		}, "acme/contract/msa", ""},
		"deciding": {func(p place) {
			p.supplier.Contracts = []*model.Contract{{ID: "msa", DecideWithin: business}}
		}, "", "acme/contract/msa"},
		"approval": {func(p place) {
			p.supplier.OrderWindows = []*model.OrderWindow{{ID: "yearly", Approval: business}}
		}, "", "acme/order-window/yearly"},
		"a confirmation": {func(p place) {
			p.supplier.OrderWindows = []*model.OrderWindow{{ID: "yearly", Confirmation: &model.Confirmation{Within: business}}}
		}, "acme/order-window/yearly", ""},
		"a step of a policy": {func(p place) {
			p.supplier.Tier.Escalation = &model.Policy{ID: "stop", Steps: []model.Step{{}, {After: business}}}
		}, "", "policy/stop"},
		"a repeated step": {func(p place) {
			p.supplier.Tier.Escalation = &model.Policy{ID: "stop", Steps: []model.Step{{}}, Repeat: business}
		}, "", "policy/stop"},
		"the end of an acknowledgement": {func(p place) {
			p.supplier.Tier.Escalation = &model.Policy{ID: "stop", Steps: []model.Step{{}}, AckExpires: business}
		}, "", "policy/stop"},
		"a policy in hours": {func(p place) {
			p.supplier.Tier.Escalation = &model.Policy{ID: "stop", Steps: []model.Step{{}, {After: civil.Period{Clock: time.Hour}}}, Repeat: civil.Period{Days: 1}}
		}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlace(t)
			test.edit(p)
			uses := usesOf(p.registry(), none)
			if got := list(uses[p.theirs]); got != test.theirs {
				t.Errorf("in theirs: %q, want %q", got, test.theirs)
			}
			if got := list(uses[p.ours]); got != test.ours {
				t.Errorf("in ours: %q, want %q", got, test.ours)
			}
			if all := usesOf(p.registry(), func(*model.Supplier) bool { return true }); len(all) != 0 {
				t.Errorf("of a supplier that ignores the rule: %v", all)
			}
		})
	}
}

func TestAMailboxCountsInItsTeamsCalendar(t *testing.T) {
	p := newPlace(t)
	r := p.registry()
	r.Mailboxes = []*model.Mailbox{{ID: "orders", Team: p.supplier.Owner, AttendedWithin: civil.Period{BusinessDays: 1}}}
	if got := list(usesOf(r, none)[p.ours]); got != "mailbox/orders" {
		t.Errorf("%q", got)
	}
	r.Mailboxes[0].AttendedWithin = civil.Period{Clock: time.Hour}
	if uses := usesOf(r, none); len(uses) != 0 {
		t.Errorf("%v", uses)
	}
}

func TestTheHolidaysOfTheSuppliersCountryCountForItsDaysOnly(t *testing.T) {
	p := newPlace(t)
	p.supplier.Owner.Calendar = p.theirs // one calendar for both
	p.supplier.Tier.Escalation = &model.Policy{ID: "stop", Steps: []model.Step{{After: civil.Period{BusinessDays: 1}}}}
	uses := usesOf(p.registry(), none)[p.theirs]
	if got := missing(calendarWith(t, "DE-BW"), uses); got.what != "" {
		t.Errorf("for a step of our own: %s", got.what)
	}
	notice := civil.Period{Months: 3}
	p.supplier.Contracts = []*model.Contract{{ID: "msa", Notice: &notice}}
	uses = usesOf(p.registry(), none)[p.theirs]
	if got := missing(calendarWith(t, "DE-BW"), uses); got.what != "no public holidays of IT" {
		t.Errorf("for their notice: %q", got.what)
	}
}

func TestManyUsesAreCounted(t *testing.T) {
	var uses []use
	for _, id := range []string{"g", "f", "e", "d", "c", "b", "a", "a"} {
		uses = append(uses, use{at: model.SubjectRef{Subject: model.ParseSubject(id)}})
	}
	if got := list(uses); got != "a, b, c, d, e and 2 more" {
		t.Errorf("%q", got)
	}
}

// TestCountriesWithPartsAreListedApartFromEachOther checks that it is clear which regions are a choice within one country.
func TestCountriesWithPartsAreListedApartFromEachOther(t *testing.T) {
	if got, want := howToName([]string{"AT", "GB", "NL"}), "AT; GB, GB-ENG, GB-NIR, GB-SCT or GB-WLS; NL"; got != want {
		t.Errorf("it is %q, want %q", got, want)
	}
}
