package daemon

import (
	"testing"

	"supplierwatch/internal/model"
)

func TestAProbeIsCountedWithAReason(t *testing.T) {
	for _, c := range []struct {
		kind         model.FactKind
		reason, want string
	}{
		{model.FactProbeOK, "", "ok"},
		{model.FactProbeOK, "mx", "mx"},
		{model.FactProbeFailed, "null-mx", "null-mx"},
		{model.FactProbeUnknown, "", "other"},
	} {
		f := model.Fact{Kind: c.kind}
		if c.reason != "" {
			f = f.WithReason(c.reason)
		}
		if got := probeReason(f); got != c.want {
			t.Errorf("%s with reason %q is counted as %q, want %q", c.kind, c.reason, got, c.want)
		}
	}
}
