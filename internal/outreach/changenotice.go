package outreach

import (
	"log/slog"
	"strings"
	"time"

	"supplierwatch/internal/compose/verificationmail"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

// ChangeNotices writes to the contacts that are on file when a mail announces a change of contact details.
type ChangeNotices struct {
	Planner PlannerFor
	Writer  verificationmail.Writer
	Log     *slog.Logger
}

// Mails returns the notices that some facts cause. One that cannot be written is logged: the change is recorded all the same, and our own people
// are alerted.
func (n *ChangeNotices) Mails(facts []model.Fact, r *model.Registry, known *factindex.Index, now time.Time) []model.Mail {
	var mails []model.Mail
	for i, f := range facts {
		if f.Kind != model.FactChanged {
			continue
		}
		for _, q := range n.Planner(r).Notices(f, facts[:i], r, known, now) {
			m, err := n.Writer.Notice(q, announcement(f), now)
			if err != nil {
				n.Log.Error("A notice about a changed contact could not be written.", "error", err)
				continue
			}
			mails = append(mails, m)
		}
	}
	return mails
}

// announcement returns what a change says, so that the people there can check it.
func announcement(f model.Fact) string {
	details := f.ContactDetails()
	details.Name = ""
	return strings.Join(details.List(), ", ")
}
