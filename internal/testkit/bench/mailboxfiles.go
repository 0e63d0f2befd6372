package bench

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"
)

// mailboxFiles describes the mails of a mailbox, which the kit writes.
type mailboxFiles struct {
	Known bool // suppliers of the registry write, and the server does not note who a mail's return path leads to
}

// mailbox is a mailbox of the kit on a private server. The server speaks without TLS on the loopback interface, as the plain program does.
type mailbox struct {
	mailboxFiles
	bench   *Bench
	folder  string
	address string
	mails   int // that were put into it
}

// mailbox starts the server of an empty mailbox.
func (b *Bench) mailbox(files mailboxFiles) (*mailbox, error) {
	if _, err := exec.LookPath("dovecot"); err != nil {
		return nil, fmt.Errorf("find a mail server: %w", err)
	}
	if _, err := b.kit("mailload"); err != nil {
		return nil, err
	}
	folder, err := b.folder("mailbox")
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(b.Dir, 0o755); err != nil { // the server reads as another user
		return nil, err
	}
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	m := &mailbox{mailboxFiles: files, bench: b, folder: folder, address: address}
	return m, m.start()
}

// start starts the server.
func (m *mailbox) start() error {
	_, port, err := net.SplitHostPort(m.address)
	if err != nil {
		return err
	}
	return exec.Command(m.script("dovecot-up.sh"), m.folder, port).Run() // without a pipe, which the server would hold open
}

// stop stops the server. A measurement does not depend on how it ends.
func (m *mailbox) stop() { _ = exec.Command(m.script("dovecot-down.sh"), m.folder).Run() }

func (m *mailbox) script(name string) string { return filepath.Join(m.bench.Dir, "kit", name) }

// forget has the plain program begin anew.
func (m *mailbox) forget() error {
	err := os.Remove(m.position())
	if os.IsNotExist(err) {
		return nil
	}
	return err
}

// position is where the plain program keeps how far it has read.
func (m *mailbox) position() string { return filepath.Join(m.folder, "position") }

// plain has the plain program read what it has not read yet.
func (m *mailbox) plain() (Cost, error) {
	program, err := m.bench.kit("imapscan")
	if err != nil {
		return Cost{}, err
	}
	return run(0, m.folder, program, "-addr", m.address, "-mode", "fields", "-state", m.position())
}

// load puts mails into the mailbox. They are completed elsewhere, so that the server finds none half written.
func (m *mailbox) load(mails int) error {
	program, err := m.bench.kit("mailload")
	if err != nil {
		return err
	}
	arriving := filepath.Join(m.folder, "arriving")
	if _, err := run(0, m.folder, program, "-dir", arriving, "-m", fmt.Sprint(mails), "-start", fmt.Sprint(m.mails), "-sub", "new"); err != nil {
		return err
	}
	if err := m.deliver(filepath.Join(arriving, "new"), mails); err != nil {
		return err
	}
	m.mails += mails
	return nil
}

// deliver completes mails as a server does that takes them in, and moves them into the mailbox.
func (m *mailbox) deliver(from string, mails int) error {
	files, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	to := filepath.Join(m.folder, "mail", "new")
	if err := m.makeFolders(); err != nil {
		return err
	}
	arrived := time.Now().Add(-time.Duration(mails) * time.Minute)
	for _, file := range files {
		arrived = arrived.Add(time.Minute)
		path := filepath.Join(from, file.Name())
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		raw = m.complete(raw)
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			return err
		}
		if err := os.Chtimes(path, arrived, arrived); err != nil {
			return err
		}
		if err := m.chown(path); err != nil {
			return err
		}
		name, _, _ := strings.Cut(file.Name(), ",S=")
		if err := os.Rename(path, filepath.Join(to, fmt.Sprintf("%s,S=%d", name, len(raw)))); err != nil {
			return err
		}
	}
	return nil
}

