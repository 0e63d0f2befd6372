package app

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"supplierwatch/internal/deliver/directory"
	"supplierwatch/internal/model"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/wiring"
)

// way sends by a script: what comes of each mail, by its id.
type way struct {
	results map[string]model.Attempt
	asked   []string
}

func (w *way) Send(_ context.Context, mails []model.Mail) []model.Attempt {
	var attempts []model.Attempt
	for _, m := range mails {
		w.asked = append(w.asked, m.ID)
		a := w.results[m.ID]
		a.Mail = m.ID
		attempts = append(attempts, a)
	}
	return attempts
}

func TestChainTriesTheNextWayForWhatIsPutOff(t *testing.T) {
	first := &way{results: map[string]model.Attempt{
		"taken": {Result: model.MailAccepted}, "refused": {Result: model.MailRefused, Code: 550},
		"down": {Result: model.MailQueued, Detail: "first"}, "half": {Result: model.MailQueued, Ambiguous: true, Detail: "first"},
		"greylisted": {Result: model.MailQueued, Code: 451, Detail: "first"}, "all down": {Result: model.MailQueued, Detail: "first"},
	}}
	second := &way{results: map[string]model.Attempt{
		"down": {Result: model.MailAccepted, Detail: "second"}, "all down": {Result: model.MailQueued, Detail: "second"},
	}}
	third := &way{results: map[string]model.Attempt{"all down": {Result: model.MailAccepted, Detail: "third"}}}

	mails := []model.Mail{{ID: "taken"}, {ID: "down"}, {ID: "refused"}, {ID: "half"}, {ID: "greylisted"}, {ID: "all down"}}
	attempts := chain{first, second, third}.Send(context.Background(), mails)

	var got []string
	for i, a := range attempts {
		if a.Mail != mails[i].ID {
			t.Errorf("attempt %d is about %s, want %s", i, a.Mail, mails[i].ID)
		}
		got = append(got, a.Mail+" "+string(a.Result)+" "+a.Detail)
	}
	want := []string{"taken accepted ", "down accepted second", "refused refused ", "half queued first", "greylisted queued first", "all down accepted third"}
	if !slices.Equal(got, want) {
		t.Errorf("attempts = %q, want %q", got, want)
	}
	// What a server may have taken already is not sent a second time another way, and what it puts off is no reason to put it into a folder.
	if want := []string{"down", "all down"}; !slices.Equal(second.asked, want) {
		t.Errorf("the second way was asked for %q, want %q", second.asked, want)
	}
	if want := []string{"all down"}; !slices.Equal(third.asked, want) {
		t.Errorf("the third way was asked for %q, want %q", third.asked, want)
	}
}

func TestChainLeavesTheNextWayAloneWhenAllIsSettled(t *testing.T) {
	first, second := &way{results: map[string]model.Attempt{"a": {Result: model.MailAccepted}}}, &way{}
	chain{first, second}.Send(context.Background(), []model.Mail{{ID: "a"}})
	if second.asked != nil {
		t.Errorf("the second way was asked for %q", second.asked)
	}
}

func TestADirectoryDoesNotHideThatNoServerAnswers(t *testing.T) {
	servers := &way{results: map[string]model.Attempt{"down": {Result: model.MailQueued, Detail: "relay: connection refused"}}}
	folder := &way{results: map[string]model.Attempt{"down": {Result: model.MailAccepted, Detail: "written"}}}
	got := chain{servers, folder}.Send(t.Context(), []model.Mail{{ID: "down"}})
	if got[0].Unsent != "relay: connection refused" {
		t.Errorf("attempts = %+v", got)
	}
}

// TestWays holds that relays keep the order of the configuration, and that
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
			d := &Daemon{settings: s, logins: wiring.NewLogins(s)}
			identity, err := wiring.Identity(d.settings, d.key)
			if err != nil {
				t.Fatal(err)
			}
			ways, err := d.ways(identity)
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
