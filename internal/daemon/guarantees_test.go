package daemon

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
)

// broken is a store that takes nothing.
type broken struct{ engine.Store }

func (broken) Commit(context.Context, model.Change) error { return errors.New("disk full") }

func TestGuarantee1TransitionsAndTheirMailsAreCommittedInOneTransactionBeforeAnyLeaves(t *testing.T) {
	k := newKeeper(t, expired("acme"), expired("brand"))
	k.engine.Store = broken{k.store}
	if _, err := k.engine.Evaluate(t.Context()); err == nil {
		t.Fatal("a pass that cannot be written ends well")
	}
	k.wantStored(0, 0)
	k.engine.Store = k.store
	pass, err := k.engine.Evaluate(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	k.wantStored(len(pass.State.Alerts), 1)
	if len(k.book) > 0 {
		t.Errorf("%d mails left before they were written", len(k.book))
	}
	// From here on Send makes sure of each mail that its alerts know of it already.
	k.run(5 * time.Hour)
	if len(k.book) != 3 {
		t.Errorf("%d mails left, want the first and two of the next step", len(k.book))
	}
}

// wantStored wants so many alerts and waiting mails in the database.
func (k *keeper) wantStored(alerts, mails int) {
	k.t.Helper()
	state, err := k.store.State(k.ctx)
	if err != nil {
		k.t.Fatal(err)
	}
	waiting, err := k.store.Due(k.ctx, model.MailClassAlerts, k.now, 100)
	if err != nil {
		k.t.Fatal(err)
	}
	if len(state.Alerts) != alerts || len(waiting) != mails {
		k.t.Errorf("%d alerts and %d mails are stored, want %d and %d", len(state.Alerts), len(waiting), alerts, mails)
	}
}

func TestGuarantee2PageAlertsWithinTheGroupWaitShareAMail(t *testing.T) {
	k := newKeeper(t)
	k.run(time.Hour)
	k.load(expired("acme"))
	k.pass()
	k.now = k.now.Add(20 * time.Second)
	k.load(expired("acme"), expired("brand"))
	mails := k.run(time.Minute)
	k.wantTold("within the wait", mails, "buying: first step 0 of acme", "buying: first step 0 of brand")
	if len(mails) != 1 || !strings.Contains(mails[0].Text, "acme GmbH") || !strings.Contains(mails[0].Text, "brand GmbH") {
		t.Errorf("%d mails, want one of both", len(mails))
	}
}

func TestGuarantee2PastTheHourlyLimitOneMailSaysHowManyAreHeld(t *testing.T) {
	k := newKeeper(t)
	k.run(time.Hour)
	var all []string
	holding := 0
	for i := range 14 {
		all = append(all, expired(fmt.Sprintf("supplier-%02d", i)))
		k.load(all...)
		for _, m := range k.run(2 * time.Minute) {
			if m.Kind == model.MailRateLimitNotice {
				holding++
				if !strings.Contains(m.Text, "1 ") {
					t.Errorf("the mail does not say how many are held:\n%s", m.Text)
				}
			}
		}
	}
	sent := len(k.book)
	if sent != 11 || holding != 1 {
		t.Errorf("%d mails in half an hour, %d of them on what is held; want ten alerts and one", sent, holding)
	}
	k.run(time.Hour)
	told := map[string]bool{}
	for _, m := range k.book {
		for _, x := range m.Alerts {
			told[x.Alert] = true
		}
	}
	if len(told) < 14 {
		t.Errorf("%d of 14 are told when the hour is over", len(told))
	}
}

func TestGuarantee2TasksGoIntoTheWeeklySummaryAndNobodyIsCalled(t *testing.T) {
	k := newKeeper(t)
	k.run(time.Hour)
	k.load(strings.Replace(expired("acme"), "ends: 2024-12-31, renewal: none", "ends: 2028-12-31, renewal: manual", 1))
	for month := range 2 { // a list that stays the same is sent every fourth week
		mails := k.run(28 * 24 * time.Hour)
		if len(mails) != 1 || mails[0].Kind != model.MailSummary || mails[0].To.Address != "buying@buyer.example" || mails[0].CreatedAt.Weekday() != time.Monday {
			t.Fatalf("in month %d %d mails left, want one letter, on Monday: %v", month, len(mails), mails)
		}
		for _, want := range []string{"due this week", "in the four weeks after", "Add an emergency contact: acme GmbH"} {
			if !strings.Contains(mails[0].Text, want) {
				t.Errorf("the letter lacks %q:\n%s", want, mails[0].Text)
			}
		}
	}
	k.load(strings.Replace(strings.Replace(expired("acme"), "ends: 2024-12-31, renewal: none", "ends: 2028-12-31, renewal: manual", 1),
		"contacts: [", `contacts: [{id: duty, role: escalation, email: duty@acme-duty.example, phone: "+49 89 7654321", hours: "24/7"}, `, 1))
	if letter := k.run(7 * 24 * time.Hour); len(letter) != 1 || !strings.Contains(letter[0].Text, "RESOLVED") {
		t.Errorf("the letter after somebody is named for emergencies does not tell that it is fixed: %v", letter)
	}
}

func TestGuarantee4AMailThatCannotBeDeliveredIsItselfNews(t *testing.T) {
	k := newKeeper(t)
	k.run(time.Hour)
	k.says["buying@buyer.example"] = model.MailRefused
	k.load(expired("acme"))
	k.wantTold("within two minutes", k.run(2*time.Minute),
		"buying: escalated step 1 of acme", "buying: first step 0 of acme", "it: first step 0 of ", "leads: escalated step 1 of acme")
	for _, n := range k.pager("acme").Notified {
		if refused := n.Recipient == "buying@buyer.example"; refused != (n.Result == model.MailRefused) {
			t.Errorf("the mail to %s is noted as %s", n.Recipient, n.Result)
		}
	}
	mails := k.run(49 * time.Hour)
	if !slices.ContainsFunc(mails, func(m model.Mail) bool { return strings.Contains(m.Text, "delivery failed") }) {
		t.Errorf("the mail of the next step does not tell who did not get theirs: %v", k.told(mails))
	}
}

func TestGuarantee7AcceptedByAServerIsNeverShownAsReadByAPerson(t *testing.T) {
	k := newKeeper(t)
	k.run(time.Hour)
	k.load(expired("acme"))
	mails := k.run(5 * time.Hour)
	if n := k.pager("acme").Notified[0]; n.Result != model.MailAccepted {
		t.Fatalf("the first mail is noted as %s", n.Result)
	}
	if text := mails[len(mails)-1].Text; !strings.Contains(text, "first mail; no reply") {
		t.Errorf("of a mail that a server took and nobody answered the next one does not say so:\n%s", text)
	}
	if a := k.pager("acme"); a.State != model.StateFiring || a.AcknowledgedBy != "" {
		t.Errorf("the alert is %s, by %q", a.State, a.AcknowledgedBy)
	}
}

func TestGuarantee8AnAlertAboutAContactIsNeverRoutedThroughIt(t *testing.T) {
	k := newKeeper(t, strings.Replace(expired("acme"), `email: orders@acme.example, phone: "+49 89 1234567"`, "email: Buying@buyer.example", 1))
	k.run(time.Hour)
	k.record(model.Fact{
		ID: "bounce", Supplier: "acme", Subject: model.KindContact.Subject("orders"), Kind: model.FactBounced, Data: map[string]string{"verdict": "gone", "address": "buying@buyer.example"},
	})
	mails := k.run(time.Hour)
	k.wantTold("the contact is at the team's own address", mails, "jane: first step 0 of acme", "joe: first step 0 of acme")
	for _, m := range mails {
		if !strings.Contains(m.Text, "bounced") || strings.Contains(m.Text, "mailto") {
			t.Errorf("the mail to %s:\n%s", m.To, m.Text)
		}
	}
}

// record writes down what happened now.
func (k *keeper) record(f model.Fact) {
	k.t.Helper()
	f.ObservedAt, f.RecordedAt, f.Actor, f.Source = k.now, k.now, model.ActorWatchdog, "test"
	if err := k.store.Commit(k.ctx, model.Change{Facts: []model.Fact{f}}); err != nil {
		k.t.Fatal(err)
	}
}

func TestGuarantee8AnAlertAboutOurMailAlsoGoesAnotherWay(t *testing.T) {
	k := newKeeper(t)
	k.run(time.Hour)
	k.write("supplierwatch.yaml", keeperConfig+`webhooks: {oncall: {url: "https://oncall.example/hook", on: [mail-relay-down], format: generic}}
probe: {failures: 1, over: 0 seconds}
`)
	k.restart(time.Minute)
	k.cutOff = true
	k.load(expired("acme"))
	mails := k.run(time.Hour)
	if len(mails) == 0 || slices.ContainsFunc(mails, func(m model.Mail) bool { return m.To != model.WebhookRecipient("oncall") }) {
		t.Fatalf("while no relay answers %d posts left: %v", len(mails), k.told(mails))
	}
	if !strings.Contains(string(mails[0].Payload), "mail-relay-down") {
		t.Errorf("the webhook is posted %s", mails[0].Payload)
	}
	if !k.last.RelayDown() {
		t.Error("the heartbeat goes on although no mail leaves")
	}
	if waiting, _, err := k.store.Backlog(k.ctx); err != nil || waiting == 0 {
		t.Errorf("%d mails wait, %v", waiting, err)
	}
	k.cutOff = false
	told := k.told(k.run(2 * time.Hour))
	for _, want := range []string{"buying: first step 0 of acme"} {
		if !slices.Contains(told, want) {
			t.Errorf("when the relay is back it is told %v, want %s too", told, want)
		}
	}
}

// manyExpired are suppliers of ten teams.
func manyExpired(n int) (company, suppliers string) {
	var teams, all strings.Builder
	for i := range 10 {
		fmt.Fprintf(&teams, "  team-%d: {email: team-%d@buyer.example, members: [jane@buyer.example, joe@buyer.example]}\n", i, i)
	}
	for i := range n {
		owner := fmt.Sprintf("owner: team-%d", i%10)
		all.WriteString(strings.Replace(expired(fmt.Sprintf("supplier-%05d", i)), "owner: buying", owner, 1))
	}
	company = strings.Replace(keeperCompany, "teams:\n", "teams:\n"+teams.String(), 1)
	return strings.Replace(company, "- notify: [buying]", "- notify: [owner]", 1), all.String()
}

// flood loads many suppliers whose contracts ended at once, and passes for half an hour.
func (k *keeper) flood(n int) (mails []model.Mail, told int) {
	k.t.Helper()
	company, suppliers := manyExpired(n)
	k.company = company
	k.load(suppliers)
	mails = k.run(30 * time.Minute)
	seen := map[string]bool{}
	for _, m := range mails {
		for _, x := range m.Alerts {
			seen[x.Alert] = seen[x.Alert] || speaks(m)
		}
	}
	for _, speaking := range seen {
		if speaking {
			told++
		}
	}
	return mails, told
}

func TestGuarantee2TenThousandFindingsAtOnceSendTensOfMails(t *testing.T) {
	if testing.Short() {
		t.Skip("ten thousand suppliers")
	}
	k := newKeeper(t)
	k.run(time.Hour)
	mails, told := k.flood(10_000)
	if len(mails) > 99 || told != 10_000 {
		t.Errorf("%d mails tell of %d alerts, want tens of mails that tell of all 10000", len(mails), told)
	}
}

// BenchmarkTenThousandFindingsAtOnce measures what half an hour costs in which ten thousand contracts are found to have ended: loading, judging,
// deciding, composing, and writing to a database on disk.
func BenchmarkTenThousandFindingsAtOnce(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		k := newKeeper(b)
		k.run(time.Hour)
		before := heap()
		b.StartTimer()
		mails, told := k.flood(10_000)
		b.ReportMetric(float64(len(mails)), "mails")
		b.ReportMetric(float64(told), "alerts")
		b.ReportMetric(float64(heap()-before)/1e6, "MB-kept")
	}
}

