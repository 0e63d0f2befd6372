package record

import (
	"cmp"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/edit"
	"supplierwatch/internal/registry/recordtarget"
	"supplierwatch/internal/strictyaml"
)

// Request is something that a person knows and wants to have recorded. Fields that do not belong to its kind are empty.
type Request struct {
	Kind    model.FactKind
	Subject string // SUPPLIER/KIND/ID[@OPENS]
	On      string // a day, or an instant as RFC 3339; empty: now
	Until   string // a day
	For     string // the end that a notice names, a day

	By, Reference, Mailbox, Because, How, Email, Phone, Name string

	Actor    string    // who records it
	Source   string    // through which door it came: shell, mail …
	ID       string    // names the fact; recorded twice, it is one. Empty: a random one
	Evidence string    // in the words of whoever said it; empty: the reason given
	Now      time.Time // when it was reported
}

// subjectKinds lists the kinds of subject that each kind of fact can be recorded about.
var subjectKinds = map[model.FactKind][]model.SubjectKind{
	model.FactVerified:    {model.KindContact},
	model.FactNoAnswer:    {model.KindContact},
	model.FactWrongNumber: {model.KindContact},
	model.FactChanged:     {model.KindContact},
	model.FactRequested:   {model.KindOrderWindow},
	model.FactPlaced:      {model.KindOrderWindow, model.KindSupply},
	model.FactWaived:      {model.KindOrderWindow, model.KindDelivery},
	model.FactConfirmed:   {model.KindOrderWindow, model.KindDelivery},
	model.FactKeep:        {model.KindContract},
	model.FactNoticeGiven: {model.KindContract},
	model.FactRenewed:     {model.KindContract},
	model.FactSessionHeld: {model.KindSession, model.KindSupplier},
	model.FactTold:        {model.KindSupplier},
	model.FactReviewed:    {model.KindSupplier},
}

// longestText is how many characters a text of a request may have.
const longestText = 2000

// read takes the blanks around names off a request, and returns what it is about. It is an error if nobody is named who could act, a text is too
// long, or nothing of the request's kind can be recorded about its subject.
func (r *Request) read() (recordtarget.Target, error) {
	for _, name := range []*string{&r.By, &r.Actor} {
		if *name == "" {
			continue
		}
		*name = strings.TrimSpace(*name)
		if err := model.CheckActor(*name); err != nil {
			return recordtarget.Target{}, fmt.Errorf("by: %w", err)
		}
	}
	for _, x := range []struct{ key, value string }{{"reference", r.Reference}, {"because", r.Because}, {"name", r.Name}} {
		if n := utf8.RuneCountInString(x.value); n > longestText {
			return recordtarget.Target{}, fmt.Errorf("%s: at most %d characters are possible, and this text has %d", x.key, longestText, n)
		}
	}
	if r.Reference != "" && !strings.ContainsFunc(r.Reference, isLetterOrDigit) {
		return recordtarget.Target{}, fmt.Errorf("reference: %q has neither a letter nor a digit; write the number, such as 4500012345", r.Reference)
	}
	return r.target()
}

func isLetterOrDigit(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }

// target reads the subject of a request. It is an error if nothing of the request's kind can be recorded about it.
func (r Request) target() (recordtarget.Target, error) {
	target, err := recordtarget.Parse(r.Subject)
	if err != nil {
		return recordtarget.Target{}, err
	}
	kinds := subjectKinds[r.Kind]
	if !slices.Contains(kinds, target.Subject.Kind) {
		forms := make([]string, len(kinds))
		for i, kind := range kinds {
			forms[i] = subjectForm(target.Supplier, kind)
		}
		return recordtarget.Target{}, fmt.Errorf("`%s` cannot be recorded about %s; expected %s", r.Kind, target, strings.Join(forms, " or "))
	}
	if r.Kind == model.FactSessionHeld {
		target.Subject = model.SubjectSession
	}
	return target, nil
}

// subjectForm shows how a subject of a kind is written.
func subjectForm(supplier string, kind model.SubjectKind) string {
	about := model.SubjectRef{Supplier: supplier, Subject: kind.Subject("ID")}
	switch kind {
	case model.KindSupplier:
		return supplier
	case model.KindSession:
		about.Subject = model.SubjectSession
	}
	return about.String()
}

