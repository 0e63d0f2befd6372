package settings

import (
	"cmp"
	"fmt"
	"log/slog"
	"net/netip"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
	"supplierwatch/internal/stateurl"
	"supplierwatch/internal/strictyaml"
)

// checker turns raw structs into settings and collects what is wrong with them.
type checker struct {
	file     string // as problems name it
	folder   string // from which relative paths count
	bare     bool   // there is no file
	problems []model.Problem
	warnings []model.Problem

	references map[strictyaml.Place]string // files named by {file: PATH}, by the places of the values
	held       []heldSecret
	clear      bool // the file itself holds a secret
}

func (c *checker) report(at strictyaml.Place, format string, args ...any) {
	c.problems = append(c.problems, model.Problem{Position: at.In(c.file), Message: fmt.Sprintf(format, args...)})
}

func (c *checker) warn(at strictyaml.Place, format string, args ...any) {
	c.warnings = append(c.warnings, model.Problem{Position: at.In(c.file), Message: fmt.Sprintf(format, args...)})
}

func (c *checker) settings(raw rawSettings) *Settings {
	s := &Settings{
		File:       c.file,
		State:      c.state(raw.State),
		Schedule:   c.schedule(raw.Schedule),
		Identity:   c.identity(raw.Identity),
		OAuth:      c.oauth(raw.OAuth),
		Thresholds: c.thresholds(raw.Thresholds),
		Probe:      c.probe(raw.Probe),
		Vantage:    vantage(raw.Vantage),
		HTTP:       c.http(raw.HTTP),
		Webhooks:   webhooks(raw.Webhooks),
		Run:        run(raw.Run),
		Retention:  c.retention(raw.Retention),
		Log:        logging(raw.Log),
	}
	for _, p := range raw.Registry {
		s.Registry = append(s.Registry, c.path(p))
	}
	s.Relays = c.relays(raw, s.OAuth)
	s.Accounts = c.accounts(raw.IMAP, s.OAuth)
	s.Replies = c.replies(raw.Replies, s.Accounts)
	s.Alerts = c.alerts(raw.Alerts)
	s.Verification = c.verification(raw.Verification, s.Identity)
	if h := raw.Heartbeat; h != nil {
		s.Heartbeat = &Heartbeat{URL: NewSecret(string(h.URL.V)), Every: length(h.Every, 5*time.Minute)}
	}
	return s
}

// path counts a path from the folder of the configuration.
func (c *checker) path(p files) string { return within(c.folder, string(p.V)) }

// secret hides a text, and warns where everybody who sees the configuration sees it.
func (c *checker) secret(key string, s secret) Secret {
	if !s.Set {
		return Secret{}
	}
	if s.From == strictyaml.FromFile {
		c.clear = true
		c.warn(s.Place, "`%s` is written here in clear text; put it into a file and write {file: PATH}, or {env: NAME}", key)
	}
	c.hold(key, s)
	return NewSecret(string(s.V))
}

// number returns a whole number of at least one, or the default.
func (c *checker) number(key string, n count, most, otherwise int) int {
	if n.Set && (n.V < 1 || n.V > most) {
		c.report(n.Place, "`%s`: expected a number from 1 to %d, got %d", key, most, n.V)
	}
	return n.Or(otherwise)
}

// length returns a time by the clock, or the default.
func length(s spans, otherwise time.Duration) time.Duration {
	return time.Duration(s.Or(span(otherwise)))
}

// days returns a period of days.
func days(n int) civil.Period { return civil.Period{Days: n} }

func prefixes(raw []ranges) []netip.Prefix {
	var all []netip.Prefix
	for _, r := range raw {
		all = append(all, r.V.network)
	}
	return all
}

func texts[T ~string](raw []strictyaml.Value[T]) []string {
	var all []string
	for _, r := range raw {
		all = append(all, string(r.V))
	}
	return all
}