func TestGuarantee6ARestartOrReloadReAnnouncesNothingUnchanged(t *testing.T) {
	k := newKeeper(t, expired("acme"), expired("brand"))
	k.run(5 * time.Hour)
	for range 5 {
		k.wantTold("a restart", k.restart(time.Minute))
		k.load(expired("acme"), expired("brand"))
		k.wantTold("a reload", k.pass())
	}
	k.wantTold("and it goes on from its step", k.run(48*time.Hour), both("it: escalated step 2", "buying: escalated step 2", "leads: escalated step 2")...)
}

// both returns what was reported about two suppliers.
func both(each ...string) (all []string) {
	for _, x := range each {
		all = append(all, x+" of acme", x+" of brand")
	}
	slices.Sort(all)
	return all
}

func TestGuarantee6WhatBecameTrueWhileTheDaemonWasDownIsAnnouncedOnce(t *testing.T) {
	k := newKeeper(t, expired("acme"))
	k.run(time.Hour)
	k.write("registry.yaml", k.company+expired("acme")+expired("brand"))
	mails := k.restart(6 * 7 * 24 * time.Hour)
	k.wantTold("after six weeks", mails,
		"buying: escalated step 1 of acme", "buying: first step 0 of brand", "leads: escalated step 1 of acme")
	pages := slices.DeleteFunc(slices.Clone(mails), func(m model.Mail) bool { return m.Kind == model.MailSummary })
	if letters := len(mails) - len(pages); len(pages) != 2 || letters > 2 {
		t.Errorf("%d mails and %d letters, want one to each of two, and the letter once", len(pages), letters)
	}
	k.wantTold("and no more", k.run(3*time.Hour))
}

