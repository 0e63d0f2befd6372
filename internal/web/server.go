package web

import (
	"context"
	"crypto/subtle"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"supplierwatch/config"
	"supplierwatch/internal/model"
)

// Options say who may read and write, and where what is shown comes from.
type Options struct {
	Snapshot  func() Snapshot
	ReadModel ReadModel
	Recorder  Recorder
	Config    ConfigDocument
	Metrics   *Metrics
	// Reload reads the registry again; forced, it believes one that lost many
	// suppliers at once.
	Reload     func(ctx context.Context, forced bool) []model.Problem
	Actions    Actions
	Mails      Mails
	ReadToken  string // empty: reads are open
	WriteToken string // empty: nothing may be written but by signed links
	// Proxies are believed whom they speak for; UserHeader is where they name
	// the user, empty: nowhere.
	Proxies    []netip.Prefix
	UserHeader string
	// ExternalURL is where people find the page; empty: not known.
	ExternalURL string
	// Local is set where the page listens to this machine alone.
	Local bool
	// Mask takes out of an answer what readers could answer our mails with; nil: nothing could.
	Mask func([]byte) []byte
	// Key signs forms.
	Key []byte
	Log *slog.Logger
}

// server answers requests from the options it was given.
type server struct {
	Options
	external string // the host of the external address, in small letters; empty: there is none
	links    *linkLimiter
	bodies   *sharedBodies
}

// New returns the handler of all that the daemon serves.
func New(options Options) http.Handler {
	s := server{Options: options, external: externalHost(options.ExternalURL), links: newLinkLimiter(time.Now), bodies: newSharedBodies()}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /-/healthy", s.verdict(func(x Snapshot) Verdict { return x.Healthy }))
	mux.HandleFunc("GET /-/ready", s.verdict(func(x Snapshot) Verdict { return x.Ready }))
	mux.Handle("GET /metrics", options.Metrics.handler(options.Snapshot))
	mux.Handle("POST /-/reload", s.writing(s.reload))
	mux.Handle("GET /{$}", s.reading(s.page))
	mux.HandleFunc("POST /{$}", s.answerPage(s.showPage))
	mux.HandleFunc("POST /suppliers/{id}", s.answerPage(s.showSupplierAs))
	mux.Handle("GET /style.css", s.reading(style))
	mux.Handle("GET /calendar.ics", s.reading(s.calendar))
	mux.Handle("GET /api/v1/alerts", s.document(func(x Snapshot) any { return x.Alerts }))
	mux.Handle("GET /api/v1/findings", s.document(func(x Snapshot) any { return x.Findings }))
	mux.Handle("GET /api/v1/deadlines", s.document(func(x Snapshot) any { return x.Deadlines }))
	mux.Handle("GET /suppliers/{id}", s.reading(s.showSupplier))
	mux.Handle("GET /mailboxes", s.reading(s.showMailboxes))
	mux.Handle("GET /api/v1/suppliers", s.reading(s.suppliers))
	mux.Handle("GET /api/v1/suppliers/{id}", s.reading(s.supplier))
	mux.Handle("GET /api/v1/mailboxes", s.reading(s.mailboxes))
	mux.Handle("GET /api/v1/facts", s.reading(s.facts))
	mux.Handle("GET /api/v1/config", s.document(func(Snapshot) any { return options.Config }))
	mux.Handle("GET /api/v1/openapi.json", s.reading(s.describe))
	mux.Handle("POST /api/v1/facts", s.writing(s.tell))
	for word, verb := range verbs {
		mux.Handle("POST /api/v1/alerts/{id}/"+word, s.writing(s.act(verb)))
	}
	mux.HandleFunc("GET /answer/{link}", s.showMail)
	mux.HandleFunc("POST /answer/{link}", s.answerMail)
	return hardened(s.named(s.sameOrigin(s.plainly(mux))))
}

// sameOrigin refuses requests that a page of another site made a browser post.
// Programs send no header about sites, and are let through.
func (s server) sameOrigin(next http.Handler) http.Handler {
	guard := http.NewCrossOriginProtection()
	if at, err := url.Parse(s.ExternalURL); err == nil && at.Host != "" {
		// Where a proxy changes the host, a browser's origin is this one.
		if err := guard.AddTrustedOrigin(at.Scheme + "://" + at.Host); err != nil {
			s.Log.Warn("The address of our own page cannot be trusted.", "error", err)
		}
	}
	guard.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.fail(w, r, refusal(http.StatusForbidden, "this was sent from a page of another site; open the page itself and try again"))
	}))
	return guard.Handler(next)
}

