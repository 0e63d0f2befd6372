package exposure_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/exposure"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules/rulestest"
)

// verifiedOn records a verification of a contact on a day.
func verifiedOn(f *factindex.Index, supplier, contact string, day civil.Date) {
	at := day.Start(time.UTC).Add(12 * time.Hour)
	f.Add(model.Fact{
		Seq: f.Seq() + 1, Supplier: supplier, Subject: model.KindContact.Subject(contact), Kind: model.FactVerified, ObservedAt: at, RecordedAt: at,
		Data: map[string]string{"how": "reply"},
	})
}

// TestCoverageOfPastMonthsIsThatOfTheTime compares each month with a summary made of what was recorded up to then, and nothing else.
func TestCoverageOfPastMonthsIsThatOfTheTime(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	now := rulestest.Noon("2026-12-10")
	first := rulestest.Date("2025-09-01")
	w := rulestest.New(t)
	w.Registry.Suppliers = nil
	type verification struct {
		supplier, contact string
		day               civil.Date
	}
	var recorded []verification
	for n := range 60 {
		tier := []string{"critical", "important", "standard"}[n%3]
		s := rulestest.Supplier(fmt.Sprintf("s%02d", n), fmt.Sprintf("Supplier %02d", n), w.Registry.Tiers[tier], w.Owner)
		for _, c := range s.Contacts {
			c.Verified, c.VerifyEvery = nil, rulestest.Months(3)
			for range random.IntN(5) {
				day := first.AddDays(random.IntN(466))
				if random.IntN(2) == 0 {
					c.Verified = append(c.Verified, model.Verified{On: day, How: model.HowReply})
				} else {
					recorded = append(recorded, verification{s.ID, c.ID, day})
				}
			}
		}
		w.Registry.Suppliers = append(w.Registry.Suppliers, s)
	}
	upTo := func(day civil.Date) *factindex.Index {
		facts := factindex.New()
		for _, v := range recorded {
			if !v.day.After(day) {
				verifiedOn(facts, v.supplier, v.contact, v.day)
			}
		}
		return facts
	}
	h := exposure.Coverage(w.Registry, upTo(civil.DateOf(now)), now, rulestest.Noon("2025-01-01"), 12)
	same(t, "suppliers that are not counted", h.Uncounted, 20)
	same(t, "tiers", len(h.Tiers), 2)
	seen := map[int]bool{}
	for i, p := range h.Tiers[0].Points {
		covered, of := p.Covered+h.Tiers[1].Points[i].Covered, p.Of()+h.Tiers[1].Points[i].Of()
		at := p.Day.Start(w.Registry.Unowned.Zone()).Add(12 * time.Hour)
		then := exposure.Summarize(w.Registry, nil, upTo(p.Day), at).Coverage
		if covered != then.Covered || of != then.Of || p.Unknown > 0 {
			t.Errorf("%s: %d of %d are covered, want %+v", p.Day, covered, of, then)
		}
		seen[covered] = true
	}
	same(t, "months", len(h.Tiers[0].Points), 13)
	same(t, "the first month", h.Tiers[0].Points[0].Day, rulestest.Date("2025-12-31"))
	same(t, "the last month", h.Tiers[0].Points[11].Day, rulestest.Date("2026-11-30"))
	same(t, "now", h.Tiers[0].Now().Day, rulestest.Date("2026-12-10"))
	same(t, "not covered", len(h.Uncovered), h.Tiers[0].Now().NotCovered+h.Tiers[1].Now().NotCovered)
	if len(seen) < 4 {
		t.Errorf("the months differ too little to prove anything: %v", seen)
	}
}

// TestCoverageBeforeEverythingWasRecordedIsUnknown checks that what is not proven is neither good nor bad news.
func TestCoverageBeforeEverythingWasRecordedIsUnknown(t *testing.T) {
	w := rulestest.New(t)
	for _, c := range w.Acme.Contacts {
		c.VerifyEvery, c.Verified = rulestest.Months(3), []model.Verified{{On: rulestest.Date("2026-06-15"), How: model.HowReply}}
	}
	h := exposure.Coverage(w.Registry, w.Facts, rulestest.Noon("2026-12-10"), rulestest.Noon("2026-09-20"), 7)
	var got []string
	for _, p := range h.Tiers[0].Points {
		got = append(got, fmt.Sprint(p.Covered, p.NotCovered, p.Unknown))
	}
	want := []string{"0 0 1", "1 0 0", "1 0 0", "1 0 0", "0 1 0", "0 1 0", "0 1 0", "0 1 0"} // May to December
	if !slices.Equal(got, want) {
		t.Errorf("the months are %v, want %v", got, want)
	}
	same(t, "not covered since", h.Uncovered[0].Since, rulestest.Date("2026-09-16"))
	never := exposure.Coverage(w.Registry, w.Facts, rulestest.Noon("2026-12-10"), time.Time{}, 2)
	same(t, "where nothing is recorded yet", never.Tiers[0].Points[0].Unknown, 1)
	same(t, "where nothing is recorded yet, now", never.Tiers[0].Now().NotCovered, 1)
}

