package web

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"strings"
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/replycmd"
)

// form is what the forms about one alert are made from.
type form struct {
	Alert string         // identifies the alert: its number or its id, or all
	Token string         // makes one form out of all that look the same
	Holds time.Time      // until when an acknowledgement would hold; zero: without an end
	Zone  *time.Location // of whoever reads it

	Passes bool // whether there is anybody to pass it on to
}

// Soonest and Latest are the first and the last day until which something can be put off.
func (f form) Soonest() civil.Date { return f.today().AddDays(1) }

// Latest is the last of them.
func (f form) Latest() civil.Date { return f.today().AddDays(30) }

func (f form) today() civil.Date { return civil.DateOf(time.Now().In(f.Zone)) }

// Clock writes an instant by the reader's clock.
func (f form) Clock(t time.Time) string { return clockIn(f.Zone, t) }

// clockIn writes an instant as people do who live in a zone, which it names.
func clockIn(zone *time.Location, t time.Time) string {
	if zone == nil {
		zone = time.UTC
	}
	return t.In(zone).Format("Mon 2 Jan 2006 15:04 MST")
}

// newForm returns a form about an alert for a scope: the link of a mail, or the page of a user.
func (s server) newForm(scope, alert string) form {
	name := rand.Text()
	return form{Alert: alert, Token: name + "." + s.seal(scope, name), Zone: time.UTC}
}

// seal proves that a form's name was made by us for a scope. Nobody else knows one: what another site makes a browser post has none.
func (s server) seal(scope, name string) string {
	mac := hmac.New(sha256.New, s.Key)
	mac.Write([]byte(scope + "\x00" + name))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// answer is a form as it was sent.
type answer struct{ Do, Alert, Stamp, Note, For, Until string }

// mostForm is how many bytes a form may have that is sent.
const mostForm = 64 << 10

// readForm reads a form of a scope.
func (s server) readForm(w http.ResponseWriter, r *http.Request, scope string) (answer, error) {
	r.Body = http.MaxBytesReader(w, r.Body, mostForm)
	if err := r.ParseForm(); err != nil {
		return answer{}, refusal(http.StatusBadRequest, "The form could not be read, or is too long; nothing was recorded.")
	}
	field := func(name string) string { return strings.TrimSpace(r.PostForm.Get(name)) }
	a := answer{Do: field("do"), Alert: field("alert"), Stamp: field("stamp"), Note: field("note"), For: field("for"), Until: field("until")}
	name, seal, _ := strings.Cut(a.Stamp, ".")
	if subtle.ConstantTimeCompare([]byte(seal), []byte(s.seal(scope, name))) != 1 {
		return a, refusal(http.StatusBadRequest, "This form is none of this page, or too old. Nothing was recorded; try again with the one below.")
	}
	if _, known := verbs[a.Do]; !known {
		return a, refusal(http.StatusBadRequest, "The form does not say what to do; nothing was recorded.")
	}
	if a.Until != "" {
		a.For = "" // a day that somebody chose says more than what was chosen for them
	}
	return a, nil
}

// request returns what a form asks for about an alert. Who asks is for the caller to add.
func (a answer) request(alert string) action.Request {
	r := action.Request{Verb: verbs[a.Do], Alert: alert, Note: a.Note}
	if r.Verb == replycmd.Snooze {
		r.For, r.Until = a.For, a.Until
	}
	return r
}
