package testkit

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Fill puts many messages, as RFC 5322 bytes, at once into the inbox of a user (name or address): it writes them where Dovecot keeps mail
// (Maildir), which finds them when it next reads the folder. Quotas are not checked.
func (m *Mail) Fill(t Host, user string, messages int, raw func(i int) []byte) {
	t.Helper()
	uid, gid, err := ids("nobody")
	must(t, err, "fill a mailbox")
	box := m.maildir(user)
	for _, dir := range []string{filepath.Dir(filepath.Dir(box)), filepath.Dir(box), box, filepath.Join(box, "cur"), filepath.Join(box, "new"), filepath.Join(box, "tmp")} {
		if err := os.Mkdir(dir, 0o700); err == nil {
			must(t, os.Chown(dir, uid, gid), "fill a mailbox")
		}
	}
	for i := range messages {
		// Dovecot sorts messages by their names. It uses M and P in names itself.
		path := filepath.Join(box, "new", fmt.Sprintf("1700000000.M%06dP1.filled", i))
		must(t, os.WriteFile(path, raw(i), 0o600), "fill a mailbox")
		must(t, os.Chown(path, uid, gid), "fill a mailbox")
	}
}

// Renumber makes Dovecot forget the inbox of a user (name or address), as if the mailbox had been made anew from its messages: these get other
// UIDs, under another UIDVALIDITY. IMAP is stopped for it and started again.
func (m *Mail) Renumber(t Host, user string) {
	t.Helper()
	m.StopIMAP(t)
	defer m.StartIMAP(t)
	for _, pattern := range []string{"dovecot-uid*", "dovecot.index*"} {
		files, err := filepath.Glob(filepath.Join(m.maildir(user), pattern))
		must(t, err, "renumber a mailbox")
		for _, file := range files {
			must(t, os.Remove(file), "renumber a mailbox")
		}
	}
}

func (m *Mail) maildir(user string) string {
	local, domain, _ := strings.Cut(m.address(user), "@")
	return filepath.Join(m.dir, "mail", domain, local, "Maildir")
}
