package wiring

import (
	"slices"
	"testing"
	"time"

	"supplierwatch/internal/settings"
)

// TestUnsupported holds that a start warns of what this version does not do, and of nothing that it does.
func TestUnsupported(t *testing.T) {
	for name, tt := range map[string]struct {
		lease time.Duration
		want  []string
	}{
		"nothing special": {settings.DefaultLease, nil},
		"another lease":   {time.Minute, []string{"run.lease: the state is a file, which one daemon uses alone; with a database of PostgreSQL several share the work"}},
	} {
		s := &settings.Settings{
			Accounts: map[string]settings.Account{"works": {Login: settings.Login{Auth: settings.AuthSCRAM}}},
			Run:      settings.Run{Lease: tt.lease},
		}
		if got := Unsupported(s); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}
