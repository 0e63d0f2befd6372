package record_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/record"
	"supplierwatch/internal/registry"
)

const company = `version: 1
teams:
  buying: {email: buying@buyer.example}
suppliers:
  - id: acme
    name: ACME
    was: [acme-old]
    tier: standard
    owner: buying
    contacts:
      - {id: orders, role: orders, email: orders@acme.example}
    order_windows:
      - {id: yearly, title: yearly allocation, yearly: {opens: 09-01, closes: 09-30}}
`

var now = time.Date(2026, 9, 14, 9, 0, 0, 0, time.UTC)

func known(t *testing.T) record.Known {
	t.Helper()
	return knownFrom(t, company)
}

func knownFrom(t *testing.T, text string) record.Known {
	t.Helper()
	file := filepath.Join(t.TempDir(), "registry.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	loaded, problems := registry.Load([]string{file})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return record.Known{Registry: loaded, Facts: factindex.New()}
}

func TestARequestIsCompletedAndItsEffectIsReported(t *testing.T) {
	k := known(t)
	result, err := record.Check(record.Request{
		Kind: model.FactPlaced, Subject: "acme-old/order-window/yearly", Reference: "4500012345", Actor: "jane", Source: "shell", Now: now,
	}, k)
	if err != nil {
		t.Fatal(err)
	}
	f := result.Fact
	if result.Target.String() != "acme/order-window/yearly@2026-09-01" || f.Supplier != "acme" || f.Data["window"] != "2026-09-01" || !f.ObservedAt.Equal(now) {
		t.Errorf("recorded %+v about %s", f, result.Target)
	}
	if result.Effect.Is != "placed" || result.Effect.Was == "placed" {
		t.Errorf("was %s, is %s", result.Effect.Was, result.Effect.Is)
	}
	if !slices.ContainsFunc(k.Facts.Kind("acme", model.KindOrderWindow.Subject("yearly"), model.FactPlaced), func(other model.Fact) bool { return other.ID == f.ID }) {
		t.Error("the next request does not know it")
	}
}

func TestWhatCannotBeRecorded(t *testing.T) {
	for request, want := range map[record.Request]string{
		{Kind: model.FactPlaced, Subject: "acme/contact/orders"}:                                            "`placed` cannot be recorded about acme/contact/orders; expected acme/order-window/ID",
		{Kind: model.FactPlaced, Subject: "acme/order-window/monthly"}:                                      `has no order-window "monthly"`,
		{Kind: model.FactPlaced, Subject: "acme/order-window/yearly@2026-09-02"}:                            "did you mean @2026-09-01?",
		{Kind: model.FactPlaced, Subject: "acme/order-window/yearly", On: "2026-09-15"}:                     "2026-09-15 has not come yet",
		{Kind: model.FactNoAnswer, Subject: "acme/contact/orders"}:                                          "has no phone that could be called",
		{Kind: model.FactTold, Subject: "acme", Mailbox: "confirmations"}:                                   `there is no mailbox "confirmations"`,
		{Kind: model.FactVerified, Subject: "acme/contact/orders", How: "reply", On: "14.09.2026"}:          "on:",
		{Kind: model.FactPlaced, Subject: "acme/order-window/yearly", By: "WatchDog"}:                       `by: must name a person: the name "WatchDog" is reserved`,
		{Kind: model.FactPlaced, Subject: "acme/order-window/yearly", Actor: "supplierwatch "}:              `by: must name a person`,
		{Kind: model.FactPlaced, Subject: "acme/order-window/yearly", By: " "}:                              "by: must be one line",
		{Kind: model.FactPlaced, Subject: "acme/order-window/yearly", By: "jane\nX-Header: yes"}:            "by: must be one line",
		{Kind: model.FactPlaced, Subject: "acme/order-window/yearly", By: "jane\u200b"}:                     "by: must be one line",
		{Kind: model.FactPlaced, Subject: "acme/order-window/yearly", By: strings.Repeat("x", 255)}:         "by: must be one line of at most 254 bytes",
		{Kind: model.FactPlaced, Subject: "acme/order-window/yearly", Reference: strings.Repeat("é", 2001)}: "reference: at most 2000 characters are possible, and this text has 2001",
		{Kind: model.FactWaived, Subject: "acme/order-window/yearly", Because: "no\u202e need"}:             "is not a single line of text",
		{Kind: model.FactPlaced, Subject: "acme/order-window/yearly", Reference: "-"}:                       `reference: "-" has neither a letter nor a digit`,
		{Kind: model.FactPlaced, Subject: "acme/order-window/yearly", Reference: "… ?"}:                     "has neither a letter nor a digit",
		{Kind: model.FactPlaced, Subject: "acme/order-window/yearly", On: "0206-09-01"}:                     `on: "0206-09-01" is not a likely date`,
		{Kind: model.FactPlaced, Subject: "acme/order-window/yearly", On: "0026-09-01T10:00:00Z"}:           "write 2026-09-01 if 2026 is meant",
		{Kind: model.FactRequested, Subject: "nobody/order-window/yearly"}:                                  `there is no supplier "nobody"`,
	} {
		request.Now = now
		if _, err := record.Check(request, known(t)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s %s: %v, want %q", request.Kind, request.Subject, err, want)
		}
	}
}

func TestWithoutARegistryTheFormIsChecked(t *testing.T) {
	result, err := record.CheckForm(record.Request{Kind: model.FactVerified, Subject: "acme/contact/orders", How: "reply", ID: "one", Now: now})
	if err != nil || result.Checked || result.Fact.ID != "one" || result.Fact.Subject != model.KindContact.Subject("orders") {
		t.Errorf("%+v, %v", result, err)
	}
}

func TestAnActorIsRecordedWithoutBlanks(t *testing.T) {
	result, err := record.Check(record.Request{Kind: model.FactPlaced, Subject: "acme/order-window/yearly", By: " jane ", Actor: " jane ", Now: now}, known(t))
	if err != nil || result.Fact.Actor != "jane" || result.Fact.Data["by"] != "jane" {
		t.Errorf("%+v, %v", result.Fact, err)
	}
}

func TestWhatAProgramCannotReport(t *testing.T) {
	k := known(t)
	for name, change := range map[string]func(*model.Fact){
		"the actor is reserved":                func(f *model.Fact) { f.Actor = "Watchdog " },
		"another name is reserved":             func(f *model.Fact) { f.Actor = "Supplier Watch" },
		"the actor is blank":                   func(f *model.Fact) { f.Actor = " " },
		"the actor has two lines":              func(f *model.Fact) { f.Actor = "erp\njane" },
		"the actor has an invisible character": func(f *model.Fact) { f.Actor = "erp\u202e" },
		"the actor is too long":                func(f *model.Fact) { f.Actor = strings.Repeat("x", 255) },
		"the id has two lines":                 func(f *model.Fact) { f.ID = "a\nb" },
		"the kind has a zero byte":             func(f *model.Fact) { f.Kind = "se\x00en" },
		"the subject has a zero byte":          func(f *model.Fact) { f.Subject = model.KindContact.Subject("\x00") },
		"the evidence has a zero byte":         func(f *model.Fact) { f.Evidence = "a\x00b" },
		"a key has a zero byte":                func(f *model.Fact) { f.Data = map[string]string{"\x00": "b"} },
		"its day has not come":                 func(f *model.Fact) { f.Data = map[string]string{"on": "2026-09-15"} },
		"its day is before 1900":               func(f *model.Fact) { f.Data = map[string]string{"on": "1026-09-01"} },
		"its end is before 1900":               func(f *model.Fact) { f.Data = map[string]string{"until": "0207-09-01"} },
		"its end is after 2199":                func(f *model.Fact) { f.Data = map[string]string{"until": "20270-09-01"} },
		"its end has a mistyped year":          func(f *model.Fact) { f.Data = map[string]string{"until": "3027-09-01"} },
		"its end does not exist":               func(f *model.Fact) { f.Data = map[string]string{"until": "2027-02-30"} },
		"its day is a word":                    func(f *model.Fact) { f.Data = map[string]string{"on": "yesterday"} },
		"its day is empty":                     func(f *model.Fact) { f.Data = map[string]string{"on": ""} },
		"the end it names is before 1900":      func(f *model.Fact) { f.Data = map[string]string{"for": "0027-03-31"} },
		"its window is no day":                 func(f *model.Fact) { f.Data = map[string]string{"window": "2026-9-1"} },
		"a key is in another case":             func(f *model.Fact) { f.Data = map[string]string{"Until": "2027-09-01"} },
		"it was observed before 1900":          func(f *model.Fact) { f.ObservedAt = f.ObservedAt.AddDate(-1000, 0, 0) },
		"a value has a zero byte":              func(f *model.Fact) { f.Data = map[string]string{"a": "\x00"} },
	} {
		f := model.Fact{ID: "one", Supplier: "acme", Subject: model.KindContact.Subject("orders"), Kind: "seen", Actor: "erp", ObservedAt: now, Evidence: "two\nlines"}
		if err := record.CheckReported(f, k.Registry, now); err != nil {
			t.Fatal(err)
		}
		f.Data = map[string]string{"on": "2026-09-01", "until": "2028-09-01", "SAP_no": "4711"}
		if err := record.CheckReported(f, k.Registry, now); err != nil {
			t.Fatal(err)
		}
		change(&f)
		if record.CheckReported(f, k.Registry, now) == nil {
			t.Errorf("reported although %s: %+v", name, f)
		}
	}
}

const contracts = `version: 1
suppliers:
  - id: acme
    name: ACME
    contracts:
      - {id: yearly, starts: 2024-04-01, term: 24 months, renewal: automatic, renewal_term: 12 months, notice: 3 months}
      - {id: whole, starts: 2020-01-01, term: 12 months, renewal: automatic, renewal_term: 12 months, notice: 12 months}
      - {id: rolling, starts: 2024-01-15, term: 24 months, renewal: automatic, renewal_term: 1 month, notice: 1 month}
      - {id: limited, starts: 2024-04-01, term: 24 months, renewal: automatic, renewal_term: 12 months, max_renewals: 1, notice: 3 months}
      - {id: manual, ends: 2027-03-31, renewal: manual}
      - {id: open, open_ended: true, starts: 2025-01-15, term: 24 months, notice: 1 month, notice_to: quarter-end}
      - {id: unknown, renewal: automatic}
`

// TestEndsThatAreKeptOrNamed records about contracts on Monday, 14 September 2026.
func TestEndsThatAreKeptOrNamed(t *testing.T) {
	for _, c := range []struct {
		kind             model.FactKind
		contract, on, to string
		want             string // the end that is recorded, or a part of the refusal
	}{
		{model.FactKeep, "yearly", "", "", "2027-03-31"},
		{model.FactKeep, "yearly", "2025-12-31", "", "2026-03-31"},
		{model.FactKeep, "yearly", "2026-01-01", "", "2027-03-31"}, // the term then in force ended on 2026-03-31
		{model.FactKeep, "yearly", "", "2029-03-31", "2029-03-31"},
		{model.FactKeep, "yearly", "", "2027-06-30", `until: contract "yearly" cannot end on 2027-06-30; the nearest ends are 2027-03-31 and 2028-03-31`},
		{model.FactKeep, "yearly", "", "2026-01-01", "the nearest end is 2026-03-31"},
		{model.FactKeep, "whole", "", "", "2027-12-31"},
		{model.FactKeep, "whole", "", "2026-12-31", "2026-12-31"},
		{model.FactKeep, "whole", "", "2026-11-30", "the nearest ends are 2025-12-31 and 2026-12-31"},
		{model.FactKeep, "rolling", "", "", "2026-10-14"},
		{model.FactKeep, "rolling", "", "2026-09-15", "the nearest ends are 2026-09-14 and 2026-10-14"},
		{model.FactKeep, "limited", "", "", "contract \"limited\" of acme is ending: it ends on 2027-03-31 and does not renew"},
		{model.FactKeep, "manual", "", "", "contract \"manual\" of acme is ending: it ends on 2027-03-31 and does not renew"},
		{model.FactKeep, "open", "", "", `contract "open" of acme is open-ended: it has no term that could end`},
		{model.FactKeep, "unknown", "", "", `contract "unknown" of acme is undated: it has no term that could end`},
		{model.FactNoticeGiven, "yearly", "2026-09-01", "", ""},
		{model.FactNoticeGiven, "yearly", "2026-09-01", "2028-03-31", "2028-03-31"},
		{model.FactNoticeGiven, "yearly", "2026-09-01", "2028-03-30", `for: contract "yearly" cannot end on 2028-03-30; the nearest ends are 2027-03-31 and 2028-03-31`},
		{model.FactNoticeGiven, "manual", "2026-09-01", "2027-04-01", "the nearest end is 2027-03-31"},
		{model.FactNoticeGiven, "open", "2026-09-01", "2027-03-31", "2027-03-31"},
		{model.FactNoticeGiven, "open", "2026-09-01", "2027-03-30", "the nearest ends are 2027-01-14 and 2027-03-31"},
		{model.FactNoticeGiven, "unknown", "2026-09-01", "2027-03-30", "no end can be computed, because its dates are incomplete"},
		{model.FactNoticeGiven, "yearly", "2026-09-15", "", "on: 2026-09-15 has not come yet; today is 2026-09-14"},
		{model.FactNoticeGiven, "yearly", "2026-09-01", "soon", "for: \"soon\""},
	} {
		request := record.Request{Kind: c.kind, Subject: "acme/contract/" + c.contract, On: c.on, Now: now}
		if c.kind == model.FactKeep {
			request.Until = c.to
		} else {
			request.For = c.to
		}
		result, err := record.Check(request, knownFrom(t, contracts))
		end := result.Fact.Until()
		if c.kind == model.FactNoticeGiven {
			end = result.Fact.For()
		}
		refused := err != nil && c.want != "" && strings.Contains(err.Error(), c.want)
		if !refused && (err != nil || end.String() != c.want) {
			t.Errorf("%s %s on %q to %q: %s, %v; want %s", c.kind, c.contract, c.on, c.to, end, err, c.want)
		}
	}
}
