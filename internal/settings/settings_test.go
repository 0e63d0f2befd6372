package settings

import (
	"flag"
	"fmt"
	"log/slog"
	"net/mail"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

var update = flag.Bool("update", false, "write what Load says into the .out files")

// fixtures lists the configurations of a folder below testdata.
func fixtures(t *testing.T, folder string, least int) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/" + folder + "/*.yaml")
	if err != nil || len(files) < least {
		t.Fatalf("%d fixtures in %s, want at least %d; %v", len(files), folder, least, err)
	}
	return files
}

// private copies the fixtures to where nobody else can read them, since a check-out gives them other modes elsewhere, and goes there.
func private(t *testing.T) {
	t.Helper()
	folder := t.TempDir()
	for _, name := range []string{"ok", "warn"} {
		files, err := filepath.Glob("testdata/" + name + "/*")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			copied := filepath.Join(folder, file)
			if err := os.MkdirAll(filepath.Dir(copied), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(copied, data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Chdir(folder)
}

func lines(problems []model.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintln(&b, p)
	}
	return b.String()
}

func TestOK(t *testing.T) {
	t.Setenv("WATCH_LISTEN", "127.0.0.1:8081")
	t.Setenv("WATCH_STATE", "sqlite:x.db")
	for _, file := range fixtures(t, "ok", 4) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			private(t)
			s, problems, warnings := Load(file)
			if s == nil || len(problems)+len(warnings) > 0 {
				t.Errorf("errors:\n%swarnings:\n%s", lines(problems), lines(warnings))
			}
		})
	}
}

// TestErrors compares all that is said of a broken file with its .out file.
func TestErrors(t *testing.T) {
	for _, file := range fixtures(t, "err", 25) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			s, problems, warnings := Load(file)
			if s != nil || len(problems) == 0 || len(warnings) > 0 {
				t.Error("it was taken, or warned of")
			}
			compare(t, file, lines(problems))
		})
	}
}

func TestWarnings(t *testing.T) {
	for _, file := range fixtures(t, "warn", 2) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			here, err := filepath.Abs(file)
			if err != nil {
				t.Fatal(err)
			}
			private(t)
			s, problems, warnings := Load(file)
			if s == nil || len(problems) > 0 {
				t.Errorf("errors:\n%s", lines(problems))
			}
			compare(t, here, warned(warnings))
		})
	}
}

func warned(warnings []model.Problem) string {
	var b strings.Builder
	for _, w := range warnings {
		fmt.Fprintln(&b, "warning:", w)
	}
	return b.String()
}

func compare(t *testing.T, file, got string) {
	t.Helper()
	out := strings.TrimSuffix(file, ".yaml") + ".out"
	if *update {
		if err := os.WriteFile(out, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

// settingsOf loads a text that must be right.
func settingsOf(t *testing.T, yaml string) *Settings {
	t.Helper()
	file := filepath.Join(t.TempDir(), "c.yaml")
	if err := os.WriteFile(file, []byte(yaml), 0o600); err != nil {
		t.Fatal(err)
	}
	s, problems, _ := Load(file)
	if s == nil {
		t.Fatal(lines(problems))
	}
	return s
}

func TestDefaults(t *testing.T) {
	for name, s := range map[string]*Settings{"no file": Default("dir", []string{"registry"}), "empty block": settingsOf(t, "log: {}")} {
		t.Run(name, func(t *testing.T) { checkDefaults(t, s) })
	}
	s := Default("dir", []string{"registry"})
	if s.State.URL != "sqlite:dir/var/supplierwatch.db" || s.Relays[0].Directory != "dir/var/outbox" {
		t.Errorf("state %q, outbox %q", s.State.URL, s.Relays[0].Directory)
	}
	if s.File != "" || len(s.Registry) != 1 || s.Registry[0] != "registry" {
		t.Errorf("file %q, registry %q", s.File, s.Registry)
	}
}

func checkDefaults(t *testing.T, s *Settings) {
	t.Helper()
	crons := []Cron{s.Schedule.Evaluate, s.Schedule.Probe, s.Schedule.Mailboxes, s.Schedule.Verify, s.Schedule.Summary, s.Schedule.Prune}
	for i, want := range []string{"* * * * *", "*/2 * * * *", "*/2 * * * *", "0 9 * * 1-5", "0 8 * * 1", "30 3 * * *"} {
		if crons[i].Line != want || crons[i].Zone != time.UTC {
			t.Errorf("schedule %d is %q in %v, want %q in UTC", i, crons[i].Line, crons[i].Zone, want)
		}
	}
	day := func(n int) Keep { return Keep{civil.Period{Days: n}} }
	for name, pair := range map[string][2]any{
		"concurrency":       {s.Probe.Concurrency, 64},
		"per host":          {s.Probe.PerHost, 1},
		"timeout":           {s.Probe.Timeout, 20 * time.Second},
		"failures":          {s.Probe.Failures, 3},
		"over":              {s.Probe.Over, civil.Period{Clock: 30 * time.Minute}},
		"resolver":          {s.Probe.Resolver, ""},
		"callout":           {s.Probe.SMTP, ProbeSMTP{Port: 25, Every: civil.Period{Days: 7}}},
		"rdap":              {s.Probe.RDAP, ProbeRDAP{Enabled: true, Every: civil.Period{Days: 7}, Servers: map[string]string{}}},
		"vantage":           {s.Vantage, Vantage{Names: []string{"example.com", "iana.org"}}},
		"alerts":            {s.Alerts, Alerts{GroupWait: 30 * time.Second, PerHour: 10, ResolveNotice: true}},
		"verification mode": {s.Verification.Mode, ModeAsk},
		"min interval":      {s.Verification.MinInterval, civil.Period{Days: 100}},
		"answer within":     {s.Verification.AnswerWithin, civil.Period{BusinessDays: 5}},
		"reminders":         {s.Verification.Reminders, 1},
		"per day":           {s.Verification.PerDay, 10},
		"listen":            {s.HTTP.Listen, "127.0.0.1:8080"},
		"open reads":        {s.HTTP.OpenReads, true},
		"run":               {s.Run, Run{ShutdownTimeout: 30 * time.Second, Lease: 30 * time.Second}},
		"retention":         {s.Retention, Retention{Probes: day(90), Resolved: day(400), MailText: day(180), Evidence: "excerpt"}},
		"log":               {s.Log, Log{Level: slog.LevelInfo}},
		"plus":              {s.Identity.Plus, true},
		"from":              {strings.HasPrefix(s.Identity.From.String(), `"Supplier Watch" <supplierwatch@`), true},
		"reply to":          {s.Identity.ReplyTo.Address, s.Identity.From.Address},
		"no thresholds":     {len(s.Thresholds), 0},
	} {
		if diff := cmp.Diff(pair[1], pair[0], cmpopts.EquateComparable(netip.Prefix{})); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestEverythingIsRead(t *testing.T) {
	t.Setenv("WATCH_LISTEN", "127.0.0.1:8081")
	s, problems, _ := Load("testdata/ok/full.yaml")
	if s == nil {
		t.Fatal(lines(problems))
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	relay, account, hook := s.Relays[0], s.Accounts["watchdog"], s.Webhooks["oncall"]
	for name, pair := range map[string][2]any{
		"registry":     {s.Registry, []string{"testdata/ok/registry", "/srv/registry"}},
		"state":        {s.State.URL, "sqlite:testdata/ok/state/watch.db"},
		"timezone":     {s.Schedule.Timezone.String(), berlin.String()},
		"summary":      {s.Schedule.Summary.String(), "15 7 * * 2"},
		"domains":      {s.Identity.Domains, []string{"buyer.example", "xn--kufer-gra.example"}},
		"from":         {s.Identity.From, mail.Address{Name: "Wächter", Address: "watchdog@buyer.example"}},
		"reply to":     {s.Identity.ReplyTo.Address, "answers@buyer.example"},
		"plus":         {s.Identity.Plus, false},
		"identity key": {s.Identity.Secret.Reveal(), "a83e5d17c09f462bb6e1748d2c95f03e"},
		"relays":       {len(s.Relays), 3},
		"relay":        {fmt.Sprint(relay.Host, relay.Port, relay.TLS, relay.Auth, relay.Username, relay.CAFile), "smtp.buyer.example587starttlsplainwatchdogtestdata/ok/ca.pem"},
		"password":     {relay.Password.Reveal(), "swordfish"},
		"rate":         {relay.Rate.String(), "30/minute"},
		"dkim":         {relay.DKIM.Selector + "._domainkey." + relay.DKIM.Domain, "s1._domainkey.buyer.example"},
		"second relay": {fmt.Sprint(s.Relays[1].Host, s.Relays[1].Port, s.Relays[1].TLS, s.Relays[1].Auth), "127.0.0.125nonenone"},
		"third relay":  {s.Relays[2].Directory, "testdata/ok/outbox"},
		"account":      {fmt.Sprint(account.Host, account.Port, account.TLS, account.Auth), "imap.buyer.example993implicitplain"},
		"by token":     {fmt.Sprint(s.Accounts["corp"].Auth, s.Accounts["corp"].OAuth), "xoauth2m365"},
		"replies":      {*s.Replies, Replies{Account: "watchdog", Folder: "Answers", AuthServIDs: []string{"mx.buyer.example"}}},
		"oauth":        {s.OAuth["m365"].TokenURL + s.OAuth["m365"].Scopes[0] + s.OAuth["m365"].Expires.String(), "https://login.example/tokenmail2027-05-01"},
		"resolver":     {s.Probe.Resolver, "192.0.2.53:53"},
		"allow":        {s.Probe.Allow, []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16"), netip.MustParsePrefix("fd00::/8")}},
		"callout":      {s.Probe.SMTP, ProbeSMTP{Enabled: true, Port: 2525, Hello: "watch.buyer.example", MailFrom: "watchdog@buyer.example", Every: civil.Period{Days: 14}}},
		"rdap servers": {s.Probe.RDAP.Servers["test"], "https://rdap.example/"},
		"exec":         {s.Probe.Exec["check_http"], Exec{Command: []string{"/usr/lib/nagios/plugins/check_http", "-H", "{0}"}, Timeout: 10 * time.Second}},
		"vantage":      {s.Vantage, Vantage{Names: []string{"buyer.example"}, Connect: []string{"smtp.buyer.example:587"}}},
		"operators":    {s.Alerts.Operators + " " + s.Alerts.OperatorsAt.String(), "it-oncall testdata/ok/full.yaml:72:14"},
		"group wait":   {s.Alerts.GroupWait, time.Minute},
		"mode":         {s.Verification.Mode, ModeOn},
		"asks as":      {s.Verification.From.Address + " " + s.Verification.ReplyTo.Address, "contacts@buyer.example answers@buyer.example"},
		"thresholds":   {s.Thresholds["contract-expiring"].Period, civil.Period{Months: 4}},
		"shares":       {s.Thresholds["state-nearly-full"].Share, 0.8},
		"http":         {s.HTTP.Listen + " " + s.HTTP.ExternalURL + " " + s.HTTP.UserHeader, "127.0.0.1:8081 https://watch.buyer.example X-Forwarded-User"},
		"reads":        {s.HTTP.OpenReads, false},
		"tokens":       {s.HTTP.ReadToken.Reveal() + s.HTTP.WriteToken.Reveal(), "d1c6a9e04f7b23588a90c4f1e6b7d3257f20b8c3915ea6d44b1f03c87e92a5d6"},
		"proxies":      {s.HTTP.TrustedProxies, []netip.Prefix{netip.MustParsePrefix("192.0.2.7/32")}},
		"hook":         {fmt.Sprint(hook.URL.Reveal(), hook.Severities, hook.Rules, hook.Format), "https://oncall.example/hook[critical] [mail-relay-down]alertmanager"},
		"heartbeat":    {s.Heartbeat.URL.Reveal() + s.Heartbeat.Every.String(), "https://heartbeat.example/abc2m0s"},
		"run":          {s.Run, Run{ShutdownTimeout: 90 * time.Second, Watch: true, Lease: time.Minute, RegistryWritable: true}},
		"keeps":        {s.Retention.Resolved.Forever(), true},
		"log":          {s.Log, Log{JSON: true, Level: slog.LevelDebug}},
	} {
		if diff := cmp.Diff(pair[1], pair[0], cmpopts.EquateComparable(netip.Prefix{})); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestLoadRefusesWhatIsNoFile(t *testing.T) {
	folder := t.TempDir()
	pipe := filepath.Join(folder, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("no named pipes here: ", err)
	}
	large := filepath.Join(folder, "large")
	if err := os.WriteFile(large, make([]byte, maxSize+1), 0o600); err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{
		folder:                           folder + ":1:1: cannot be read: not a regular file",
		pipe:                             pipe + ":1:1: cannot be read: not a regular file",
		large:                            large + ":1:1: cannot be read: it is larger than 1 MB: it has 1.1 MB; is it the right file?",
		filepath.Join(folder, "missing"): filepath.Join(folder, "missing") + ":1:1: cannot be read: no such file",
	} {
		if s, problems, _ := Load(file); s != nil || len(problems) != 1 || problems[0].String() != want {
			t.Errorf("got %v, want %q", problems, want)
		}
	}
}

func TestKeepBefore(t *testing.T) {
	now := time.Date(2026, time.March, 31, 15, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		keep civil.Period
		want time.Time
	}{
		{civil.Period{}, time.Time{}},
		{civil.Period{Days: 30}, time.Date(2026, time.March, 1, 0, 0, 0, 0, time.UTC)},
		{civil.Period{Months: 1}, time.Date(2026, time.February, 28, 0, 0, 0, 0, time.UTC)},
		{civil.Period{Days: 1, Clock: 6 * time.Hour}, time.Date(2026, time.March, 29, 18, 0, 0, 0, time.UTC)},
	} {
		if got := (Keep{test.keep}).Before(now); !got.Equal(test.want) {
			t.Errorf("%v: before %v, want %v", test.keep, got, test.want)
		}
	}
}

// TestWhoStampsMail reads every form in which our servers' names can be written.
func TestWhoStampsMail(t *testing.T) {
	for written, want := range map[string]Replies{
		"":                                     {},
		"authserv_id: mx.a.example":            {AuthServIDs: []string{"mx.a.example"}},
		"authserv_id: [mx1, mx2]":              {AuthServIDs: []string{"mx1", "mx2"}},
		"authserv_id: [mx1, mx1]":              {AuthServIDs: []string{"mx1"}},
		"authserv_id: none":                    {AuthServIDs: []string{NoAuthServID}},
		"authserv_id: []":                      {},
		"authserv_id: mx, unstamped: internal": {AuthServIDs: []string{"mx"}, Unstamped: UnstampedInternal},
	} {
		file := filepath.Join(t.TempDir(), "c.yaml")
		text := "imap:\n  a: {host: imap.buyer.example, username: w, password: x}\nreplies: {account: a, " + written + "}\n"
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		s, problems, _ := Load(file)
		if s == nil {
			t.Errorf("%q: %s", written, lines(problems))
			continue
		}
		want.Account, want.Folder = "a", "INBOX"
		if diff := cmp.Diff(want, *s.Replies); diff != "" {
			t.Errorf("%q: %s", written, diff)
		}
	}
}
