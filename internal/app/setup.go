package app

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/imap"
	"supplierwatch/internal/model"
	"supplierwatch/internal/probe"
	"supplierwatch/internal/settings"
)

// configuration reads a configuration file; without one the defaults apply.
func configuration(path string) (s *settings.Settings, problems, warnings []model.Problem) {
	if path == "" {
		return settings.Default(".", nil), nil, nil
	}
	return settings.Load(path)
}

// apply fits a registry to the configuration: the limits that rules compare
// with, and the names that one of the two files gives and the other refers to.
func apply(s *settings.Settings, r *model.Registry) []model.Problem {
	limits := model.Limits{Thresholds: maps.Clone(r.Limits.Thresholds), Failures: s.Probe.Failures, Over: s.Probe.Over}
	maps.Copy(limits.Thresholds, s.Thresholds)
	r.Limits = limits
	if s.File == "" {
		return nil
	}
	var problems []model.Problem
	if s.Alerts.Operators != "" && r.Teams[s.Alerts.Operators] == nil {
		problems = append(problems, model.Problem{
			Position: s.Alerts.OperatorsAt,
			Message:  fmt.Sprintf("`operators` names the team %q, which the registry does not have; it has %v", s.Alerts.Operators, slices.Sorted(maps.Keys(r.Teams))),
		})
	}
	for _, m := range r.Mailboxes {
		if _, known := s.Accounts[m.Account]; m.Account != "" && !known {
			problems = append(problems, model.Problem{
				Position: m.Pos,
				Message:  fmt.Sprintf("mailbox %q names the IMAP account %q, which the configuration does not have; it has %v", m.ID, m.Account, slices.Sorted(maps.Keys(s.Accounts))),
			})
		}
	}
	problems = append(problems, danglingCommands(s, r)...)
	problems = append(problems, formProblems(s)...)
	return append(problems, danglingWebhooks(s, r)...)
}

// danglingWebhooks finds the steps that would post to a webhook which the
// configuration does not have: nobody would hear of them.
func danglingWebhooks(s *settings.Settings, r *model.Registry) []model.Problem {
	var problems []model.Problem
	for _, id := range slices.Sorted(maps.Keys(r.Policies)) {
		policy := r.Policies[id]
		for i, step := range policy.Steps {
			for _, to := range step.Notify {
				name, hook := strings.CutPrefix(to, model.WebhookPrefix)
				if _, known := s.Webhooks[name]; !hook || known {
					continue
				}
				problems = append(problems, model.Problem{
					Position: policy.Pos,
					Message: fmt.Sprintf("step %d of escalation policy %q posts to the webhook %q, which the configuration does not have; it has %v",
						i+1, id, name, slices.Sorted(maps.Keys(s.Webhooks))),
				})
			}
		}
	}
	return problems
}

// machine gives the state machine its settings.
func machine(s *settings.Settings, r *model.Registry) alert.Machine {
	return alert.Machine{
		GroupWait: s.Alerts.GroupWait, PerHour: s.Alerts.PerHour, ResolveNotice: s.Alerts.ResolveNotice,
		Operators: operators(s, r), Listeners: listeners(s), NoQuietHours: onlyDirectories(s), Letter: s.Schedule.Summary.Next,
	}
}

// listeners are the webhooks that hear of more than the steps that name them.
func listeners(s *settings.Settings) []alert.Listener {
	var all []alert.Listener
	for _, name := range slices.Sorted(maps.Keys(s.Webhooks)) {
		if hook := s.Webhooks[name]; len(hook.Severities)+len(hook.Rules) > 0 {
			all = append(all, alert.Listener{Webhook: name, Severities: hook.Severities, Rules: hook.Rules})
		}
	}
	return all
}

// operators are the addresses of those who run the watchdog.
func operators(s *settings.Settings, r *model.Registry) []model.Recipient {
	team := r.Teams[s.Alerts.Operators]
	if team == nil {
		return []model.Recipient{{Address: s.Identity.From.Address}}
	}
	var all []model.Recipient
	for _, address := range team.Addresses() {
		all = append(all, model.Recipient{Team: team.ID, Address: address})
	}
	return all
}

func onlyDirectories(s *settings.Settings) bool {
	for _, relay := range s.Relays {
		if relay.Directory == "" {
			return false
		}
	}
	return true
}

// lookBudget bounds one batch of probes, so that a silent host with many
// endpoints does not hold up the logins to our mailboxes.
const lookBudget = 90 * time.Second

// runner gives the one that runs probes within our limits.
func runner(s *settings.Settings, o probe.Options) *probe.Runner {
	return &probe.Runner{
		Concurrency: s.Probe.Concurrency, PerHost: s.Probe.PerHost, Timeout: s.Probe.Timeout, Budget: lookBudget,
		Vantage: probe.Vantage(s.Vantage.Names, s.Vantage.Connect, o),
	}
}

// mailboxProbes look at our own side: how much room the state has left, the logins
// to our role mailboxes that have an account and, where there is a configuration,
// how long our credentials last.
func (s *logins) mailboxProbes(r *model.Registry) []probe.Probe {
	probes := []probe.Probe{roomProbe(s.settings)}
	if s.settings.File != "" {
		probes = append(probes, s.credentialsProbe())
	}
	for _, m := range r.Mailboxes {
		account, known := s.account(m.Account)
		if !known {
			continue
		}
		probes = append(probes, probe.Probe{
			Subject: "mailbox/" + m.ID, Kind: "imap", Host: account.Host,
			Run: func(ctx context.Context) model.Fact { return imap.Login(ctx, m.ID, account, m.Folder) },
		})
	}
	return probes
}

func (d *Daemon) machine(r *model.Registry) alert.Machine { return machine(d.settings, r) }
