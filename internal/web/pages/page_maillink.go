package pages

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"strconv"

	"supplierwatch/config"
	"supplierwatch/internal/action"
	"supplierwatch/internal/replycmd"
	"supplierwatch/internal/web/access"
	"supplierwatch/internal/web/content"
	"supplierwatch/internal/web/forms"
	"supplierwatch/internal/web/response"
)

// mailLinkPage is the page at /answer/TOKEN, behind the link in a mail: the alerts of that mail and the forms to act on them. The link is
// all the proof that it takes.
type mailLinkPage struct {
	mails      content.Mails
	actions    content.Actions
	response   response.Writer
	forms      forms.Signer
	clients    access.Clients
	wrongLinks *access.LinkLimiter
	renderer   renderer
}

// stylePolicy lets a page use its one inline style sheet, and post to its own origin.
var stylePolicy = func() string {
	sum := sha256.Sum256(config.PageStyle)
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
}()

var (
	mailLinkTemplate    = lazyPage(nil, "maillink.html", "alertparts.html", "forms.html")
	invalidLinkTemplate = lazyPage(nil, "maillink_invalid.html")
)

// get shows a mail and what can be done about it, and does nothing: programs that look for viruses follow links too.
func (p mailLinkPage) get(w http.ResponseWriter, r *http.Request) {
	mail, ok := p.find(w, r)
	if !ok {
		return
	}
	view := newMailView(mail, r.URL.Query().Get("alert"), p.forms, result{})
	view.addDone(r.URL.Query().Get("done"))
	p.renderer.renderAs(w, r, http.StatusOK, mailLinkTemplate, view)
}

// post carries out what a form of the page asks for, and leads back to the page, so that loading it again does nothing.
func (p mailLinkPage) post(w http.ResponseWriter, r *http.Request) {
	mail, ok := p.find(w, r)
	if !ok {
		return
	}
	sent, err := p.forms.Read(w, r, mail.Mail)
	var done string
	var became result
	if err == nil {
		done, became, err = p.record(r, mail, sent)
	}
	if err != nil {
		became, status := refusal(sent, err, p.response)
		view := newMailView(mail, sent.Alert, p.forms, became)
		p.renderer.renderAs(w, r, status, mailLinkTemplate, view)
		return
	}
	if len(became.Left) > 0 {
		view := newMailView(mail, sent.Alert, p.forms, result{})
		view.Done, view.Left = []recordRow{{Says: became.Done}}, became.Left
		p.renderer.renderAs(w, r, http.StatusOK, mailLinkTemplate, view)
		return
	}
	query := url.Values{"done": {done}}
	if only := r.URL.Query().Get("alert"); only != "" {
		query.Set("alert", only)
	}
	w.Header().Set("Location", "?"+query.Encode())
	w.WriteHeader(http.StatusSeeOther)
}

// find returns the mail of a request's link. If there is none it has written the response.
func (p mailLinkPage) find(w http.ResponseWriter, r *http.Request) (content.LinkedMail, bool) {
	w.Header().Set("Content-Security-Policy", stylePolicy)
	mail, err := p.mails.LinkedMail(r.Context(), r.PathValue("link"))
	switch {
	case err == nil:
		return mail, true
	case errors.Is(err, content.ErrNoLink):
		p.wrongLink(w, r)
	case errors.Is(err, content.ErrNoMail):
		p.noMail(w, r, http.StatusNotFound)
	case errors.Is(err, content.ErrExpired):
		p.noMail(w, r, http.StatusGone)
	default:
		p.renderer.failed(w, r, err)
	}
	return content.LinkedMail{}, false
}

// wrongLink serves a link that we never made. A client that tries many of them no longer learns whether they are wrong.
func (p mailLinkPage) wrongLink(w http.ResponseWriter, r *http.Request) {
	wait := p.wrongLinks.Count(p.clients.Address(r))
	if wait <= 0 {
		p.noMail(w, r, http.StatusNotFound)
		return
	}
	w.Header().Set("Retry-After", strconv.Itoa(1+int(wait.Seconds())))
	p.noMail(w, r, http.StatusTooManyRequests)
}

// noMail shows that a link is not valid. The page is the same whatever the reason.
func (p mailLinkPage) noMail(w http.ResponseWriter, r *http.Request, status int) {
	p.renderer.renderAs(w, r, status, invalidLinkTemplate, struct{ Style template.CSS }{template.CSS(config.PageStyle)})
}

// record records what was asked for by a mail's link, and returns the id of the record. The actor is the recipient of the mail, because nobody
// else was given the link.
func (p mailLinkPage) record(r *http.Request, mail content.LinkedMail, sent forms.Sent) (done string, became result, err error) {
	numbers, err := alertNumbers(sent, mail)
	if err != nil {
		return "", result{}, err
	}
	done = sent.Fingerprint(mail.Mail)
	var all []action.Request
	for _, n := range numbers {
		request, err := sent.Request(mail.Alerts[n-1].ID)
		err = cmp.Or(err, forms.Form{Ahead: mail.Alerts[n-1].Ahead}.Check(sent))
		if err != nil {
			return "", result{}, err
		}
		request.By, request.Source, request.Proof, request.Mail = mail.To, "link", action.ProofLink, mail.Mail
		request.ID = "link-" + done + "-" + request.Alert
		all = append(all, request)
	}
	outcomes, err := p.actions.Act(r.Context(), all...)
	return done, resultOf(outcomes, mail.Zone), err
}

// alertNumbers returns the numbers of the alerts that a form means.
func alertNumbers(s forms.Sent, mail content.LinkedMail) ([]int, error) {
	if s.Alert == "all" {
		if content.Verbs[s.Do] != replycmd.Ack {
			return nil, response.Refuse(http.StatusBadRequest, "Only an acknowledgement is possible for all alerts at once; nothing was recorded.")
		}
		var open []int
		for i, x := range mail.Alerts {
			if x.Urgent() {
				open = append(open, i+1)
			}
		}
		if len(open) == 0 {
			return nil, response.Refuse(http.StatusConflict, "No alert of this mail needs an acknowledgement any more; nothing was recorded.")
		}
		return open, nil
	}
	n, err := strconv.Atoi(s.Alert)
	if err != nil || n < 1 || n > len(mail.Alerts) {
		return nil, response.Refuse(http.StatusBadRequest, "The mail has no alert of that number; nothing was recorded.")
	}
	return []int{n}, nil
}
