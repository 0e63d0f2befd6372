package daemon

import (
	"compress/gzip"
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
)

// newUpgraded starts over a state that the version before wrote, on the registry that it watched. The state in upgrade is that of the quick start of
// November 2026, for two days, with an acknowledged alert, a note, a mail seen from a contact and a sender that was blocked for wrong tokens. The one in
// upgradecontracts has contracts with long notice periods, one of whose tasks is acknowledged, and contracts that are rolling now.
func newUpgraded(t *testing.T, folder string, now time.Time) *keeper {
	t.Helper()
	k := &keeper{t: t, ctx: context.Background(), dir: t.TempDir(), now: now, says: map[string]model.MailResult{}}
	k.write("supplierwatch.yaml", `registry: [registry]
state: sqlite:state.db
identity: {organization: Fab AG, domains: [fab.example], from: "Supplier Watch <watchdog@fab.example>", secret: a-secret-for-tests}
smtp: [{host: 127.0.0.1, port: 1, tls: none, auth: none}]
verification: {mode: "off"}
`)
	if err := os.CopyFS(filepath.Join(k.dir, "registry"), os.DirFS("testdata/"+folder+"/registry")); err != nil {
		t.Fatal(err)
	}
	packed, err := os.Open("testdata/" + folder + "/state.db.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	plain, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	state, err := io.ReadAll(plain)
	if err != nil {
		t.Fatal(err)
	}
	k.write("state.db", string(state))
	k.start()
	t.Cleanup(k.stop)
	return k
}

// startsAtOwner is a task that the version before raised by the date in Japan, some hours before it begins at the owner.
const startsAtOwner = "kaigan-resist/supply/resist-193/cover-below-lead-time"

// TestAnUpgradeMailsNobody proves that a state of the version before goes on as it was.
func TestAnUpgradeMailsNobody(t *testing.T) {
	k := newUpgraded(t, "upgrade", time.Date(2026, time.November, 25, 15, 1, 0, 0, time.UTC))
	before, err := k.store.State(k.ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range append(k.pass(), k.run(time.Hour)...) {
		t.Errorf("after the upgrade %s is mailed %q", m.To, m.Subject)
	}
	after, err := k.store.State(k.ctx)
	if err != nil {
		t.Fatal(err)
	}
	acknowledged, untested := 0, map[model.AlertState]int{}
	for id, a := range before.Alerts {
		if a.Key == startsAtOwner {
			continue
		}
		if a.Rule == rulebook.EscalationUntested { // one task lists the policies that had one each
			untested[after.Alerts[id].State]++
			continue
		}
		if now := after.Alerts[id]; now.Key != a.Key || now.State != a.State || now.Step != a.Step {
			t.Errorf("alert %s was %s at step %d and is %s at step %d", a.Key, a.State, a.Step, now.State, now.Step)
		}
		if a.State == model.StateAcknowledged {
			acknowledged++
		}
	}
	if untested[model.StateFiring] != 1 || untested[model.StateWithdrawn] != 2 {
		t.Errorf("the tasks of policies without a drill are %v, want one open for all three", untested)
	}
	// The version before did not know calendar-without-holidays and key-without-effect; both are tasks here, and mail nobody.
	if len(before.Alerts) < 30 || acknowledged != 1 || len(after.Alerts) != len(before.Alerts)+2 {
		t.Errorf("%d alerts, %d acknowledged, became %d", len(before.Alerts), acknowledged, len(after.Alerts))
	}
}

// TestAnUpgradeMailsNobodyAboutNotices proves that the alerts of contracts whose notice the version before did not compute go on without a mail.
func TestAnUpgradeMailsNobodyAboutNotices(t *testing.T) {
	k := newUpgraded(t, "upgradecontracts", time.Date(2026, time.November, 30, 9, 55, 0, 0, time.UTC))
	before, err := k.store.State(k.ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range append(k.pass(), k.run(24*time.Hour)...) {
		t.Errorf("after the upgrade %s is mailed %q", m.To, m.Subject)
	}
	after, err := k.store.State(k.ctx)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for id, a := range after.Alerts {
		if a.Subject.Kind == model.KindContract {
			was := "new"
			if old, known := before.Alerts[id]; known {
				was = string(old.State)
			}
			got[a.Key] = was + ", " + string(a.State) + " " + a.Rule
		}
	}
	for key, want := range map[string]string{
		"acme/contract/whole/notice/2026-12-31":                     "firing, firing contract-notice-missed",
		"acme/contract/whole/notice/2027-12-31":                     "new, firing contract-notice-approaching",
		"acme/contract/long/notice/2027-01-14":                      "acknowledged, acknowledged contract-notice-missed",
		"acme/contract/long/notice/2028-01-14":                      "new, firing contract-notice-missed",
		"acme/contract/first/notice/2028-07-31":                     "new, firing contract-notice-approaching",
		"acme/contract/first/contract-notice-impossible/2027-07-31": "firing, firing contract-notice-impossible",
		"acme/contract/monthly/notice/2026-12-14":                   "firing, withdrawn contract-notice-impossible",
		"acme/contract/quarterly/notice/2027-01-14":                 "firing, withdrawn contract-notice-missed",
		"acme/contract/yearly/notice/2026-12-31":                    "firing, firing contract-notice-missed",
	} {
		if got[key] != want {
			t.Errorf("%s: %s, want %s", key, got[key], want)
		}
		delete(got, key)
	}
	for key, state := range got {
		t.Errorf("unexpected: %s: %s", key, state)
	}
}
