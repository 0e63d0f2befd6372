// Package forms holds the forms of pages about alerts: their texts and fields, the proof that we made them, what was sent by one, and a refused one
// with what was typed.
package forms

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/replycmd"
	"supplierwatch/internal/web/content"
	"supplierwatch/internal/web/response"
)

// Form is what the forms about one alert are made from.
type Form struct {
	Alert string         // identifies the alert: its number or its id, or all
	Token string         // distinguishes this form from others that look the same
	Zone  *time.Location // of the reader
	// Refused is a form about this alert that was sent and not recorded; nil: there is none.
	Refused *Refused
	content.Ahead
}

// Soonest returns the first day until which something can be put off.
func (f Form) Soonest() civil.Date { return f.Today().AddDays(1) }

// Latest returns the last of these days.
func (f Form) Latest() civil.Date { return f.Today().AddDays(30) }

// Today returns the day of the reader on which the content was evaluated.
func (f Form) Today() civil.Date { return civil.DateOf(f.Seen.In(f.Zone)) }

// Clock writes an instant by the reader's clock.
func (f Form) Clock(t time.Time) string { return ClockIn(f.Zone, t) }

// Signer signs the forms of pages, and reads those that are sent.
type Signer struct{ Key []byte }

// New returns a form about an alert for a scope: the link of a mail, or the pages of a user. Times are in the zone of the reader.
func (f Signer) New(scope, alert string, ahead content.Ahead, zone *time.Location) Form {
	return Form{Alert: alert, Token: f.Signed(scope, rand.Text()), Zone: zone, Ahead: ahead}
}

// Signed returns a name with the proof that we made it for a scope. Nobody else can make one: a form that another site makes a browser post has none.
func (f Signer) Signed(scope, name string) string {
	mac := hmac.New(sha256.New, f.Key)
	mac.Write([]byte(scope + "\x00" + name))
	return name + "." + hex.EncodeToString(mac.Sum(nil)[:16])
}

// IsSigned reports whether a text is a name that we signed for a scope, and returns the name.
func (f Signer) IsSigned(scope, text string) (name string, ok bool) {
	name, _, _ = strings.Cut(text, ".")
	return name, subtle.ConstantTimeCompare([]byte(text), []byte(f.Signed(scope, name))) == 1
}

// mostForm is how many bytes a form may have that is sent.
const mostForm = 64 << 10

// Read reads a form of a scope.
func (f Signer) Read(w http.ResponseWriter, r *http.Request, scope string) (Sent, error) {
	r.Body = http.MaxBytesReader(w, r.Body, mostForm)
	if err := r.ParseForm(); err != nil {
		return Sent{}, response.Refuse(http.StatusBadRequest, "The form could not be read, or is too long; nothing was recorded.")
	}
	field := func(name string) string { return strings.TrimSpace(r.PostForm.Get(name)) }
	s := Sent{
		Do: field("do"), Alert: field("alert"), Stamp: field("stamp"), Note: field("note"), On: field("on"), For: field("for"), Until: field("until"),
		Reference: field("reference"), How: field("how"), Contact: field("contact"), Mailbox: field("mailbox"), Seen: field("seen"),
	}
	if _, ok := f.IsSigned(scope, s.Stamp); !ok {
		return s, response.Refuse(http.StatusBadRequest, "This form does not belong to this page, or it is too old. Nothing was recorded; try again with the one below.")
	}
	if _, known := content.Verbs[s.Do]; !known {
		return s, response.Refuse(http.StatusBadRequest, "The form does not say what to do; nothing was recorded.")
	}
	if s.Until != "" {
		s.For = "" // a day that somebody chose says more than the preselected period
	}
	return s, nil
}

// Sent is a form as it was sent.
type Sent struct {
	Do, Alert, Stamp, Note, On, For, Until, Reference, How, Contact, Mailbox string

	Seen string // when what a change of a contact says was shown
}

// field returns what was typed into a field, by its name.
func (s Sent) field(name string) string {
	return map[string]string{
		"note": s.Note, "on": s.On, "for": s.For, "until": s.Until, "reference": s.Reference, "contact": s.Contact, "mailbox": s.Mailbox,
	}[name]
}

// Request returns the action that a form asks for about an alert. The caller adds the actor.
func (s Sent) Request(alert string) (action.Request, error) {
	r := action.Request{
		Verb: content.Verbs[s.Do], Alert: alert, Note: s.Note, On: s.On, For: s.For, Until: s.Until,
		Reference: s.Reference, How: s.How, Contact: s.Contact, Mailbox: s.Mailbox,
	}
	if r.Verb != replycmd.Accept {
		return r, nil
	}
	var err error
	if r.Written, err = time.Parse(time.RFC3339Nano, s.Seen); err != nil {
		return r, response.Refuse(http.StatusBadRequest, "The form does not say which change it showed; nothing was recorded. Load the page again.")
	}
	return r, nil
}

// Fingerprint returns a text that is the same if a form of a scope is sent twice with the same content.
func (s Sent) Fingerprint(scope string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q", scope, s))
	return hex.EncodeToString(sum[:12])
}

// ClockIn writes an instant by the clock of a time zone, which it names; nil is UTC.
func ClockIn(zone *time.Location, t time.Time) string {
	if zone == nil {
		zone = time.UTC
	}
	return prose.Instant(t.In(zone))
}
