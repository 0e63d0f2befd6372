package main

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"supplierwatch/internal/testkit/faultyserver"
)

// kills is how often the daemon is killed while mails flow.
const kills = 12

// TestGuarantee1KilledAtAnyInstantNoAlertIsLostAndAStepComesAtMostTwice kills the daemon at random instants. Whatever the
// instant, no alert and no step is lost; nobody gets a step more than twice,
// and then both times under the same Message-ID.
func TestGuarantee1KilledAtAnyInstantNoAlertIsLostAndAStepComesAtMostTwice(t *testing.T) {
	t.Parallel()
	program(t)
	// A relay that takes its time makes it likely that a kill falls between
	// its answer and our note of it.
	relay := faultyserver.StartSMTP(t, faultyserver.SMTPSetup{}, faultyserver.Fault{At: faultyserver.Body, Do: faultyserver.Drip("250 ok", 15*time.Millisecond)})
	o := newInstallation(t)
	o.configure(t, openRelay(t, relay.Addr), noNetwork)
	o.write(t, "registry/company.yaml", company(trio+crew("leads")+crew("operators"), everySecond()))
	suppliers := []string{"acme", "brux", "corda"}
	for _, id := range suppliers {
		o.write(t, "registry/"+id+".yaml", undecided(id, ""))
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("the instants come from seed %d", seed)
	dice := rand.New(rand.NewPCG(seed, 0))

	for range kills {
		d := start(t, "--config", o.config)
		time.Sleep(time.Duration(dice.IntN(700)) * time.Millisecond)
		d.kill()
		o.settle(t)
	}
	d := startReady(t, "--config", o.config)
	until(t, "every alert was told up to its last step", func() bool {
		alerts := pages(d.alerts(t))
		return len(alerts) == len(suppliers) && !slices.ContainsFunc(alerts, func(a alert) bool { return !a.allTold() })
	})
	for _, a := range pages(d.alerts(t)) {
		checkTold(t, a, relay.Accepted())
	}
	t.Logf("%d kills made the relay take %d mails twice", kills, twice(relay.Accepted()))
	d.stop(t)
}

// twice counts the mails that came more than once.
func twice(accepted []faultyserver.Accepted) (n int) {
	for _, ids := range firstMails(accepted) {
		slices.Sort(ids)
		n += len(ids) - len(slices.Compact(ids))
	}
	return n
}

// steps is how many steps the policy of the killed daemon has, a second apart.
const steps = 12

func everySecond() string {
	all := "  story:\n    steps:\n      - notify: [owner]\n"
	for range steps - 1 {
		all += "      - {after: 1 second, notify: [leads]}\n"
	}
	return all + "    repeat: 1 day\n    quiet_hours: ignore\n"
}

// pages leaves out the alerts that only make work.
func pages(all []alert) []alert {
	return slices.DeleteFunc(all, func(a alert) bool { return a.Rule != "contract-notice-due" })
}

// settle lets a daemon send what the killed one left behind, so that no mail
// is on its way at two kills.
func (o *installation) settle(t *testing.T) {
	t.Helper()
	d := startReady(t, "--config", o.config)
	until(t, "nothing waits", func() bool { return d.metric(t, "supplierwatch_outbox_pending") == 0 })
	d.stop(t)
}

// checkTold wants each step of an alert to have reached each recipient: once,
// or twice as the same mail.
func checkTold(t *testing.T, a alert, accepted []faultyserver.Accepted) {
	t.Helper()
	sent := firstMails(accepted)
	for step := range steps {
		want := []string{"ann@buyer.test", "bob@buyer.test", "cem@buyer.test", "leads@buyer.test"}
		if step == 0 {
			want = want[:3]
		}
		for _, who := range want {
			ids := a.mailsOf(step, who)
			if len(ids) != 1 {
				t.Errorf("step %d of the alert about %s went to %s in the mails %v, want one", step, a.Supplier, who, ids)
				continue
			}
			if n := len(slices.DeleteFunc(slices.Clone(sent[who]), func(id string) bool { return asShown(id) != ids[0] })); n < 1 || n > 2 {
				t.Errorf("%s got mail %s of step %d %d times, want once or twice", who, ids[0], step, n)
			}
		}
	}
}

// allTold reports whether the last step was reached and every mail accepted.
func (a alert) allTold() bool {
	return a.Step == steps-1 && !slices.ContainsFunc(a.Notified, func(n notified) bool { return n.Result != "accepted" })
}

// mailsOf returns the Message-IDs of the mails about one step to one recipient.
func (a alert) mailsOf(step int, recipient string) []string {
	var ids []string
	for _, n := range a.Notified {
		if n.Step == step && n.Recipient == recipient {
			ids = append(ids, n.MessageID)
		}
	}
	return ids
}
