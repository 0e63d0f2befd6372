package app

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry"
)

// about says which kinds of subject something can be recorded about.
var about = map[model.FactKind][]string{
	model.FactVerified:    {"contact"},
	model.FactNoAnswer:    {"contact"},
	model.FactWrongNumber: {"contact"},
	model.FactChanged:     {"contact"},
	model.FactRequested:   {"order-window"},
	model.FactPlaced:      {"order-window"},
	model.FactWaived:      {"order-window", "delivery"},
	model.FactConfirmed:   {"order-window", "delivery"},
	model.FactKeep:        {"contract"},
	model.FactNoticeGiven: {"contract"},
	model.FactRenewed:     {"contract"},
	model.FactSessionHeld: {"session", "supplier"},
	model.FactTold:        {"supplier"},
	model.FactReviewed:    {"supplier"},
}

// fits refuses a subject of a kind that this cannot be recorded about.
func (t Telling) fits(target registry.Target) error {
	kinds := about[t.Kind]
	if slices.Contains(kinds, target.Kind) {
		return nil
	}
	forms := make([]string, len(kinds))
	for i, kind := range kinds {
		forms[i] = form(target.Supplier, kind)
	}
	return fmt.Errorf("`%s` cannot be recorded about %s; expected %s", t.Kind, target, strings.Join(forms, " or "))
}

// form shows how a subject of a kind is written.
func form(supplier, kind string) string {
	switch kind {
	case "supplier":
		return supplier
	case "session":
		return supplier + "/session"
	}
	return supplier + "/" + kind + "/ID"
}

// change reads what was given, by its form. Days are those of the calendar.
func (t Telling) change(target registry.Target, calendar *civil.Calendar) (registry.Change, error) {
	c := registry.Change{
		Kind: t.Kind, Supplier: target.Supplier, Subject: target.Subject(), Window: target.Opens,
		By: t.By, Reference: t.Reference, Mailbox: t.Mailbox, Because: t.Because, How: model.How(t.How),
		Email: t.Email, Phone: t.Phone, Name: t.Name,
	}
	var err error
	if c.On, err = t.moment(calendar); err != nil {
		return c, err
	}
	if t.Until != "" {
		if c.Until, err = readDay("until", t.Until); err != nil {
			return c, err
		}
	}
	return c, registry.CheckChange(c)
}

// moment reads when it happened. An order or a request that is recorded
// without a day happens now, to the second: the cut-off hour counts.
func (t Telling) moment(calendar *civil.Calendar) (model.Moment, error) {
	now := model.Moment{Date: calendar.Today(t.Now)}
	if t.hourCounts() {
		now.Instant = t.Now.In(calendar.Location)
	}
	m := now
	switch at, err := time.Parse(time.RFC3339, t.On); {
	case t.On == "":
		return now, nil
	case err == nil && t.hourCounts():
		m = model.Moment{Date: calendar.Today(at), Instant: at}
	case err == nil:
		m = model.Moment{Date: calendar.Today(at)}
	default:
		if m.Date, err = readDay("on", t.On); err != nil {
			return m, err
		}
		m.Instant = time.Time{}
	}
	if m.Date.After(now.Date) || m.Instant.After(t.Now) {
		return m, fmt.Errorf("on: %s has not come yet; today is %s", t.On, now.Date)
	}
	return m, nil
}

// hourCounts reports whether the hour is recorded too.
func (t Telling) hourCounts() bool {
	return t.Kind == model.FactPlaced || t.Kind == model.FactRequested
}

func readDay(flag, text string) (civil.Date, error) {
	day, err := civil.ParseDate(text)
	if err != nil {
		return day, fmt.Errorf("%s: %q %s", flag, text, registry.NoDate(text))
	}
	return day, nil
}
