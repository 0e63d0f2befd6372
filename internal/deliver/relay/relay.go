package relay

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"

	gomail "github.com/wneessen/go-mail"

	"supplierwatch/internal/bearerlogin"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/sendrate"
)

// Security is how the connection to a relay is encrypted.
type Security string

// With StartTLS an unencrypted connection is never used.
const (
	StartTLS    Security = "starttls"
	ImplicitTLS Security = "implicit"
	NoTLS       Security = "none"
)

// Login is how the watchdog logs into a relay.
type Login string

// The ways of logging in; XOAUTH2 is OAUTHBEARER (RFC 7628) where a relay offers only that, and SCRAM is SCRAM-SHA-256 (RFC 7677), else SCRAM-SHA-1 (RFC 5802).
const (
	LoginPlain   Login = "plain"
	LoginLogin   Login = "login"
	LoginSCRAM   Login = "scram"
	LoginXOAUTH2 Login = "xoauth2"
	LoginNone    Login = "none"
)

// Server is a mail server that takes our mail.
type Server struct {
	Host     string
	Port     int      // zero: 465 with implicit TLS, 25 without any, else 587
	TLS      Security // empty: starttls
	Auth     Login    // empty: none
	Username string
	Password string
	Tokens   Tokens            // for LoginXOAUTH2
	CAFile   string            // certificates to trust instead of the system's; empty: the system's
	DKIM     *DKIM             // nil: mails are not signed
	Limit    *sendrate.Limiter // nil: as many mails as there are

	roots *x509.CertPool
	signs *gomail.DKIMSigner
	kept  *keptSession
}

// checked completes a relay and refuses one that cannot work or that would show
// the password to the network.
func (r Server) checked() (Server, error) {
	r.kept = &keptSession{}
	if r.Host == "" {
		return r, errors.New("set up relay: host is missing")
	}
	if r.TLS == "" {
		r.TLS = StartTLS
	}
	if r.Auth == "" {
		r.Auth = LoginNone
	}
	if r.Port == 0 {
		r.Port = map[Security]int{StartTLS: 587, ImplicitTLS: 465, NoTLS: 25}[r.TLS]
	}
	if err := r.refuse(); err != nil {
		return r, fmt.Errorf("set up relay %s: %w", r.address(), err)
	}
	var err error
	r.roots, err = readRoots(r.CAFile)
	if err != nil {
		return r, fmt.Errorf("set up relay %s: %w", r.address(), err)
	}
	if r.DKIM != nil {
		r.signs, err = r.DKIM.signer()
	}
	return r, err
}

// refuse returns what is wrong with a relay's settings.
func (r Server) refuse() error {
	switch r.TLS {
	case StartTLS, ImplicitTLS, NoTLS:
	default:
		return fmt.Errorf("%q is not a valid tls; expected starttls, implicit or none", string(r.TLS))
	}
	switch r.Auth {
	case LoginNone:
		return nil
	case LoginPlain, LoginLogin, LoginSCRAM, LoginXOAUTH2:
	default:
		return fmt.Errorf("%q is not a valid auth; expected plain, login, scram, xoauth2 or none", string(r.Auth))
	}
	switch {
	case r.Auth == LoginXOAUTH2 && (r.Username == "" || r.Tokens == nil):
		return fmt.Errorf("auth %s needs a username and a source of access tokens", r.Auth)
	case r.Auth != LoginXOAUTH2 && (r.Username == "" || r.Password == ""):
		return fmt.Errorf("auth %s needs a username and a password", r.Auth)
	}
	if r.TLS == NoTLS && r.Auth != LoginSCRAM && !loopback(r.Host) {
		return fmt.Errorf("auth %s without TLS would show the password to the network", r.Auth)
	}
	return nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// readRoots reads certificates in PEM form; nil means the system's.
func readRoots(file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil
	}
	pem, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read ca_file: %w", err)
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("read ca_file %s: there is no certificate in it", file)
	}
	return roots, nil
}

func (r Server) address() string { return net.JoinHostPort(r.Host, strconv.Itoa(r.Port)) }

func (r Server) tlsConfig() *tls.Config {
	return &tls.Config{ServerName: r.Host, RootCAs: r.roots, MinVersion: tls.VersionTLS12}
}

// options are the settings of one client. Neither NOOP nor RSET is sent between
// mails: a dead connection shows at the next MAIL FROM, before anything of that
// mail was handed over.
func (r Server) options(hello string) []gomail.Option {
	options := []gomail.Option{
		gomail.WithPort(r.Port), gomail.WithTLSConfig(r.tlsConfig()), gomail.WithoutNoop(), gomail.WithoutRset(),
	}
	if hello != "" {
		options = append(options, gomail.WithHELO(hello))
	}
	if r.signs != nil {
		options = append(options, gomail.WithAlwaysDKIMSign(r.signs))
	}
	policy := gomail.NoTLS // with implicit TLS the connection is encrypted before the client sees it
	if r.TLS == StartTLS {
		policy = gomail.TLSMandatory
	}
	options = append(options, gomail.WithTLSPolicy(policy))
	return append(options, r.login()...)
}

// login returns the settings of the login.
func (r Server) login() []gomail.Option {
	switch r.Auth {
	case LoginPlain:
		return []gomail.Option{gomail.WithSMTPAuth(gomail.SMTPAuthPlain), gomail.WithUsername(r.Username), gomail.WithPassword(r.Password)}
	case LoginLogin:
		return []gomail.Option{gomail.WithSMTPAuth(gomail.SMTPAuthLogin), gomail.WithUsername(r.Username), gomail.WithPassword(r.Password)}
	case LoginSCRAM:
		return []gomail.Option{gomail.WithSMTPAuthCustom(&scramAuth{username: r.Username, password: r.Password})}
	case LoginXOAUTH2:
		return []gomail.Option{gomail.WithSMTPAuthCustom(&tokenAuth{client: r.bearer()})}
	}
	return nil
}

// scrub makes a server's answer fit to be kept and shown: one line, not long, and without the password in any form in which it was sent.
func (r Server) scrub(text string) string {
	text, _, _ = strings.Cut(text, ", affected recipient(s)") // go-mail appends what we know already
	text, _, _ = strings.Cut(text, ", affected message ID")
	text = plainWords.Replace(text)
	if r.Password != "" {
		for _, secret := range []string{
			r.Password,
			base64.StdEncoding.EncodeToString([]byte(r.Password)),
			base64.StdEncoding.EncodeToString([]byte("\x00" + r.Username + "\x00" + r.Password)),
			base64.StdEncoding.EncodeToString(r.bearer().First(bearerlogin.XOAUTH2)),
			base64.StdEncoding.EncodeToString(r.bearer().First(bearerlogin.OAUTHBEARER)),
		} {
			text = strings.ReplaceAll(text, secret, "<secret>")
		}
	}
	return envelope.Shorten(envelope.Plain(text), detailLimit)
}

// plainWords puts what the client library says of a server into words that the operators of that server know.
var plainWords = strings.NewReplacer(
	`STARTTLS mode set to: "TLSMandatory", but target host does not support STARTTLS`, "the server does not offer STARTTLS",
	"SMTP AUTH failed: the server does not offer", "the server does not offer",
	"SMTP AUTH failed: server does not support SMTP AUTH type: ", "the server does not offer the login method ",
	"SMTP AUTH failed: ", "the relay refuses the login: ",
	"server does not support SMTP AUTH type: ", "the server does not offer the login method ",
	"server does not support SMTP AUTH", "the server offers no login",
)

// detailLimit is how much of a server's words is kept.
const detailLimit = 300
