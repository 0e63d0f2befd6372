package storetest

import (
	"strconv"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// Noon is the instant at which most tests play.
var Noon = time.Date(2026, time.November, 22, 12, 0, 0, 123456789, time.UTC)

// Fact returns a fact about a supplier that was recorded when it was observed.
func Fact(id string, kind model.FactKind, at time.Time) model.Fact {
	return model.Fact{ID: id, Supplier: "acme", Subject: model.KindEndpoint.Subject("portal"), Kind: kind, ObservedAt: at, RecordedAt: at, Actor: model.ActorWatchdog}
}

// Mail returns a notification that waits until an instant.
func Mail(id string, notBefore time.Time) model.Mail {
	return model.Mail{
		ID: id, Kind: model.MailAlert, To: model.Recipient{Team: "buyers", Address: "buyers@buyer.test"},
		MessageID: id + "@buyer.test", Subject: "S", Text: "T", CreatedAt: Noon, NotBefore: notBefore,
	}
}

// Full returns a change that uses every field.
func Full() model.Change {
	exposure := &model.Money{Hundredths: 8640000050, Currency: "EUR"}
	return model.Change{
		Facts: []model.Fact{{
			ID: "f1", Supplier: "acme", Subject: model.KindOrderWindow.Subject("annual@2026-09-01"), Kind: model.FactPlaced,
			ObservedAt: Noon.Add(-time.Hour), RecordedAt: Noon, Actor: "jane@buyer.test", Source: "shell",
			Evidence: "PO 4500012345 – „bestätigt“ <b>", Data: map[string]string{"reference": "4500012345", "on": "2026-11-22"},
		}},
		Alerts: []model.Alert{{
			ID: "a3f09c", Key: "acme/contract/msa/notice/2027-03-31", Supplier: "acme", Subject: model.KindContract.Subject("msa"), Group: "notice",
			Occurrence: "2027-03-31", Rule: "contract-notice-due", Severity: model.Critical, Route: model.RoutePage, Stage: 2,
			Message: "Decide & act.", Due: civil.NewDate(2026, time.December, 9), Exposure: exposure,
			State: model.StateAcknowledged, Since: Noon, Reason: model.ReasonAcked, Step: 1, StepAt: Noon, Repeats: 3, NextAt: Noon.Add(time.Hour),
			AcknowledgedBy: "jane@buyer.test", AcknowledgedAt: Noon, AckSeverity: model.Warning, HeldUntil: Noon.Add(24 * time.Hour),
			KeyDate: civil.NewDate(2026, time.December, 23), EndedAt: time.Time{},
			Points: []model.Point{{
				Deadline: civil.NewDate(2026, time.December, 9),
				Offset:   civil.Period{Months: 1, Days: 2}, Missed: true, At: Noon,
			}},
			Notified: []model.Notification{{
				Recipient: "buyers@buyer.test", Team: "buyers", Step: 1, Reason: model.ReasonEscalated, At: Noon,
				Mail: "m1", MessageID: "m1@buyer.test", Result: model.MailQueued,
			}},
			ProcessedFacts: []string{"f0"}, Notes: []string{"called twice"},
		}},
		Notifications: &model.NotificationState{
			Started: true, SummaryAt: Noon.Add(time.Hour), SummarySent: Noon.Add(-time.Hour),
			Queue: []model.Queued{{
				To: model.WebhookRecipient("oncall"), Alert: "a3f09c", Step: 1, Reason: model.ReasonFirst,
				Since: Noon, Until: Noon.Add(time.Minute), Held: model.ReasonQuietHours,
			}},
			Sent: map[string][]time.Time{"buyers@buyer.test": {Noon}}, RateLimitNotices: map[string]time.Time{"x@buyer.test": Noon},
			RemovalSeenAt: Noon,
		},
		Outbox: []model.Mail{{
			ID: "m1", Kind: model.MailDigest, To: model.Recipient{Team: "buyers", Address: "buyers@buyer.test"},
			MessageID: "m1@buyer.test", Token: "mfrggzdfmztwq2lkmfrggzdfmz", References: []string{"m0@buyer.test"}, Subject: "Decide by Wed 9 Dec: ACME",
			Text: "DECIDE\n", HTML: "<p>DECIDE &amp; act</p>", Payload: []byte{0, 1, 255},
			Alerts:    []model.DecisionItem{{Alert: "a3f09c", Step: 1, Reason: model.ReasonEscalated}},
			About:     []model.SubjectRef{{Supplier: "acme", Subject: model.KindContact.Subject("sales")}},
			CreatedAt: Noon, NotBefore: Noon.Add(30 * time.Second), Attempts: 2, LastError: "try later",
		}},
		Positions: []model.FolderPosition{{Account: "orders", Folder: "INBOX", UIDValidity: 1, UID: 2, ModSeq: 3}},
	}
}

// Numbered returns a change all parts of which carry one number.
func Numbered(n int) model.Change {
	id := strconv.Itoa(n)
	var change model.Change
	for i := range 3 {
		f := Fact("f"+id+"."+strconv.Itoa(i), model.FactNote, Noon)
		f.Evidence = strings.Repeat(id, 2000)
		change.Facts = append(change.Facts, f)
	}
	change.Alerts = []model.Alert{{ID: "only", State: model.StateFiring, Step: n}, {ID: "a" + id, State: model.StateFiring}}
	change.Notifications = &model.NotificationState{Sent: map[string][]time.Time{id: {Noon}}}
	change.Outbox = []model.Mail{Mail("m"+id, Noon)}
	return change
}

func ids(facts []model.Fact) string {
	var found []string
	for _, f := range facts {
		found = append(found, f.ID)
	}
	return strings.Join(found, " ")
}

func mailIDs(mails []model.Mail) string {
	var found []string
	for _, m := range mails {
		found = append(found, m.ID)
	}
	return strings.Join(found, " ")
}
