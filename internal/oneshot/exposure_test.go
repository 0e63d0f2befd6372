package oneshot

import (
	"context"
	"testing"
	"time"

	"supplierwatch/internal/apidoc"
)

// TestExposureUsesWhatWasRecorded holds that the reach of a supplier follows
// the facts known by then, and that a broken registry yields problems alone.
func TestExposureUsesWhatWasRecorded(t *testing.T) {
	registry := written(t, "registry.yaml", oneSupplier)
	facts := written(t, "facts.json", `{"version": 1, "facts": [
		{"id": "1", "supplier": "acme", "subject": "contact/orders", "kind": "verified", "observed_at": "2026-11-22T07:00:00Z", "data": {"how": "reply"}}]}`)
	for now, known := range map[string]bool{"2026-11-22T10:00:00Z": true, "2026-11-21T10:00:00Z": false} {
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		result, err := Exposure(context.Background(), CheckRequest{Paths: []string{registry}, Facts: facts, Now: at}, apidoc.BySupplier)
		if err != nil || len(result.Problems) > 0 || len(result.Document.Rows) != 1 {
			t.Fatalf("%+v, %v", result, err)
		}
		reach := result.Document.Rows[0].Reach
		if known != (reach.Likelihood != nil) || known == reach.LastAnswer.IsZero() {
			t.Errorf("at %s: reach %+v", now, reach)
		}
	}
	broken := written(t, "broken.yaml", "version: 7\n")
	result, err := Exposure(context.Background(), CheckRequest{Paths: []string{broken}, Now: time.Now()}, apidoc.ByLine)
	if err != nil || len(result.Problems) == 0 || result.Document.Rows != nil {
		t.Errorf("%+v, %v", result, err)
	}
}
