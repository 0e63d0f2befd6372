package testkit

import (
	"fmt"
	"path/filepath"
)

// Dovecot runs as two instances over the same mailboxes: "store" delivers and
// checks passwords for Postfix, "imap" is what users read with. So IMAP can
// fail while mail is still taken, as it does in real life.

func (p *plan) dovecot(role string) *service {
	return &service{
		name: role, dir: p.Dir, instance: p.Name,
		argv: []string{"dovecot", "-F", "-c", filepath.Join(p.Dir, role+".conf")},
	}
}

// installDovecot writes the configurations, the passwords and the directory
// that holds the mailboxes.
func (p *plan) installDovecot() error {
	for _, role := range []string{"store", "imap"} {
		p.Role = role
		if err := p.render("dovecot-"+role+".conf", filepath.Join(p.Dir, role+".conf")); err != nil {
			return fmt.Errorf("install dovecot: %w", err)
		}
	}
	for _, name := range []string{"passwd", "oauth2.conf"} {
		if err := p.render(name, filepath.Join(p.Dir, name)); err != nil {
			return fmt.Errorf("install dovecot: %w", err)
		}
	}
	mail := ownedDir{filepath.Join(p.Dir, "mail"), 0o755, p.MailUID, p.MailGID}
	if err := mail.make(); err != nil {
		return fmt.Errorf("install dovecot: %w", err)
	}
	return p.installVacations()
}