// TestASupplierIsNotCoveredForAReason checks each reason, and that contacts beyond a few are counted only.
func TestASupplierIsNotCoveredForAReason(t *testing.T) {
	fresh := []model.Verified{{On: rulestest.Date("2026-12-01"), How: model.HowReply}}
	for why, edit := range map[string]func(acme *model.Supplier){
		"the registry has no contact for it":                func(acme *model.Supplier) { acme.Contacts = nil },
		"1 independent contact verified in time, 2 needed":  func(acme *model.Supplier) { acme.Contacts[0].Verified = nil },
		"0 independent contacts verified in time, 2 needed": func(acme *model.Supplier) { acme.Contacts[0].Verified, acme.Contacts[1].Verified = nil, nil },
		"no contact verified in time has a phone number that can be called from abroad": func(acme *model.Supplier) {
			for _, c := range acme.Contacts {
				c.Phone, c.Number, c.PhoneKind = "", "", model.PhoneNone
			}
		},
		"1 independent contact verified in time, 2 needed; the other verified contacts share an address or a phone number, or reach nobody in person": func(acme *model.Supplier) {
			acme.Contacts[1].Email = acme.Contacts[0].Email
		},
	} {
		w := rulestest.New(t)
		for _, c := range w.Acme.Contacts {
			c.VerifyEvery, c.Verified = rulestest.Months(3), slices.Clone(fresh)
		}
		w.Acme.Contacts = w.Acme.Contacts[:2]
		edit(w.Acme)
		h := exposure.Coverage(w.Registry, w.Facts, rulestest.Noon("2026-12-10"), time.Time{}, 12)
		if len(h.Uncovered) != 1 || h.Uncovered[0].Why != why {
			t.Errorf("not covered is %+v, want: %s", h.Uncovered, why)
		}
	}
	w := rulestest.New(t)
	w.Acme.Contacts = w.Acme.Contacts[:1]
	for n := range 6 {
		c := *w.Acme.Contacts[0]
		c.ID, c.Name, c.Email, c.Number, c.Verified = fmt.Sprintf("c%d", n), "", fmt.Sprintf("c%d@acme.example", n), "", nil
		w.Acme.Contacts = append(w.Acme.Contacts, &c)
	}
	w.Acme.Contacts[1].Verified, w.Acme.Contacts[1].VerifyEvery = []model.Verified{{On: rulestest.Date("2026-08-01"), How: model.HowReply}}, rulestest.Months(3)
	w.Acme.Contacts[2].Email, w.Acme.Contacts[2].PhoneKind = "", model.PhoneNone
	u := exposure.Coverage(w.Registry, w.Facts, rulestest.Noon("2026-12-10"), time.Time{}, 0).Uncovered[0]
	if len(u.Contacts) != 4 || u.More != 2 {
		t.Errorf("%d contacts are listed and %d are not: %v", len(u.Contacts), u.More, u.Contacts)
	}
	for _, want := range []string{"email never verified", "email verification overdue since Sun 1 Nov 2026", "no address and no phone number"} {
		if !slices.ContainsFunc(u.Contacts, func(s string) bool { return len(s) > len(want) && s[len(s)-len(want):] == want }) {
			t.Errorf("no contact is said to be %q: %v", want, u.Contacts)
		}
	}
}

// TestSinceWhenASupplierIsNotCoveredIsTheDayAfterTheLastCoveredOne compares with a search through every day of a year and a half.
func TestSinceWhenASupplierIsNotCoveredIsTheDayAfterTheLastCoveredOne(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	found := 0
	for range 60 {
		w := rulestest.New(t)
		for _, c := range w.Acme.Contacts {
			c.Verified, c.VerifyEvery = nil, rulestest.Months(3)
			for range random.IntN(4) {
				c.Verified = append(c.Verified, model.Verified{On: rulestest.Date("2026-01-01").AddDays(random.IntN(330)), How: model.HowReply})
			}
		}
		now := rulestest.Noon("2026-12-10")
		h := exposure.Coverage(w.Registry, w.Facts, now, rulestest.Noon("2025-01-01"), 12)
		if len(h.Uncovered) == 0 {
			continue
		}
		var last civil.Date
		for day := rulestest.Date("2025-12-01"); day.Before(civil.DateOf(now)); day = day.AddDays(1) {
			then := rulestest.New(t)
			for i, c := range w.Acme.Contacts {
				known := slices.DeleteFunc(slices.Clone(c.Verified), func(v model.Verified) bool { return v.On.After(day) })
				then.Acme.Contacts[i].Verified, then.Acme.Contacts[i].VerifyEvery = known, c.VerifyEvery
			}
			if exposure.Summarize(then.Registry, nil, then.Facts, day.Start(time.UTC).Add(12*time.Hour)).Coverage.Covered == 1 {
				last = day
			}
		}
		want := last
		if !last.IsZero() {
			want, found = last.AddDays(1), found+1
		}
		if h.Uncovered[0].Since != want {
			t.Errorf("not covered since %v, want %v: %+v and %+v", h.Uncovered[0].Since, want, w.Acme.Contacts[0].Verified, w.Acme.Contacts[1].Verified)
		}
	}
	if found < 10 {
		t.Errorf("only %d cases had been covered before", found)
	}
}
