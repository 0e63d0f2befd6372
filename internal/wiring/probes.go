package wiring

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/probe"
	"supplierwatch/internal/probe/callout"
	"supplierwatch/internal/probe/rdap"
	"supplierwatch/internal/settings"
)

// ProbeOptions returns what all probes share.
func ProbeOptions(s *settings.Settings) (probe.Options, error) {
	server := s.Probe.Resolver
	if server == "" {
		server = "system"
	}
	resolver, err := probe.NewResolver(server)
	if err != nil {
		return probe.Options{}, err
	}
	o := probe.Options{Resolver: resolver, Guard: probe.NewGuard(s.Probe.Allow...), Commands: execCommands(s)}
	if s.Probe.RDAP.Enabled {
		o.Planners = append(o.Planners, registrations(s))
	}
	if smtp := s.Probe.SMTP; smtp.Enabled {
		o.Planners = append(o.Planners, &callout.Prober{
			Options: o, Port: strconv.Itoa(smtp.Port), Hello: smtp.Hello, From: smtp.MailFrom, Every: smtp.Every,
			Concurrency: s.Probe.Concurrency, Timeout: s.Probe.Timeout,
		})
	}
	return o, nil
}

// registrations returns how the registration of domains is looked up.
func registrations(s *settings.Settings) *rdap.Registrations {
	servers := map[string]string{}
	for top, base := range s.Probe.RDAP.Servers {
		servers[strings.ToLower(strings.Trim(top, "."))] = base
	}
	return &rdap.Registrations{Every: s.Probe.RDAP.Every, Servers: servers}
}

// execCommands returns the commands that endpoints may name.
func execCommands(s *settings.Settings) map[string]probe.Command {
	all := map[string]probe.Command{}
	for name, x := range s.Probe.Exec {
		all[name] = probe.Command{Args: x.Command, Timeout: x.Timeout}
	}
	return all
}

// ProbeOnce probes everything once, for a check. What may be asked but seldom,
// and was asked by the daemon a short while ago, is left alone.
func ProbeOnce(ctx context.Context, s *settings.Settings, r *model.Registry, known *factindex.Index, now time.Time) ([]model.Fact, error) {
	o, err := ProbeOptions(s)
	if err != nil {
		return nil, err
	}
	o.Known = known.Streak
	all := slices.DeleteFunc(probe.Plan(r, o), func(p probe.Probe) bool {
		return p.Pause > 0 && now.Sub(known.Probed(p.Supplier, p.Subject)) < p.Pause
	})
	return ProbeRunner(s, o).Run(ctx, append(all, NewLogins(s).OwnProbes(r)...), func() time.Time { return now }), nil
}

// probeBudget bounds one batch of probes, so that a silent host with many endpoints does not hold up the logins to our mailboxes.
const probeBudget = 90 * time.Second

// ProbeRunner returns the runner of probes with the limits of the configuration.
func ProbeRunner(s *settings.Settings, o probe.Options) *probe.Runner {
	return &probe.Runner{
		Concurrency: s.Probe.Concurrency, PerHost: s.Probe.PerHost, Timeout: s.Probe.Timeout, Budget: probeBudget,
		Vantage: probe.Vantage(s.Vantage.Names, s.Vantage.Connect, o),
	}
}
