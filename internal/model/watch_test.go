package model

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"supplierwatch/internal/civil"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func TestMoney(t *testing.T) {
	for _, c := range []struct {
		money          Money
		text, document string
	}{
		{Money{270000000, "EUR"}, "EUR 2,700,000", `{"amount":2700000,"currency":"EUR"}`},
		{Money{1250, "USD"}, "USD 12.50", `{"amount":12.50,"currency":"USD"}`},
		{Money{0, "EUR"}, "EUR 0", `{"amount":0,"currency":"EUR"}`},
		{Money{100000, "EUR"}, "EUR 1,000", `{"amount":1000,"currency":"EUR"}`},
		{Money{-10000000, "EUR"}, "EUR -100,000", `{"amount":-100000,"currency":"EUR"}`},
	} {
		if got := c.money.String(); got != c.text {
			t.Errorf("String = %q, want %q", got, c.text)
		}
		document, err := json.Marshal(c.money)
		if err != nil || string(document) != c.document {
			t.Errorf("JSON = %s, %v; want %s", document, err, c.document)
		}
		var back Money
		if err := json.Unmarshal(document, &back); err != nil || back != c.money {
			t.Errorf("%s reads back as %+v, %v", document, back, err)
		}
	}
}

func TestRowsLeaveOutTheDatesOfOtherKinds(t *testing.T) {
	contract := Deadline{Supplier: "acme", Kind: DeadlineContractNotice, ContractDates: &ContractDates{CurrentEnd: civil.NewDate(2027, 3, 31)}}
	window := Deadline{Supplier: "acme", Kind: DeadlineOrderWindow, WindowDates: &WindowDates{Binding: "window"}}
	for _, c := range []struct {
		row         Deadline
		with, other string
	}{
		{contract, `"committed_until":null`, `"opens"`},
		{window, `"order_by":null`, `"renewals"`},
	} {
		got, err := json.Marshal(c.row)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(got), c.with) || strings.Contains(string(got), c.other) || !strings.Contains(string(got), `"due":null,"days_left":null`) {
			t.Errorf("row is %s", got)
		}
	}
}

func TestFingerprint(t *testing.T) {
	a := Fingerprint("r", "s", ParseSubject("x"), "")
	if a != Fingerprint("r", "s", ParseSubject("x"), "") || len(a) != 32 {
		t.Errorf("fingerprint %q is not stable", a)
	}
	if a == Fingerprint("r", "sx", Subject{}, "") || a == Fingerprint("r", "s", Subject{}, "x") {
		t.Error("parts run into each other")
	}
}

func TestAlertKeyLeavesOutEmptyParts(t *testing.T) {
	for want, got := range map[string]string{
		"acme/contract/msa-2021/notice/2027-03-31": AlertKey("acme", KindContract.Subject("msa-2021"), GroupNotice, "2027-03-31"),
		"watchdog/vantage-blind":                   AlertKey("", ParseSubject("watchdog"), "vantage-blind", ""),
	} {
		if got != want {
			t.Errorf("key %q, want %q", got, want)
		}
	}
}

func TestFindingsAreSortedAsPeopleReadThem(t *testing.T) {
	money := func(n int64) *Money { return &Money{n, "EUR"} }
	day := civil.NewDate(2026, 12, 1)
	want := []Finding{
		{Severity: Critical, Exposure: money(500), Supplier: "z"},
		{Severity: Critical, Exposure: money(100), Due: day, Supplier: "a"},
		{Severity: Critical, Exposure: money(100), Supplier: "a"},
		{Severity: Critical, Due: day, Supplier: "a"},
		{Severity: Critical, Supplier: "a", Subject: ParseSubject("b")},
		{Severity: Critical, Supplier: "a", Subject: ParseSubject("c"), Rule: "x"},
		{Severity: Critical, Supplier: "a", Subject: ParseSubject("c"), Rule: "y"},
		{Severity: Warning, Exposure: money(900)},
		{Severity: Info},
	}
	rapid.Check(t, func(t *rapid.T) {
		got := rapid.Permutation(want).Draw(t, "findings")
		slices.SortFunc(got, func(a, b Finding) int { return a.Compare(&b) })
		for i := range want {
			if got[i].Compare(&want[i]) != 0 {
				t.Fatalf("place %d: %+v, want %+v", i, got[i], want[i])
			}
		}
	})
}

func TestFactsFromOutsideAreChecked(t *testing.T) {
	good := Fact{Subject: SubjectSupplier, Kind: FactReviewed, ObservedAt: noon}
	if err := good.Validate(); err != nil {
		t.Error(err)
	}
	for name, spoil := range map[string]func(*Fact){
		"subject": func(f *Fact) { f.Subject = Subject{} }, "kind": func(f *Fact) { f.Kind = "" },
		"observed_at": func(f *Fact) { f.ObservedAt = time.Time{} },
	} {
		f := good
		spoil(&f)
		if err := f.Validate(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("without %s: %v", name, err)
		}
	}
}

func TestRenamedSuppliersAreFound(t *testing.T) {
	r := &Registry{Suppliers: []*Supplier{{ID: "acme", Was: []string{"old-acme"}}, {ID: "bolt"}}}
	for id, want := range map[string]string{"acme": "acme", "bolt": "bolt", "old-acme": "acme"} {
		if s := r.Supplier(id); s == nil || s.ID != want {
			t.Errorf("supplier %q = %v", id, s)
		}
	}
	if r.Supplier("nobody") != nil {
		t.Error("found a supplier that is not there")
	}
}

func TestWordsAreChecked(t *testing.T) {
	for _, word := range []Severity{Critical, Warning, Info} {
		if err := word.Validate(); err != nil {
			t.Error(err)
		}
	}
	if err := Severity("urgent").Validate(); err == nil {
		t.Error("urgent is no severity")
	}
	if err := AlertState("asleep").Validate(); err == nil {
		t.Error("asleep is no state")
	}
	if err := StateLapsed.Validate(); err != nil {
		t.Error(err)
	}
}

func TestTeamNames(t *testing.T) {
	for id, want := range map[string]string{"procurement-emea": "Procurement Emea", "it-oncall": "IT Oncall", "fab-2": "Fab 2"} {
		if got := (&Team{ID: id}).Name(); got != want {
			t.Errorf("%s is %q, want %q", id, got, want)
		}
	}
}
