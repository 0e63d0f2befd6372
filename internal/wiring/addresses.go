package wiring

import (
	"slices"
	"strings"

	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailauth"
	"supplierwatch/internal/model"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/verification"
)

// VerificationPlanner returns the planner that decides which contacts are asked to confirm their details.
func VerificationPlanner(s *settings.Settings, r *model.Registry) verification.Planner {
	v := s.Verification
	return verification.Planner{
		MinInterval: v.MinInterval, AnswerWithin: v.AnswerWithin, Reminders: v.Reminders, PerDay: v.PerDay,
		Ours: func(address string) bool { return IsOurs(s, r, address) },
	}
}

// IsOurs reports whether an address belongs to us: to one of our domains, a team, or a mailbox.
func IsOurs(s *settings.Settings, r *model.Registry, address string) bool {
	_, domain, found := strings.Cut(strings.ToLower(address), "@")
	if !found {
		return false // a mail that names no sender is nobody's, also where a team has no address
	}
	if slices.Contains(s.Identity.Domains, domain) {
		return true
	}
	for _, t := range r.Teams {
		if slices.ContainsFunc(append([]string{t.Email}, t.Members...), func(a string) bool { return mailaddr.Same(a, address) }) {
			return true
		}
	}
	return slices.ContainsFunc(r.Mailboxes, func(m *model.Mailbox) bool { return mailaddr.SameMailbox(address, m.Address) })
}

// Authorizer returns how the sender of a message is authenticated, for our own people and for suppliers alike.
func Authorizer(s *settings.Settings, ours func(address string) bool) mailauth.Authorizer {
	z := mailauth.Authorizer{Ours: ours}
	if s.Replies != nil {
		z.Servers, z.Internal = s.Replies.AuthServIDs, s.Replies.Unstamped == settings.UnstampedInternal
	}
	return z
}
