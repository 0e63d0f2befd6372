package watchdogfinding

import (
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// withRelays is a registry of a company in Berlin whose relays take passwords.
func withRelays(t *testing.T, hosts ...string) *model.Registry {
	t.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	r := &model.Registry{
		Unowned:        &civil.Calendar{Location: berlin},
		Policies:       map[string]*model.Policy{"critical": {ID: "critical"}},
		PasswordRelays: map[string]model.Position{},
	}
	for i, host := range hosts {
		r.PasswordRelays[host] = model.Position{File: "sw.yaml", Line: i + 1, Column: 5}
	}
	return r
}

var november = time.Date(2026, time.November, 30, 12, 0, 0, 0, time.UTC)

func TestRelayAuthRetiringNamesEachHostOnce(t *testing.T) {
	r := withRelays(t, "smtp.buyer.example", "SMTP.Office365.com", "smtp.office365.com.", "smtp-legacy.office365.com", "office365.com", "smtp.office365.com.evil.example", "xsmtp.office365.com")
	var got []string
	for _, f := range RelayAuthRetiring(r, november) {
		got = append(got, f.Occurrence+" "+f.Position.String())
		if f.Severity != model.Warning || f.Subject != model.SubjectWatchdog || f.Policy != r.Policies["critical"] || !f.Due.IsZero() || f.OverrideQuietHours {
			t.Errorf("finding is %+v", f)
		}
	}
	if want := "smtp-legacy.office365.com sw.yaml:4:5, smtp.office365.com sw.yaml:2:5"; strings.Join(got, ", ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
	if found := RelayAuthRetiring(withRelays(t), november); found != nil {
		t.Errorf("without relays: %v", found)
	}
}

func TestRelayAuthRetiringFollowsTheClock(t *testing.T) {
	r := withRelays(t, "smtp-legacy.office365.com")
	lastSecond := time.Date(2026, time.December, 31, 22, 59, 59, 0, time.UTC)
	for _, c := range []struct {
		name           string
		now            time.Time
		headline, says string
		changes        time.Time
	}{
		{"before", november, "Switch smtp-legacy.office365.com to OAuth by 31 Dec", "switches such logins off by default at the end of December 2026", lastSecond.Add(time.Second)},
		{"last second", lastSecond, "Switch smtp-legacy.office365.com to OAuth by 31 Dec", "switches such logins", lastSecond.Add(time.Second)},
		{"afterwards", lastSecond.Add(time.Second), "Switch smtp-legacy.office365.com to OAuth now", "off by default since the end of December 2026", time.Time{}},
	} {
		f := RelayAuthRetiring(r, c.now)[0]
		if f.Advice.Headline != c.headline || !strings.Contains(f.Message, c.says) || !strings.Contains(f.Message, "550 5.7.30") {
			t.Errorf("%s: %q, %q", c.name, f.Advice.Headline, f.Message)
		}
		if strings.Contains(f.Advice.Lead+strings.Join(f.Advice.Do, " "), "31 DEC") != (c.changes != time.Time{}) {
			t.Errorf("%s: the instruction is %q, %q", c.name, f.Advice.Lead, f.Advice.Do)
		}
		if got := RelayAuthChange(r, c.now); !got.Equal(c.changes) {
			t.Errorf("%s: changes at %s, want %s", c.name, got, c.changes)
		}
	}
	if got := RelayAuthChange(withRelays(t), november); !got.IsZero() {
		t.Errorf("without relays the text changes at %s", got)
	}
}
