package action

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
)

// Note is the verb of whoever only writes something down. No command of a reply means it: what is not a command is kept as a note.
const Note replycmd.Verb = "note"

// Request is one act on one alert.
type Request struct {
	Alert  string        // its id, or the beginning of one that no other alert has
	Verb   replycmd.Verb // what to do
	By     string        // who acts: an address or a user
	Source string        // the door: mail, link, page, api, shell
	Proof  Proof         // how it is known that By asks
	ID     string        // names what is recorded: asked for twice under the same id, it is done once. Empty: a random one
	At     time.Time     // when they asked, not later than now

	Note  string // written beside an acknowledgement, a snooze or a handover; the text of a note
	On    string // of what people know: the day on which it happened; of a notice: on which the supplier received it
	For   string // of a notice: the end that it names; of an acknowledgement or a snooze: a period such as 3 days …
	Until string // … or a day, or an instant as RFC 3339; of `renewed`: the new last day

	Reference string // of an order, a request, a confirmation: its number
	How       string // of a verification: reply, call or session
	Contact   string // who was verified or called; empty: the one that the alert is about
	Mailbox   string // our mailbox that the supplier was informed of
	Text      string // of a reply: what follows the verb, in place of these fields

	Evidence string    // in their own words
	Mail     string    // our mail that they act on; empty: none
	Call     string    // the contact that this mail told them to call first; empty: nobody
	Written  time.Time // when this mail was written: they know nothing later
}

const (
	// LongestNote is how many characters a note may have.
	LongestNote = 2000
	// LongestID is how many bytes the id of a request may have: that of a reply contains its Message-ID.
	LongestID = 1200
)

func invalid(format string, args ...any) error {
	return &model.Refusal{Kind: model.RefusedInvalid, Why: fmt.Sprintf(format, args...)}
}

// inField returns an error as the refusal of one field of the request, by the name that the API has for it.
func inField(field string, err error) error {
	if refused, ok := errors.AsType[*model.Refusal](err); ok && refused.Field == "" {
		return &model.Refusal{Kind: refused.Kind, Why: refused.Why, Field: field}
	}
	return err
}

// fields are the fields of a request with the names by which errors of package record begin, as in "on: 2026-12-24 has not come yet".
var fields = map[string]string{
	"on": "on", "for": "for", "until": "until", "reference": "reference", "because": "note", "mailbox": "mailbox",
}

// notRecorded returns the refusal of what package record does not record.
func notRecorded(err error) error {
	name, _, _ := strings.Cut(err.Error(), ":")
	return inField(fields[name], invalid("%v", err))
}

func conflict(format string, args ...any) error {
	return &model.Refusal{Kind: model.RefusedConflict, Why: fmt.Sprintf(format, args...)}
}

// Validate returns the refusal of a request that nobody could carry out, whatever alert it is about.
func Validate(r Request) error {
	if err := r.check(); err != nil {
		return err
	}
	if !r.hasEnd() {
		return nil
	}
	end, err := endAsked(r, civil.DateOf(r.At))
	switch {
	case err != nil:
		return invalid("%v", err)
	case end.Period.IsZero(), end.Period.BusinessDays > 0:
		return nil // the calendar of the alert's team decides
	}
	_, err = heldUntil(r, nil, r.At)
	return err
}

// hasEnd reports whether a request says itself until when an alert is paused. An acknowledgement that says nothing ends by its policy.
func (r *Request) hasEnd() bool {
	return r.Verb == replycmd.Snooze || r.Verb == replycmd.Ack && (r.For != "" || r.Until != "")
}

// check returns a refusal if a request lacks what its verb needs, or has what does not belong to it.
func (r *Request) check() error {
	for _, text := range []*string{&r.Note, &r.On, &r.For, &r.Until, &r.Reference, &r.How, &r.Contact, &r.Mailbox} {
		*text = cleanText(*text)
	}
	if err := Allowed(r.Verb, r.Proof); err != nil {
		return err
	}
	if err := cmp.Or(r.checkActor(), r.checkID()); err != nil {
		return err
	}
	switch {
	case utf8.RuneCountInString(r.Note) > LongestNote:
		return inField("note", invalid("`note` has %d characters; at most %d are allowed", utf8.RuneCountInString(r.Note), LongestNote))
	case r.Verb == Note && r.Note == "":
		return inField("note", invalid("`note` is missing: it says what to write down"))
	case r.Verb.Holds() && r.For != "" && r.Until != "":
		return invalid("say either for how long or until when, not both")
	}
	return r.checkFields()
}

func (r *Request) checkActor() error {
	r.By = strings.TrimSpace(r.By)
	if err := model.CheckActor(r.By); err != nil {
		return invalid("`by` %v", err)
	}
	return nil
}

// checkID returns a refusal of an id that cannot name what is recorded. The id of a reply contains its Message-ID as it was received.
func (r *Request) checkID() error {
	switch {
	case len(r.chosenID()) > LongestID:
		return invalid("`id` has %d bytes; at most %d are possible", len(r.chosenID()), LongestID)
	case r.Source != "mail" && !model.IsVisibleLine(r.ID):
		return invalid("`id` %q is not a single line of visible characters", r.chosenID())
	}
	return nil
}

// chosenID returns the id as whoever asks chose it, without the name of the door that precedes it.
func (r *Request) chosenID() string { return strings.TrimPrefix(r.ID, r.Source+"-") }

// cleanText returns a text in one line, without what nobody sees: control characters, and those that turn the direction of writing.
func cleanText(text string) string {
	visible := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.IsControl(r):
			return ' '
		case unicode.Is(unicode.Cf, r) && r != '\u200d' && r != '\u200c': // joiners belong to scripts and emoji
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	return strings.Join(strings.Fields(visible), " ")
}
