package daemon

import (
	"log/slog"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"supplierwatch/internal/deliver/directory"
	"supplierwatch/internal/readmodel"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/token"
	"supplierwatch/internal/wiring"
)

// TestWays checks that relays keep the order of the configuration, and that
// neighbouring servers, which share patience and connections, are one way.
func TestWays(t *testing.T) {
	host := func(name string) settings.Relay {
		return settings.Relay{Login: settings.Login{Host: name, Port: 25, TLS: settings.NoTLS, Auth: settings.AuthNone}}
	}
	folder := settings.Relay{Directory: t.TempDir()}
	tests := []struct {
		name   string
		relays []settings.Relay
		want   []string
	}{
		{"a folder alone", []settings.Relay{folder}, []string{"folder"}},
		{"servers are one way", []settings.Relay{host("a.test"), host("b.test")}, []string{"servers"}},
		{"a folder last", []settings.Relay{host("a.test"), host("b.test"), folder}, []string{"servers", "folder"}},
		{"a folder between", []settings.Relay{host("a.test"), folder, host("b.test")}, []string{"servers", "folder", "servers"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := settings.Default(t.TempDir(), nil)
			s.Relays = tt.relays
			identity, err := wiring.Identity(s, token.Key{})
			if err != nil {
				t.Fatal(err)
			}
			ways, err := mailChannels(s, wiring.NewLogins(s), identity, wiring.RelayLimits(s), observations{clock: time.Now, log: slog.New(slog.DiscardHandler)}, readmodel.NewServiceState(nil))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, w := range ways {
				if _, ok := w.(*directory.Channel); ok {
					got = append(got, "folder")
				} else {
					got = append(got, "servers")
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("ways = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestMailsNameTheWholePathOfTheConfiguration(t *testing.T) {
	t.Chdir(t.TempDir())
	folder, err := filepath.EvalSymlinks(".")
	if err == nil {
		folder, err = filepath.Abs(folder)
	}
	if err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{"sw.yaml": filepath.Join(folder, "sw.yaml"), "": ""} {
		if got, err := whole(&settings.Settings{File: file}); err != nil || got != want {
			t.Errorf("of %q it is %q, %v, want %q", file, got, err, want)
		}
	}
}
