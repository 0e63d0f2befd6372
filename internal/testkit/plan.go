package testkit

import (
	"embed"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"time"
)

//go:embed conf
var confFiles embed.FS

// imapHost differs from the address from which clients come: Dovecot takes
// passwords in the clear from whoever connects from the server's own address,
// and then nobody could see that STARTTLS is required.
const (
	smtpHost = "127.0.0.1"
	imapHost = "127.0.0.2"
)

// plan is what the configuration files are made from.
type plan struct {
	reserve func(host string) (reservation, error) // chooses an address to listen on

	Name, Dir, Domain, Smarthost, Introspect   string
	Users                                      []User
	Domains                                    []string
	SMTP, Submission, Submissions, IMAP, IMAPS string
	Mechanisms                                 string // with a password, as Dovecot names them
	TokenMechanism                             string // by which users log in with a token
	NoPlus                                     bool
	MailUID, MailGID                           int
	Role                                       string            // of the Dovecot instance: store or imap
	Vacations                                  map[string]string // Sieve scripts by address
	Quotas                                     map[string]int64  // bytes by address
	AcceptAll                                  []string          // domains
	Stamps                                     map[string]string // Authentication-Results by the domain of the envelope sender
}

// start starts everything once. The cleanup is registered before the first
// process runs.
func (p *plan) start(t Host) (*Mail, error) {
	t.Helper()
	m, err := p.prepare(t)
	if err != nil {
		return nil, err
	}
	for _, s := range m.services() {
		if err := s.start(); err != nil {
			m.stop()
			return nil, fmt.Errorf("%w\n%s", err, m.logs())
		}
	}
	return m, nil
}

// prepare makes the directory, starts its janitor, chooses the addresses and
// writes all files.
func (p *plan) prepare(t Host) (*Mail, error) {
	t.Helper()
	p.reserveAll(t)
	dir := makeDir(t)
	janitor, err := startJanitor(dir)
	must(t, err, "start a janitor")
	p.Dir, p.Name = dir, filepath.Base(dir)
	m := p.mail()
	t.Cleanup(func() { m.close(t, janitor) })
	m.CA = NewCA(t)
	chain := m.CA.Server(t, time.Now().Add(certLifetime/2), "localhost", smtpHost, imapHost)
	writeChain(t, filepath.Join(dir, "server.pem"), chain)
	must(t, os.WriteFile(m.CAFile, m.CA.PEM(), 0o644), "write the authority's certificate")
	return m, p.install()
}

// reserveAll chooses all addresses and reserves them as long as t runs.
func (p *plan) reserveAll(t Host) {
	t.Helper()
	for _, use := range []struct {
		addr *string
		host string
	}{{&p.SMTP, smtpHost}, {&p.Submission, smtpHost}, {&p.Submissions, smtpHost}, {&p.IMAP, imapHost}, {&p.IMAPS, smtpHost}} {
		r, err := p.reserve(use.host)
		must(t, err, "choose an address")
		t.Cleanup(r.release)
		*use.addr = r.addr
	}
}

// makeDir makes a directory whose path is short, because those of unix
// sockets end at 107 bytes, and which the servers' own users may enter.
func makeDir(t Host) string {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "testkit")
	must(t, err, "make a directory")
	must(t, os.Chmod(dir, 0o755), "open the directory")
	return dir
}

func (p *plan) mail() *Mail {
	m := &Mail{
		SMTP: p.SMTP, Submission: p.Submission, Submissions: p.Submissions, IMAP: p.IMAP, IMAPS: p.IMAPS,
		Domain: p.Domain, CAFile: filepath.Join(p.Dir, "ca.pem"), dir: p.Dir, users: p.Users, stamps: p.Stamps,
		postfix: p.postfix(), store: p.dovecot("store"), imap: p.dovecot("imap"),
	}
	m.store.endpoint = endpoint{"unix", filepath.Join(p.Dir, "lmtp")}
	m.imap.endpoint = endpoint{"tcp", p.IMAP}
	m.imap.addrs = []string{p.IMAP, p.IMAPS}
	return m
}

