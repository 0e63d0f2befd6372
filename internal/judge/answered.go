package judge

import (
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/watch"
)

// worst gives the answer that weighs most among those to some orders: a refusal, a change, then what is less than a confirmation. Without a
// kind there was none.
func worst(orders []order) watch.Fact {
	for _, r := range []watch.Response{watch.ResponseRefused, watch.ResponseChanged, watch.ResponsePartial, watch.ResponseReceived} {
		for _, x := range orders {
			if x.answer.Kind != "" && watch.Response(x.answer.Data[watch.DataResponse]) == r {
				return x.answer
			}
		}
	}
	return watch.Fact{}
}

// against reports whether an answer says that what was ordered will not come as ordered.
func against(f watch.Fact) bool {
	r := watch.Response(f.Data[watch.DataResponse])
	return f.Kind != "" && (r == watch.ResponseRefused || r == watch.ResponseChanged)
}

// answerDays are the ways in which a delivery's day is written in mails that day and month can be told apart in.
var answerDays = []string{"2006-01-02", "02.01.2006", "2.1.2006", "20060102"}

// namedDay gives the day of a delivery that a mail's text names; zero if it names none of the schedule.
func namedDay(d *watch.Delivery, f watch.Fact) civil.Date {
	words := strings.Join([]string{f.Data[watch.DataOrders], f.Data[watch.DataReferences], f.Data[watch.DataOwn]}, " ")
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
