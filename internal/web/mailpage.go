package web

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"supplierwatch/config"
	"supplierwatch/internal/action"
	"supplierwatch/internal/model"
)

// mailView is what the page behind a mail's link shows.
type mailView struct {
	LinkedMail
	Style  template.CSS
	Shown  []mailRow  // the alerts with forms
	Listed []mailRow  // those that are only listed, where the mail has too many
	Only   int        // the number of the one alert that is asked for; zero: all
	Open   int        // how many of the mail's alerts are open …
	Urgent int        // … and how many wait for somebody to act
	Done   []Recorded // what was recorded a moment ago
	Wrong  string     // why nothing was recorded
	Reload bool       // what follows is not known yet
}

// mailRow is one alert with what its forms need.
type mailRow struct {
	LinkedAlert
	Number int
	Form   form
}

// most alerts of a mail that are shown with their forms at once.
const mostForms = 5

// stylePolicy lets a page use its one inline style sheet, and post to its own origin.
var stylePolicy = func() string {
	sum := sha256.Sum256(config.PageStyle)
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
}()

var mailPage = template.Must(template.New("letter.html").Funcs(template.FuncMap{
	"words": func(s string) string { return strings.ReplaceAll(s, "-", " ") },
	"upper": func(s model.Severity) string { return strings.ToUpper(string(s)) },
	"held":  held,
	"day":   day,
}).Parse(config.MailPage + config.Forms))

var noMailPage = template.Must(template.New("noletter.html").Parse(config.NoMailPage))

// mailOf finds the mail of a request's link. Where there is none it has answered.
func (s server) mailOf(w http.ResponseWriter, r *http.Request) (LinkedMail, bool) {
	w.Header().Set("Content-Security-Policy", stylePolicy)
	mail, err := s.Mails.LinkedMail(r.Context(), r.PathValue("link"))
	switch {
	case err == nil:
		return mail, true
	case errors.Is(err, ErrNoLink):
		s.wrongLink(w, r)
	case errors.Is(err, ErrNoMail):
		s.noMail(w, http.StatusNotFound)
	case errors.Is(err, ErrExpired):
		s.noMail(w, http.StatusGone)
	default:
		status, why := s.failure(err)
		s.plain(w, status, why)
	}
	return LinkedMail{}, false
}

// wrongLink answers for a link that we never made. A client that tries many of them is no longer told whether they are wrong.
func (s server) wrongLink(w http.ResponseWriter, r *http.Request) {
	wait := s.links.count(s.client(r))
	if wait <= 0 {
		s.noMail(w, http.StatusNotFound)
		return
	}
	w.Header().Set("Retry-After", strconv.Itoa(1+int(wait.Seconds())))
	s.noMail(w, http.StatusTooManyRequests)
}

// noMail shows that a link leads nowhere. It says the same of all that do.
func (s server) noMail(w http.ResponseWriter, status int) {
	s.showAs(w, status, noMailPage, struct{ Style template.CSS }{template.CSS(config.PageStyle)})
}

// showMail shows what a mail told and what can be done about it, and does nothing: those who look for viruses follow links too.
func (s server) showMail(w http.ResponseWriter, r *http.Request) {
	mail, ok := s.mailOf(w, r)
	if !ok {
		return
	}
	view := s.viewMail(mail, r.URL.Query().Get("alert"))
	view.Done = slices.DeleteFunc(slices.Clone(mail.Done), func(x Recorded) bool {
		done := r.URL.Query().Get("done")
		return done == "" || !strings.HasPrefix(x.ID, "link-"+done+"-")
	})
	view.Reload = slices.ContainsFunc(view.Done, func(x Recorded) bool { return !x.Applied })
	s.show(w, mailPage, view, nil)
}

