package app

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/probe"
	"supplierwatch/internal/settings"
)

// looking gives what all probes share.
func looking(s *settings.Settings) (probe.Options, error) {
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
		o.Registrations = registrations(s)
	}
	if smtp := s.Probe.SMTP; smtp.Enabled {
		o.Callouts = &probe.Callouts{
			Options: o, Port: strconv.Itoa(smtp.Port), Hello: smtp.Hello, From: smtp.MailFrom, Every: smtp.Every,
			Concurrency: s.Probe.Concurrency, Timeout: s.Probe.Timeout,
		}
	}
	return o, nil
}

func registrations(s *settings.Settings) *probe.Registrations {
	servers := map[string]string{}
	for top, base := range s.Probe.RDAP.Servers {
		servers[strings.ToLower(strings.Trim(top, "."))] = base
	}
	return &probe.Registrations{Every: s.Probe.RDAP.Every, Servers: servers}
}

// commands are those that endpoints may name.
func execCommands(s *settings.Settings) map[string]probe.Command {
	all := map[string]probe.Command{}
	for name, x := range s.Probe.Exec {
		all[name] = probe.Command{Args: x.Command, Timeout: x.Timeout}
	}
	return all
}

// danglingCommands finds the endpoints that could not be looked at: their command
// stands nowhere, or they give it arguments that it cannot take.
func danglingCommands(s *settings.Settings, r *model.Registry) []model.Problem {
	var problems []model.Problem
	all := execCommands(s)
	for _, supplier := range r.Suppliers {
		for _, e := range supplier.Endpoints {
			if e.Kind != model.EndpointExec {
				continue
			}
			command, known := all[e.Run]
			if !known {
				problems = append(problems, model.Problem{Position: e.Pos, Message: fmt.Sprintf(
					"endpoint %q runs the command %q, which the configuration does not have; it has %v", e.ID, e.Run, slices.Sorted(maps.Keys(all)))})
			} else if _, err := command.With(e.Args); err != nil {
				problems = append(problems, model.Problem{Position: e.Pos, Message: fmt.Sprintf("endpoint %q runs the command %q: %v", e.ID, e.Run, err)})
			}
		}
	}
	return problems
}

// lookAround probes everything once, for a check. What may be asked but seldom,
// and was asked by the daemon a short while ago, is left alone.
func lookAround(ctx context.Context, s *settings.Settings, r *model.Registry, known *model.Facts, now time.Time) ([]model.Fact, error) {
	o, err := looking(s)
	if err != nil {
		return nil, err
	}
	o.Known = known.Streak
	all := slices.DeleteFunc(probe.Plan(r, o), func(p probe.Probe) bool {
		return p.Pause > 0 && now.Sub(known.Probed(p.Supplier, p.Subject)) < p.Pause
	})
	return runner(s, o).Run(ctx, append(all, newLogins(s).mailboxProbes(r)...), func() time.Time { return now }), nil
}
