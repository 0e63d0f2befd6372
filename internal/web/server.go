package web

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
	"supplierwatch/internal/web/access"
	"supplierwatch/internal/web/content"
	"supplierwatch/internal/web/pages"
	"supplierwatch/internal/web/response"
)

// Options are who may read and write, and where the content comes from.
type Options struct {
	Snapshot  func() content.Snapshot
	Verdicts  content.Verdicts
	ReadModel content.ReadModel
	Recorder  content.Recorder
	Config    content.ConfigDocument
	Metrics   *Metrics
	Clock     func() time.Time
	// Reload reads the registry again; forced, it accepts one that lost many
	// suppliers at once.
	Reload     func(ctx context.Context, forced bool) []model.Problem
	Actions    content.Actions
	Mails      content.Mails
	ReadToken  string // empty: everybody may read
	WriteToken string // empty: nobody may write, except by signed links
	// Proxies are trusted to name clients and users; UserHeader is the header in which
	// they name the user, empty: in none.
	Proxies    []netip.Prefix
	UserHeader string
	// ExternalURL is where people find the page; empty: not known.
	ExternalURL string
	// Local is set where the page listens to this machine alone.
	Local bool
	// Mask takes out of a response what readers could answer our mails with; nil: there is nothing to take out.
	Mask func([]byte) []byte
	// Key signs forms, FeedKey the address of the calendar.
	Key     []byte
	FeedKey []byte
	Log     *slog.Logger
}

// server is every group of the API, and who may use it.
type server struct {
	control    access.Control
	documents  documentAPI
	lists      listAPI
	actionAPI  actionAPI
	factAPI    factAPI
	monitoring monitoring
	metrics    http.Handler
}

// New returns the handler of all that the daemon serves.
func New(o Options) http.Handler {
	out := response.Writer{Mask: o.Mask, Log: o.Log}
	out.Page = pages.Errors(out)
	hosts := access.NewHosts(o.Local, o.ExternalURL, out)
	mux := http.NewServeMux()
	s := newServer(o, out, hosts)
	pages.Register(mux, pages.Options{
		Snapshot: o.Snapshot, ReadModel: o.ReadModel, Actions: o.Actions, Mails: o.Mails,
		Response: out, Control: s.control, Key: o.Key, Calendar: calendarAddress(o.ExternalURL, s.control),
	})
	s.routeAPI(mux)
	s.routeMonitoring(mux)
	return access.Harden(hosts.Guard(access.SameOrigin(o.ExternalURL, out, out.Routed(mux))))
}

// newServer returns the groups, each with what it needs.
func newServer(o Options, out response.Writer, hosts access.Hosts) server {
	clients := access.Clients{Proxies: o.Proxies, UserHeader: o.UserHeader}
	shared := response.NewShared(out)
	control := access.Control{Response: out, Clients: clients, Hosts: hosts, ReadToken: o.ReadToken, WriteToken: o.WriteToken, FeedKey: o.FeedKey}
	return server{
		control:    control,
		documents:  documentAPI{snapshot: o.Snapshot, readModel: o.ReadModel, response: out, shared: shared, config: o.Config},
		lists:      listAPI{snapshot: o.Snapshot, readModel: o.ReadModel, response: out, shared: shared},
		actionAPI:  actionAPI{actions: o.Actions, clock: o.Clock, response: out, clients: clients},
		factAPI:    factAPI{recorder: o.Recorder, response: out, clients: clients},
		monitoring: monitoring{verdicts: o.Verdicts, readRegistry: o.Reload, response: out, control: control},
		metrics:    o.Metrics.handler(o.Snapshot, o.Clock),
	}
}

// routeAPI registers what programs read and write. Each route is in config/openapi.json too.
func (s server) routeAPI(mux *http.ServeMux) {
	mux.Handle("GET "+calendarPath, s.control.ReadingFeed(s.documents.calendar))
	mux.Handle("GET /api/v1/alerts", s.control.Reading(s.lists.alerts))
	mux.Handle("GET /api/v1/findings", s.control.Reading(s.lists.findings))
	mux.Handle("GET /api/v1/deadlines", s.control.Reading(s.lists.deadlines))
	mux.Handle("GET /api/v1/suppliers", s.control.Reading(s.lists.suppliers))
	mux.Handle("GET /api/v1/suppliers/{id}", s.control.Reading(s.documents.supplier))
	mux.Handle("GET /api/v1/mailboxes", s.control.Reading(s.lists.mailboxes))
	mux.Handle("GET /api/v1/facts", s.control.Reading(s.lists.facts))
	mux.Handle("GET /api/v1/config", s.control.Reading(s.documents.configuration))
	mux.Handle("GET /api/v1/openapi.json", s.control.Reading(s.documents.openAPI))
	mux.Handle("POST /api/v1/facts", s.control.Writing(s.factAPI.record))
	for word, verb := range content.Verbs {
		mux.Handle("POST /api/v1/alerts/{id}/"+word, s.control.Writing(s.actionAPI.act(verb)))
	}
	mux.Handle("POST /api/v1/alerts/{id}/escalate", s.control.Writing(s.actionAPI.act(replycmd.NotMine))) // as the page calls it
	mux.Handle("POST /api/v1/alerts/{id}/", s.control.Writing(s.actionAPI.unknown))
}

// routeMonitoring registers what a monitoring system asks for without a token, and the reload.
func (s server) routeMonitoring(mux *http.ServeMux) {
	mux.HandleFunc("GET /-/healthy", s.monitoring.healthy)
	mux.HandleFunc("GET /-/ready", s.monitoring.ready)
	mux.Handle("GET /metrics", s.metrics)
	mux.Handle("POST /-/reload", s.control.Writing(s.monitoring.reload))
}