// change reads a request by its form. Its days are those of the calendar of the owner.
func (r Request) change(target recordtarget.Target, calendar *civil.Calendar) (edit.Change, error) {
	c := edit.Change{
		Kind: r.Kind, Supplier: target.Supplier, Subject: target.Subject, Window: target.Opens,
		By: r.By, Reference: r.Reference, Mailbox: r.Mailbox, Because: r.Because, How: model.How(r.How),
		Email: r.Email, Phone: r.Phone, Name: r.Name,
	}
	var err error
	if c.On, err = r.moment(calendar); err != nil {
		return c, err
	}
	if r.Until != "" {
		if c.Until, err = readDay("until", r.Until); err != nil {
			return c, err
		}
	}
	if r.For != "" {
		if c.For, err = readDay("for", r.For); err != nil {
			return c, err
		}
	}
	return c, edit.CheckChange(c)
}

// moment reads when it happened. An order or a request that is recorded without a day happens now, to the second: the cut-off hour counts.
func (r Request) moment(calendar *civil.Calendar) (model.Moment, error) {
	now := model.Moment{Date: calendar.Today(r.Now)}
	if r.hourCounts() {
		now.Instant = r.Now.In(calendar.Zone())
	}
	m := now
	switch at, err := time.Parse(time.RFC3339, r.On); {
	case r.On == "":
		return now, nil
	case err == nil && r.hourCounts():
		m = model.Moment{Date: calendar.Today(at), Instant: at}
	case err == nil:
		m = model.Moment{Date: calendar.Today(at)}
	default:
		if m.Date, err = readDay("on", r.On); err != nil {
			return m, err
		}
		m.Instant = time.Time{}
	}
	if err := checkLikely("on", m.Date); err != nil {
		return m, err
	}
	if m.Date.After(now.Date) || m.Instant.After(r.Now) {
		return m, fmt.Errorf("on: %s has not come yet; today is %s", r.On, now.Date)
	}
	return m, nil
}

// hourCounts reports whether the hour is recorded too.
func (r Request) hourCounts() bool {
	return r.Kind == model.FactPlaced || r.Kind == model.FactRequested
}

// readDay reads a day. One whose year is a typing error is refused, as in the registry: a renewal until 2207 in place of 2027 would end all reminders.
func readDay(flag, text string) (civil.Date, error) {
	day, err := civil.ParseDate(text)
	if err != nil {
		return day, fmt.Errorf("%s: %q %s", flag, text, strictyaml.InvalidDate(text))
	}
	return day, checkLikely(flag, day)
}

// checkLikely returns an error for a day that cannot be meant.
func checkLikely(flag string, day civil.Date) error {
	if day.Year() == civil.Far.Year() {
		return fmt.Errorf("%s: %s is the date of what never comes; a contract without an end is written in the registry, as `open_ended: true`", flag, day)
	}
	if why := strictyaml.UnlikelyYear(day); why != "" {
		return fmt.Errorf("%s: %q %s", flag, day, why)
	}
	return nil
}

// fact returns a change as the rules read it. A day alone is recorded as such, since nobody knows the hour; it counts as observed at its noon.
func (r Request) fact(c edit.Change, calendar *civil.Calendar) model.Fact {
	recorded := model.Recorded{
		Until: c.Until, For: c.For, Window: c.Window, By: c.By, Reference: c.Reference, Mailbox: c.Mailbox, Because: c.Because, How: c.How,
		Details: model.ContactDetails{Email: c.Email, Phone: c.Phone, Name: c.Name},
	}
	f := model.Fact{
		ID: cmp.Or(r.ID, rand.Text()), Supplier: c.Supplier, Subject: c.Subject, Kind: c.Kind, ObservedAt: r.Now, RecordedAt: r.Now,
		Actor: r.Actor, Source: r.Source, Evidence: cmp.Or(r.Evidence, c.Because),
	}
	switch {
	case !c.On.Instant.IsZero():
		f.ObservedAt = c.On.Instant.UTC()
	case c.On.Date != calendar.Today(r.Now):
		f.ObservedAt = noon(c.On.Date, calendar).UTC()
	}
	if c.On.Instant.IsZero() {
		recorded.On = c.On.Date
	}
	return recorded.Fact(f)
}

// noon returns the middle of a day.
func noon(d civil.Date, c *civil.Calendar) time.Time {
	return time.Date(d.Year(), d.Month(), d.Day(), 12, 0, 0, 0, c.Zone())
}
