package compose

import (
	"fmt"
	"strconv"
	"strings"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/stockcoverage"
)

// suppliesLimit is how many supplies one alert names; after three it is enough.
const suppliesLimit = 3

// reasonsOf returns what stops and what it costs.
func reasonsOf(v View, a model.Alert, f model.Finding, r reader) []string {
	var why []string
	s := v.Supplier(a)
	if s != nil {
		if s.TierReason != "" {
			why = append(why, sentence(prose.Capital(envelope.Plain(s.TierReason))))
		}
		supplies := concerned(s, a.Subject)
		for _, x := range supplies[:min(len(supplies), suppliesLimit)] {
			why = append(why, supplyReasons(v, a, x, r)...)
		}
		if more := len(supplies) - suppliesLimit; more > 0 {
			why = append(why, "It affects "+moreSupplies(more)+" from this supplier too.")
		}
	}
	if f.Exposure != nil {
		why = append(why, atStake(*f.Exposure))
	}
	if f.Slack != nil {
		why = append(why, r.clockAt(v.Now).Dated(margin(*f.Slack), v.DayZones(a).Owner))
	}
	return distinct(why)
}

// concerned lists the supplies that a subject is about.
func concerned(s *model.Supplier, about model.Subject) []*model.Supply {
	switch about.Kind {
	case model.KindSupply:
		if x := s.Supply(about.ID); x != nil {
			return []*model.Supply{x}
		}
	case model.KindContract:
		if c := s.Contract(about.ID); c != nil && len(c.Supplies) > 0 {
			return c.Supplies
		}
	case model.KindOrderWindow:
		if w := s.OrderWindow(about.ID); w != nil && len(w.Supplies) > 0 {
			return w.Supplies
		}
	}
	return s.Supplies
}

func supplyReasons(v View, a model.Alert, x *model.Supply, r reader) []string {
	item := envelope.Plain(orID(x.Item, x.ID))
	var why []string
	for _, u := range x.UsedIn {
		why = append(why, stops(u, item))
	}
	if text := stockText(v, a, x, r); text != "" {
		why = append(why, text)
	}
	if !x.TimeToRecover.IsZero() {
		why = append(why, "A replacement source of "+item+" takes "+x.TimeToRecover.String()+".")
	}
	return why
}

// stops returns what a supply keeps running, with its price where it is known.
func stops(u model.UsedIn, item string) string {
	switch {
	case u.Line == nil:
		return sentence(prose.Capital(item) + " is used in " + envelope.Plain(u.Text))
	case u.Line.DowntimeCost.Currency == "":
		return subjectOfStops(u.Line) + " stops without " + item + "; the cost per day is unknown."
	}
	return subjectOfStops(u.Line) + " stops (" + u.Line.DowntimeCost.String() + " per day) without " + item + "."
}

// subjectOfStops returns a production line as the subject of "stops". A plural name, such as Wet benches, needs a singular noun before it.
func subjectOfStops(l *model.Line) string {
	name := envelope.Plain(orID(l.Name, l.ID))
	last := strings.ToLower(name[strings.LastIndexByte(name, ' ')+1:])
	singular := strings.HasSuffix(last, "ss") || strings.HasSuffix(last, "us") || strings.HasSuffix(last, "is")
	if strings.HasSuffix(last, "s") && !singular {
		return "Production at " + name
	}
	return name
}

// stockText returns how long the stock lasts, counted from the owner's date and in the owner's business days.
func stockText(v View, a model.Alert, x *model.Supply, r reader) string {
	ours := v.OwnCalendar(a)
	out := stockcoverage.RunsOut(x, ours)
	if out.IsZero() {
		return ""
	}
	days, _ := stockcoverage.DaysLeft(x, ours, ours.Today(v.Now))
	if k := x.StockCover; k != nil {
		return fmt.Sprintf("Stock: enough for %s on %s; %s.", k.Period, r.day(k.AsOf, v.Now), lasts(out, days, r, v))
	}
	k := x.Stock
	return fmt.Sprintf("Stock: %s %s, counted on %s; %s.", quantity(k.OnHand), envelope.Plain(k.Unit), r.day(k.AsOf, v.Now), lasts(out, days, r, v))
}

// lasts returns until when a stock lasts, or since when it is used up.
func lasts(out civil.Date, days int, r reader, v View) string {
	if days == 0 {
		return "used up on " + r.day(out, v.Now)
	}
	return "lasts until " + r.day(out, v.Now) + " (" + prose.Count(days, "day") + ")"
}

// moreSupplies counts supplies that are not named.
func moreSupplies(n int) string {
	if n == 1 {
		return "1 more supply"
	}
	return strconv.Itoa(n) + " more supplies"
}

func quantity(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// atStake returns what the downtime that no stock covers would cost.
func atStake(m model.Money) string {
	if m.Hundredths == 0 {
		return "At stake: " + m.String() + "; the stock covers the time until another source delivers."
	}
	return "At stake: " + m.String() + ", the cost of downtime that no stock covers."
}

// margin returns what the days between the end of the stock and another source mean.
func margin(days int) string {
	switch {
	case days < 0:
		return "Out of stock " + prose.Count(-days, "day") + " before another source can deliver, even if it starts today."
	case days == 0:
		return "No margin: another source would have to start today."
	}
	return prose.Count(days, "day") + " of margin if another source starts today."
}
