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
)

// newUpgraded starts over a state that the version before wrote, on the registry that it watched: the quick start of November 2026, for
// two days, with an acknowledged alert, a note, a mail seen from a contact and a sender that was blocked for wrong tokens.
func newUpgraded(t *testing.T) *keeper {
	t.Helper()
	k := &keeper{t: t, ctx: context.Background(), dir: t.TempDir(), now: time.Date(2026, time.November, 25, 15, 1, 0, 0, time.UTC), says: map[string]model.MailResult{}}
	k.write("supplierwatch.yaml", `registry: [registry]
state: sqlite:state.db
identity: {organization: Fab AG, domains: [fab.example], from: "Supplier Watch <watchdog@fab.example>", secret: a-secret-for-tests}
smtp: [{host: 127.0.0.1, port: 1, tls: none, auth: none}]
verification: {mode: "off"}
`)
	if err := os.CopyFS(filepath.Join(k.dir, "registry"), os.DirFS("testdata/upgrade/registry")); err != nil {
		t.Fatal(err)
	}
	packed, err := os.Open("testdata/upgrade/state.db.gz")
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

// TestAnUpgradeMailsNobody proves that a state of the version before goes on as it was.
func TestAnUpgradeMailsNobody(t *testing.T) {
	k := newUpgraded(t)
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
	acknowledged := 0
	for id, a := range before.Alerts {
		if now := after.Alerts[id]; now.Key != a.Key || now.State != a.State || now.Step != a.Step {
			t.Errorf("alert %s was %s at step %d and is %s at step %d", a.Key, a.State, a.Step, now.State, now.Step)
		}
		if a.State == model.StateAcknowledged {
			acknowledged++
		}
	}
	// The version before did not know calendar-without-holidays; it is only info here, and mails nobody.
	if len(before.Alerts) < 30 || acknowledged != 1 || len(after.Alerts) != len(before.Alerts)+1 {
		t.Errorf("%d alerts, %d acknowledged, became %d", len(before.Alerts), acknowledged, len(after.Alerts))
	}
}
