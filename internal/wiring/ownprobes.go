package wiring

import (
	"context"

	"supplierwatch/internal/imap"
	"supplierwatch/internal/model"
	"supplierwatch/internal/probe"
	"supplierwatch/internal/stateurl"
)

// OwnProbes returns the probes of our own side: the disk of the state, the logins to our role mailboxes that have an account and,
// where there is a configuration file, how long our credentials last.
func (s *Logins) OwnProbes(r *model.Registry) []probe.Probe {
	var probes []probe.Probe
	if !stateurl.IsServer(s.settings.State.URL) { // the disk of a server is its own
		probes = append(probes, stateDiskProbe(s.settings))
	}
	if s.settings.File != "" {
		probes = append(probes, s.credentialsProbe())
	}
	for _, m := range r.Mailboxes {
		account, known := s.Account(m.Account)
		if !known {
			continue
		}
		probes = append(probes, probe.Probe{
			Subject: model.KindMailbox.Subject(m.ID), Kind: "imap", Host: account.Host,
			Run: func(ctx context.Context) model.Fact { return imap.Login(ctx, m.ID, account, m.Folder) },
		})
	}
	return probes
}
