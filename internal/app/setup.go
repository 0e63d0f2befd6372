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
	"supplierwatch/internal/oauth"
	"supplierwatch/internal/probe"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/token"
)

// setup turns a configuration into what the rooms want.
type setup struct {
	settings *settings.Settings
	tokens   map[string]*oauth.Source // by the names under oauth
	key      token.Key                // signs what an answer is known by; nil: mails bear no token
}

func newSetup(s *settings.Settings) *setup { return &setup{settings: s, tokens: sources(s)} }

// configuration reads a configuration file; without one the defaults stand.
func configuration(path string) (s *setup, problems, warnings []model.Problem) {
	if path == "" {
		return newSetup(settings.Default(".", nil)), nil, nil
	}
	loaded, problems, warnings := settings.Load(path)
	if loaded == nil {
		return nil, problems, warnings
	}
	return newSetup(loaded), problems, warnings
}

// apply fits a registry to the configuration: the limits that rules compare
// with, and the names that one of the two files gives and the other refers to.
func (s *setup) apply(r *model.Registry) []model.Problem {
	limits := model.Limits{Thresholds: maps.Clone(r.Limits.Thresholds), Failures: s.settings.Probe.Failures, Over: s.settings.Probe.Over}
	maps.Copy(limits.Thresholds, s.settings.Thresholds)
	r.Limits = limits
	if s.settings.File == "" {
		return nil
	}
	var problems []model.Problem
	if s.settings.Alerts.Operators != "" && r.Teams[s.settings.Alerts.Operators] == nil {
		problems = append(problems, model.Problem{
			Position: s.settings.Alerts.OperatorsAt,
			Message:  fmt.Sprintf("`operators` names the team %q, which the registry does not have; it has %v", s.settings.Alerts.Operators, slices.Sorted(maps.Keys(r.Teams))),
		})
	}
	for _, m := range r.Mailboxes {
		if _, known := s.settings.Accounts[m.Account]; m.Account != "" && !known {
			problems = append(problems, model.Problem{
				Position: m.Pos,
				Message:  fmt.Sprintf("mailbox %q names the IMAP account %q, which the configuration does not have; it has %v", m.ID, m.Account, slices.Sorted(maps.Keys(s.settings.Accounts))),
			})
		}
	}
	problems = append(problems, s.danglingCommands(r)...)
	problems = append(problems, s.formProblems()...)
	return append(problems, s.danglingWebhooks(r)...)
}

// danglingWebhooks finds the steps that would post to a webhook which the
// configuration does not have: nobody would hear of them.
func (s *setup) danglingWebhooks(r *model.Registry) []model.Problem {
	var problems []model.Problem
	for _, id := range slices.Sorted(maps.Keys(r.Policies)) {
		policy := r.Policies[id]
		for i, step := range policy.Steps {
			for _, to := range step.Notify {
				name, hook := strings.CutPrefix(to, model.WebhookPrefix)
				if _, known := s.settings.Webhooks[name]; !hook || known {
					continue
				}
				problems = append(problems, model.Problem{
					Position: policy.Pos,
					Message: fmt.Sprintf("step %d of escalation policy %q posts to the webhook %q, which the configuration does not have; it has %v",
						i+1, id, name, slices.Sorted(maps.Keys(s.settings.Webhooks))),
				})
			}
		}
	}
	return problems
}

// machine gives the state machine its settings.
func (s *setup) machine(r *model.Registry) alert.Machine {
	return alert.Machine{
		GroupWait: s.settings.Alerts.GroupWait, PerHour: s.settings.Alerts.PerHour, ResolveNotice: s.settings.Alerts.ResolveNotice,
		Operators: s.operators(r), Listeners: s.listeners(), NoQuietHours: s.onlyDirectories(), Letter: s.settings.Schedule.Letter.Next,
	}
}

// listeners are the webhooks that hear of more than the steps that name them.
func (s *setup) listeners() []alert.Listener {
	var all []alert.Listener
	for _, name := range slices.Sorted(maps.Keys(s.settings.Webhooks)) {
		if hook := s.settings.Webhooks[name]; len(hook.Severities)+len(hook.Rules) > 0 {
			all = append(all, alert.Listener{Webhook: name, Severities: hook.Severities, Rules: hook.Rules})
		}
	}
	return all
}

// operators are the addresses of those who run the watchdog.
func (s *setup) operators(r *model.Registry) []model.Recipient {
	team := r.Teams[s.settings.Alerts.Operators]
	if team == nil {
		return []model.Recipient{{Address: s.settings.Identity.From.Address}}
	}
	var all []model.Recipient
	for _, address := range team.Addresses() {
		all = append(all, model.Recipient{Team: team.ID, Address: address})
	}
	return all
}

func (s *setup) onlyDirectories() bool {
	for _, relay := range s.settings.Relays {
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
func (s *setup) runner(o probe.Options) *probe.Runner {
	return &probe.Runner{
		Concurrency: s.settings.Probe.Concurrency, PerHost: s.settings.Probe.PerHost, Timeout: s.settings.Probe.Timeout, Budget: lookBudget,
		Vantage: probe.Vantage(s.settings.Vantage.Names, s.settings.Vantage.Connect, o),
	}
}

// mailboxProbes look at our own side: how much room the state has left, the logins
// to our role mailboxes that have an account and, where there is a configuration,
// how long our credentials last.
func (s *setup) mailboxProbes(r *model.Registry) []probe.Probe {
	probes := []probe.Probe{s.roomProbe()}
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
