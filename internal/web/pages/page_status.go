package pages

import (
	"fmt"
	"net/http"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/web/content"
)

// statusPage is the page at /status: whether the service itself works.
type statusPage struct {
	snapshot  func() content.Snapshot
	readModel content.ReadModel
	renderer  renderer
	framer    framer
}

// statusView is what its template shows.
type statusView struct {
	frame
	Ready, Healthy content.Verdict
	Vantage        *bool           // nil: not known
	Outbox         *content.Outbox // nil: not known
	Withheld       int             // replies of today that were not answered
	Registry       registryView
	Service        content.Service
	Folders        []content.FolderState
	FolderPages    pager
}

// registryView is the registry in use, and how the last attempt to read it went.
type registryView struct {
	Hash      string
	Suppliers int
	Broken    []model.Problem // what is wrong with it
	Pages     pager
	content.Reload
}

// foldersShown is how many folders of our mailboxes the page lists at a time.
const foldersShown = 30

// problemRows is how many problems of the registry the page lists at a time.
const problemRows = 50

// Last returns when the last waiting mail leaves, in words; empty if none waits.
func (v statusView) Last() string {
	switch {
	case v.Outbox == nil || v.Outbox.Pending == 0:
		return ""
	case v.Outbox.ByRate != nil && !v.Outbox.ByRate.Last.IsZero():
		return "the last one leaves at about " + v.clock.Instant(v.Outbox.ByRate.Last)
	}
	return "when the last one leaves is not known"
}

// PausedUntil returns until when a relay is left alone because it took no mail for now; zero: it is not.
func (v statusView) PausedUntil(relay string) time.Time {
	if v.Outbox != nil && v.Outbox.ByRate != nil {
		for _, p := range v.Outbox.ByRate.Paused {
			if p.Relay == relay {
				return p.Until
			}
		}
	}
	return time.Time{}
}

// Took writes how long an evaluation took.
func (statusView) Took(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}

// Cut shortens what a server said.
func (statusView) Cut(text string) string { return prose.Cut(lines(text), 300) }

// Online reports whether this host is known to have network access. A template cannot ask the pointer itself: one to false is true to it.
func (v statusView) Online() bool { return v.Vantage != nil && *v.Vantage }

// Offline reports whether this host is known to have no network access.
func (v statusView) Offline() bool { return v.Vantage != nil && !*v.Vantage }

// Unlisted counts the mails that wait for the rate of a relay and are not listed.
func (v statusView) Unlisted() int {
	return v.Outbox.ByRate.Waiting - len(v.Outbox.ByRate.Mails)
}

var statusTemplate = lazyPage(nil, "layout.html", "status.html", "forms.html")

// get serves the page.
func (p statusPage) get(w http.ResponseWriter, r *http.Request) {
	x := p.snapshot()
	v := statusView{
		frame: p.framer.frame(w, r, x, "/status", "Service status", result{}),
		Ready: x.Ready, Healthy: x.Healthy, Vantage: x.Vantage, Outbox: x.Outbox, Withheld: x.Withheld, Registry: registryView{Reload: x.Reload},
	}
	v.Service = p.readModel.Service(r.Context())
	v.Folders, v.FolderPages = paged(r, "folders", "Folders", v.Service.Folders, foldersShown)
	v.Registry.Broken, v.Registry.Pages = paged(r, "problems", "Problems of the registry", x.Reload.Problems, problemRows)
	if x.Registry != nil {
		v.Registry.Hash, v.Registry.Suppliers = x.Registry.Hash, len(x.Registry.Suppliers)
	}
	p.renderer.renderAs(w, r, http.StatusOK, statusTemplate, v)
}
