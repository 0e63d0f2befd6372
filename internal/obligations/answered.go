package obligations

import (
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// worst returns the answer that weighs most among those to some orders: a refusal, a change, then what is less than a confirmation. Without a
// kind there was none.
func worst(orders []order) model.Fact {
	for _, r := range []model.Response{model.ResponseRefused, model.ResponseChanged, model.ResponsePartial, model.ResponseReceived} {
		for _, x := range orders {
			if x.answer.Kind != "" && x.answer.Response() == r {
				return x.answer
			}
		}
	}
	return model.Fact{}
}

// RefusesOrChanges reports whether an answer says that what was ordered will not come as ordered.
func RefusesOrChanges(f model.Fact) bool {
	r := f.Response()
	return f.Kind != "" && (r == model.ResponseRefused || r == model.ResponseChanged)
}

// answerDays are the ways in which a delivery's day is written in mails that day and month can be told apart in.
var answerDays = []string{"2006-01-02", "02.01.2006", "2.1.2006", "20060102"}

// namedDay returns the day of a delivery that a mail's text names; zero if it names none of the schedule.
func namedDay(d *model.Delivery, f model.Fact) civil.Date {
	n := f.TextNumbers()
	words := strings.Join(slices.Concat(n.Orders, n.References, n.Own), " ")
	for _, word := range strings.FieldsFunc(words, func(r rune) bool { return r == ' ' || r == '|' }) {
		for _, form := range answerDays {
			on, ok := dayIn(form, word)
			if !ok {
				continue
			}
			if x, ok := d.Schedule.OnOrAfter(on); ok && x == on {
				return on
			}
		}
	}
	return civil.Date{}
}

func dayIn(form, word string) (civil.Date, bool) {
	t, err := time.Parse(form, word)
	if err != nil {
		return civil.Date{}, false
	}
	return civil.DateOf(t), true
}
