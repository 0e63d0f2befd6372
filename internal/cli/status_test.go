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
	firing := model.Alert{ID: "a3f09c", Key: "open", Supplier: "acme", Subject: model.SubjectSession, Severity: model.Warning, Route: model.RoutePage, State: model.StateFiring, Since: began}
	commit(t, url, model.Change{Alerts: []model.Alert{ended, firing}})
	code, out, errs := run(t.Context(), "status", "--all", "--config", config, "--now", "2026-12-24")
	for _, want := range []string{"1 alert open as of 2026-12-24 09:00, times in Europe/Berlin: ", "resolved: began 2026-09-01 10:00, ended 2026-12-01 09:00\n", "firing since 2026-09-01 10:00"} {
		if code != 0 || !strings.Contains(out, want) {
			t.Errorf("%d, no %q in %q %q", code, want, out, errs)
		}
	}
	if _, out, _ := run(t.Context(), "status", "--config", config); strings.Contains(out, "b4c5d6") {
		t.Errorf("without --all: %q", out)
	}
	if code, _, errs := run(t.Context(), "status", "--config", config, "--now", "soon"); code != 2 || !strings.Contains(errs, "expected a day") {
		t.Errorf("--now soon: %d %q", code, errs)
	}
}
