package action

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

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
	For   string // of a snooze: a period such as 3 days …
	Until string // … or a day, or an instant as RFC 3339; of `renewed`: the new last day
	Text  string // of what people know: what follows the verb, such as an order number

	Evidence string    // in their own words
	Mail     string    // our mail that they act on; empty: none
	Call     string    // the contact that this mail told them to call first; empty: nobody
	Written  time.Time // when this mail was written: they know nothing later
}

const (
	// LongestNote is how many characters a note may have.
	LongestNote = 2000
	// LongestActor is how many bytes the name of whoever acts may have.
	LongestActor = 254
	// LongestID is how many bytes the id of a request may have: that of a reply contains its Message-ID.
	LongestID = 1200
)

// reservedActors are the names under which this program itself leaves facts, or could be thought to. Case does not matter.
var reservedActors = []string{model.ActorWatchdog, "supplierwatch", "supplier watch"}

// IsActor reports whether a text can name whoever acts: one line, not too long, nothing in it that nobody sees.
func IsActor(name string) bool {
	return name != "" && len(name) <= LongestActor && !strings.ContainsFunc(name, func(r rune) bool {
		return r == unicode.ReplacementChar || !unicode.IsPrint(r)
	})
}

func invalid(format string, args ...any) error {
	return &model.Refusal{Kind: model.RefusedInvalid, Why: fmt.Sprintf(format, args...)}
}

func conflict(format string, args ...any) error {
	return &model.Refusal{Kind: model.RefusedConflict, Why: fmt.Sprintf(format, args...)}
}

// Validate returns the refusal of a request that nobody could carry out, whatever alert it is about.
func Validate(r Request) error {
	if err := r.check(); err != nil {
		return err
	}
	if r.Verb == replycmd.Snooze && r.Until == "" {
		_, err := snoozeEnd(r, nil, r.At)
		return err
	}
	return nil
}

// check returns a refusal if a request lacks what its verb needs, or has what does not belong to it.
func (r *Request) check() error {
	r.Note = cleanText(r.Note)
	if err := Allowed(r.Verb, r.Proof); err != nil {
		return err
	}
	if err := r.checkActor(); err != nil {
		return err
	}
	timed := r.For != "" || r.Until != ""
	switch {
	case len(r.ID) > LongestID:
		return invalid("`id` has %d bytes; at most %d are possible", len(r.ID), LongestID)
	case utf8.RuneCountInString(r.Note) > LongestNote:
		return invalid("`note` is a text of at most %d characters, and this one has %d", LongestNote, utf8.RuneCountInString(r.Note))
	case r.Verb == Note && r.Note == "":
		return invalid("`note` is missing: it says what to write down")
	case timed && slices.Contains([]replycmd.Verb{replycmd.Ack, replycmd.NotMine, Note}, r.Verb):
		return invalid("`for` and `until` belong to a snooze; an acknowledgement ends by its policy")
	case r.Verb == replycmd.Snooze && r.For != "" && r.Until != "":
		return invalid("say either for how long or until when, not both")
	}
	return nil
}

func (r *Request) checkActor() error {
	switch {
	case !IsActor(r.By):
		return invalid("`by` must be one line of at most %d bytes that names a person, such as jane.doe@buyer.example", LongestActor)
	case slices.Contains(reservedActors, strings.ToLower(strings.TrimSpace(r.By))):
		return invalid("`by` must name a person: the name %q is reserved for supplierwatch itself", r.By)
	}
	return nil
}

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
