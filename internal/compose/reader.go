package compose

import (
	"regexp"
	"slices"
	"strings"
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

// dayText writes a day of which the year goes without saying: 14 Sep.
func dayText(d civil.Date, now time.Time) string {
	if d.Year != now.Year() {
		return prose.Date(d)
	}
	return d.Start(time.UTC).Format("2 Jan")
}

// clock writes an instant by the reader's clock.
func (r reader) clock(t, now time.Time) string { return r.clockAt(now).Short(t) }

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

// isoTime is a day as machines write it, or an instant of one.
var isoTime = regexp.MustCompile(`\b\d{4}-\d{2}-\d{2}( \d{2}:\d{2} UTC)?\b`)

// readable makes a sentence of a finding fit to be read: plain, with its days in words and its instants in the reader's time zone. Text in
// quotation marks is a name and stays as it is.
func (r reader) readable(s string, now time.Time) string {
	parts := strings.Split(envelope.Plain(s), `"`)
	for i := 0; i < len(parts); i += 2 {
		parts[i] = isoTime.ReplaceAllStringFunc(parts[i], func(iso string) string { return r.readableTime(iso, now) })
	}
	return envelope.Plain(strings.Join(parts, `"`))
}

func (r reader) readableTime(iso string, now time.Time) string {
	if t, err := time.Parse("2006-01-02 15:04 UTC", iso); err == nil {
		return r.clock(t, now)
	}
	d, err := civil.ParseDate(iso)
	if err != nil {
		return iso
	}
	return prose.Long(d)
}
