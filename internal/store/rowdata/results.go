package rowdata

import (
	"fmt"
	"slices"

	"supplierwatch/internal/model"
	"supplierwatch/internal/retry"
)

// SettledRow is what an attempt makes of the row of a mail.
type SettledRow struct {
	ID        string           `json:"id"`
	Result    model.MailResult `json:"result"`
	Attempts  int              `json:"attempts"`
	LastError string           `json:"last_error"`
	NotBefore string           `json:"not_before"`
	SettledAt string           `json:"settled_at"`
}

// SettledRows applies the schedule of retries to attempts at mails that were tried before so often, by their ids. Of several attempts at one
// mail the last one counts. It refuses an attempt at a mail that is not in tried.
func SettledRows(attempts []model.Attempt, tried map[string]int) ([]SettledRow, error) {
	place := make(map[string]int, len(attempts))
	rows := make([]SettledRow, 0, len(attempts))
	for _, a := range attempts {
		before, known := tried[a.Mail]
		if !known {
			return nil, fmt.Errorf("settle mail %q: it is not in the outbox", a.Mail)
		}
		row, err := newSettledRow(a, before)
		if err != nil {
			return nil, err
		}
		if i, twice := place[a.Mail]; twice {
			rows[i] = row
			continue
		}
		place[a.Mail] = len(rows)
		rows = append(rows, row)
	}
	return rows, nil
}

// newSettledRow applies the schedule of retries to an attempt at a mail that was tried before so often.
func newSettledRow(a model.Attempt, before int) (SettledRow, error) {
	a = retry.Result(model.Mail{Attempts: before}, a)
	row := SettledRow{
		ID: a.Mail, Result: a.Result, Attempts: before + 1, LastError: Clean(a.Detail),
		NotBefore: Instant(a.At), SettledAt: Instant(a.At),
	}
	switch a.Result {
	case model.MailAccepted:
		row.LastError = ""
	case model.MailRefused:
	case model.MailQueued:
		wait := retry.Wait(model.Mail{ID: a.Mail, Attempts: before}, a)
		row.NotBefore, row.SettledAt = Instant(a.At.Add(wait)), NoInstant
	default:
		return row, fmt.Errorf("settle mail %q: an attempt cannot come to %q", a.Mail, a.Result)
	}
	return row, nil
}

// Tried returns the attempts but those that never began.
func Tried(attempts []model.Attempt) []model.Attempt {
	return slices.DeleteFunc(slices.Clone(attempts), func(a model.Attempt) bool { return a.Untried })
}

// Ended returns the mails whose outcome attempts tell: all but those that may have been delivered and wait on.
func Ended(attempts []model.Attempt) []string {
	known := []string{}
	for _, a := range attempts {
		if a.Result != model.MailQueued || !a.Ambiguous {
			known = append(known, a.Mail)
		}
	}
	return known
}