// makeFolders makes the folders of the mailbox that the server has not made yet.
func (m *mailbox) makeFolders() error {
	for _, name := range []string{"cur", "new", "tmp"} {
		path := filepath.Join(m.folder, "mail", name)
		if err := os.Mkdir(path, 0o700); err != nil && !os.IsExist(err) {
			return err
		}
		if err := m.chown(path); err != nil {
			return err
		}
	}
	return nil
}

// chown makes the user as whom the server reads the owner of a file.
func (m *mailbox) chown(path string) error {
	about, err := os.Stat(filepath.Join(m.folder, "mail"))
	if err != nil {
		return err
	}
	owner, ok := about.Sys().(*syscall.Stat_t)
	if !ok {
		return fmt.Errorf("find the owner of %s", path)
	}
	return os.Chown(path, int(owner.Uid), int(owner.Gid))
}

var sender = regexp.MustCompile(`\r\nFrom: [^\r]*?<?([^<> \r]+@[^<> \r]+)>?\r\n`)

// complete makes of a mail of the kit one of the mailbox. Without known suppliers nobody confirms an order, and the server notes the return path.
func (m *mailbox) complete(raw []byte) []byte {
	if m.Known {
		return bytes.ReplaceAll(raw, []byte("@s0"), []byte("@sup-0"))
	}
	raw = bytes.Replace(raw, []byte("Auftragsbest=C3=A4tigung"), []byte("Lieferank=C3=BCndigung"), 1)
	found := sender.FindSubmatch(raw)
	if found == nil || bytes.Contains(raw, []byte("\r\nReturn-Path: <>\r\n")) {
		return raw
	}
	return append(fmt.Appendf(nil, "Return-Path: <%s>\r\n", found[1]), raw...)
}

// withDaemon starts the daemon that reads the mailbox, in a folder with a registry.
func (m *mailbox) withDaemon(folder string, use func(*daemon) error) error {
	host, port, err := net.SplitHostPort(m.address)
	if err != nil {
		return err
	}
	address, err := configuration{Folder: folder, Extra: fmt.Sprintf(`smtp: [{directory: outbox}]
schedule: {probe: "0 3 1 1 *", mailboxes: "0 3 1 1 *"}
imap: {box: {host: %s, port: %s, tls: none, username: bench, password: bench}}
`, host, port)}.write()
	if err != nil {
		return err
	}
	d, err := m.bench.start(folder, address)
	if err != nil {
		return err
	}
	err = use(d)
	if stopped := d.stop(); err == nil {
		err = stopped
	}
	return err
}

// reading is what the log of a daemon says about the mails that it read.
type reading struct {
	mails int
	took  time.Duration // from the beginning of a scan to the commit of its last mail
}

var mailWasRead = regexp.MustCompile(`Mail was read.*messages=(\d+).*took=(\S+)`)

// mailsRead returns what all scans since the start read together.
func (d *daemon) mailsRead() (reading, error) {
	log, err := os.ReadFile(d.log)
	if err != nil {
		return reading{}, err
	}
	var all reading
	for _, line := range mailWasRead.FindAllStringSubmatch(string(log), -1) {
		var mails int
		if _, err := fmt.Sscan(line[1], &mails); err != nil {
			return all, err
		}
		took, err := time.ParseDuration(line[2])
		if err != nil {
			return all, err
		}
		all.mails, all.took = all.mails+mails, all.took+took
	}
	return all, nil
}

// hasScanned reports whether the mailbox was read to its end.
func (d *daemon) hasScanned() (bool, error) {
	time.Sleep(100 * time.Millisecond) // to ask costs the daemon something
	at, err := d.metric("supplierwatch_mailbox_last_scan_timestamp_seconds")
	return at > 0, err
}

// untilMet waits for a condition that may fail while the daemon starts.
func (d *daemon) untilMet(what string, met func(*daemon) (bool, error)) error {
	_, err := d.until(what, func() bool {
		ok, err := met(d)
		return err == nil && ok
	})
	return err
}
