package wiring

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"supplierwatch/internal/model"
	"supplierwatch/internal/settings"
)

// LoadSettings reads a configuration file; without one the defaults apply.
func LoadSettings(path string) (s *settings.Settings, problems, warnings []model.Problem) {
	if path == "" {
		return settings.Default(".", nil), nil, nil
	}
	return settings.Load(path)
}

// LoadSettingsLikeBefore reads a configuration file as LoadSettings does, and values that are refused since this version as the version before did:
// their problems are returned beside the settings. Until version 0.3.
func LoadSettingsLikeBefore(path string) (s *settings.Settings, problems, warnings []model.Problem) {
	if path == "" {
		return settings.Default(".", nil), nil, nil
	}
	return settings.LoadLikeBefore(path)
}

// FitRegistry puts the limits and the password logins of a configuration into a registry, and returns the references between the two files that lead nowhere.
func FitRegistry(s *settings.Settings, r *model.Registry) []model.Problem {
	limits := model.Limits{Thresholds: maps.Clone(r.Limits.Thresholds), Failures: s.Probe.Failures, Over: s.Probe.Over}
	maps.Copy(limits.Thresholds, s.Thresholds)
	r.Limits = limits
	r.PasswordRelays = passwordRelays(s)
	if s.File == "" {
		return nil
	}
	var problems []model.Problem
	if s.Alerts.Operators != "" && r.Teams[s.Alerts.Operators] == nil {
		problems = append(problems, model.Problem{
			Position: s.Alerts.OperatorsAt,
			Message:  fmt.Sprintf("`operators` names the team %q, which the registry does not have; %s", s.Alerts.Operators, namesOf(r.Teams)),
		})
	}
	for _, m := range r.Mailboxes {
		if _, known := s.Accounts[m.Account]; m.Account != "" && !known {
			problems = append(problems, model.Problem{
				Position: m.Pos,
				Message:  fmt.Sprintf("mailbox %q names the IMAP account %q, which the configuration does not have; %s", m.ID, m.Account, namesOf(s.Accounts)),
			})
		}
	}
	problems = append(problems, danglingCommands(s, r)...)
	problems = append(problems, formProblems(s)...)
	return append(problems, danglingWebhooks(s, r)...)
}

// passwordRelays returns the places of the relays into which we log in with a password, by host; the first one of each host.
func passwordRelays(s *settings.Settings) map[string]model.Position {
	places := map[string]model.Position{}
	for _, r := range s.Relays {
		if _, known := places[r.Host]; !known && !r.Password.IsZero() {
			places[r.Host] = r.At
		}
	}
	return places
}

// namesOf returns which names there are, for a message about one that is missing.
func namesOf[T any](all map[string]T) string {
	if len(all) == 0 {
		return "it has none"
	}
	return "it has " + strings.Join(slices.Sorted(maps.Keys(all)), ", ")
}

// danglingWebhooks returns the escalation steps that name a webhook which the configuration does not have: they would notify nobody.
func danglingWebhooks(s *settings.Settings, r *model.Registry) []model.Problem {
	var problems []model.Problem
	for _, id := range slices.Sorted(maps.Keys(r.Policies)) {
		policy := r.Policies[id]
		for i, step := range policy.Steps {
			for _, to := range step.Notify {
				hook := model.ParseRecipient(to)
				if _, known := s.Webhooks[hook.Address]; hook.Channel != model.ChannelWebhook || known {
					continue
				}
				problems = append(problems, model.Problem{
					Position: policy.Pos,
					Message: fmt.Sprintf("step %d of escalation policy %q posts to the webhook %q, which the configuration does not have; %s",
						i+1, id, hook.Address, namesOf(s.Webhooks)),
				})
			}
		}
	}
	return problems
}

// danglingCommands returns the endpoints that cannot be probed: the configuration does not have their command, or it cannot take their arguments.
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
					"endpoint %q runs the command %q, which the configuration does not have; %s", e.ID, e.Run, namesOf(all))})
			} else if _, err := command.With(e.Args); err != nil {
				problems = append(problems, model.Problem{Position: e.Pos, Message: fmt.Sprintf("endpoint %q runs the command %q: %v", e.ID, e.Run, err)})
			}
		}
	}
	return problems
}

// formProblems returns what is wrong with the templates of mails to suppliers.
func formProblems(s *settings.Settings) []model.Problem {
	if s.Verification.Templates == "" {
		return nil
	}
	_, problems := LoadTemplates(s.Verification.Templates)
	return problems
}