// setUsers assigns an address and a password to each name and makes all their
// domains local.
func (p *plan) setUsers(names []string) {
	p.Users, p.Domains = nil, nil
	for _, name := range names {
		address := complete(name, p.Domain)
		local, domain, _ := strings.Cut(address, "@")
		p.Users = append(p.Users, User{Address: address, Password: "secret of " + local})
		p.Domains = append(p.Domains, domain)
	}
	slices.Sort(p.Domains)
	p.Domains = slices.Compact(p.Domains)
}

// install writes the configuration of all servers and makes the directories
// that they do not make themselves. The mail belongs to nobody: Dovecot serves
// none of root's.
func (p *plan) install() error {
	var err error
	if p.MailUID, p.MailGID, err = ids("nobody"); err != nil {
		return err
	}
	if err := p.installPostfix(); err != nil {
		return err
	}
	return p.installDovecot()
}

// render writes conf/NAME, filled in, to path.
func (p *plan) render(name, path string) error {
	funcs := template.FuncMap{"host": hostOf, "port": portOf}
	all, err := template.New(name).Funcs(funcs).ParseFS(confFiles, "conf/*")
	if err != nil {
		return fmt.Errorf("read templates: %w", err)
	}
	out, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	defer out.Close()
	if err := all.ExecuteTemplate(out, name, p); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

func hostOf(addr string) (string, error) {
	host, _, err := net.SplitHostPort(addr)
	return host, err
}

func portOf(addr string) (string, error) {
	_, port, err := net.SplitHostPort(addr)
	return port, err
}

// ids looks up the numbers of a system user and its first group.
func ids(name string) (uid, gid int, err error) {
	u, err := user.Lookup(name)
	if err != nil {
		return 0, 0, fmt.Errorf("look up user %s: %w", name, err)
	}
	if uid, err = strconv.Atoi(u.Uid); err != nil {
		return 0, 0, fmt.Errorf("look up user %s: %w", name, err)
	}
	if gid, err = strconv.Atoi(u.Gid); err != nil {
		return 0, 0, fmt.Errorf("look up user %s: %w", name, err)
	}
	return uid, gid, nil
}

// stop stops what runs, last started first.
func (m *Mail) stop() {
	for _, s := range slices.Backward(m.services()) {
		s.stop()
	}
}

// close stops everything and has the janitor remove what
// is left. The logs of a failed test are shown, they are gone afterwards.
func (m *Mail) close(t Host, j *janitor) {
	t.Helper()
	m.stop()
	if t.Failed() {
		t.Logf("what the mail system said:\n%s", m.logs())
	}
	if err := j.sweep(); err != nil {
		t.Errorf("stop the mail system: %v", err)
	}
}

// skipWithoutMail skips t where no mail system can be started.
func skipWithoutMail(t Host) {
	t.Helper()
	var missing []string
	for _, program := range []string{"postfix", "postconf", "dovecot"} {
		if _, err := exec.LookPath(program); err != nil {
			missing = append(missing, program)
		}
	}
	if len(missing) > 0 {
		t.Skipf("SKIPPED, no mail system: %s not found; Debian has them in the packages postfix, dovecot-imapd and dovecot-lmtpd",
			strings.Join(missing, ", "))
	}
	if os.Getuid() != 0 {
		t.Skipf("SKIPPED, no mail system: only root can start postfix and dovecot")
	}
	version, err := exec.Command("dovecot", "--version").Output()
	if must(t, err, "ask dovecot for its version"); !strings.HasPrefix(string(version), "2.3.") {
		t.Skipf("SKIPPED, no mail system: the configuration is for dovecot 2.3, this is %s", strings.TrimSpace(string(version)))
	}
}
