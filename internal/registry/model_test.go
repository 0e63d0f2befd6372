package registry

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/builtin"
	"supplierwatch/internal/registry/scalar"
	"supplierwatch/internal/rulebook"
)

func example(t *testing.T) (*model.Registry, *model.Supplier) {
	t.Helper()
	r, problems := Load([]string{"testdata/ok/whole.yaml"})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return r, r.Supplier("lumen-resins")
}

// same compares without looking into calendars, recurrences and windows, which have methods for that.
func same(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func day(t *testing.T, text string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// at returns the place of the first occurrence of a text in the example.
func at(t *testing.T, text string) model.Position {
	t.Helper()
	data, err := os.ReadFile("testdata/ok/whole.yaml")
	if err != nil {
		t.Fatal(err)
	}
	before, _, found := strings.Cut(string(data), text)
	if !found {
		t.Fatalf("%q does not stand in the example", text)
	}
	return model.Position{
		File: "testdata/ok/whole.yaml", Line: strings.Count(before, "\n") + 1, Column: len(before) - strings.LastIndex(before, "\n"),
	}
}

func TestTeamsLinesAndMailboxes(t *testing.T) {
	r, _ := example(t)
	sourcing := r.Teams["sourcing"]
	same(t, "team", model.Team{
		ID: "sourcing", Email: "sourcing@works.example", Phone: "+33 4 72 00 00 00", Signature: "Marie Blanc\nSourcing",
		Members: []string{"marie.blanc@works.example", "jo.klein@works.example"}, Pos: at(t, "sourcing:\n"),
	}, func() model.Team { x := *sourcing; x.Calendar = nil; return x }())
	if sourcing.Calendar != r.Calendars["lyon"] || r.Teams["plant"].Calendar != r.Calendars["shifts"] || r.Teams["edi"].Calendar != r.Calendars["lyon"] {
		t.Error("the calendar of a team is its own, else the default one")
	}
	coating := r.Lines["coating"]
	if coating.Team != r.Teams["plant"] || coating.DowntimeCost != (model.Money{Hundredths: 41000050, Currency: "EUR"}) || r.Currency != "EUR" {
		t.Errorf("line = %+v, currency %q", coating, r.Currency)
	}
	if r.Lines["packing"].Name != "packing" {
		t.Error("the name of a line is its id where none is given")
	}
	same(t, "mailbox", model.Mailbox{
		ID: "confirmations", Address: "confirmations@works.example", Purpose: model.PurposeOrderConfirmation,
		UseWhen: "confirmations of orders and of new dates", Account: "works", Folder: "INBOX/Confirmations",
		AttendedWithin: civil.Period{BusinessDays: 1}, RoundTrip: "15 5 * * *", Clean: true, Pos: at(t, "confirmations:\n"),
	}, func() model.Mailbox { x := *r.Mailbox("confirmations"); x.Team = nil; return x }())
	if r.Mailbox("notices").Folder != "INBOX" {
		t.Error("the folder of a mailbox is INBOX where none is given")
	}
	same(t, "first", model.Position{File: "testdata/ok/whole.yaml", Line: 1, Column: 1}, r.First)
}

func TestCalendars(t *testing.T) {
	r, _ := example(t)
	lyon, shifts := r.Calendars["lyon"], r.Calendars["shifts"]
	for text, want := range map[string]bool{
		"2026-07-14": false, "2027-05-07": false, "2027-05-08": true, "2027-05-09": false, "2026-11-23": true, "2027-12-24": false,
	} {
		if lyon.BusinessDay(day(t, text)) != want {
			t.Errorf("lyon works on %s: %v", text, !want)
		}
	}
	if lyon.Location.String() != "Europe/Paris" || !lyon.HasHours() || !shifts.BusinessDay(day(t, "2026-11-22")) || shifts.Location != time.UTC {
		t.Errorf("calendars = %+v %+v", lyon, shifts)
	}
}

func TestTiersAndPoliciesAreLaidOverTheBuiltIn(t *testing.T) {
	r, s := example(t)
	critical := *r.Tiers["critical"]
	if critical.Escalation != r.Policies["standstill"] || s.Tier != r.Tiers["critical"] {
		t.Error("the tier's policy is not the written one")
	}
	critical.Escalation = nil
	same(t, "critical", model.Tier{
		ID: "critical", Class: model.ClassCritical, Roles: []model.Role{model.RoleOrders, model.RoleQuality, model.RoleEscalation},
		IndependentContacts: 3, VerifyEvery: days(90), SessionEvery: months(3), ReviewEvery: months(6), ProbeEvery: clock(5 * time.Minute),
		Remind: []civil.Period{days(180), days(7), days(1)}, Pos: at(t, "critical:\n"),
	}, critical)
	spare := *r.Tiers["spare-parts"]
	if spare.Class != model.ClassStandard || spare.IndependentContacts != 1 || spare.Escalation != r.Policies["standard"] || !spare.SessionEvery.IsZero() {
		t.Errorf("a tier of one's own starts from standard, got %+v", spare)
	}
	if r.Tiers["important"].Escalation != r.Policies["important"] || r.Tiers["important"].Pos != (model.Position{}) {
		t.Error("a tier that is not written is the built-in one")
	}
	same(t, "policy", &model.Policy{
		ID: "standstill",
		Steps: []model.Step{
			{Notify: []string{"responsible"}},
			{Notify: []string{"sourcing-heads", "webhook:pager"}, After: clock(2 * time.Hour)},
			{Notify: []string{"plant"}, After: workdays(1)},
		},
		Repeat: clock(8 * time.Hour), AckExpires: workdays(2), QuietHours: model.Ignored, Pos: at(t, "standstill:\n"),
	}, r.Policies["standstill"])
	if p := r.Policies["standard"]; p.Repeat != workdays(3) || p.AckExpires != workdays(10) || len(p.Steps) != 1 {
		t.Errorf("a policy is laid over the built-in one key by key, got %+v", p)
	}
}

func TestBuiltinTiersAreNotShared(t *testing.T) {
	builtin.Tiers()["critical"].Roles[0] = "changed"
	if builtin.Tiers()["critical"].Roles[0] != model.RoleOrders {
		t.Error("a caller can change the built-in tiers of another")
	}
}

func TestSupplier(t *testing.T) {
	r, s := example(t)
	if s.Owner != r.Teams["sourcing"] || s.Calendar != r.Calendars["lyon"] || s.Pos != at(t, "id: lumen-resins") || r.Supplier("lumen") != s {
		t.Errorf("supplier = %+v", s)
	}
	same(t, "reviewed", &model.Reviewed{On: day(t, "2026-10-05"), By: "marie.blanc@works.example", Pos: at(t, "2026-10-05")}, s.Reviewed)
	same(t, "identifiers", map[string]string{"erp": "200777", "duns": "261234567", "lei": "529900T8BM49AURSDO55", "gln": "4012345000009"}, s.Identifiers)
	same(t, "labels", map[string]string{"dora": "B_02", "hall": "h3"}, s.Labels)
	same(t, "fallback", "Distributor Nord Chimie, +33 3 20 00 00 00.\nAsk for the reserve.", s.Fallback)
	if len(s.TheyKnow) != 2 || s.TheyKnow[0].Mailbox != r.Mailbox("confirmations") || s.TheyKnow[1].On != day(t, "2026-05-04") {
		t.Errorf("they know = %+v", s.TheyKnow)
	}
	same(t, "sessions", []model.Session{{On: day(t, "2026-06-09"), Topics: "viscosity", Pos: at(t, "2026-06-09")}}, s.Sessions.Held)
	same(t, "with", []*model.Team{r.Teams["sourcing"], r.Teams["plant"]}[1].ID, s.Sessions.With[1].ID)
	same(t, "thresholds", []model.Threshold{{Rule: "contract-expiring", Period: days(200), Because: "qualification takes long", Pos: at(t, "{rule: contract-expiring")}}, s.Thresholds)
	same(t, "ignores", []model.Ignore{{
		Rule: "contact-role-missing", Because: "nothing regulated", By: "jo.klein@works.example", Until: day(t, "2027-05-31"), Pos: at(t, "{rule: contact-role-missing"),
	}}, s.Ignores)
	spare := r.Supplier("spare")
	if spare.Country != "FR" || spare.Language != "fr" || spare.Owner != r.Teams["sourcing"] || spare.Calendar != r.Calendars["lyon"] || spare.Sessions != nil {
		t.Errorf("defaults = %+v", spare)
	}
}

func TestSupplies(t *testing.T) {
	r, s := example(t)
	resin := s.Supply("resin-7")
	same(t, "stock", &model.Stock{OnHand: 2300.5, Unit: "kg", DailyUsage: 33, AsOf: day(t, "2026-11-15"), Pos: at(t, "{on_hand")}, resin.Stock)
	if resin.UsedIn[0].Line != r.Lines["coating"] || resin.UsedIn[1].Line != nil || resin.UsedIn[1].Text != "laboratory" {
		t.Errorf("used in = %+v", resin.UsedIn)
	}
	if resin.TimeToRecover != months(9) || resin.LeadTime != days(70) || resin.Safety != days(14) || resin.OrdersPerYear != 4 || resin.Alternatives[0] != "spare" {
		t.Errorf("supply = %+v", resin)
	}
	hardener := s.Supply("hardener")
	if hardener.Item != "hardener" || hardener.StockCover.Period != days(45) || hardener.Stock != nil {
		t.Errorf("supply = %+v", hardener)
	}
}

func TestUsageThatIsNotWrittenIsNotKnown(t *testing.T) {
	dir := write(t, map[string]string{"a.yaml": `version: 1
suppliers:
  id: one
  name: One
  supplies:
    - {id: unknown, stock: {on_hand: 3, as_of: 2026-11-15}}
    - {id: none, stock: {on_hand: 3, daily_usage: 0, as_of: 2026-11-15}}
`})
	r, problems := Load([]string{dir})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	same(t, "no usage written", true, r.Suppliers[0].Supply("unknown").Stock.UsageUnknown)
	same(t, "usage of nothing", false, r.Suppliers[0].Supply("none").Stock.UsageUnknown)
}

func TestContacts(t *testing.T) {
	_, s := example(t)
	same(t, "orders", &model.Contact{
		ID: "orders", Kind: model.KindRole, Roles: []model.Role{model.RoleOrders}, Name: "Service commandes",
		Email: "commandes@lumen-résines.example", Domain: "xn--lumen-rsines-heb.example", Phone: "+33 4 78 00 11 22", Number: "+33478001122",
		PhoneKind: model.PhoneFixed, Hours: &civil.Hours{From: 8 * time.Hour, To: 16 * time.Hour}, Can: []string{"expedite", "split deliveries"},
		Backup: "night", VerifyEvery: months(6), Notes: "answers within the hour", Pos: at(t, "id: orders\n        kind"),
		Verified: []model.Verified{
			{On: day(t, "2026-09-14"), By: "sourcing", How: model.HowReply, Pos: at(t, "{on: 2026-09-14")},
			{On: day(t, "2026-09-15"), By: "jo.klein@works.example", How: model.HowCall, Pos: at(t, "{on: 2026-09-15")},
		},
	}, s.Contacts[0])
	ids := []string{}
	for _, c := range s.Contacts {
		ids = append(ids, c.ID)
	}
	same(t, "ids", []string{"orders", "night", "technical", "general"}, ids)
	if night := s.Contacts[1]; night.Number != "+33478001133" || !night.Hours.AllDay || night.Pos != at(t, "id: night, roles") {
		t.Errorf("a national number is dialled in the supplier's country, got %+v", night)
	}
	if luc := s.Contacts[2]; luc.Kind != model.KindPerson || luc.Pos != at(t, "{kind: person") || luc.PhoneKind != model.PhoneNone {
		t.Errorf("contact = %+v", luc)
	}
}

func TestPhoneKinds(t *testing.T) {
	for text, want := range map[scalar.Phone]model.PhoneKind{
		"+49 89 1234567": model.PhoneFixed, "089 1234567": model.PhoneFixed, "+49 (0)89 1234567": model.PhoneFixed, "+49 800 1234567": model.PhoneTollFree,
		"+1 800 555 0199": model.PhoneTollFree, "+999 12345678": model.PhoneInvalid, "12": model.PhoneInvalid, "+49 89 1234567 ext. 12": model.PhoneFixed,
		"+49 151 12345678": model.PhoneMobile, "+49 900 1123456": model.PhonePremium, "+1 212 555 2368": model.PhoneOrdinary, "+49 1": model.PhoneInvalid,
	} {
		if _, kind := text.Dial("DE"); kind != want {
			t.Errorf("%s is %q, want %q", text, kind, want)
		}
	}
}

func TestContracts(t *testing.T) {
	_, s := example(t)
	frame := *s.Contracts[0]
	four, six, twelve := 4, months(6), months(12)
	if len(frame.Supplies) != 1 || frame.Supplies[0] != s.Supply("resin-7") {
		t.Errorf("supplies = %+v", frame.Supplies)
	}
	frame.Supplies = nil
	same(t, "frame", model.Contract{
		ID: "frame", Title: "Frame agreement", Starts: day(t, "2022-07-01"), Term: months(36), Renewal: model.RenewalAutomatic, RenewalTerm: twelve,
		MaxRenewals: &four, Notice: &six, NoticeTheirs: &twelve, NoticeTo: civil.ExitAny, ClearDays: true, NoRoll: true, Delivery: workdays(4),
		DecideWithin: workdays(15), Remind: []civil.Period{days(90), days(30)}, Notes: "filed under L-22", Pos: at(t, "id: frame\n"),
		Kept: []model.RenewalDecision{{Until: day(t, "2026-06-30"), On: day(t, "2025-11-03"), By: "marie.blanc@works.example", Because: "no other source", Pos: at(t, "2026-06-30")}},
	}, frame)
	lease, forever, unknown := s.Contracts[1], s.Contracts[2], s.Contracts[4]
	if lease.ID != "contract" || lease.NoticeTo != civil.ExitQuarterEnd || len(lease.Supplies) != 2 || lease.ClearDays || lease.NoRoll {
		t.Errorf("lease = %+v", lease)
	}
	same(t, "reminders of a contract that has none of its own", []civil.Period(nil), lease.Remind)
	if !forever.OpenEnded || !forever.Ends.IsZero() || forever.ID != "contract-2" {
		t.Errorf("9999-12-31 is open-ended, got %+v", forever)
	}
	if unknown.Notice != nil || unknown.Renewal != model.RenewalUnknown || unknown.MaxRenewals != nil || unknown.ID != "contract-4" {
		t.Errorf("what is not written is not known, got %+v", unknown)
	}
}

func TestWindows(t *testing.T) {
	r, s := example(t)
	quota := *s.OrderWindows[0]
	if quota.Supplies[0] != s.Supply("resin-7") || quota.Approver != r.Teams["sourcing-heads"] || quota.EmergencyApprover != r.Teams["plant"] {
		t.Errorf("window = %+v", quota)
	}
	instant := time.Date(2026, 1, 8, 10, 15, 0, 0, time.FixedZone("", 3600))
	if p := quota.Placed[0]; !p.At.Instant.Equal(instant) || p.At.Date != day(t, "2026-01-08") || p.Confirmed != day(t, "2026-01-09") || p.Reference != "4500099887" {
		t.Errorf("placed = %+v", p)
	}
	same(t, "requested", []model.Requested{{Window: day(t, "2025-12-10"), At: model.Moment{Date: day(t, "2025-12-12")}, Reference: "DA-9", Pos: at(t, "2025-12-12")}}, quota.Requested)
	same(t, "waived", []model.Waived{{Window: day(t, "2024-12-10"), Because: "stock was full", By: "jo.klein@works.example"}}, quota.Waived)
	confirmation := *quota.Confirmation
	if confirmation.Mailbox != r.Mailbox("confirmations") {
		t.Error("the mailbox of a confirmation is not resolved")
	}
	confirmation.Mailbox = nil
	same(t, "confirmation", model.Confirmation{
		Within: clock(48 * time.Hour), Subject: []string{"confirmation de commande", "/^AR [0-9]+/"}, Body: []string{"quota"}, Pos: at(t, "{mailbox: confirmations, within"),
	}, confirmation)
	for i, want := range []string{"2026-12-10 2027-01-20", "2027-02-01 2027-02-28", "2027-02-01 2027-02-14", "2027-03-01 2027-03-31", "2027-01-05 2027-01-14"} {
		o, ok := s.OrderWindows[i].Dates.Current(day(t, "2026-11-22"))
		if got := o.Opens.String() + " " + o.Closes.String(); !ok || got != want {
			t.Errorf("window %d is open %s, want %s", i, got, want)
		}
	}
	if two := s.OrderWindows[1]; two.ID != "order-window" || len(two.Supplies) != 2 || s.OrderWindows[2].ID != "order-window-2" || len(s.OrderWindows[2].Supplies) != 0 {
		t.Errorf("window = %+v", two)
	}
}

func TestDeliveries(t *testing.T) {
	_, s := example(t)
	weekly, monthly := s.Deliveries[0], s.Deliveries[1]
	next, _ := weekly.Schedule.OnOrAfter(day(t, "2026-11-22"))
	if next != day(t, "2026-11-24") || weekly.Confirmation.ByUs || weekly.Confirmation.Before != workdays(1) || weekly.Confirmation.From != "*@lumen.example" {
		t.Errorf("delivery = %+v, next %s", weekly, next)
	}
	if monthly.ID != "delivery" || !monthly.Confirmation.ByUs || monthly.Confirmation.Mailbox != nil {
		t.Errorf("delivery = %+v", monthly)
	}
}

func TestWithoutCalendarsTeamsAreAlwaysOpen(t *testing.T) {
	r, problems := Load([]string{"testdata/ok/smallest.yaml"})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	team, s := r.Teams["buying"], r.Suppliers[0]
	if !team.Calendar.AlwaysOpen || team.Calendar.BusinessDay(day(t, "2026-11-22")) {
		t.Errorf("calendar of the team = %+v", team.Calendar)
	}
	if s.Owner != team || s.Calendar == nil || s.Calendar.AlwaysOpen || s.Tier.Class != model.ClassCritical || s.Contacts[0].Number != "+4315321234" {
		t.Errorf("supplier = %+v", s)
	}
}

func TestLeftOutIDsAvoidWrittenOnes(t *testing.T) {
	dir := write(t, map[string]string{"a.yaml": `version: 1
suppliers:
  id: one
  name: One
  contacts:
    - {role: orders, email: a@one.example}
    - {id: orders, role: service, email: b@one.example}
    - {role: orders, email: c@one.example}
    - {id: orders-2, role: service, email: d@one.example}
`})
	r, problems := Load([]string{dir})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	ids := []string{}
	for _, c := range r.Suppliers[0].Contacts {
		ids = append(ids, c.ID)
	}
	same(t, "ids", []string{"orders-3", "orders", "orders-4", "orders-2"}, ids)
}

func TestDefaultLimits(t *testing.T) {
	limits := rulebook.DefaultLimits()
	for _, rule := range scalar.LimitedRules {
		found := false
		for _, name := range rulebook.Names() {
			found = found || name == rule
		}
		if l := limits.Thresholds[rule]; !found || l.Period.IsZero() == (l.Share == 0) {
			t.Errorf("%s: a known rule: %v, %+v", rule, found, l)
		}
	}
	if limits.Failures != 3 || limits.Over != clock(30*time.Minute) {
		t.Errorf("limits = %+v", limits)
	}
}

func days(n int) civil.Period            { return civil.Period{Days: n} }
func months(n int) civil.Period          { return civil.Period{Months: n} }
func workdays(n int) civil.Period        { return civil.Period{BusinessDays: n} }
func clock(d time.Duration) civil.Period { return civil.Period{Clock: d} }
