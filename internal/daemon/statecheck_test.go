package daemon

import (
	"context"
	"database/sql"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/store"
	"supplierwatch/internal/store/sqlite"
	"supplierwatch/internal/web/content"
	"supplierwatch/internal/wiring"
)

// TestDamageFoundAtNight: a row that no evaluation reads any more is damaged. The examination finds it, and from then on the daemon is not ready,
// whatever succeeds afterwards, and forgets nothing.
func TestDamageFoundAtNight(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	opened, err := sqlite.Open(t.Context(), "sqlite:"+path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { opened.Close() })
	at := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	ended := model.Alert{ID: "a3f09c", State: model.StateResolved, EndedAt: at}
	if err := opened.Commit(t.Context(), model.Change{Alerts: []model.Alert{ended}}); err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	sender := &hesitant{}
	conf := settings.Default(".", nil)
	conf.Webhooks = map[string]settings.Webhook{"duty": {Format: settings.Generic}, "pager": {Format: settings.Alertmanager}}
	conf.Alerts.Operators = "ops"
	registry := &model.Registry{Teams: map[string]*model.Team{"ops": {ID: "ops", Email: "ops@buyer.test"}}}
	ready, logger := &readiness{delivered: true}, slog.New(slog.NewTextHandler(&log, nil))
	operators := func() []model.Recipient { return wiring.Operators(conf, registry) }
	alarm := newDamageAlarm(conf, sender, operators, envelope.Identity{}, func() time.Time { return at.AddDate(9, 0, 0) }, logger)
	state := &stateCheck{store: opened, ready: ready, log: logger, alarm: alarm}
	passed := content.Snapshot{EvaluatedAt: at, Reload: content.Reload{OK: true}}
	if !state.examine(t.Context()) || !ready.Verdict(passed.EvaluatedAt, passed.Reload).OK {
		t.Fatalf("not ready at first: %s\n%s", ready.Verdict(passed.EvaluatedAt, passed.Reload).Why, &log)
	}
	beside, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := beside.ExecContext(t.Context(), `UPDATE alerts SET key = 'x'`); err != nil {
		t.Fatal(err)
	}
	beside.Close()
	state.prune(t.Context(), store.Retention{})
	ready.setWriteError(nil)
	state.proveWritable(t.Context())
	v := ready.Verdict(passed.EvaluatedAt, passed.Reload)
	for _, want := range []string{path, `the alert "a3f09c" is not as it was written`, "put the last backup in its place"} {
		if v.OK || !strings.Contains(strings.Join(v.Problems, "\n"), want) {
			t.Errorf("ready: %+v; want no, and %q", v, want)
		}
	}

	// The operators and the webhooks hear of it past the outbox, each once, however often it takes.
	for range 3 {
		state.proveWritable(t.Context())
	}
	got := map[string]model.Mail{}
	for _, m := range sender.taken {
		got[m.To.String()] = m
	}
	if len(sender.taken) != 3 || sender.refused != 3 || !strings.Contains(got["ops@buyer.test"].Text, `the alert "a3f09c" is not as it was written`) {
		t.Errorf("after %d attempts that failed there came %+v", sender.refused, sender.taken)
	}
	for to, want := range map[string]string{"webhook:duty": `"reason":"state damaged"`, "webhook:pager": `"alertname":"SupplierwatchStateDamaged"`} {
		if payload := string(got[to].Payload); !strings.Contains(payload, want) {
			t.Errorf("%s is sent %s, want %s", to, payload, want)
		}
	}
}

// hesitant sends nothing at the first time.
type hesitant struct {
	refused int
	taken   []model.Mail
}

func (h *hesitant) Send(_ context.Context, mails []model.Mail) []model.Attempt {
	result := model.MailAccepted
	if h.refused == 0 {
		h.refused, result = len(mails), model.MailQueued
	} else {
		h.taken = append(h.taken, mails...)
	}
	var all []model.Attempt
	for _, m := range mails {
		all = append(all, model.Attempt{Mail: m.ID, Result: result})
	}
	return all
}
