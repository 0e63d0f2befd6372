package testkit

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Users of a mail system may live in domains of suppliers, who answer mail in
// ways of their own.

// WithVacation has a user (name or address) answer each mail by Sieve (RFC
// 5230), under a subject of its own where one is given. Sieve does
// not answer a mail that is marked as automatic, or that names the user in neither
// To nor Cc.
func WithVacation(user, subject, text string) Option {
	return func(p *plan) {
		if p.Vacations == nil {
			p.Vacations = map[string]string{}
		}
		said := ""
		if subject != "" {
			said = ":subject " + sieveString(subject) + " "
		}
		p.Vacations[complete(user, p.Domain)] = "require [\"vacation\", \"vacation-seconds\"];\n" +
			"vacation :seconds 0 " + said + sieveString(text) + ";\n"
	}
}

// sieveString quotes a text (RFC 5228, 2.4.2).
func sieveString(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// WithQuota lets a user (name or address) keep so many bytes of mail. What is
// too much comes back with 5.2.2.
func WithQuota(user string, bytes int64) Option {
	return func(p *plan) {
		if p.Quotas == nil {
			p.Quotas = map[string]int64{}
		}
		p.Quotas[complete(user, p.Domain)] = bytes
	}
}

// WithAcceptAll adds a domain whose server takes mail for every address, also
// for those of nobody: these come back later, by a DSN (RFC 3464).
func WithAcceptAll(domain string) Option {
	return func(p *plan) { p.AcceptAll = append(p.AcceptAll, strings.ToLower(domain)) }
}

// skipWithoutSieve skips t where vacations are wanted and Dovecot has no Sieve.
func (p *plan) skipWithoutSieve(t Host) {
	t.Helper()
	if _, err := exec.LookPath("sievec"); err != nil && len(p.Vacations) > 0 {
		t.Skipf("SKIPPED, no vacation replies: sievec not found; Debian has it in the package dovecot-sieve")
	}
}

// installVacations writes the scripts. The directory belongs to the users of
// mail, since Dovecot keeps the compiled scripts there.
func (p *plan) installVacations() error {
	dir := filepath.Join(p.Dir, "sieve")
	if err := (ownedDir{dir, 0o755, p.MailUID, p.MailGID}).make(); err != nil {
		return fmt.Errorf("install vacations: %w", err)
	}
	for user, script := range p.Vacations {
		if err := os.WriteFile(filepath.Join(dir, user+".sieve"), []byte(script), 0o644); err != nil {
			return fmt.Errorf("install vacations: %w", err)
		}
	}
	return nil
}