// TestGuarantee6RetentionNeverForgetsAnOpenAlert lets an alert stand for over a year, with reminders and with pruning each month. What is
// remembered of it stays small, and the mail still says since when who knows.
func TestGuarantee6RetentionNeverForgetsAnOpenAlert(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED, short: takes minutes under the race detector, and nothing here runs at the same time")
	}
	k := newKeeper(t)
	k.company = strings.Replace(keeperCompany, "repeat: 1 day", "repeat: 5 days\n    repeat_max: 5 days", 1)
	k.run(time.Hour)
	k.load(expired("acme"))
	k.run(time.Hour)
	id := k.pager("acme").ID
	for range 14 {
		k.run(30 * 24 * time.Hour)
		k.pruner.prune(k.ctx)
	}
	a := k.pager("acme")
	mails := slices.DeleteFunc(slices.Clone(k.book), func(m model.Mail) bool { return m.Kind != model.MailAlert })
	if a.ID != id || a.State != model.StateFiring || len(mails) < 240 {
		t.Fatalf("after a year alert %s is %s and %d mails were sent of it; want %s firing and three every five days", a.ID, a.State, len(mails), id)
	}
	document, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	if len(document) > 64<<10 || len(a.Notified) > 130 {
		t.Errorf("the alert has grown to %d bytes, %d notifications", len(document), len(a.Notified))
	}
	first := mails[0]
	theirs := slices.DeleteFunc(mails, func(m model.Mail) bool { return m.To != first.To })
	last := theirs[len(theirs)-1]
	for _, want := range []string{"since 23 Nov", " mails", "reminder"} {
		if !strings.Contains(last.Text, want) {
			t.Errorf("the last mail lacks %q:\n%s", want, last.Text)
		}
	}
	if last.To != first.To || !slices.Contains(last.References, first.MessageID) {
		t.Errorf("the last mail to %s refers to %v, want the first one to %s, %s", last.To, last.References, first.To, first.MessageID)
	}
}