// state makes the path of an embedded database count from the folder of the configuration.
func (c *checker) state(raw rawState) State {
	written := raw.URL
	if raw.Alone.Set {
		written = raw.Alone
	}
	url := written.Or("sqlite:var/supplierwatch.db")
	s := State{URL: url, Password: c.secret("password", raw.Password), Folder: within(c.folder, "var")}
	var path string
	err := stateurl.CheckServer(url)
	if !stateurl.IsServer(url) {
		path, err = stateurl.File(url)
		s.URL = "sqlite:" + within(c.folder, path)
	}
	if err != nil {
		c.report(written.Place, "`state`: %s", err)
	}
	return s
}

// schedule completes the lines; each was read once already, so none can fail.
func (c *checker) schedule(raw rawSchedule) Schedule {
	raw.Summary = c.summary(raw)
	at := raw.Timezone.Or(zone{time.UTC}).Location
	line := func(written crons, otherwise string) Cron {
		parsed, err := ParseCron(string(written.Or(cronLine(otherwise))), at)
		if err != nil {
			panic("settings: a schedule that was read cannot be read again: " + err.Error())
		}
		return parsed
	}
	return Schedule{
		Timezone:  at,
		Evaluate:  line(raw.Evaluate, "* * * * *"),
		Probe:     line(raw.Probe, "*/2 * * * *"),
		Mailboxes: line(raw.Mailboxes, "*/2 * * * *"),
		Verify:    line(raw.Verify, "0 9 * * 1-5"),
		Summary:   line(raw.Summary, "0 8 * * 1"),
		Prune:     line(raw.Prune, "30 3 * * *"),
	}
}

// summary returns when the weekly summary is due, by its name or by the old one.
func (c *checker) summary(raw rawSchedule) crons {
	switch {
	case !raw.Letter.Set:
		return raw.Summary
	case raw.Summary.Set:
		c.report(raw.Letter.Place, "`letter` is the old name of `summary`: remove one of the two")
	default:
		c.warn(raw.Letter.Place, "`letter` is now called `summary`; the old name is read until v0.3")
	}
	return raw.Letter
}

// thresholds takes periods where the rule compares with one, and shares where it compares with one.
func (c *checker) thresholds(raw strictyaml.Table[limits]) map[string]model.Threshold {
	known, all := rulebook.DefaultLimits().Thresholds, map[string]model.Threshold{}
	for _, e := range raw.Entries {
		if why := limited(e.Name); why != "" {
			c.report(e.Place, "`thresholds`: %q %s", e.Name, why)
			continue
		}
		if !e.Value.Set {
			continue
		}
		share, wantShare := e.Value.V.Share > 0, known[e.Name].Share > 0
		switch {
		case wantShare && !share:
			c.report(e.Value.Place, "`%s`: expected a share like 90 %%", e.Name)
		case !wantShare && share:
			c.report(e.Value.Place, "`%s`: expected a period like %s", e.Name, known[e.Name].Period)
		}
		all[e.Name] = model.Threshold{Rule: e.Name, Period: e.Value.V.Period, Share: e.Value.V.Share, Pos: e.In(c.file)}
	}
	return all
}

func run(raw rawRun) Run {
	return Run{
		ShutdownTimeout:  length(raw.ShutdownTimeout, 30*time.Second),
		Watch:            raw.Watch.V,
		Lease:            length(raw.Lease, DefaultLease),
		RegistryWritable: raw.RegistryWritable.V,
	}
}

func (c *checker) retention(raw rawRetention) Retention {
	if raw.Facts.Set && !raw.Facts.V.how.Forever() {
		c.report(raw.Facts.Place, "`facts`: what people record is always kept; the only value is forever")
	}
	return Retention{
		Probes:   raw.Probes.Or(keep{Keep{days(90)}}).how,
		Resolved: raw.Resolved.Or(keep{Keep{days(400)}}).how,
		MailText: raw.MailText.Or(keep{Keep{days(180)}}).how,
		Evidence: string(raw.Evidence.Or(evidenceExcerpt)),
	}
}

func logging(raw rawLog) Log {
	levels := map[logLevel]slog.Level{"debug": slog.LevelDebug, "warn": slog.LevelWarn, "error": slog.LevelError}
	return Log{JSON: raw.Format.V == logJSON, Level: cmp.Or(levels[raw.Level.V], slog.LevelInfo)}
}
