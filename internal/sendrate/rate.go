package sendrate

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Rate is how many mails may be handed over within each length of time. The zero Rate sets no limit.
type Rate struct {
	Mails int
	Per   time.Duration
}

// Reserve returns how many of the mails are kept for urgent ones: a fifth, never all.
func (r Rate) Reserve() int { return min((r.Mails+4)/5, r.Mails-1) }

// Pattern is the form of a rate as a regular expression.
const Pattern = `^[1-9][0-9]{0,5} ?/ ?(second|minute|hour|day)$`

// units are the lengths of time that a rate may name, the shortest first.
var units = []struct {
	name   string
	length time.Duration
}{{"second", time.Second}, {"minute", time.Minute}, {"hour", time.Hour}, {"day", 24 * time.Hour}}

// maxMails is the highest number of mails in a rate. A relay that takes more needs no rate.
const maxMails = 999_999

var errForm = errors.New("is not a valid rate: expected a number of mails per second, minute, hour or day, like 30/minute")

// Parse reads a rate such as 30/minute.
func Parse(text string) (Rate, error) {
	number, unit, ok := strings.Cut(text, "/")
	number, unit = strings.TrimSuffix(number, " "), strings.TrimPrefix(unit, " ")
	mails, err := strconv.ParseUint(number, 10, 32)
	if !ok || err != nil || strings.HasPrefix(number, "0") && mails > 0 {
		return Rate{}, errForm
	}
	if mails < 1 || mails > maxMails {
		return Rate{}, fmt.Errorf("is not a valid rate: expected 1 to %d mails, got %d", maxMails, mails)
	}
	for _, u := range units {
		if u.name == unit {
			return Rate{Mails: int(mails), Per: u.length}, nil
		}
	}
	return Rate{}, errForm
}

// String returns the rate as Parse reads it; empty: no limit.
func (r Rate) String() string {
	for _, u := range units {
		if r.Mails > 0 && u.length == r.Per {
			return fmt.Sprintf("%d/%s", r.Mails, u.name)
		}
	}
	return ""
}
