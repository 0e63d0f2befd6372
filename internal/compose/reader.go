package compose

import (
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/view"
)

// View is what mails and pages are written from.
type View = view.View

// reader is who reads a mail, with the clock on the wall there.
type reader struct {
	team *model.Team // nil: an address outside all teams, or a webhook
	zone *time.Location
}

func readerOf(v View, to model.Recipient) reader {
	r := reader{zone: v.Location(to)}
	if v.Registry != nil {
		r.team = v.Registry.Teams[to.Team]
	}
	return r
}

// clock writes an instant by the reader's clock.
func (r reader) clock(t, now time.Time) string { return r.clockAt(now).Short(t) }

// minute writes an instant by the reader's clock for a sentence: Tue 22 Sep, 08:00.
func (r reader) minute(t, now time.Time) string { return r.clockAt(now).Minute(t) }

// clockAt returns the reader's clock at an instant.
func (r reader) clockAt(now time.Time) prose.Clock { return prose.Clock{Zone: r.zone, Now: now} }

// today is the day that now is by the reader's clock.
func (r reader) today(now time.Time) civil.Date { return civil.TodayIn(r.zone, now) }

// dated returns the finding behind an alert, with its days named where the reader has another date than the owner.
func (r reader) dated(v View, a model.Alert) model.Finding {
	f, clock, owner := v.Finding(a), r.clockAt(v.Now), v.DayZones(a).Owner
	if clock.SharesDay(owner) {
		return f
	}
	f.Message, f.Advice.Headline, f.Advice.Lead = clock.Dated(f.Message, owner), clock.Dated(f.Advice.Headline, owner), clock.Dated(f.Advice.Lead, owner)
	f.Advice.CallStep = clock.Dated(f.Advice.CallStep, owner)
	f.Advice.Do = slices.Clone(f.Advice.Do)
	for i, step := range f.Advice.Do {
		f.Advice.Do[i] = clock.Dated(step, owner)
	}
	return f
}

// zoneName returns the time zone of a mail: CEST (Europe/Berlin).
func (r reader) zoneName(now time.Time) string {
	short, _ := now.In(r.zone).Zone()
	name := r.zone.String()
	if short == name {
		return short
	}
	return short + " (" + name + ")"
}

// readable makes a sentence of a finding fit to be read: plain, with its days in words and its instants in the reader's time zone. Text in
// quotation marks is a name and stays as it is.
func (r reader) readable(s string, now time.Time) string {
	clock := r.clockAt(now)
	return envelope.Plain(clock.InWords(envelope.Plain(s), clock.Short))
}

// day writes a day as a sentence names it.
func (r reader) day(d civil.Date, now time.Time) string { return r.clockAt(now).Day(d) }
