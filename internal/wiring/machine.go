package wiring

import (
	"maps"
	"slices"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
	"supplierwatch/internal/settings"
)

// Machine returns the settings of the state machine.
func Machine(s *settings.Settings, r *model.Registry) notify.Machine {
	return notify.Machine{
		Alerts:  alert.Settings{GroupWait: s.Alerts.GroupWait, ResolveNotice: s.Alerts.ResolveNotice, Operators: Operators(s, r)},
		PerHour: s.Alerts.PerHour, Listeners: listeners(s), NoQuietHours: onlyDirectories(s), Summary: s.Schedule.Summary.Next,
	}
}

// listeners returns the webhooks that receive alerts by severity or rule, beside the steps that name them.
func listeners(s *settings.Settings) []notify.Listener {
	var all []notify.Listener
	for _, name := range slices.Sorted(maps.Keys(s.Webhooks)) {
		if hook := s.Webhooks[name]; len(hook.Severities)+len(hook.Rules) > 0 {
			all = append(all, notify.Listener{To: model.WebhookRecipient(name), Severities: hook.Severities, Rules: hook.Rules})
		}
	}
	return all
}

// Operators returns the addresses of the people who operate this installation.
func Operators(s *settings.Settings, r *model.Registry) []model.Recipient {
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

// onlyDirectories reports whether mails are only written to files, so that quiet hours protect nobody.
func onlyDirectories(s *settings.Settings) bool {
	for _, relay := range s.Relays {
		if relay.Directory == "" {
			return false
		}
	}
	return true
}