func (s server) viewMail(mail LinkedMail, only string) mailView {
	v := mailView{LinkedMail: mail, Style: template.CSS(config.PageStyle)}
	v.Only, _ = strconv.Atoi(only)
	if v.Only < 1 || v.Only > len(mail.Alerts) {
		v.Only = 0
	}
	for i, a := range mail.Alerts {
		row := mailRow{a, i + 1, s.newForm(mail.Mail, strconv.Itoa(i+1))}
		row.Form.Holds, row.Form.Zone, row.Form.Passes = a.AckHolds, mail.Zone, a.Passes
		if a.State.Open() {
			v.Open++
		}
		if a.urgent() {
			v.Urgent++
		}
		switch {
		case v.Only != 0 && v.Only != row.Number:
		case v.Only == 0 && len(mail.Alerts) > mostForms && (row.Route == model.RouteWork || len(v.Shown) == mostForms):
			v.Listed = append(v.Listed, row)
		default:
			v.Shown = append(v.Shown, row)
		}
	}
	return v
}

// All is the form for everything at once.
func (v mailView) All() form { return form{Alert: "all", Token: v.formToken()} }

func (v mailView) formToken() string {
	for _, row := range slices.Concat(v.Shown, v.Listed) {
		return row.Form.Token
	}
	return ""
}

// Clock writes an instant by the reader's clock.
func (v mailView) Clock(t time.Time) string { return v.LinkedMail.Clock(t) }

// Clock writes an instant by the reader's clock.
func (l LinkedMail) Clock(t time.Time) string { return clockIn(l.Zone, t) }

// answerMail does what a form of the page asks for, and leads back to the page, so that to load it anew does nothing.
func (s server) answerMail(w http.ResponseWriter, r *http.Request) {
	mail, ok := s.mailOf(w, r)
	if !ok {
		return
	}
	asked, err := s.readForm(w, r, mail.Mail)
	var done string
	if err == nil {
		done, err = s.recordAnswer(r, mail, asked)
	}
	if err != nil {
		status, why := s.failure(err)
		view := s.viewMail(mail, asked.Alert)
		view.Wrong = why
		s.showAs(w, status, mailPage, view)
		return
	}
	query := url.Values{"done": {done}}
	if only := r.URL.Query().Get("alert"); only != "" {
		query.Set("alert", only)
	}
	w.Header().Set("Location", "?"+query.Encode())
	w.WriteHeader(http.StatusSeeOther)
}

// recordAnswer records what was asked for by a mail's link, and returns the id of the record. The actor is the recipient of the mail, because nobody
// else was given the link.
func (s server) recordAnswer(r *http.Request, mail LinkedMail, asked answer) (done string, err error) {
	numbers, err := asked.numbers(mail)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q", mail.Mail, asked))
	done = hex.EncodeToString(sum[:12])
	var all []action.Request
	for _, n := range numbers {
		request := asked.request(mail.Alerts[n-1].ID)
		request.By, request.Source, request.Proof, request.Mail = mail.To, "link", action.ProofLink, mail.Mail
		request.ID = "link-" + done + "-" + request.Alert
		all = append(all, request)
	}
	_, err = s.Actions.Act(r.Context(), all...)
	return done, err
}

// numbers returns the alerts that a form means.
func (a answer) numbers(mail LinkedMail) ([]int, error) {
	if a.Alert == "all" {
		var open []int
		for i, x := range mail.Alerts {
			if x.urgent() {
				open = append(open, i+1)
			}
		}
		if len(open) == 0 {
			return nil, refusal(http.StatusConflict, "Nothing of this mail waits for anybody any more; nothing was recorded.")
		}
		return open, nil
	}
	n, err := strconv.Atoi(a.Alert)
	if err != nil || n < 1 || n > len(mail.Alerts) {
		return nil, refusal(http.StatusBadRequest, "The mail has no alert of that number; nothing was recorded.")
	}
	return []int{n}, nil
}

// urgent reports whether an alert needs action now and nobody has acknowledged
// it. Tasks are never urgent.
func (a LinkedAlert) urgent() bool { return a.State == model.StateFiring && a.Route != model.RouteWork }

// ends returns in words how an alert ended.
func (a LinkedAlert) ends() string {
	if !a.Kept {
		return "nothing is known of it any more"
	}
	return string(a.State)
}
