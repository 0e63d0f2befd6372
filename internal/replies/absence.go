package replies

import (
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailauth"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
)

// absence returns the fact that one of our people is out of office, where a program reported that in answer to our mail. A program may answer each
// of our mails: the same absence is recorded once a day.
func (h *Handler) absence(m Message) []model.Fact {
	from := strings.ToLower(m.Parsed.From)
	if m.Own || m.Proof == mailauth.Failed || !reportsAbsence(m.Parsed) || from == "" ||
		!h.IsOurs(from) && !mailaddr.Same(from, m.Mail.To.Address) {
		return nil
	}
	said := model.ContactAnswer{
		Address: from, Proof: model.ProofToken, Mail: m.Mail.ID, MessageID: m.Parsed.MessageID,
		Until: m.Parsed.Until, StandIn: strings.Join(m.Parsed.StandIn, ", "),
	}
	day := m.Arrived.UTC().Format(time.DateOnly)
	return []model.Fact{said.Fact(model.Fact{
		ID: "away-" + model.Digest(from, m.Parsed.Until, day)[:20], Subject: model.KindTeam.Subject(m.Mail.To.Team), Kind: model.FactAway,
		ObservedAt: m.Arrived, RecordedAt: h.Actions.Clock(), Actor: from, Source: "mail", Evidence: shortened(m.Parsed.Subject),
	})}
}

// reportsAbsence reports whether a program answered that somebody is away: by a day or by words. Other automatic replies are evidence of nothing.
func reportsAbsence(m mailparse.Message) bool {
	inWords := slices.ContainsFunc(m.Evidence, func(s string) bool { return strings.HasPrefix(s, "absent: ") })
	return m.Kind == mailparse.KindAutoReply && m.Verdict == mailparse.Away && (m.Until != "" || inWords)
}