// hardened sets the headers that keep an answer from being framed, guessed at,
// cached or told to other sites.
func hardened(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// reading lets a request through that may read: it has a token, or a proxy that
// we trust says who its user is.
func (s server) reading(next http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.ReadToken != "" && !s.mayRead(r) {
			w.Header().Add("WWW-Authenticate", `Basic realm="supplierwatch", charset="UTF-8"`)
			s.deny(w, r, "this needs the read token: as Authorization: Bearer …, or as the password of any user")
			return
		}
		next(w, r)
	})
}

// mayRead reports whether a request shows that it may read where that takes a token.
func (s server) mayRead(r *http.Request) bool {
	return s.user(r) != "" || authorised(r, s.ReadToken) || s.WriteToken != "" && authorised(r, s.WriteToken)
}

// writing lets a request through that may act.
func (s server) writing(next http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case s.WriteToken == "":
			s.fail(w, r, refusal(http.StatusForbidden, "writing is off: no write_token is configured"))
		case !bearerToken(r, s.WriteToken):
			s.deny(w, r, "this needs the write token: Authorization: Bearer …")
		default:
			next(w, r)
		}
	})
}

// bearerToken compares the request's token in a time that does not depend on it. The
// word before it may be written in any case (RFC 9110, 11.1).
func bearerToken(r *http.Request, token string) bool {
	scheme, given, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	return strings.EqualFold(scheme, "Bearer") && same(given, token)
}

// authorised reports whether a request may read with a token: as a program sends it,
// or as a browser and a calendar program do, as the password of any user (RFC
// 7617). For writing a password is not enough: a browser sends it along with
// what another site asks it to post.
func authorised(r *http.Request, token string) bool {
	_, password, ok := r.BasicAuth()
	return ok && same(password, token) || bearerToken(r, token)
}

func same(given, token string) bool {
	return subtle.ConstantTimeCompare([]byte(given), []byte(token)) == 1
}

// deny refuses a request that has no token, or a wrong one.
func (s server) deny(w http.ResponseWriter, r *http.Request, why string) {
	w.Header().Add("WWW-Authenticate", `Bearer realm="supplierwatch"`)
	s.fail(w, r, refusal(http.StatusUnauthorized, why))
}

func (s server) document(pick func(Snapshot) any) http.Handler {
	return s.reading(func(w http.ResponseWriter, r *http.Request) {
		x := s.Snapshot()
		s.share(w, r, question{r.URL.Path, x.Edition}, jsonKind, func() ([]byte, error) { return encode(pick(x)) })
	})
}

// calendar answers with the deadlines as events. No deadline is known before the
// initial evaluation: an empty calendar would remove those that a reader has.
func (s server) calendar(w http.ResponseWriter, r *http.Request) {
	x := s.Snapshot()
	if x.Calendar == nil {
		w.Header().Set("Retry-After", "60")
		s.plain(w, http.StatusServiceUnavailable, "no deadline is known yet: the first evaluation is not complete")
		return
	}
	s.share(w, r, question{r.URL.Path, x.Edition}, "text/calendar; charset=utf-8", x.Calendar)
}

// reload reads the registry again and answers with its problems, if any; the
// last good registry then stays in force.
func (s server) reload(w http.ResponseWriter, r *http.Request) {
	problems := s.Reload(r.Context(), r.URL.Query().Get("force") == "true")
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if len(problems) == 0 {
		s.write(w, []byte("reloaded\n"))
		return
	}
	w.WriteHeader(http.StatusUnprocessableEntity)
	var text strings.Builder
	for _, p := range problems {
		text.WriteString(p.String() + "\n")
	}
	text.WriteString("the registry read before stays in force\n")
	s.write(w, []byte(text.String()))
}

func style(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Header().Set("Cache-Control", "max-age=3600")
	_, _ = w.Write(config.PageStyle) // a reader that has gone needs no answer
}

// masked returns an answer as it may be read.
func (s server) masked(body []byte) []byte {
	if s.Mask == nil {
		return body
	}
	return s.Mask(body)
}

// plain answers with one line of text.
func (s server) plain(w http.ResponseWriter, status int, why string) {
	http.Error(w, string(s.masked([]byte(why))), status)
}

// write sends a body; a reader that went away is worth a line at most.
func (s server) write(w http.ResponseWriter, body []byte) {
	if _, err := w.Write(s.masked(body)); err != nil {
		s.Log.Debug("A request could not be answered.", "error", err)
	}
}
