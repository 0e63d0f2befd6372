package cli_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
)

// TestStatusHasBeginAndEndOfEndedAlerts checks the alerts that --all adds, in the time zone of the configuration.
func TestStatusHasBeginAndEndOfEndedAlerts(t *testing.T) {
	config, url := besideDaemon(t, "with")
	text, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(config, append(text, "schedule: {timezone: Europe/Berlin}\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	began := time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)
	ended := model.Alert{
		ID: "b4c5d6", Key: "ended", Supplier: "acme", Subject: model.KindContract.Subject("msa"), Severity: model.Critical, Route: model.RoutePage,
		State: model.StateResolved, Since: began, EndedAt: began.AddDate(0, 3, 0), Message: "Decide.",
	}
	firing := model.Alert{ID: "a3f09c", Key: "open", Supplier: "acme", Subject: model.SubjectSession, Severity: model.Warning, Route: model.RoutePage, State: model.StateFiring, Since: began, Message: "Hold a session."}
	commit(t, url, model.Change{Alerts: []model.Alert{ended, firing}})
	code, out, errs := run(t.Context(), "status", "--all", "--config", config, "--now", "2026-12-24")
	for _, want := range []string{"1 alert open as of 2026-12-24 09:00, times in Europe/Berlin: ", "resolved: began 2026-09-01 10:00, ended 2026-12-01 09:00\n", "not acknowledged, open since 2026-09-01 10:00"} {
		if code != 0 || !strings.Contains(out, want) {
			t.Errorf("%d, no %q in %q %q", code, want, out, errs)
		}
	}
	_, out, errs = run(t.Context(), "__complete", "ack", "--config", config, "")
	if !strings.Contains(out, "a3f09c\tHold a session.\n") {
		t.Errorf("completed are %q %q", out, errs)
	}
	if _, out, _ = run(t.Context(), "__complete", "snooze", "--config", config, "a3f09c", ""); strings.Contains(out, "Hold a session.") {
		t.Errorf("after an alert to snooze, completed are %q", out)
	}
	// As of a day in the past, what began later is left out, and what ended later was open.
	_, out, errs = run(t.Context(), "status", "--config", config, "--now", "2026-11-01")
	for _, want := range []string{"2 alerts open as of 2026-11-01 09:00", "b4c5d6  CRITICAL  Decide.", "not acknowledged, open since 2026-09-01 10:00"} {
		if !strings.Contains(out, want) {
			t.Errorf("in the past: no %q in %q %q", want, out, errs)
		}
	}
	if _, out, errs = run(t.Context(), "status", "--all", "--config", config, "--now", "2026-08-01"); !strings.HasPrefix(out, "0 alerts open as of 2026-08-01 09:00") || strings.Contains(out, "b4c5d6") || errs != "" {
		t.Errorf("before the first alert: %q %q", out, errs)
	}
	_, out, errs = run(t.Context(), "status", "--config", config, "--now", "2090-01-01")
	if want := "status shows what is recorded today, not what will be found on 2090-01-01"; !strings.Contains(errs, want) || !strings.Contains(out, "1 alert open") {
		t.Errorf("in the future: no %q in %q %q", want, errs, out)
	}
	if _, out, _ := run(t.Context(), "status", "--config", config, "--now", "2026-12-24"); strings.Contains(out, "b4c5d6") {
		t.Errorf("without --all: %q", out)
	}
	// Without --now nothing is left out: what began in this second, or by a clock that ran ahead.
	commit(t, url, model.Change{Alerts: []model.Alert{{
		ID: "c5d6e7", Key: "ahead", Supplier: "acme", Subject: model.SubjectSession, Severity: model.Warning, Route: model.RoutePage,
		State: model.StateFiring, Since: time.Now().Add(time.Minute), Message: "Hold another session.",
	}}})
	if _, out, _ := run(t.Context(), "status", "--config", config); !strings.Contains(out, "c5d6e7") {
		t.Errorf("an alert of now is left out: %q", out)
	}
	if code, _, errs := run(t.Context(), "status", "--config", config, "--now", "soon"); code != 2 || !strings.Contains(errs, "expected a day") {
		t.Errorf("--now soon: %d %q", code, errs)
	}
}