func TestADeadlineThatMovesEndsItsAlertAndBeginsAnother(t *testing.T) {
	undecided := func(ends string) string {
		return strings.Replace(expired("acme"), "ends: 2024-12-31, renewal: none",
			"ends: "+ends+", renewal: automatic, renewal_term: 12 months, notice: 3 months, delivery: 10 days, decide_within: 30 days", 1)
	}
	k := newKeeper(t, undecided("2027-03-10"))
	k.run(5 * time.Hour)
	before := k.pager("acme")
	if before.Rule != "contract-notice-due" {
		t.Fatalf("what pages is %s", before.Rule)
	}
	k.load(undecided("2027-09-10"))
	k.wantTold("when it is moved", k.run(time.Hour), "buying: resolved step 1 of acme", "leads: resolved step 1 of acme")
	k.wantTold("until it comes near again", k.run(150*24*time.Hour))
	told := k.told(k.run(40 * 24 * time.Hour))
	if after := k.pager("acme"); after.ID == before.ID || !slices.Contains(told, "buying: worse step 0 of acme") {
		t.Errorf("alert %s goes on as %s, told %v; want another one, that was work and pages now", before.ID, after.ID, told)
	}
}

func TestARenamedSupplierKeepsItsAlertAndItsThread(t *testing.T) {
	k := newKeeper(t)
	k.run(time.Hour)
	k.load(expired("acme"))
	first := k.run(time.Hour)
	before := k.pager("acme")
	k.load(expired("acme-resist", "was: [acme]"))
	k.wantTold("when it is renamed", k.run(time.Minute))
	mails := k.run(4 * time.Hour)
	k.wantTold("the next step", mails, "buying: escalated step 1 of acme-resist", "leads: escalated step 1 of acme-resist")
	if after := k.pager("acme-resist"); after.ID != before.ID {
		t.Errorf("alert %s became %s", before.ID, after.ID)
	}
	for _, m := range mails {
		if m.To.Address == "buying@buyer.example" && !slices.Contains(m.References, first[0].MessageID) {
			t.Errorf("the next step refers to %v, want the first mail %s", m.References, first[0].MessageID)
		}
	}
}

