package web

import (
	"bytes"
	"context"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"time"

	"supplierwatch/config"
	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// ReadModel returns documents about suppliers, mailboxes and facts.
type ReadModel interface {
	// Edition is the same as long as all documents stay the same.
	Edition(context.Context) (any, error)
	Suppliers(context.Context) (apidoc.SuppliersDocument, error)
	// Supplier returns the document of one supplier; known is false if no supplier has that id.
	Supplier(ctx context.Context, id string) (doc apidoc.SupplierDocument, known bool, err error)
	Mailboxes(context.Context) (apidoc.MailboxesDocument, error)
	Facts(ctx context.Context, supplier, subject string) (apidoc.FactsDocument, error)
}

// Recorder takes facts from outside: all of them, which it gives as they are recorded then, or none. What is wrong with one is a
// *model.Refusal.
type Recorder interface {
	Record(context.Context, []model.Fact) ([]model.Fact, error)
}

// look answers with a document that is worked out when somebody asks for it. Asked tells it from others of the same path.
func (s server) look(w http.ResponseWriter, r *http.Request, asked string, find func(context.Context) (any, error)) {
	edition, err := s.ReadModel.Edition(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.share(w, r, question{r.URL.Path + "?" + asked, edition}, jsonKind, func() ([]byte, error) {
		doc, err := find(r.Context())
		if err != nil {
			return nil, err
		}
		return encode(doc)
	})
}

func (s server) suppliers(w http.ResponseWriter, r *http.Request) {
	s.look(w, r, "", func(ctx context.Context) (any, error) { return s.ReadModel.Suppliers(ctx) })
}

func (s server) supplier(w http.ResponseWriter, r *http.Request) {
	s.look(w, r, "", func(ctx context.Context) (any, error) {
		doc, known, err := s.ReadModel.Supplier(ctx, r.PathValue("id"))
		if err == nil && !known {
			err = refusal(http.StatusNotFound, "there is no supplier of that id")
		}
		return doc, err
	})
}

func (s server) mailboxes(w http.ResponseWriter, r *http.Request) {
	s.look(w, r, "", func(ctx context.Context) (any, error) { return s.ReadModel.Mailboxes(ctx) })
}

// facts answers with what was recorded: all, or ?supplier=ID&subject=contact/ID.
func (s server) facts(w http.ResponseWriter, r *http.Request) {
	supplier, subject := r.URL.Query().Get("supplier"), r.URL.Query().Get("subject")
	asked := url.Values{"supplier": {supplier}, "subject": {subject}}.Encode()
	s.look(w, r, asked, func(ctx context.Context) (any, error) { return s.ReadModel.Facts(ctx, supplier, subject) })
}

// tell records facts from outside. A user whom a trusted proxy names is who observed what the request names nobody for.
func (s server) tell(w http.ResponseWriter, r *http.Request) {
	var doc apidoc.FactsDocument
	err := decode(w, r, &doc)
	switch {
	case err != nil:
	case doc.Version != apidoc.DocumentVersion:
		err = refusal(http.StatusBadRequest, fmt.Sprintf("version is %d; expected {\"version\": %d, \"facts\": […]}", doc.Version, apidoc.DocumentVersion))
	case len(doc.Facts) == 0:
		err = refusal(http.StatusBadRequest, "facts are missing: expected {\"version\": 1, \"facts\": […]}")
	default:
		for i := range doc.Facts {
			if doc.Facts[i].Actor == "" {
				doc.Facts[i].Actor = s.user(r)
			}
		}
		doc.Facts, err = s.Recorder.Record(r.Context(), doc.Facts)
	}
	s.answer(w, r, doc, err)
}

// answer sends a document, or says that it cannot be had.
func (s server) answer(w http.ResponseWriter, r *http.Request, doc any, err error) {
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.reply(w, http.StatusOK, doc)
}

var supplierPage = template.Must(template.New("supplier.html").Funcs(template.FuncMap{
	"day":   day,
	"date":  func(d civil.Date) string { return d.String() },
	"clock": func(t time.Time) string { return t.UTC().Format("Mon 2 Jan 2006 15:04 MST") },
	"in":    daysLeft,
	"words": func(s string) string { return strings.ReplaceAll(s, "-", " ") },
	"tone":  contactTone,
	"whole": func(share float64) int { return int(100 * share) },
	"upper": func(s model.Severity) string { return strings.ToUpper(string(s)) },
	"held":  held,
}).Parse(config.SupplierPage + config.Forms))

// contactTone is how grave a contact's state looks.
func contactTone(s apidoc.ContactState) model.Severity {
	switch s {
	case apidoc.ContactBounced, apidoc.ContactRejected, apidoc.ContactLeft, apidoc.ContactChanged, apidoc.ContactUnreached:
		return model.Critical
	case apidoc.ContactVerified:
		return model.Info
	}
	return model.Warning
}

// showSupplier shows everything that is known of one supplier.
func (s server) showSupplier(w http.ResponseWriter, r *http.Request) {
	s.showSupplierAs(w, r, http.StatusOK, "")
}

// showSupplierAs shows it with why nothing was recorded, if something was asked for.
func (s server) showSupplierAs(w http.ResponseWriter, r *http.Request, status int, wrong string) {
	doc, known, err := s.ReadModel.Supplier(r.Context(), r.PathValue("id"))
	if err == nil && !known {
		s.plain(w, http.StatusNotFound, "there is no supplier of that id")
		return
	}
	if err != nil {
		s.show(w, supplierPage, nil, err)
		return
	}
	x := s.Snapshot()
	v := supplierView{SupplierDocument: doc, acted: s.actedOn(w, r, x, wrong)}
	for _, a := range doc.Alerts {
		v.Open = append(v.Open, alertRow{StatusAlert: a, Name: doc.Supplier.Name})
	}
	if x.Ahead != nil {
		s.lookAhead(v.User, x, v.Open)
	}
	s.showAs(w, status, supplierPage, v)
}

// supplierView is what the page about one supplier shows.
type supplierView struct {
	apidoc.SupplierDocument
	Open []alertRow
	acted
}

var mailboxPage = template.Must(template.New("mailboxes.html").Funcs(template.FuncMap{
	"clock": func(t time.Time) string { return t.UTC().Format("Mon 2 Jan 2006 15:04 MST") },
	"words": func(s string) string { return strings.ReplaceAll(s, "-", " ") },
	"whole": func(share *float64) int { return int(100 * *share) },
}).Parse(config.MailboxPage))

// showMailboxes shows how our role mailboxes stand.
func (s server) showMailboxes(w http.ResponseWriter, r *http.Request) {
	doc, err := s.ReadModel.Mailboxes(r.Context())
	s.show(w, mailboxPage, doc, err)
}

// show renders a document as a page.
func (s server) show(w http.ResponseWriter, form *template.Template, doc any, err error) {
	if err != nil {
		status, why := s.failure(err)
		s.plain(w, status, why)
		return
	}
	s.showAs(w, http.StatusOK, form, doc)
}

// showAs renders a document as a page with a status.
func (s server) showAs(w http.ResponseWriter, status int, form *template.Template, doc any) {
	var out bytes.Buffer
	if err := form.Execute(&out, doc); err != nil {
		s.Log.Error("The page could not be rendered.", "error", err)
		s.plain(w, http.StatusInternalServerError, "the page could not be rendered; the log says why")
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	s.write(w, bytes.Map(stripBidi, out.Bytes()))
}