func TestARemovedSupplierIsWithdrawnOnceThatIsBelieved(t *testing.T) {
	k := newKeeper(t, expired("acme"), expired("brand"))
	k.run(5 * time.Hour)
	k.load(expired("acme"))
	k.wantTold("half of the suppliers is gone", k.run(9*time.Minute))
	k.restart(0)
	k.wantTold("ten minutes later", k.run(2*time.Minute), "buying: withdrawn step 1 of brand", "leads: withdrawn step 1 of brand")
	if a := k.pager("brand"); a.State != model.StateWithdrawn {
		t.Errorf("the alert is %s", a.State)
	}
	k.wantTold("and it is not told again", k.run(4*time.Hour))
}

// TestAClockThatJumpsStormsNobodyAndForgetsNothing lets the clock of a daemon jump by hours to and fro for a month. Nobody gets a step twice,
// no more mails come than the limit lets through, and once the clock is right the next reminder comes within its working day.
func TestAClockThatJumpsStormsNobodyAndForgetsNothing(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("the jumps come from seed %d", seed)
	dice := rand.New(rand.NewPCG(seed, 0))
	k := newKeeper(t)
	k.company = strings.Replace(keeperCompany, "repeat: 1 day", "repeat: 1 day\n    repeat_max: 1 day", 1)
	k.load(expired("acme"), expired("brand"))
	seen := map[string]int{}
	jumps := 40
	for range jumps {
		k.now = k.now.Add(time.Duration(dice.IntN(25*60)-12*60) * time.Minute)
		mails := k.run(time.Duration(1+dice.IntN(20)) * time.Hour)
		for _, told := range k.told(mails) {
			seen[told]++
		}
		if dice.IntN(5) == 0 {
			k.restart(0)
		}
		if len(mails) > 12 {
			t.Fatalf("%d mails within a day", len(mails))
		}
	}
	for told, n := range seen {
		if !strings.Contains(told, "reminder") && n > 1 {
			t.Errorf("%s: %d times", told, n)
		}
	}
	reminded := k.told(k.run(97 * time.Hour)) // over a weekend, and at the time of day of the first mail
	for _, want := range both("buying: reminder step 2", "it: reminder step 2", "leads: reminder step 2") {
		if !slices.Contains(reminded, want) {
			t.Errorf("within four days of the last jump it was told\n  %s\nwant %s", strings.Join(reminded, "\n  "), want)
		}
	}
}
